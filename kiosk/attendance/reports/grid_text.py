"""The grid as lines of text: for lists on a terminal, a pipe, or a printer."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, set_cell_size

from keyroom.language import _
from kiosk.attendance.reports.grid import BLANK, LETTERS, MEANINGS, Grid, Symbol

_GAP: Final = " "


def grid_lines(grid: Grid) -> Iterator[str]:
    """Two lines of heading, a line for each person, and the legend."""
    names = [f"{row.person.no} {row.person.name}" for row in grid.rows]
    width = max((cell_len(name) for name in names), default=0)
    yield _line("", width, [f"{day.date.day:>2}" for day in grid.days])
    yield _line("", width, [_(day.weekday) for day in grid.days])
    for name, row in zip(names, grid.rows, strict=True):
        yield _line(name, width, [letter(symbol) for symbol in row.symbols])
    yield ""
    yield legend(grid)


def letter(symbol: Symbol) -> str:
    """What stands in the grid for it, two cells wide."""
    return _(LETTERS[symbol]) if symbol in LETTERS else BLANK


def legend(grid: Grid) -> str:
    """What the symbols mean that occur."""
    return "  ".join(f"{letter(each).rstrip()} {_(MEANINGS[each])}" for each in grid.legend)


def _line(name: str, width: int, cells: list[str]) -> str:
    return _GAP.join([set_cell_size(name, width), *cells]).rstrip()
