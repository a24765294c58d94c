"""D-02: the calendar that holds now, whoever imported or decided, in whichever process."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from devices.events import CardPresented, Credential
from kiosk.attendance.answer import Result
from kiosk.attendance.calendar import Day, DayKind, Source
from kiosk.attendance.door import Door
from kiosk.attendance.office_calendar import (
    CalendarUnreadableError,
    DayDecision,
    Imported,
)
from kiosk.attendance.sheets.month import Month
from kiosk.errors import BadCellError
from kiosk.faults import FaultyFileError
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.schema import CLOSINGS, DAY_DECISIONS, NOTICES
from store.entry import parse
from store.ledger import Ledger

Cards = Mapping[str, Credential]
Present = Callable[..., CardPresented]

NOW = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
MONDAY = date(2027, 7, 5)
SPRING = date(2027, 2, 10)


def notice(year: int, **days: bool) -> bytes:
    """`notice(2027, d0210=True)`: 10 February 2027 is off."""
    entries = [
        {"name": "春节", "date": f"{year}-{text[1:3]}-{text[3:]}", "isOffDay": off}
        for text, off in days.items()
    ]
    return json.dumps({"year": year, "papers": [], "days": entries}).encode()


@pytest.fixture
def office(home: Home) -> Iterator[Office]:
    with Office.open(home) as office:
        yield office


def entries(office: Office) -> int:
    with office.store.connection() as connection:
        return office.store.ledger.size(connection)


def test_d02_an_office_without_records_has_the_configured_calendar(office: Office) -> None:
    assert office.calendar.current() == office.premises.config.working_days()


def test_d02_an_imported_year_is_known_and_asked_for_no_more(office: Office) -> None:
    today = date(2026, 12, 1)
    assert office.calendar.missing_years(today) == (2027,)
    done = office.calendar.import_notice(notice(2027, d0210=True, d0214=False), by="M01", now=NOW)
    assert (done.outcome, done.notice.off, done.notice.makeup) == (Imported.ADDED, 1, 1)
    assert done.changed == (SPRING, date(2027, 2, 14))
    assert done.closed == ()
    assert office.calendar.missing_years(today) == ()
    assert office.calendar.current().day(SPRING) == Day(
        DayKind.HOLIDAY, "春节", source=Source.NOTICE
    )


def test_d02_days_off_by_law_that_a_notice_passes_over_are_told_and_stay_off(
    office: Office,
) -> None:
    done = office.calendar.import_notice(notice(2027, d1001=True), by="-", now=NOW)
    assert date(2027, 10, 2) in done.unnamed
    assert date(2027, 10, 1) not in done.unnamed
    assert len(done.unnamed) == 12
    assert not office.calendar.current().day(date(2027, 10, 2)).working


def test_d02_a_new_import_of_a_year_replaces_the_former_and_says_so(office: Office) -> None:
    office.calendar.import_notice(notice(2027, d0210=True, d0211=True), by="-", now=NOW)
    done = office.calendar.import_notice(notice(2027, d0211=True, d0212=True), by="-", now=NOW)
    assert done.outcome is Imported.REPLACED
    assert done.changed == (SPRING, date(2027, 2, 12))
    assert office.calendar.current().day(SPRING).working


def test_d02_the_same_import_again_changes_nothing(office: Office) -> None:
    office.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
    before = entries(office)
    done = office.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
    assert (done.outcome, done.changed) == (Imported.UNCHANGED, ())
    assert entries(office) == before


def test_d02_a_faulty_notice_is_refused_as_a_whole(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "2027.json"
    path.write_bytes(notice(2027, d0210=True, d0230=True))
    before = entries(office)
    with pytest.raises(FaultyFileError) as refused:
        office.calendar.import_notice(path, by="-", now=NOW)
    assert refused.value.faults[0].file == "2027.json"
    assert entries(office) == before
    assert office.calendar.current().day(SPRING).working


@pytest.mark.parametrize("month, said", [("2027-02", ("2027-02",)), ("2027-03", ())])
def test_d02_a_notice_that_speaks_of_a_closed_month_is_taken_in_and_says_so(
    office: Office, month: str, said: tuple[str, ...]
) -> None:
    office.store.table(CLOSINGS).insert({"month": month})
    done = office.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
    assert done.closed == said
    assert not office.calendar.current().day(SPRING).working


def test_d02_a_replaced_notice_tells_of_closed_months_it_spoke_of(office: Office) -> None:
    office.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
    office.store.table(CLOSINGS).insert({"month": "2027-02"})
    done = office.calendar.import_notice(notice(2027, d0501=True), by="-", now=NOW)
    assert done.closed == ("2027-02",)


def test_d02_the_newest_decision_about_a_day_wins(office: Office) -> None:
    calendar = office.calendar
    first = calendar.decide(MONDAY, "雪顿节", work=False, by="M01", now=NOW)
    assert (first.before.kind, first.after) == (
        DayKind.WORKDAY,
        Day(DayKind.HOLIDAY, "雪顿节", source=Source.DECISION),
    )
    second = calendar.decide(MONDAY, work=True, by="M01", now=NOW)
    assert (second.before, second.after.kind) == (first.after, DayKind.WORKDAY)
    assert calendar.current().day(MONDAY).working
    assert [
        DayDecision.from_document(found) for found in office.store.table(DAY_DECISIONS).all()
    ] == [
        DayDecision(MONDAY, work=False, name="雪顿节", by="M01", at=NOW),
        DayDecision(MONDAY, work=True, name="", by="M01", at=NOW),
    ]


def test_d02_a_decision_stands_above_the_file_the_region_and_the_notice(home: Home) -> None:
    with home.config_file.open("a", encoding="utf-8") as file:
        file.write("\n[[calendar.overrides]]\nday = 2027-07-05\nwork = false\n")
    losar = date(2026, 2, 24)
    with Office.open(home) as office:
        office.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
        days = (MONDAY, losar, SPRING)
        before = [office.calendar.current().day(day) for day in days]
        for day in days:
            office.calendar.decide(day, work=True, by="-", now=NOW)
        after = [office.calendar.current().day(day) for day in days]
    assert [day.source for day in before] == [Source.CONFIG, Source.REGIONAL, Source.NOTICE]
    assert not any(day.working for day in before)
    assert all(day.working and day.source is Source.DECISION for day in after)


def test_d02_a_decision_about_a_closed_month_says_so(office: Office) -> None:
    office.store.table(CLOSINGS).insert({"month": "2027-07"})
    assert office.calendar.decide(MONDAY, work=False, by="-", now=NOW).closed
    assert not office.calendar.decide(date(2027, 8, 2), work=False, by="-", now=NOW).closed


def test_d02_a_name_that_cannot_be_shown_decides_nothing(office: Office) -> None:
    with pytest.raises(BadCellError):
        office.calendar.decide(MONDAY, "\x1b[2J", work=False, by="-", now=NOW)
    assert office.calendar.current().day(MONDAY).working


def test_d02_what_another_process_imports_and_decides_holds_at_once(
    office: Office, home: Home
) -> None:
    assert office.calendar.current().day(MONDAY).working
    with Office.open(home) as other:
        other.calendar.decide(MONDAY, work=False, by="-", now=NOW)
        assert not office.calendar.current().day(MONDAY).working
        other.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
    assert not office.calendar.current().day(SPRING).working


def test_d02_the_calendar_is_made_anew_only_when_something_changed(office: Office) -> None:
    office.calendar.decide(MONDAY, work=False, by="-", now=NOW)
    before = office.calendar.current()
    office.people.leave("A07", date(2027, 7, 1), actor="-")
    assert office.calendar.current() is before


def test_d02_what_was_rolled_back_never_held(office: Office) -> None:
    def decide_and_fail() -> None:
        with office.store.transaction():
            office.calendar.decide(MONDAY, work=False, by="-", now=NOW)
            assert not office.calendar.current().day(MONDAY).working
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_and_fail()
    assert office.calendar.current().day(MONDAY).working


def test_d02_imports_and_decisions_are_in_the_ledger_by_name(office: Office) -> None:
    office.calendar.import_notice(notice(2027, d0210=True), by="M01", now=NOW)
    office.calendar.decide(MONDAY, work=False, by="M01", now=NOW)
    assert [found["by"] for found in office.store.table(NOTICES).all()] == ["M01"]
    with office.store.connection() as connection:
        leaves = connection.execute(sa.select(Ledger.table.c.leaf).order_by(Ledger.table.c.seq))
        newest = [parse(leaf) for (leaf,) in leaves][-2:]
    assert [(entry.actor, entry.action) for entry in newest] == [
        ("M01", "calendar.import"),
        ("M01", "calendar.override"),
    ]


def test_d02_the_month_is_judged_by_what_was_decided(office: Office) -> None:
    day = date(2026, 7, 6)
    (before,) = office.sheets.day(day, NOW, office.people.get("A07").no)
    office.calendar.decide(day, work=False, by="-", now=NOW)
    (after,) = office.sheets.day(day, NOW, office.people.get("A07").no)
    assert before.result.lines
    assert not after.result.lines


def test_d52_a_months_sheet_says_that_its_years_notice_is_missing_until_it_is_imported(
    office: Office,
) -> None:
    def codes() -> list[str]:
        return [remark.code for remark in office.sheets.month(Month(2027, 3), NOW).remarks]

    assert codes() == ["no_holiday_notice"]
    office.calendar.import_notice(notice(2027, d0210=True), by="-", now=NOW)
    assert codes() == []


@pytest.mark.parametrize("month, said", [(2, True), (3, False)])
def test_d02_a_months_sheet_says_that_a_regional_holiday_is_not_confirmed(
    office: Office, month: int, said: bool
) -> None:
    remarks = office.sheets.month(Month(2026, month), NOW).remarks
    assert ("regional_unconfirmed" in [remark.code for remark in remarks]) is said


BROKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "a notice without days": (NOTICES, {"year": 2027}),
    "a notice of no day": (NOTICES, {"year": 2027, "papers": [], "days": [{"date": "x"}]}),
    "a decision without a day": (DAY_DECISIONS, {"work": True}),
}


@pytest.mark.parametrize("table, document", BROKEN.values(), ids=BROKEN)
def test_d02_a_record_that_cannot_be_read_is_named_and_no_day_relied_upon(
    office: Office, table: str, document: dict[str, Any]
) -> None:
    doc_id = office.store.table(table).insert(document)
    with pytest.raises(CalendarUnreadableError, match=doc_id):
        office.calendar.current()
    with pytest.raises(CalendarUnreadableError):
        office.sheets.month(Month(2027, 2), NOW)


@pytest.mark.parametrize("table, document", BROKEN.values(), ids=BROKEN)
def test_d02_nobody_is_turned_away_by_a_calendar_that_cannot_be_read(
    home: Home, cards: Cards, present: Present, table: str, document: dict[str, Any]
) -> None:
    with Office.open(home) as office:
        office.store.table(table).insert(document)
    with Door(Premises.enter(home), "entrance") as door:
        answer = door.tap(present(cards["A07"], datetime(2026, 7, 6, 1, 10, tzinfo=UTC)))
        assert (answer.result, answer.next_planned) == (Result.RECORDED, None)
        assert (door.status.fault, door.status.spooled) == (None, 0)
        assert isinstance(door.status.calendar_fault, CalendarUnreadableError)
        assert door.status.calendar == Premises.enter(home).config.working_days()


def test_d02_the_door_knows_the_calendar_that_holds(home: Home) -> None:
    with Office.open(home) as office, Door(Premises.enter(home), "entrance") as door:
        assert door.status.calendar.day(MONDAY).working
        office.calendar.decide(MONDAY, work=False, by="-", now=NOW)
        door.tick()
        assert not door.status.calendar.day(MONDAY).working
        assert door.status.calendar_fault is None


def test_d02_a_damaged_record_of_the_calendar_turns_nobody_away(
    home: Home, cards: Cards, present: Present
) -> None:
    with Office.open(home) as office:
        office.calendar.decide(MONDAY, work=False, by="-", now=NOW)
    with sqlite3.connect(home.database) as database:
        database.execute(f"UPDATE doc_{DAY_DECISIONS} SET body = '[]'")
    with Door(Premises.enter(home), "entrance") as door:
        answer = door.tap(present(cards["A07"], datetime(2026, 7, 6, 1, 10, tzinfo=UTC)))
        assert answer.result is Result.RECORDED
        assert door.status.calendar_fault is not None
    with Office.open(home) as office:
        (record,) = office.punches.between(NOW.replace(year=2020), NOW)
        assert record == answer.punch


def test_d02_the_next_tap_follows_what_another_process_decided(
    home: Home, cards: Cards, present: Present
) -> None:
    friday = datetime(2026, 7, 3, 10, 31, tzinfo=UTC)
    with Door(Premises.enter(home), "entrance") as door:
        with Office.open(home) as office:
            office.calendar.decide(date(2026, 7, 4), work=True, by="-", now=NOW)
        answer = door.tap(present(cards["A07"], friday))
    assert answer.next_planned is not None
    assert answer.next_planned.at.date() == date(2026, 7, 4)
