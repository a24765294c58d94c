"""BM-5: what customers may not see before its time, and what may be announced at all."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.boots import Boots
from kiosk.clock import Clock, Reading
from kiosk.errors import (
    AlreadyDecidedError,
    BadCellError,
    ClockInDoubtError,
    NoSuchPersonError,
    NoSuchRequestError,
    NotEntitledError,
)
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, StaffNo
from kiosk.privacy.embargo import (
    LONGEST_TEXT,
    Board,
    Embargo,
    EmbargoKind,
    board_at,
    parse_kind,
    parse_publish_at,
    parse_text,
    parse_title,
)
from kiosk.privacy.embargoes import Embargoes

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE).astimezone(UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")


def tariff(publish_at: datetime = TEN, title: str = "新资费") -> Embargo:
    return Embargo(EmbargoKind.TARIFF, title, "每月 99 元", publish_at, StaffNo("M01"), TEN - HOUR)


@pytest.mark.parametrize(
    "early, public",
    [(timedelta(microseconds=1), False), (SECOND, False), (0 * SECOND, True), (-SECOND, True)],
)
def test_bm_5_visible_from_the_second_itself_on(early: timedelta, public: bool) -> None:
    assert tariff().is_public(TEN - early) is public


def test_bm_5_a_time_without_a_zone_is_no_time() -> None:
    with pytest.raises(TypeError):
        tariff().is_public(TEN.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        tariff(TEN.replace(tzinfo=None)).to_document()


def test_bm_5_the_board_holds_what_is_public_newest_first_and_the_next_time() -> None:
    first, second, third = (tariff(TEN + n * HOUR, str(n)) for n in range(3))
    every = (second, third, first)
    assert board_at(every, TEN - SECOND) == Board((), TEN)
    assert board_at(every, TEN) == Board((first,), TEN + HOUR)
    assert board_at(every, TEN + HOUR) == Board((second, first), TEN + 2 * HOUR)
    assert board_at(every, TEN + 2 * HOUR) == Board((third, second, first), None)
    assert board_at((), TEN) == Board((), None)


@pytest.mark.parametrize(
    "text, zone, at",
    [
        ("2026-11-23 10:00", OFFICE_ZONE, TEN),
        ("2026-11-23 10:00:07", OFFICE_ZONE, TEN + 7 * SECOND),
        ("2026-11-23T02:00:00Z", BERLIN, TEN),
        ("2026-11-23 07:30+05:30", OFFICE_ZONE, TEN),
        # The clocks of Berlin show 02:30 twice that night: the later one (D-00).
        ("2026-10-25 02:30", BERLIN, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-10-25 02:30+02:00", BERLIN, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", OFFICE_ZONE, datetime(2026, 10, 24, 18, 30, tzinfo=UTC)),
    ],
)
def test_bm_5_when_it_becomes_public(text: str, zone: ZoneInfo, at: datetime) -> None:
    assert parse_publish_at(text, zone) == at


@pytest.mark.parametrize(
    "text, zone",
    [
        ("", OFFICE_ZONE),
        ("tomorrow", OFFICE_ZONE),
        ("2026-11-23", OFFICE_ZONE),
        ("2026-11-31 10:00", OFFICE_ZONE),
        ("2026-11-23 24:00", OFFICE_ZONE),
        ("2026-11-23 10:00 CST", OFFICE_ZONE),
        ("9999-12-31 23:59", OFFICE_ZONE),
        ("2026-03-29 02:30", BERLIN),  # no clock shows it
    ],
)
def test_bm_5_what_is_no_time_is_refused(text: str, zone: ZoneInfo) -> None:
    with pytest.raises(BadCellError):
        parse_publish_at(text, zone)


@pytest.mark.parametrize(
    "text",
    ["x" * LONGEST_TEXT, "第一行\r\n第二行", "[red]99[/red] <b>{x}", "一\u3000二", "", "👍🏽"],
)
def test_bm_5_a_text_is_kept_as_it_stands(text: str) -> None:
    assert parse_text(text) == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "x" * (LONGEST_TEXT + 1), "a\x1b[2Jb", "a\tb", "a\x00", "a\x9bb", "a\u202eb"],
)
def test_bm_5_a_text_that_no_screen_can_show_is_refused(text: str) -> None:
    with pytest.raises(BadCellError) as refused:
        parse_text(text)
    assert text not in str(refused.value.details)


@pytest.mark.parametrize("title", ["", "  ", "x" * 65, "two\nlines", "\x1b[31m"])
def test_bm_5_a_title_is_one_visible_line(title: str) -> None:
    with pytest.raises(BadCellError):
        parse_title(title)


def test_bm_5_a_kind_is_one_of_three() -> None:
    assert [parse_kind(kind) for kind in ("tariff", "promotion", "notice")] == list(EmbargoKind)
    with pytest.raises(BadCellError):
        parse_kind("advert")


class SetClock(Clock):
    """A machine without a time server, whose clocks the test sets."""

    def __init__(self) -> None:
        self.wall, self.boot_s, self.boot = TEN - HOUR, 1000.0, "one"

    def read(self) -> Reading:
        return Reading(self.wall, self.boot, self.boot_s, synchronised=False)

    def run(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.boot_s += seconds


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def office(home: Home, new_home: Home, clock: SetClock) -> Iterator[Office]:
    shutil.copytree(new_home.path, home.path)
    premises: Any = replace(Premises.enter(home), clock=clock)
    with premises.open("review") as office:
        yield office


@pytest.fixture
def embargoes(office: Office, staff: Mapping[str, Person]) -> Embargoes:
    return Embargoes(office)


def announce(embargoes: Embargoes, at: datetime = TEN, by: str = "M01", **more: bool) -> str:
    return embargoes.add(EmbargoKind.TARIFF, "新资费", "每月 99 元", at, by=by, **more)


def shown(embargoes: Embargoes) -> list[str]:
    return [each.title for each in board_at(embargoes.standing(), embargoes.now()).public]


def test_bm_5_nothing_before_and_all_from_the_second_on(
    embargoes: Embargoes, clock: SetClock
) -> None:
    announce(embargoes)
    assert shown(embargoes) == []
    clock.run(3599.5)
    assert shown(embargoes) == []
    clock.run(0.5)
    assert shown(embargoes) == ["新资费"]


def test_bm_5_a_clock_set_forward_shows_nothing_early_even_to_a_program_that_starts_later(
    embargoes: Embargoes, office: Office, clock: SetClock
) -> None:
    announce(embargoes)
    clock.wall += 24 * HOUR
    assert shown(embargoes) == []
    assert shown(Embargoes(office)) == []
    clock.run(3600)
    assert shown(embargoes) == ["新资费"]


def test_bm_5_a_jump_that_an_entrance_recorded_counts_after_a_restart_of_the_machine(
    embargoes: Embargoes, office: Office, clock: SetClock
) -> None:
    announce(embargoes)
    clock.wall += 24 * HOUR
    Boots(office.store, "entrance").jumped(clock.read(), 24 * HOUR)
    clock.boot, clock.boot_s = "two", 7.0
    clock.wall += timedelta(minutes=2)
    assert shown(embargoes) == []


def test_bm_5_a_clock_set_back_hides_it_again(embargoes: Embargoes, clock: SetClock) -> None:
    announce(embargoes)
    clock.run(3600)
    assert shown(embargoes) == ["新资费"]
    clock.wall -= HOUR
    assert shown(embargoes) == []


def test_bm_5_what_is_withdrawn_is_not_shown_and_stays_on_record(
    embargoes: Embargoes, clock: SetClock
) -> None:
    entry = announce(embargoes)
    embargoes.withdraw(entry, by="M02")
    clock.run(7200)
    assert shown(embargoes) == []
    assert [(each.id, each.withdrawn) for each in embargoes.all()] == [(entry, True)]
    with pytest.raises(AlreadyDecidedError):
        embargoes.withdraw(entry, by="M02")
    with pytest.raises(NoSuchRequestError):
        embargoes.withdraw("nothing", by="M02")
    assert len(embargoes.all()) == 1


@pytest.mark.parametrize("late", [timedelta(0), SECOND, 365 * 24 * HOUR])
def test_bm_5_a_time_that_has_passed_is_refused(embargoes: Embargoes, late: timedelta) -> None:
    with pytest.raises(BadCellError, match="passed"):
        announce(embargoes, TEN - HOUR - late)
    assert embargoes.all() == []


@pytest.mark.parametrize(
    "by, error", [("A07", NotEntitledError), ("M02", NotEntitledError), ("X9", NoSuchPersonError)]
)
def test_bm_5_only_a_supervisor_of_today_announces_or_withdraws(
    embargoes: Embargoes, office: Office, by: str, error: type[Exception]
) -> None:
    entry = announce(embargoes)
    office.people.leave("M02", date(2026, 11, 22), actor="M01")
    with pytest.raises(error):
        announce(embargoes, by=by)
    with pytest.raises(error):
        embargoes.withdraw(entry, by=by)
    assert [each.withdrawn for each in embargoes.all()] == [False]


def test_bm_5_a_clock_in_doubt_must_be_vouched_for(embargoes: Embargoes, clock: SetClock) -> None:
    announce(embargoes)
    clock.wall += 5 * timedelta(minutes=1)
    with pytest.raises(ClockInDoubtError, match="300 s"):
        announce(embargoes)
    announce(embargoes, clock_is_right=True)
    clock.run(3300)
    assert shown(embargoes) == ["新资费", "新资费"]


def test_bm_5_the_record_gives_back_what_was_announced(embargoes: Embargoes) -> None:
    announce(embargoes)
    (each,) = embargoes.all()
    assert each.embargo == tariff()
