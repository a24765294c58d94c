"""One sheet of the workbook: title, headings, rows, and how it is seen and printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Generic

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from rich.cells import cell_len

from keyroom.language import _
from kiosk.attendance.reports import styles
from kiosk.attendance.reports.columns import Cell, Column, Form, Row
from kiosk.attendance.reports.grid import Tone

HEADING_ROW: Final = 3
A3: Final = 8
A4: Final = 9
"""Sizes of paper, as spreadsheets number them."""
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_MARGIN: Final = 0.4
"""Inches."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is seen and printed."""

    frozen: int
    """Columns that stay in sight, and are repeated on every page."""
    paper: int = A4
    scale: int | None = None
    """Per cent; by default all columns fit on one page."""
    break_after: int | None = None
    """The column after which a new page begins."""
    row_height: float | None = None
    """Points; by default as high as its longest cell."""


class Page(Generic[Row]):
    """Writes one sheet, row after row: openpyxl keeps none of them in memory.

    A cell that needs a look of its own comes from a stock of one for each column and tone, filled
    anew for each row: making half a million of them would take longer than everything else.
    """

    def __init__(
        self, book: Workbook, name: str, columns: Sequence[Column[Row]], layout: Layout
    ) -> None:
        self._sheet = book.create_sheet(name)
        self._columns = columns
        self._folding = [
            (place, column.width)
            for place, column in enumerate(columns)
            if column.form is Form.LONG
        ]
        self._row_height = layout.row_height
        self._rows = 0
        self._stock: dict[tuple[int, Tone], SheetCell] = {}
        self._show(layout.frozen)
        self._set_up_printing(layout)

    def _show(self, frozen: int) -> None:
        self._sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{HEADING_ROW + 1}"
        for number, column in enumerate(self._columns, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = column.width

    def _set_up_printing(self, layout: Layout) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = layout.paper
        sheet.page_setup.scale = layout.scale
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=layout.scale is None)
        if layout.break_after is not None:
            sheet.col_breaks.append(Break(layout.break_after))
        sheet.print_title_rows = f"1:{HEADING_ROW}"
        sheet.print_title_cols = f"A:{get_column_letter(layout.frozen)}"
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = _MARGIN
        sheet.oddFooter.center.text = "&P / &N"

    def head(self, title: str, subtitle: str) -> None:
        """The title, what the sheet says of itself, and the headings."""
        self._append([self._styled(title, styles.TITLE)])
        self._append([self._styled(subtitle, styles.SUBTITLE)])
        self._append([self._heading(column) for column in self._columns], styles.HEADING_HEIGHT)

    def row(self, row: Row) -> None:
        """One row of the table."""
        values = [column.value(row) for column in self._columns]
        self._append(
            [
                self._cell(place, column, value, row)
                for place, (column, value) in enumerate(zip(self._columns, values, strict=True))
            ],
            self._row_height or self._height(values),
        )

    def end(self, notes: Iterable[tuple[Tone, str]] = ()) -> None:
        """The table is whole: it can be filtered. Under it come notes, each with a colour."""
        corner = f"{get_column_letter(len(self._columns))}{max(self._rows, HEADING_ROW + 1)}"
        self._sheet.auto_filter.ref = f"A{HEADING_ROW}:{corner}"
        # One rule for the whole table: a border of its own for each cell would double the time.
        self._sheet.conditional_formatting.add(f"A{HEADING_ROW + 1}:{corner}", styles.LINED)
        self._append([])
        for tone, text in notes:
            self._append([self._styled("", fill=styles.FILLS.get(tone)), self._styled(text)])

    def _height(self, values: Sequence[Cell]) -> float | None:
        """Of a row whose cells fold; spreadsheets do not all find it by themselves."""
        lines = max((_lines(values[place], width) for place, width in self._folding), default=1)
        return lines * styles.LINE_HEIGHT if lines > 1 else None

    def _cell(self, place: int, column: Column[Row], value: Cell, row: Row) -> SheetCell | Cell:
        tone = Tone.NONE if column.tone is None else column.tone(row)
        plain = column.form is Form.PLAIN and tone not in styles.FILLS
        if isinstance(value, str):
            value = _shown(value) or None
            plain = plain and not _like_a_formula(value)
        if plain or (value is None and tone not in styles.FILLS):
            return value
        return self._filled(self._from_stock(place, column, tone), value)

    def _from_stock(self, place: int, column: Column[Row], tone: Tone) -> SheetCell:
        cell = self._stock.get((place, tone))
        if cell is None:
            cell = self._stock[place, tone] = WriteOnlyCell(self._sheet)
            cell.number_format = styles.FORMATS.get(column.form, styles.GENERAL)
            if column.form in styles.ALIGNED:
                cell.alignment = styles.ALIGNED[column.form]
            if tone in styles.FILLS:
                cell.fill = styles.FILLS[tone]
        return cell

    def _filled(self, cell: SheetCell, value: Cell) -> SheetCell:
        """The cell with a value in it, which is never a formula."""
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = _like_a_formula(value)
        return cell

    def _styled(
        self, text: str, font: Font | None = None, *, fill: PatternFill | None = None
    ) -> SheetCell:
        cell = self._filled(WriteOnlyCell(self._sheet), _shown(text))
        if font is not None:
            cell.font = font
        if fill is not None:
            cell.fill = fill
        return cell

    def _heading(self, column: Column[Row]) -> SheetCell:
        cell = self._styled(_(column.heading), styles.STRONG, fill=styles.HEADING_FILL)
        cell.alignment = styles.HEADING
        cell.border = styles.CELL_BORDER
        return cell

    def _append(self, cells: list[SheetCell | Cell], height: float | None = None) -> None:
        self._rows += 1
        if height is not None:
            self._sheet.row_dimensions[self._rows].height = height
        self._sheet.append(cells)


def _lines(value: Cell, width: float) -> int:
    """How many lines a text folds into."""
    if not isinstance(value, str):
        return 1
    return sum(_folded(line, width) for line in value.split("\n"))


def _folded(line: str, width: float) -> int:
    """How many lines one comes to: it breaks between words, and anywhere in one that is longer."""
    lines, used = 1, 0.0
    for word in line.split(" "):
        cells = cell_len(word)
        if used and used + 1 + cells > width:
            lines, used = lines + 1, 0.0
        elif used:
            used += 1
        lines += max(ceil(cells / width) - 1, 0)
        used = used + cells if cells <= width else cells % width
    return lines


def _shown(text: str) -> str:
    """What a workbook may hold: no control characters."""
    return text if text.isprintable() else ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def _like_a_formula(value: str | None) -> bool:
    return value is not None and value.startswith(_FORMULA_SIGNS)
