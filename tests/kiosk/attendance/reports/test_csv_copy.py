"""The summary as CSV: what Excel and payroll programs make of it."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from keyroom.language import Language, use
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.csv_copy import write_csv
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.errors import FileUnwritableError
from kiosk.person import staff_no
from tests.kiosk.attendance.written_sheets import (
    CLERK,
    OTHER,
    at,
    eventful,
    person_month,
    sheet_of,
)

COVER = Cover("重要室", OFFICE_ZONE, at("07-02 12:00"))
SHEET = sheet_of(eventful(), person_month(OTHER))


def test_it_has_the_mark_and_a_row_for_each_person(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "report.csv", SHEET, COVER)

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["staff number"] for row in rows] == ["A07", "A08"]
    assert rows[0]["2"] == "late by 12 min"
    assert (rows[0]["days due"], rows[0]["days attended"]) == ("21", "19")
    assert rows[0]["hours worked"] == "115.47"


def test_text_is_quoted_and_numbers_are_not(tmp_path: Path) -> None:
    lines = write_csv(tmp_path / "report.csv", SHEET, COVER).read_text("utf-8-sig").splitlines()

    assert lines[2].startswith('"王海燕","二组","重要室","A08","account manager",21,21,9,133.00,0,')


@pytest.mark.parametrize(
    ("no", "kept"), [("007", '="007"'), ("12345678", '="12345678"'), ("1E5", '="1E5"')]
)
def test_excel_keeps_a_staff_number_that_looks_like_a_number(
    tmp_path: Path, no: str, kept: str
) -> None:
    sheet = sheet_of(person_month(replace(CLERK, no=staff_no(no))))
    path = write_csv(tmp_path / "report.csv", sheet, COVER)

    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["staff number"] == kept


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@A1", "\t=1"])
def test_data_never_becomes_a_formula(tmp_path: Path, name: str) -> None:
    sheet = sheet_of(person_month(replace(CLERK, name=name)))
    path = write_csv(tmp_path / "report.csv", sheet, COVER)

    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"] == f"'{name}"


def test_into_a_folder_it_goes_under_its_usual_name(tmp_path: Path) -> None:
    use(Language.CHINESE)
    path = write_csv(tmp_path, SHEET, COVER)
    use(Language.ENGLISH)

    assert path == tmp_path / "重要室_考勤月报_202606.csv"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritableError, match="nowhere"):
        write_csv(tmp_path / "nowhere" / "report.csv", SHEET, COVER)
