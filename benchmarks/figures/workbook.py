"""The workbook of a month of 1,000 people, beside openpyxl writing as many cells of nothing."""

from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook

from benchmarks import invented_month
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.figures.settlement import PEOPLE_COUNT, month_office
from benchmarks.invented_month import AFTERWARDS, MONTH
from benchmarks.timing import Contender, duration, ratio, take_turns
from kiosk.attendance.reports.office_cover import cover_of
from kiosk.attendance.reports.workbook import write_workbook
from kiosk.office import Office

MOST_S: Final = 10.0
_ROW: Final = 20
"""Cells."""


def measure(setting: Setting) -> Outcome:
    """From the records to the file, as `attendance export` does it."""
    people = invented_month.staff(50 if setting.quick else PEOPLE_COUNT)
    home = month_office(setting, people, invented_month.taps(people), "workbook")
    path, floor_path = setting.scratch / "report.xlsx", setting.scratch / "floor.xlsx"
    with Office.open(home) as office:
        export = Contender(
            "Keyroom: judge, and write four sheets", lambda: _export(office, path, AFTERWARDS), 1
        )
        export.act()
        cells = _cells(path)
        floor = Contender(
            "openpyxl: as many plain cells", lambda: _plain_cells(floor_path, cells), 1
        )
        take_turns([floor, export], 2 if setting.quick else 5)
    return Outcome(
        columns=("workbook", "cells", "file", "samples", "median", "worst", "to openpyxl"),
        rows=[
            (
                each.label,
                f"{cells:,}",
                f"{written.stat().st_size / 10**6:.1f} MB",
                f"{len(each.samples)}",
                duration(each.samples.median),
                duration(each.samples.worst),
                ratio(each.samples.median, floor.samples.median),
            )
            for each, written in ((floor, floor_path), (export, path))
        ],
        goals=[
            Goal(
                f"a workbook of {len(people):,} people ≤ 10 s",
                duration(export.samples.median),
                export.samples.median <= MOST_S,
            )
        ],
    )


def _export(office: Office, path: Path, now: datetime) -> None:
    sheet = office.closing.look(MONTH, now).sheet
    write_workbook(path, sheet, cover_of(office, sheet, now))


def _cells(path: Path) -> int:
    """How many cells of a workbook have something in them."""
    book = load_workbook(path, read_only=True)
    filled = sum(
        value is not None
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    )
    book.close()
    return filled


def _plain_cells(path: Path, cells: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("floor")
    row = ["2026-06-01"] * _ROW
    for _ in range(cells // _ROW):
        sheet.append(row)
    book.save(path)


FIGURE: Final = Figure("workbook", "the month's workbook", measure)
