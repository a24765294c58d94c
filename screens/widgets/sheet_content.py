"""What a sheet shows: columns, rows of cells, and which of them a cursor can stand on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from rich.cells import cell_len, set_cell_size

from screens.widgets.tone import Tone

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` in cells, without the empty cells after it."""

    title: str
    width: int
    align: Literal["left", "right", "center"] = "left"
    gap: int = 1
    grows: bool = False
    """Takes a share of the width that is left over."""
    tone: Tone = Tone.FAINT
    """Of its title."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column."""

    text: str
    tone: Tone = Tone.PLAIN


class Content(Protocol):
    """What a sheet shows, in the language in use whenever it is asked."""

    @property
    def keys(self) -> Sequence[str]:
        """What each row is about, which the cursor holds on to; empty for a heading."""

    @property
    def fixed(self) -> int:
        """So many columns at the left stay when the others move."""

    @property
    def cells(self) -> range:
        """The columns whose cells the cursor visits one by one; empty: it visits whole rows."""

    def columns(self) -> Sequence[Column]:
        """The columns from left to right."""

    def row(self, index: int) -> Sequence[Cell]:
        """One row; a heading's first cell has the whole width."""


class Nothing:
    """No columns, no rows."""

    keys: Sequence[str] = ()
    fixed = 0
    cells = range(0)

    def columns(self) -> Sequence[Column]:
        """None."""
        return ()

    def row(self, index: int) -> Sequence[Cell]:
        """There is none."""
        raise IndexError(index)


def fitted(text: str, width: int, align: str = "left") -> str:
    """`text` in exactly so many cells; what is too long ends in an ellipsis."""
    spare = width - cell_len(text)
    if spare < 0:
        return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + ELLIPSIS, width)
    left = {"left": 0, "right": spare}.get(align, spare // 2)
    return " " * left + text + " " * (spare - left)
