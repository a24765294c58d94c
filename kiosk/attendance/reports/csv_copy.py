"""The monthly summary as CSV, for payroll programs and for spreadsheets that open it by a click."""

import csv
import re
from pathlib import Path
from typing import Final

from keyroom.language import _
from kiosk.attendance.reports.columns import Cell, Form
from kiosk.attendance.reports.cover import Cover, named
from kiosk.attendance.reports.summary import summary_columns, summary_rows
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.whole_file import whole_file

_LIKE_A_NUMBER: Final = re.compile(r"[0-9.]+(?:[eE][0-9]+)?")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, sheet: MonthSheet, cover: Cover) -> Path:
    """Write the summary to `path`, or under its usual name into that folder. The file written.

    UTF-8 with the mark by which Excel knows it; text is quoted, numbers are not. Raises
    FileUnwritableError.
    """
    path = named(path, sheet.month, ".csv")
    columns = summary_columns(sheet)
    with whole_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(_(column.heading) for column in columns)
        for row in summary_rows(sheet, cover):
            writer.writerow(_written(column.value(row), column.form) for column in columns)
    return path


def _written(value: Cell, form: Form) -> Cell:
    """A spreadsheet must neither reckon with data nor take the zeros off a staff number."""
    if not isinstance(value, str):
        return value
    if form is Form.CODE and _LIKE_A_NUMBER.fullmatch(value):
        return f'="{value}"'
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
