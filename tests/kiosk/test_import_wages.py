"""Lists of wages (D-23): all of it or nothing, the newest amount counts."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.wages import Wage
from kiosk.csv_file import TakenIn
from kiosk.faults import FaultyFileError
from kiosk.import_wages import import_wages
from kiosk.money import Fen
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.schema import CLOSINGS

Take = Callable[[str], TakenIn]
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


@pytest.fixture
def take(office: Office, staff: Mapping[str, Person], tmp_path: Path) -> Take:
    def taken(lines: str) -> TakenIn:
        path = tmp_path / "wages.csv"
        path.write_text("no,month,yuan\n" + lines, encoding="utf-8")
        return import_wages(office, path)

    return taken


def test_wages_are_fen_and_the_newest_counts(take: Take, office: Office) -> None:
    assert take("A07,2026-11,4200\nA08,2026-11,4200.5\n") == TakenIn("UTF-8", 2, 0)
    assert take("A07,2026-11,4200\nA08,2026-11,4300.05\n") == TakenIn("UTF-8", 1, 1)
    assert office.wages.of(NOVEMBER) == {"A07": 420000, "A08": 430005}
    take("A08,2026-10,4100\n")
    assert office.wages.all() == [
        Wage(StaffNo("A08"), OCTOBER, Fen(410000)),
        Wage(StaffNo("A07"), NOVEMBER, Fen(420000)),
        Wage(StaffNo("A08"), NOVEMBER, Fen(430005)),
    ]


def test_D_23_wage_reaches_the_sheet(take: Take, office: Office) -> None:  # noqa: N802
    take("A07,2026-10,400\n")
    now = office.premises.clock.read().utc
    codes = [each.code for each in office.sheets.month(OCTOBER, now, StaffNo("A07")).warnings]
    assert "over_cap" in codes


def test_faults_of_wages(take: Take, office: Office) -> None:
    office.store.table(CLOSINGS).insert({"month": "2026-09"})
    with pytest.raises(FaultyFileError) as caught:
        take(
            "A99,2026-11,4200\n"
            "A07,2026-13,-1\n"
            "A07,2026-11,4200.555\n"
            "A07,2026-09,4200\n"
            "A07,2026-10,4200\n"
            "A07,2026-10,4300\n"
        )
    assert [line.partition(";")[0] for line in str(caught.value).splitlines()] == [
        "wages.csv:2: no: nobody has the staff number A99",
        "wages.csv:3: month: “2026-13” is no month",
        "wages.csv:3: yuan: “-1” is no amount of money",
        "wages.csv:4: yuan: “4200.555” is no amount of money",
        "wages.csv:5: month: 2026-09 is closed",
        "wages.csv:7: month: this wage is in line 6 already",
    ]
    assert office.wages.all() == []
