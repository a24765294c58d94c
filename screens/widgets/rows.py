"""Rows of short texts in columns, for one reader who stands close: plain, or six times as large.

A row is one cell of the terminal high. Where the terminal's cells are so small that nobody could
read them (4K), each is drawn six cells high instead, in the letters of `letters`.
"""

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.font import font_file
from screens.base.text import clean
from screens.widgets import letters

LARGE: Final = Size(480, 132)
"""From this size of the terminal on rows are large; 80×22 of them fit."""
TIMES: Final = 6
"""So much larger in both directions."""

_PIECES: Final = re.compile(r"[（“]*(?:[!-~]+|[^!-~])[，。；：、！？）”]* *")
"""What no line breaks within: a word, or a Chinese letter, with the punctuation around it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of a row."""

    text: str
    width: int = 0
    """In letters (a Chinese one is two); 0 takes what the row leaves."""
    tone: str = ""
    """Its colour: the end of one of `Rows.COMPONENT_CLASSES`."""
    right: bool = False
    """Against the right edge of its column."""
    chosen: bool = False
    """Marked, with the gap behind it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its cells stand a letter apart."""

    cells: tuple[Cell, ...] = ()
    chosen: bool = False
    wraps: bool = False
    """Its one cell is a long text, which takes as many rows as it needs."""


BLANK: Final = Cell("")
EMPTY: Final = Row()


def long_text(text: str, tone: str = "") -> Row:
    """A text in as many rows as it needs."""
    return Row((Cell(text, tone=tone),), wraps=True)


def laid(rows: Sequence[Row], columns: int) -> list[Row]:
    """The rows as they are in so many columns: texts broken, and each cell with its width."""
    return [_fitted(each, columns) for row in rows for each in _broken(row, columns)]


def window(rows: Sequence[Row], room: int, head: int = 0) -> list[Row]:
    """As many of the rows as there is room for, around the chosen one; the `head` stays."""
    above, below = rows[:head], rows[head:]
    room = max(room - len(above), 0)
    chosen = next((nth for nth, row in enumerate(below) if row.chosen), 0)
    first = max(0, min(chosen - room // 2, len(below) - room))
    return [*above, *below[first : first + room]]


def wrapped(text: str, columns: int) -> Iterator[str]:
    """`text` in lines of at most so many columns, broken at spaces and between Chinese letters."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and cell_len(line) + cell_len(piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()


def times(terminal: Size) -> int:
    """How much larger than the terminal's own the letters of rows are."""
    large = terminal.width >= LARGE.width and terminal.height >= LARGE.height
    return TIMES if large and font_file() is not None else 1


def _broken(row: Row, columns: int) -> Iterator[Row]:
    if not row.wraps:
        yield row
        return
    (cell,) = row.cells
    for line in wrapped(clean(cell.text), columns):
        yield Row((replace(cell, text=line),))


def _fitted(row: Row, columns: int) -> Row:
    """The row in just so many columns, all of which are some cell's."""
    spare = columns - sum(cell.width for cell in row.cells) - max(len(row.cells) - 1, 0)
    grown = [replace(cell, text=clean(cell.text), chosen=row.chosen) for cell in row.cells]
    open_cells = [nth for nth, cell in enumerate(row.cells) if not cell.width]
    if open_cells:
        for nth in open_cells:
            grown[nth] = replace(grown[nth], width=max(spare // len(open_cells), 0))
        spare -= sum(grown[nth].width for nth in open_cells)
    if spare > 0:
        gap = 1 if grown else 0
        grown.append(Cell("", spare - gap, chosen=row.chosen))
    return replace(row, cells=tuple(grown))


class Rows(Widget, inherit_bindings=False):
    """Shows the rows that `lay` gives it for its room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--plain",
        "rows--faint",
        "rows--strong",
        "rows--good",
        "rows--bad",
        "rows--wait",
        "rows--rule",
        "rows--chosen",
    }
    DEFAULT_CSS = """
    Rows { width: 1fr; height: 1fr; }
    Rows > .rows--plain { color: $foreground; }
    Rows > .rows--faint { color: $faint; }
    Rows > .rows--strong { color: $foreground; text-style: bold; }
    Rows > .rows--good { color: $success-lighten-2; }
    Rows > .rows--bad { color: $error-lighten-2; text-style: bold; }
    Rows > .rows--wait { color: $warning; }
    Rows > .rows--rule { color: $rule; }
    Rows > .rows--chosen { background: $primary-darken-1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._laid: tuple[Size, Sequence[Row]] | None = None
        self._styles_kept: dict[tuple[str, bool], Style] = {}

    @abstractmethod
    def lay(self, columns: int, rows: int) -> Sequence[Row]:
        """The rows for a room of so many letters, each in its columns (`laid`)."""

    @property
    def times(self) -> int:
        """How many cells of the terminal a letter takes in each direction."""
        return times(self.app.size)

    @property
    def shown(self) -> Sequence[Row]:
        """The rows as they are on the screen."""
        room = self.content_size
        if self._laid is None or self._laid[0] != room:
            self._laid = room, self.lay(room.width // self.times, room.height // self.times)
        return self._laid[1]

    def redraw(self) -> None:
        """What `lay` returns has changed."""
        self._laid = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the terminal."""
        which, part = divmod(y, self.times)
        row = self.shown[which] if which < len(self.shown) else EMPTY
        width = self.content_size.width
        return Strip(self._segments(row, part)).adjust_cell_length(width, self._style(BLANK))

    def notify_style_update(self) -> None:
        """The colours may be others."""
        self._styles_kept.clear()
        super().notify_style_update()

    def _segments(self, row: Row, part: int) -> Iterator[Segment]:
        for cell in row.cells:
            style = self._style(cell)
            yield Segment(self._drawn(cell, part) + " " * self.times, style)

    def _drawn(self, cell: Cell, part: int) -> str:
        room = cell.width * self.times
        text = cell.text
        if self.times > 1 and text:
            text = letters.grid_rows(text, self.times * 2)[part]
        spare = room - cell_len(text)
        if cell.right and spare > 0:
            text = " " * spare + text
        return set_cell_size(text, room)

    def _style(self, cell: Cell) -> Style:
        look = cell.tone or "plain", cell.chosen
        if look not in self._styles_kept:
            names = (f"rows--{look[0]}", *(("rows--chosen",) if cell.chosen else ()))
            self._styles_kept[look] = self.get_component_rich_style(*names)
        return self._styles_kept[look]
