"""Lists of punches of another system: all of it or nothing, once, in the order of the taps."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.timetable import Direction
from kiosk.csv_file import TakenIn
from kiosk.faults import FaultyFileError
from kiosk.import_punches import import_punches
from kiosk.office import Office
from kiosk.person import Person
from kiosk.schema import PUNCHES

HEADER = "no,at,direction,terminal\n"
StaffByName = Mapping[str, Person]
Take = Callable[[str], TakenIn]


def punches(office: Office) -> list[Punch]:
    """All records, in the order in which they were made."""
    return [Punch.from_document(document) for document in office.store.table(PUNCHES).all()]


@pytest.fixture
def take(office: Office, staff: StaffByName, tmp_path: Path) -> Take:
    """Imports lines under the right header into an office with people."""

    def taken(lines: str) -> TakenIn:
        path = tmp_path / "punches.csv"
        path.write_text(HEADER + lines, encoding="utf-8")
        return import_punches(office, path, actor="M01")

    return taken


def test_list_is_taken_in_the_order_of_the_taps(take: Take, office: Office) -> None:
    done = take("A08,2026-10-09 12:31,,old machine\nA07,2026-10-09T01:12:03Z,IN,\n")
    assert done == TakenIn("UTF-8", added=2, known=0)
    first, second = punches(office)
    assert first == Punch(
        at=datetime(2026, 10, 9, 1, 12, 3, tzinfo=UTC),
        terminal="-",
        result=Result.RECORDED,
        source=Source.IMPORT,
        person=first.person,
        direction=Direction.IN,
    )
    assert (first.person, second.person, second.terminal) == ("A07", "A08", "old machine")
    assert second.direction is None


def test_list_taken_again_doubles_nothing(take: Take, office: Office) -> None:
    lines = "A07,2026-10-09 09:12,,\nA08,2026-10-09 09:12,,\n"
    take(lines)
    done = take(lines + "A07,2026-10-09 12:31,,\n")
    assert done == TakenIn("UTF-8", added=1, known=2)
    assert len(punches(office)) == 3


def test_every_fault_of_every_line_is_told_and_nothing_taken(take: Take, office: Office) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(FaultyFileError) as caught:
        take(
            "A07,2026-10-09 09:12,,\n"
            "A99,2026-10-09 09:12,,\n"
            "A07,2026-02-30 09:12,hin,\n"
            "A07,2024-02-29 09:12,,\n"
            f"A08,{tomorrow.isoformat()},,\n"
            "A07,2026-10-09T01:12:00Z,,\n"
        )
    assert str(caught.value).splitlines() == [
        (
            "punches.csv:3: no: nobody has the staff number A99;"
            " import the staff first: keyroom people import"
        ),
        (
            "punches.csv:4: at: “2026-02-30 09:12” is no moment;"
            " write YYYY-MM-DD HH:MM:SS in the office's time"
        ),
        "punches.csv:4: direction: “hin” is no direction; write in, out or nothing",
        (
            "punches.csv:5: at: A07 was not in the office on 2024-02-29;"
            " check the day, and the person's first and last day"
        ),
        (
            "punches.csv:6: at: this moment lies in the future;"
            " correct it; if it is right, check this machine's clock"
        ),
        "punches.csv:7: this punch is in line 2 already; keep one of them",
    ]
    assert punches(office) == []


def test_D_07_tap_after_midnight_belongs_to_the_last_day(  # noqa: N802 - the rule's id
    take: Take, office: Office
) -> None:
    office.people.leave("A07", datetime(2026, 10, 9).date(), actor="-")  # noqa: DTZ001
    assert take("A07,2026-10-10 03:59,,\n").added == 1
    with pytest.raises(FaultyFileError, match="2026-10-10"):
        take("A07,2026-10-10 04:00,,\n")


def test_ledger_names_who_imported(take: Take, office: Office) -> None:
    take("A07,2026-10-09 09:12,,\n")
    with office.store.connection() as connection:
        newest = connection.execute(office.store.ledger.table.select()).all()[-1]
    assert b"\nM01\npunches.import\n" in newest.leaf
