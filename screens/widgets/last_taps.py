"""The last taps, newest first: whoever has just tapped finds the line under a finger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kiosk.font import font_file
from screens.base.text import clean
from screens.widgets import letters
from screens.widgets.symbols import Symbol, symbol_rows

LARGE = 12
"""Pixels of large letters."""
SIGN = 10
"""Pixels of a sign among large letters."""
GAP = 1
"""Empty rows between lines, where there is room for all."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How a line is divided, from a room on."""

    room: Size
    rows: int
    """Of one line: 1 where it is plain."""
    shares: tuple[int, int, int, int]
    """Of the width, in hundredths: time, sign, name, what it counted as."""


COLUMNS = (
    Columns(Size(150, 56), LARGE // 2, (21, 8, 34, 37)),
    Columns(Size(90, 56), LARGE // 2, (37, 12, 51, 0)),
    Columns(Size(0, 0), 1, (21, 6, 36, 37)),
)
"""The first that fits is taken; names are wanted from afar more than what a tap counted as."""


@dataclass(frozen=True, slots=True)
class TapLine:
    """One tap in words."""

    time: str
    sign: Symbol
    name: str
    counted: str
    tone: str
    """The part of `LastTaps.COMPONENT_CLASSES` that colours its sign."""

    @property
    def words(self) -> tuple[str, str, str, str]:
        """Its columns."""
        return self.time, self.sign.value, self.name, self.counted


class LastTaps(Widget, inherit_bindings=False):
    """A list that fills its room from the top and shows as many as fit."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "last-taps--in",
        "last-taps--out",
        "last-taps--again",
        "last-taps--wrong",
        "last-taps--kept",
    }
    DEFAULT_CSS = """
    LastTaps { width: 1fr; height: 1fr; }
    LastTaps > .last-taps--in { color: $success-lighten-2; text-style: bold; }
    LastTaps > .last-taps--out { color: $primary-lighten-3; text-style: bold; }
    LastTaps > .last-taps--again { color: $warning; text-style: bold; }
    LastTaps > .last-taps--wrong { color: $error-lighten-2; text-style: bold; }
    LastTaps > .last-taps--kept { color: $secondary-lighten-2; text-style: bold; }
    """

    taps: reactive[Sequence[TapLine]] = reactive((), init=False)

    def validate_taps(self, taps: Sequence[TapLine]) -> tuple[TapLine, ...]:
        """Data comes in here."""
        return tuple(replace(tap, name=clean(tap.name)) for tap in taps)

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        room = self.content_size
        columns = _columns(room)
        gap = GAP if room.height >= len(self.taps) * (columns.rows + GAP) else 0
        which, part = divmod(y, columns.rows + gap)
        cut_off = y - part + columns.rows > room.height
        if which >= len(self.taps) or part >= columns.rows or cut_off:
            return Strip.blank(room.width, self.rich_style)
        segments = list(self._segments(self.taps[which], columns, part, room.width))
        return Strip(segments).adjust_cell_length(room.width, self.rich_style)

    def _segments(self, tap: TapLine, columns: Columns, part: int, width: int) -> Iterator[Segment]:
        signed = self.get_component_rich_style(f"last-taps--{tap.tone}")
        for word, share in zip(tap.words, columns.shares, strict=True):
            is_sign = word == tap.sign
            drawn = word if columns.rows == 1 else _drawn(word, part, is_sign=is_sign)
            style = signed if is_sign else self.rich_style
            yield Segment(set_cell_size(drawn, width * share // 100), style)


def _columns(room: Size) -> Columns:
    large = font_file() is not None
    return next(
        each
        for each in COLUMNS
        if each.room.width <= room.width
        and each.room.height <= room.height
        and (large or each.rows == 1)
    )


def _drawn(word: str, part: int, *, is_sign: bool) -> str:
    if not is_sign:
        return letters.rows(word, LARGE)[part]
    rows = symbol_rows(Symbol(word), SIGN)
    return rows[part] if part < len(rows) else ""
