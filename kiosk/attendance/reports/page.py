"""One sheet of the workbook: title, headings, rows, and how it is seen and printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Generic

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from rich.cells import cell_len

from keyroom.language import _
from kiosk.attendance.reports import styles
from kiosk.attendance.reports.columns import Cell, Column, Form, Row
from kiosk.attendance.reports.grid import Tone
from kiosk.attendance.reports.row_xml import StyledCell, row_xml

HEADING_ROW: Final = 3
A3: Final = 8
A4: Final = 9
"""Sizes of paper, as spreadsheets number them."""
_UNSTYLED: Final = 0
"""The style that every workbook begins with."""
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
    """One sheet: openpyxl makes it, its title and its headings; the rows are written here."""

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
        self._rows: list[str] = []
        self._styles: dict[tuple[int, Tone, bool], int] = {}
        self._show(layout.frozen)
        self._set_up_printing(layout)

    @property
    def part(self) -> str:
        """Where the sheet stands in the saved workbook."""
        return str(self._sheet.path).removeprefix("/")

    @property
    def rows(self) -> str:
        """What belongs below its headings, as XML."""
        return "".join(self._rows)

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
        for text, font in ((title, styles.TITLE), (subtitle, styles.SUBTITLE)):
            cell = self._cell(text)
            cell.font = font
            self._sheet.append([cell])
        self._sheet.row_dimensions[HEADING_ROW].height = styles.HEADING_HEIGHT
        self._sheet.append([self._heading(column) for column in self._columns])

    def row(self, row: Row) -> None:
        """One row of the table."""
        values = [column.value(row) for column in self._columns]
        self._append(self._styled(values, row), self._row_height or self._height(values))

    def end(self, notes: Iterable[tuple[Tone, str]] = ()) -> None:
        """The table is whole: it can be filtered. Under it come notes, each with a colour."""
        last = max(HEADING_ROW + len(self._rows), HEADING_ROW + 1)
        corner = f"{get_column_letter(len(self._columns))}{last}"
        self._sheet.auto_filter.ref = f"A{HEADING_ROW}:{corner}"
        # One rule for the whole table: a border of its own for each cell would double the styles.
        self._sheet.conditional_formatting.add(f"A{HEADING_ROW + 1}:{corner}", styles.LINED)
        self._append([])
        for tone, text in notes:
            self._append([(1, self._note_style(tone), None), (2, _UNSTYLED, text)])

    def _append(self, cells: Iterable[StyledCell], height: float | None = None) -> None:
        self._rows.append(row_xml(HEADING_ROW + 1 + len(self._rows), cells, height))

    def _styled(self, values: Sequence[Cell], row: Row) -> Iterator[StyledCell]:
        """The cells of a row that say something, by word or by colour."""
        for place, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            tone = Tone.NONE if column.tone is None else column.tone(row)
            if value is None or value == "":
                if tone not in styles.FILLS:
                    continue
                value = None
            quoted = isinstance(value, str) and value.startswith(_FORMULA_SIGNS)
            yield place + 1, self._style(place, tone, quoted=quoted), value

    def _style(self, place: int, tone: Tone, *, quoted: bool) -> int:
        """The number of a style: of a column, in a tone, for text that looks like a formula.

        What is quoted stays text when somebody edits the cell.
        """
        number = self._styles.get((place, tone, quoted))
        if number is None:
            column, cell = self._columns[place], self._cell()
            cell.number_format = styles.FORMATS.get(column.form, styles.GENERAL)
            cell.alignment = styles.ALIGNED.get(column.form, styles.MIDDLE)
            if tone in styles.FILLS:
                cell.fill = styles.FILLS[tone]
            cell.quotePrefix = quoted
            number = self._styles[place, tone, quoted] = cell.style_id
        return number

    def _note_style(self, tone: Tone) -> int:
        cell = self._cell()
        if tone in styles.FILLS:
            cell.fill = styles.FILLS[tone]
        return cell.style_id

    def _heading(self, column: Column[Row]) -> SheetCell:
        cell = self._cell(_(column.heading))
        cell.font = styles.STRONG
        cell.fill = styles.HEADING_FILL
        cell.alignment = styles.HEADING
        cell.border = styles.CELL_BORDER
        return cell

    def _cell(self, text: str | None = None) -> SheetCell:
        """A cell with a text, which is never a formula."""
        shown = None if text is None else ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
        cell = WriteOnlyCell(self._sheet, shown)
        if text is not None:
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
        return cell

    def _height(self, values: Sequence[Cell]) -> float | None:
        """Of a row whose cells fold; spreadsheets do not all find it by themselves."""
        lines = max((_lines(values[place], width) for place, width in self._folding), default=1)
        return lines * styles.LINE_HEIGHT if lines > 1 else None


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
