"""The log: every entry of every table once, newest first, under every filter, page by page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.log.entry import CHANGE, DAMAGED, PUNCH, READER, LogEntry, Origin
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.schema import ACCESSES, PUNCHES, READER_EVENTS
from kiosk.times import stored

if TYPE_CHECKING:
    from store import Place

T = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SQL = "' OR 1=1; DROP TABLE doc_accesses; --"
EVERYTHING = LogFilter()
MARKUP = "[bold red]x[/] <script>"


def access(office: Office, second: int = 0, **more: Any) -> str:
    given = {"person": StaffNo("A07"), "customer": "G1", "reason": "business", **more}
    kind = given.pop("kind", AccessKind.REVEAL)
    entry = Access(T + timedelta(seconds=second), "desk1", kind, **given)
    return Accesses(office.store).add(entry)


def punch(office: Office, second: int = 0, no: str = "A07", *, refused: bool = False) -> str:
    result = Result.REFUSED if refused else Result.RECORDED
    record = Punch(T + timedelta(seconds=second), "entrance", result, person=StaffNo(no))
    return str(office.store.table(PUNCHES).insert(record.to_document()))


def pages(
    office: Office, wanted: LogFilter = EVERYTHING, limit: int = 3, most: int = 5, **more: bool
) -> Iterator[LogEntry]:
    """The whole log, page by page."""
    after: Place | None = None
    while True:
        page = office.log.page(wanted, after, limit=limit, most=most, **more)
        assert len(page.entries) <= limit
        yield from page.entries
        if page.ended is None:
            return
        assert page.ended != after, "it goes on"
        after = page.ended


def one_page(office: Office, **conditions: Any) -> list[LogEntry]:
    return list(office.log.page(LogFilter(**conditions)).entries)


@pytest.mark.parametrize("limit,most,rising", product((1, 3, 100), (1, 5, 2000), (False, True)))
def test_every_entry_once_in_order_also_at_the_same_microsecond(
    office: Office, staff: object, limit: int, most: int, rising: bool
) -> None:
    ids = {access(office, number // 4) for number in range(12)}
    ids |= {punch(office, number // 4) for number in range(12)}
    seen = list(pages(office, limit=limit, most=most, rising=rising))
    places = [entry.place for entry in seen]
    assert places == sorted(places, reverse=not rising)
    assert len(set(places)) == len(places)
    assert ids <= {entry.id for entry in seen}
    assert [entry.about[0] for entry in seen if entry.about and entry.about[0] == "people"] == [
        "people"
    ] * 4


def test_a_million_of_one_person_is_as_one_page(office: Office) -> None:
    for number in range(300):
        access(office, number)
    page = office.log.page(LogFilter(person="A07"), limit=10, most=11)
    assert len(page.entries) == 10
    assert page.ended is not None


@pytest.mark.parametrize(
    "conditions",
    [
        {"person": "A07"},
        {"person": "A08"},
        {"customer": "G2"},
        {"kind": AccessKind.PIN},
        {"kind": PUNCH},
        {"kind": CHANGE},
        {"kind": READER},
        {"result": AccessResult.REFUSED},
        {"result": AccessResult.ALLOWED},
        {"terminal": "entrance"},
        {"reason": "phone"},
        {"reason": "BUSI"},
        {"person": "A08", "result": "refused"},
        {"person": "A07", "customer": "G0", "kind": "reveal", "terminal": "desk1"},
        {"since": T + timedelta(seconds=2), "until": T + timedelta(seconds=5)},
        {"since": T + timedelta(seconds=2), "person": "A08", "reason": "phone"},
        {"person": "A99"},
        {"reason": SQL},
        {"person": SQL, "kind": SQL, "terminal": SQL, "customer": SQL, "result": SQL},
    ],
    ids=str,
)
@pytest.mark.parametrize("limit,most", [(2, 3), (100, 2000)])
def test_filters_hold_together_over_the_whole_log(
    office: Office, staff: object, conditions: dict[str, Any], limit: int, most: int
) -> None:
    for number in range(10):
        no = StaffNo("A08" if number % 3 else "A07")
        access(office, number, person=no, customer=f"G{number % 3}", reason=f"phone {number}")
        punch(office, number, no, refused=bool(number % 2))
    access(office, 3, kind=AccessKind.PIN, person=StaffNo("A08"), result=AccessResult.REFUSED)
    access(office, 4, reason="business")
    office.store.table(READER_EVENTS).insert(
        {"reader": "door", "at": stored(T), "event": "down", "terminal": "entrance"}
    )
    wanted = LogFilter(**conditions)
    everything = [entry for entry in pages(office, limit=100, most=2000) if _in_time(entry, wanted)]
    expected = [entry for entry in everything if wanted.passes(entry)]
    assert list(pages(office, wanted, limit, most)) == expected
    if SQL not in conditions.values() and conditions != {"person": "A99"}:
        assert expected


def _in_time(entry: LogEntry, wanted: LogFilter) -> bool:
    assert entry.at is not None
    return (wanted.since is None or entry.at >= wanted.since) and (
        wanted.until is None or entry.at < wanted.until
    )


def test_text_with_sql_and_markup_is_found_as_it_was_typed(office: Office) -> None:
    wanted = access(office, reason=f"{SQL} {MARKUP}")
    access(office)
    for text in (SQL, MARKUP, "1=1;", "[/]"):
        assert [entry.id for entry in one_page(office, reason=text)] == [wanted]
    assert one_page(office, reason="%") == []


def test_entry_of_an_unknown_kind_keeps_its_own_words(office: Office) -> None:
    newer = {"at": stored(T), "terminal": "desk9", "kind": "hologram", "result": "pending"}
    office.store.table(ACCESSES).insert({**newer, "fields": ["iris"], "reason": "x"})
    (entry,) = one_page(office, kind="hologram")
    assert (entry.kind, entry.result, entry.fields) == ("hologram", "pending", ("iris",))


def test_record_whose_fields_are_of_other_kinds_is_an_entry(office: Office) -> None:
    office.store.table(ACCESSES).insert(
        {"at": "yesterday", "terminal": "d", "kind": "x", "result": "y", "fields": 3, "reason": [1]}
    )
    (entry,) = one_page(office, terminal="d")
    assert (entry.at, entry.fields, entry.reason) == (None, (), "")


def test_torn_record_is_an_entry_that_says_so(office: Office) -> None:
    access(office, 0)
    access(office, 1)
    path = office.premises.home.database
    office.store.engine.settle(office.store.engine.connect())
    torn = f'{{"at":"{stored(T)}"'.encode()
    data = path.read_bytes()
    assert data.count(torn) == 1
    path.write_bytes(data.replace(torn, b"[" + torn[1:]))
    with Office.open(office.premises.home) as again:
        kinds = [e.kind for e in again.log.page(LogFilter()).entries if e.origin is Origin.ACCESS]
        assert kinds == ["reveal", DAMAGED]


def test_how_long_it_lasted_and_why_it_ended(office: Office) -> None:
    entry = access(office, fields=(PersonalField.PHONE,))
    Accesses(office.store).end(entry, 7.25, "closed", at=T + timedelta(seconds=7))
    (found,) = one_page(office, customer="G1")
    assert (found.seconds, found.cause, found.fields) == (7.25, "closed", ("phone",))


def test_change_says_who_where_and_what(office: Office, staff: object) -> None:
    with office.store.transaction(actor="M01", action="people.try"):
        office.store.table("people").update({"team": "三组"})
    found = one_page(office, kind=CHANGE, person="M01")
    assert {(entry.terminal, entry.reason) for entry in found} == {("review", "people.try")}
    assert len(found) == len(office.store.table("people"))


def test_changes_are_seen_as_they_come(office: Office, staff: object) -> None:
    before = len(one_page(office, kind=CHANGE))
    with office.store.transaction(actor="M01", action="people.try"):
        office.store.table("people").update({"team": "三组"}, doc_ids=[])
        office.store.table("wages").insert({"month": "2026-11"})
    assert len(one_page(office, kind=CHANGE)) == before + 1


def test_person_is_named_by_number_or_name(office: Office, staff: object) -> None:
    assert office.log.staff_no("A07") == "A07"
    assert office.log.staff_no("达娃卓玛") == "A07"
    assert office.log.staff_no("nobody") is None


class TestFilter:
    WANTED = LogFilter(T, None, "A07", "张三", "pin", "refused", "desk1", "13800001234")

    def test_is_kept_and_read_back(self) -> None:
        assert LogFilter.from_document(self.WANTED.to_document()) == self.WANTED
        assert LogFilter.from_document({"person": "A07", "planet": "Mars"}) == LogFilter(
            person="A07"
        )

    def test_record_of_it_hides_what_may_be_a_customers(self) -> None:
        masked = self.WANTED.masked()
        assert "张三" not in masked
        assert "13800001234" not in masked
        assert "person=A07" in masked
