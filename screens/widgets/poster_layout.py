"""How large each line of a poster is: pure, in rows and columns of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from kiosk.font import font_file
from screens.widgets import letters
from screens.widgets.symbols import Symbol

MOST_LINES = 2
"""A text that breaks into more is no sign any more: it is read faster when it is plain."""
ROWS_A_GAP = 24
"""Of so many rows, one stays empty between two lines."""
_LARGER = dict(pairwise(letters.SIZES))


@dataclass(frozen=True, slots=True)
class PosterLine:
    """One line of a poster as it is wanted."""

    forms: tuple[str, ...]
    """The text, then shorter ones."""
    weight: int
    """How large it wants to be, beside the others' weights."""
    rank: int = 0
    """Where the room is too small for all, lines of the highest rank become plain first. Lines of
    one rank are large together or not at all."""
    breaks: bool = False
    """Rather breaks into two lines than to be shortened, or to stay small."""
    symbol: Symbol | None = None
    """The sign at its left."""
    below: str = ""
    """What stands below it in a plain row where it is large: by itself, the text if a shorter form
    is shown."""
    plain: tuple[str, ...] | None = None
    """What stands there where it is plain, if not its text: the first that fits, the last if none
    does; nothing at all where it is empty."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One line as it is set."""

    text: tuple[str, ...]
    """Its large lines, or the plain one, or none."""
    size: int = 0
    """In pixels, two a row; 0 where it is plain."""
    form: str = ""
    whole: str = ""
    """What stands below it in a plain row."""

    @property
    def rows(self) -> int:
        """The rows it takes."""
        return len(self.text) * (self.size // 2 or 1) + bool(self.whole)


def set_lines(lines: Sequence[PosterLine], columns: Sequence[int], rows: int) -> list[Setting]:
    """Set `lines`, each in so many `columns`, within `rows`; too many to be plain are left out."""
    settings = [_smallest(line, width) for line, width in zip(lines, columns, strict=True)]
    _make_plain(settings, lines, columns, rows)
    _lengthen(settings, lines, columns, rows)
    _enlarge(settings, lines, columns, rows - rows // ROWS_A_GAP * (len(lines) - 1))
    return settings[:rows]


def _make_plain(
    settings: list[Setting], lines: Sequence[PosterLine], columns: Sequence[int], rows: int
) -> None:
    """Make lines plain, rank after rank, until all fit."""
    for rank in sorted({line.rank for line in lines}, reverse=True):
        alike = [which for which, line in enumerate(lines) if line.rank == rank]
        if _rows(settings) > rows or not all(settings[which].size for which in alike):
            for which in alike:
                settings[which] = _plain(lines[which], columns[which])


def _lengthen(
    settings: list[Setting], lines: Sequence[PosterLine], columns: Sequence[int], rows: int
) -> None:
    """Give large lines the best form that there is room for, the weightiest first."""
    for which in sorted(range(len(lines)), key=lambda which: -lines[which].weight):
        spare = rows - _rows(settings) + settings[which].rows
        if settings[which].size:
            better = _possible(lines[which], columns[which])
            settings[which] = next(each for each in better if each.rows <= spare)


def _enlarge(
    settings: list[Setting], lines: Sequence[PosterLine], columns: Sequence[int], rows: int
) -> None:
    """Make large lines larger, always the one that is furthest behind its weight."""
    spare = rows - _rows(settings)
    while True:
        larger = {
            which: each
            for which, line in enumerate(lines)
            if (each := _next(settings[which], line, columns[which])) is not None
            and each.rows - settings[which].rows <= spare
        }
        if not larger:
            return
        which = min(larger, key=lambda which: settings[which].size / lines[which].weight)
        spare -= larger[which].rows - settings[which].rows
        settings[which] = larger[which]


def _rows(settings: Sequence[Setting]) -> int:
    return sum(setting.rows for setting in settings)


def _plain(line: PosterLine, columns: int) -> Setting:
    forms = line.forms[:1] if line.plain is None else line.plain
    fitting = next((form for form in forms if cell_len(form) <= columns), None)
    return Setting(forms[-1:] if fitting is None else (fitting,))


def _smallest(line: PosterLine, columns: int) -> Setting:
    """The large setting that takes the fewest rows; plain where none fits the columns."""
    possible = _possible(line, columns)
    return min(possible, key=lambda each: each.rows, default=_plain(line, columns))


def _possible(line: PosterLine, columns: int) -> list[Setting]:
    """The settings in the smallest large letters, the best first."""
    possible = [each for form in line.forms if (each := _at(line, form, columns)) is not None]
    return possible if line.breaks else sorted(possible, key=lambda each: len(each.text))


def _next(setting: Setting, line: PosterLine, columns: int) -> Setting | None:
    size = _LARGER.get(setting.size)
    larger = None if size is None else _at(line, setting.form, columns, size)
    if larger is not None and len(larger.text) > len(setting.text) and not line.breaks:
        return None
    return larger


def _at(line: PosterLine, form: str, columns: int, size: int = letters.SIZES[0]) -> Setting | None:
    if font_file() is None or not form:
        return None
    text = letters.broken(form, size, columns)
    if text is None or len(text) > MOST_LINES:
        return None
    whole = "" if form == line.forms[0] else line.forms[0]
    return Setting(text, size, form, whole=line.below or whole)
