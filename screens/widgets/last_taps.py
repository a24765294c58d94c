"""The last taps, newest first: whoever has just tapped finds the line under a finger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.base.text import clean
from screens.widgets import letters

LARGE = 12
"""Pixels of the letters where there is room for them; below that, plain lines."""
LARGE_FROM = Size(150, 60)
GAP = 1
"""Empty rows between lines, where there is room for all."""
SHARES = (21, 6, 36, 37)
"""Of the width, in hundredths: time, sign, name, what it counted as."""


@dataclass(frozen=True, slots=True)
class TapLine:
    """One tap in words."""

    time: str
    sign: str
    name: str
    counted: str
    tone: str
    """The part of `LastTaps.COMPONENT_CLASSES` that colours its sign."""

    @property
    def words(self) -> tuple[str, str, str, str]:
        """Its columns."""
        return self.time, self.sign, self.name, self.counted


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
        large = room.width >= LARGE_FROM.width and room.height >= LARGE_FROM.height
        height = LARGE // 2 if large else 1
        gap = GAP if room.height >= len(self.taps) * (height + GAP) else 0
        which, part = divmod(y, height + gap)
        if which >= len(self.taps) or part >= height or y - part + height > room.height:
            return Strip.blank(room.width, self.rich_style)
        tap = self.taps[which]
        return Strip(self._columns(tap, part if large else None, room.width)).adjust_cell_length(
            room.width, self.rich_style
        )

    def _columns(self, tap: TapLine, part: int | None, room: int) -> list[Segment]:
        signed = self.get_component_rich_style(f"last-taps--{tap.tone}")
        segments = []
        for index, (word, share) in enumerate(zip(tap.words, SHARES, strict=True)):
            column = max(1, room * share // 100)
            style = signed if index == 1 else self.rich_style
            segments.append(Segment(_cut(word, part, column), style))
        return segments


def _cut(word: str, part: int | None, column: int) -> str:
    if part is None:
        return set_cell_size(word, column)
    if letters.font_file() is None:
        return set_cell_size(word if part == 0 else "", column)
    return set_cell_size(letters.rows(word, LARGE)[part], column)
