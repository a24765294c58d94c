"""Rows of short texts in columns, for one reader who stands close: plain, or six times as large.

A row is one cell of the terminal high. Where the terminal's cells are so small that nobody could
read them (4K), each is drawn six cells high instead, in the letters of `letters`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

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


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its cells stand a letter apart."""

    cells: tuple[Cell, ...] = ()
    chosen: bool = False
    wraps: bool = False
    """Its one cell is a long text, which takes as many rows as it needs."""


class Rows(Widget, inherit_bindings=False):
    """Shows rows from the top; where not all fit, those around the chosen one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--faint",
        "rows--strong",
        "rows--good",
        "rows--bad",
        "rows--wait",
        "rows--chosen",
    }
    DEFAULT_CSS = """
    Rows { width: 1fr; height: 1fr; }
    Rows > .rows--faint { color: $faint; }
    Rows > .rows--strong { color: $foreground; text-style: bold; }
    Rows > .rows--good { color: $success-lighten-2; }
    Rows > .rows--bad { color: $error-lighten-2; text-style: bold; }
    Rows > .rows--wait { color: $warning; }
    Rows > .rows--chosen { background: $primary-darken-1; }
    """

    HEAD: ClassVar[int] = 0
    """So many rows stay at the top."""

    rows: reactive[Sequence[Row]] = reactive((), init=False, layout=True)

    _laid_out: tuple[int, list[Row]] | None = None

    def validate_rows(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Data comes in here."""
        return tuple(
            replace(row, cells=tuple(replace(cell, text=clean(cell.text)) for cell in row.cells))
            for row in rows
        )

    @property
    def times(self) -> int:
        """How many cells of the terminal a letter takes in each direction."""
        return times(self.app.size)

    @property
    def columns(self) -> int:
        """How many letters a row has room for."""
        return self.content_size.width // self.times

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """All rows, where the style's height is `auto`."""
        return len(self._laid(width // self.times)) * self.times

    def render_line(self, y: int) -> Strip:
        """One line of the terminal."""
        width = self.content_size.width
        rows = self._laid(self.columns)
        which, part = divmod(y, self.times)
        if which >= self.HEAD:
            which += self._left_out(rows, self.content_size.height // self.times - self.HEAD)
        if which >= len(rows):
            return Strip.blank(width, self.rich_style)
        segments = list(self._segments(rows[which], part))
        return Strip(segments).adjust_cell_length(width, self._style("", rows[which]))

    def watch_rows(self) -> None:
        """Other rows."""
        self._laid_out = None

    def _laid(self, columns: int) -> list[Row]:
        """The rows as they are in so many columns."""
        if self._laid_out is None or self._laid_out[0] != columns:
            rows = [each for row in self.rows for each in _wrapped(row, columns)]
            self._laid_out = columns, rows
        return self._laid_out[1]

    def _left_out(self, rows: Sequence[Row], room: int) -> int:
        """How many rows below the head are not shown, so that the chosen one is."""
        below = rows[self.HEAD :]
        chosen = next((nth for nth, row in enumerate(below) if row.chosen), 0)
        return max(0, min(chosen - room // 2, len(below) - room))

    def _segments(self, row: Row, part: int) -> Iterator[Segment]:
        plain = self._style("", row)
        fixed = sum(cell.width for cell in row.cells) + max(len(row.cells) - 1, 0)
        left = max(self.columns - fixed, 0)
        for nth, cell in enumerate(row.cells):
            if nth:
                yield Segment(" " * self.times, plain)
            room = (cell.width or left) * self.times
            yield Segment(self._drawn(cell, part, room), self._style(cell.tone, row))

    def _drawn(self, cell: Cell, part: int, room: int) -> str:
        text = cell.text
        if self.times > 1 and text:
            text = letters.grid_rows(text, self.times * 2)[part]
        spare = room - cell_len(text)
        if cell.right and spare > 0:
            text = " " * spare + text
        return set_cell_size(text, room)

    def _style(self, tone: str, row: Row) -> Style:
        names = [f"rows--{name}" for name in (tone, "chosen" if row.chosen else "") if name]
        return self.get_component_rich_style(*names) if names else self.rich_style


def times(terminal: Size) -> int:
    """How much larger than the terminal's own the letters of rows are."""
    large = terminal.width >= LARGE.width and terminal.height >= LARGE.height
    return TIMES if large and letters.font_file() is not None else 1


def long_text(text: str, tone: str = "") -> Row:
    """A text in as many rows as it needs."""
    return Row((Cell(text, tone=tone),), wraps=True)


def _wrapped(row: Row, columns: int) -> Iterator[Row]:
    if not row.wraps:
        yield row
        return
    (cell,) = row.cells
    for line in wrapped(cell.text, columns):
        yield replace(row, cells=(replace(cell, text=line),))


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
