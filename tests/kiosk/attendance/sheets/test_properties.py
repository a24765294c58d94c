"""Done when (1): the order of recording, second reads and the day of closing change no month."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.punches import tap_of
from kiosk.attendance.sheets.freezing import Frozen
from kiosk.attendance.sheets.json_form import sheet_json
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE, Direction
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.roles import Role
from kiosk.schema import PUNCHES
from store import DocId, Document

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=OFFICE_ZONE)
CLERK = Person(staff_no("A07"), "达娃卓玛", Role.ACCOUNT_MANAGER, "二组", date(2024, 3, 1))
MANAGER = Person(staff_no("M01"), "旺堆", Role.ROOM_MANAGER, "重要室", date(2024, 3, 1))
SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class UndoError(Exception):
    """Leaves a transaction without effect."""


class Tapped(NamedTuple):
    """One tap of the clerk."""

    at: datetime
    direction: Direction | None
    clock_off: timedelta


def _reads(day: int, around: str, reads: list[tuple[int, Direction | None, int]]) -> list[Tapped]:
    """Several reads around one time of a day, at some seconds from it."""
    at = datetime.fromisoformat(f"2026-10-{day:02}T{around}").replace(tzinfo=OFFICE_ZONE)
    return [
        Tapped(at + timedelta(seconds=seconds), direction, timedelta(minutes=minutes_off))
        for seconds, direction, minutes_off in reads
    ]


READS = st.tuples(
    st.integers(-5, 5).map(lambda steps: 25 * steps) | st.integers(-5000, 5000),
    st.sampled_from([None, None, None, Direction.IN, Direction.OUT]),
    st.sampled_from([0, 0, 0, 0, 1, -60]),
)
TAPS = st.lists(
    st.builds(
        _reads,
        st.sampled_from([12, 13]),
        st.sampled_from(["09:50", "11:25", "13:00", "14:10", "15:20", "16:55", "18:30"]),
        st.lists(READS, min_size=1, max_size=5),
    ),
    max_size=6,
).map(lambda clusters: [tapped for cluster in clusters for tapped in cluster])


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Missing punches count as absence here, so that any month can be closed."""
    home = Home(tmp_path_factory.mktemp("properties") / "room")
    Office.create(home, "重要室").close()
    with home.config_file.open("a", encoding="utf-8") as file:
        file.write('\n[missing_punch]\nunresolved = "absent"\n')
    with Office.open(home) as office:
        for person in (CLERK, MANAGER):
            office.people.add(person, actor="-")
        yield office


@contextmanager
def recorded(office: Office, taps: Sequence[Tapped]) -> Iterator[None]:
    """The taps as the door records them, one after the other; undone afterwards."""
    with pytest.raises(UndoError), office.store.transaction():  # noqa: PT012 - undone at the end
        for tapped in taps:
            _record(office, tapped)
        yield
        raise UndoError


def _record(office: Office, tapped: Tapped) -> None:
    at, way, off = tapped
    punch_id: DocId = office.store.new_id()
    punch = Punch(
        at, "entrance", Result.RECORDED, Source.BADGE, CLERK.no, direction=way, jump=off or None
    )
    again = office.punches.standing(CLERK, tap_of(punch_id, punch)).counted.repeats
    document = punch.to_document() | ({} if again is None else {"result": "duplicate"})
    office.store.table(PUNCHES).insert(Document(document, punch_id))


def outcome(office: Office) -> Any:
    """The month's sheet; punches are named by what they are, for their ids tell their order."""
    names = {
        str(each.doc_id): f"{each['at']} {each.get('direction')} {each.get('jump_s')}"
        for each in office.store.table(PUNCHES).all()
    }
    return _renamed(sheet_json(office.sheets.month(OCTOBER, NOW), OFFICE_ZONE), names)


def _renamed(value: Any, names: dict[str, str]) -> Any:
    match value:
        case dict():
            return {key: _renamed(each, names) for key, each in value.items()}
        case list():
            return [_renamed(each, names) for each in value]
        case str():
            return names.get(value, value)
        case _:
            return value


@SETTINGS
@given(TAPS, st.randoms())
def test_any_order_of_the_same_punches_gives_the_same_month(
    room: Office, taps: list[Tapped], chance: Any
) -> None:
    with recorded(room, taps):
        first = outcome(room)
    with recorded(room, chance.sample(taps, len(taps))):
        assert outcome(room) == first


@SETTINGS
@given(TAPS.filter(bool), st.data())
def test_d08_1_a_second_read_changes_no_month(
    room: Office, taps: list[Tapped], data: st.DataObject
) -> None:
    with recorded(room, taps):
        first = outcome(room)
        read = data.draw(st.sampled_from(taps))
        again = read._replace(
            at=read.at + timedelta(seconds=data.draw(st.integers(0, 60))),
            direction=data.draw(st.sampled_from([None, read.direction])),
        )
        _record(room, again)
        (newest,) = room.store.table(PUNCHES).newest()
        if newest["result"] == "duplicate":
            assert outcome(room) == first
        else:  # another tap lies in between, or `read` was a second read itself
            assert len(taps) > 1


@SETTINGS
@given(TAPS)
def test_kq_3_deductions_are_the_sum_of_their_lines(room: Office, taps: list[Tapped]) -> None:
    with recorded(room, taps):
        people = sheet_json(room.sheets.month(OCTOBER, NOW), OFFICE_ZONE)["people"]
    for person in people:
        assert person["total_fen"] == sum(line["fen"] for line in person["lines"])
        of_days = [line for day in person["days"] for line in day["lines"]]
        assert of_days == person["lines"]
        slots = [slot["fen"] for day in person["days"] for slot in day["slots"].values()]
        assert sum(slots) == person["total_fen"]
        assert len({line["id"] for line in person["lines"]}) == len(person["lines"])


@SETTINGS
@given(TAPS.filter(bool), st.integers(1, 4000))
def test_closing_and_judging_anew_gives_the_same_digest(
    room: Office, taps: list[Tapped], days_later: int
) -> None:
    right = [tapped for tapped in taps if not tapped.clock_off] or [
        taps[0]._replace(clock_off=timedelta())
    ]
    later = NOW + timedelta(days=days_later)
    with recorded(room, right):
        closed = room.closing.close(OCTOBER, by="M01", now=NOW)
        anew = Frozen.of(room.sheets.month(OCTOBER, later), OFFICE_ZONE)
        assert anew.closed(by="M01", at=later).digest == closed.digest
        look = room.closing.look(OCTOBER, later)
        assert look.settlement is not None
        assert look.settlement.intact
        assert look.differences == ()
