"""Rows as XML: whatever stands in a cell, the file stays whole and reads back the same."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kiosk.attendance.reports.columns import Cell
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.row_xml import StyledCell, row_xml
from kiosk.attendance.reports.workbook import write_workbook
from kiosk.attendance.timetable import OFFICE_ZONE
from tests.kiosk.attendance.written_sheets import at, eventful, sheet_of


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of nobody: rows are put into it."""
    path = tmp_path_factory.mktemp("empty") / "report.xlsx"
    return write_workbook(path, sheet_of(), Cover("重要室", OFFICE_ZONE, at("07-02 12:00")))


def read_back(empty: Path, *values: Cell) -> list[Any]:
    """The values as a spreadsheet sees them, in a row of their own."""
    cells: list[StyledCell] = [(place, 0, value) for place, value in enumerate(values, start=1)]
    row = row_xml(100, cells)
    changed = BytesIO()
    with ZipFile(empty) as source, ZipFile(changed, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b"</sheetData>", row.encode() + b"</sheetData>")
            target.writestr(name, text)
    return [cell.value for cell in load_workbook(changed).worksheets[0][100]][: len(values)]


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        " a ",
        "a\nb",
        "a & b",
        "<v>",
        '"x"',
        "]]>",
        "=1+1",
        "正常",
        "𠮷",
        "&amp;",
        0,
        -7,
        20.5,
    ],
)
def test_values_read_back_as_they_were(empty: Path, value: Cell) -> None:
    assert read_back(empty, value) == [value]


def test_money_is_exact_and_dates_are_dates(empty: Path) -> None:
    values = read_back(empty, Decimal("50.00"), Decimal("0.1"), Decimal("66.66"), date(2026, 6, 9))

    assert values == [50, 0.1, 66.66, (date(2026, 6, 9) - date(1899, 12, 30)).days]


def test_a_date_cell_is_a_date_in_the_workbook(tmp_path: Path) -> None:
    cover = Cover("重要室", OFFICE_ZONE, at("07-02 12:00"))
    path = write_workbook(tmp_path / "report.xlsx", sheet_of(eventful()), cover)

    for mode in (False, True):
        book = load_workbook(path, read_only=mode)
        (cell,) = next(iter(book.worksheets[1].iter_rows(min_row=4, max_row=4, max_col=1)))
        assert cell.value == datetime(2026, 6, 1)  # noqa: DTZ001 - a date, as openpyxl reads it
        book.close()


@given(st.text(st.characters(), max_size=20))
def test_any_text_makes_a_row_that_is_xml(text: str) -> None:
    row = ET.fromstring(row_xml(4, [(1, 0, text)]).encode())

    assert [element.get("r") for element in row] == ["A4"]
    assert len(row[0][0][0].text or "") == len(text.replace("\r\n", "\n"))


def test_cells_name_their_place_and_style() -> None:
    row = ET.fromstring(row_xml(12, [(1, 3, None), (28, 4, 7)], height=30))

    assert row.attrib == {"r": "12", "ht": "30", "customHeight": "1"}
    assert [cell.attrib for cell in row] == [{"r": "A12", "s": "3"}, {"r": "AB12", "s": "4"}]
