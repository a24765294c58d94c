"""考勤月报: the workbook of four sheets that payroll and the department are handed (§4.2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from keyroom.language import _
from kiosk.attendance.reports import daily, deductions, details, summary
from kiosk.attendance.reports.columns import Column
from kiosk.attendance.reports.cover import Cover, named
from kiosk.attendance.reports.grid import MEANINGS, Symbol, Tone
from kiosk.attendance.reports.page import A3, Layout, Page
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.whole_file import whole_file

Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""

_END_OF_ROWS: Final = b"</sheetData>"
_STEP: Final = 100
"""Rows from one telling to the next."""
_SUMMARY_SCALE: Final = 53
"""Per cent, at which the days of a month fit on one page beside the names."""
_TO_SIGN: Final = 26
"""Points: a row in which people sign."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One sheet of the workbook."""

    title: str
    columns: Sequence[Column[Any]]
    rows: Iterable[Any]
    count: int
    layout: Layout
    notes: Sequence[tuple[Tone, str]] = ()


def write_workbook(
    path: Path, sheet: MonthSheet, cover: Cover, progress: Progress | None = None
) -> Path:
    """Write the workbook to `path`, or under its usual name into that folder. The file written.

    It is in the language in use. A workbook that was there is replaced once the new one is whole.
    Raises FileUnwritableError.
    """
    path = named(path, sheet.month, ".xlsx")
    parts = _parts(sheet, cover)
    told = _told(progress, sum(part.count for part in parts))
    book = Workbook(write_only=True)
    book.properties.title = cover.title(sheet.month)
    book.properties.creator = cover.office
    with whole_file(path) as draft:
        pages = [_page(book, part, cover, sheet, told) for part in parts]
        _save(book, pages, draft)
    return path


def _parts(sheet: MonthSheet, cover: Cover) -> list[_Part]:
    people = len(sheet.people)
    days = sum(day.employed for month in sheet.people for day in month.days)
    lines = sum(len(month.lines) for month in sheet.people)
    return [
        _Part(
            summary.TITLE,
            summary.summary_columns(sheet),
            summary.summary_rows(sheet, cover),
            people,
            Layout(frozen=4, paper=A3, scale=_SUMMARY_SCALE, break_after=summary.FIXED),
            notes=[*_legend(), *_warnings(sheet)],
        ),
        _Part(daily.TITLE, daily.COLUMNS, daily.daily_rows(sheet, cover), days, Layout(frozen=4)),
        _Part(
            deductions.TITLE,
            deductions.deduction_columns(sheet, cover),
            deductions.deduction_rows(sheet, cover),
            people + 1,
            Layout(frozen=2, row_height=_TO_SIGN),
        ),
        _Part(
            details.TITLE,
            details.COLUMNS,
            details.detail_rows(sheet, cover),
            lines,
            Layout(frozen=4),
        ),
    ]


def _page(
    book: Workbook, part: _Part, cover: Cover, sheet: MonthSheet, told: Callable[[], None]
) -> Page[Any]:
    page: Page[Any] = Page(book, _(part.title), part.columns, part.layout)
    page.head(cover.title(sheet.month), cover.subtitle(sheet))
    for row in part.rows:
        page.row(row)
        told()
    page.end(part.notes)
    return page


def _save(book: Workbook, pages: Sequence[Page[Any]], path: Path) -> None:
    """Write the workbook that openpyxl makes, with the rows of its sheets put into their places."""
    bare = BytesIO()
    book.save(bare)
    rows = {page.part: page.rows for page in pages}
    with ZipFile(bare) as made, ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name in made.namelist():
            head, end, tail = made.read(name).partition(_END_OF_ROWS)
            file.writestr(name, head + rows.get(name, "").encode() + end + tail)


def _legend() -> Iterator[tuple[Tone, str]]:
    """What the colours of days and results say."""
    for tone in Tone:
        named_so = [_(MEANINGS[each]) for each in Symbol if each.tone is tone and each in MEANINGS]
        if named_so and tone is not Tone.NONE:
            yield tone, " / ".join(named_so)


def _warnings(sheet: MonthSheet) -> Iterator[tuple[Tone, str]]:
    for remark in sheet.warnings:
        yield Tone.GRAVE, _(remark.message).format(**remark.details)


def _told(progress: Progress | None, total: int) -> Callable[[], None]:
    """Counts rows, and tells of every so many, and of the last."""
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        if progress is not None and (done % _STEP == 0 or done == total):
            progress(done, total)

    return told
