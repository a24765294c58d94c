"""Who is there: every name with its sign, as large as all of them fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from kiosk.font import font_file
from kiosk.meetings.wall_view import Seat
from screens.base.text import clean
from screens.wall.reading import FAR
from screens.wall.words import SEAT_SIGNS
from screens.widgets import letters
from screens.widgets.tone import Tone, tone_classes, tone_css

SIZES = (24, 16, 12)
"""Pixels of large letters, the best first."""
GAP = 2
"""Empty columns between two names."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How names are laid out: in columns, read from left to right."""

    size: int
    """Pixels; 0 where they are plain."""
    width: int
    """Of one name with its sign."""
    columns: int

    @property
    def rows(self) -> int:
        """Of one name."""
        return self.size // 2 or 1

    def holds(self, count: int, room: Size) -> bool:
        """Whether so many names fit."""
        return -(-count // self.columns) * self.rows <= room.height


@dataclass(frozen=True, slots=True)
class Line:
    """One name with its sign."""

    words: str
    tone: Tone


class Seats(Widget, inherit_bindings=False):
    """Names in columns, in the order in which they are given; `+3` stands for those left out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = tone_classes("seats")
    DEFAULT_CSS = """
    Seats { width: 1fr; height: 1fr; }
    """ + tone_css("Seats", "seats")

    seats: reactive[Sequence[Seat]] = reactive((), init=False)

    def validate_seats(self, seats: Sequence[Seat]) -> tuple[Seat, ...]:
        """Data comes in here."""
        return tuple(Seat(clean(seat.name), seat.attendance) for seat in seats)

    @property
    def shown(self) -> tuple[Setting, tuple[Line, ...]]:
        """How names are laid out in the room that there is, and which."""
        lines = tuple(Line(_words(seat), SEAT_SIGNS[seat.attendance][1]) for seat in self.seats)
        return _shown(lines, self.content_size, is_far=self.app.size.height >= FAR)

    def render_line(self, y: int) -> Strip:
        """One line of the names."""
        setting, lines = self.shown
        which, part = divmod(y, setting.rows)
        first = which * setting.columns
        segments = [
            Segment(
                set_cell_size(_drawn(line.words, setting, part), setting.width + GAP),
                self.get_component_rich_style(f"seats--{line.tone}"),
            )
            for line in lines[first : first + setting.columns]
        ]
        return Strip(segments).adjust_cell_length(self.content_size.width, self.rich_style)


@lru_cache(maxsize=16)
def _shown(
    lines: tuple[Line, ...], room: Size, *, is_far: bool
) -> tuple[Setting, tuple[Line, ...]]:
    """All as large as they fit; else the first ones large, where plain ones are too small."""
    names = [line.words for line in lines]
    large = list(_large(names, room))
    plain = _laid_out(names, room, 0)
    setting = next((each for each in large if each.holds(len(names), room)), plain)
    if setting is plain and large and is_far:
        setting = large[-1]
    most = max(setting.columns * (room.height // setting.rows), 1)
    if len(lines) <= most:
        return setting, lines
    left_out = Line(f"+{len(lines) - most + 1}", Tone.PLAIN)
    return setting, (*lines[: most - 1], left_out)


def _large(names: Sequence[str], room: Size) -> Iterator[Setting]:
    for size in () if font_file() is None else SIZES:
        setting = _laid_out(names, room, size)
        if setting.width <= room.width and setting.rows <= room.height:
            yield setting


def _laid_out(names: Sequence[str], room: Size, size: int) -> Setting:
    widths = (letters.width(name, size) if size else cell_len(name) for name in names)
    width = max(widths, default=1)
    return Setting(size, width, max((room.width + GAP) // (width + GAP), 1))


def _words(seat: Seat) -> str:
    return f"{SEAT_SIGNS[seat.attendance][0]}{seat.name}"


def _drawn(words: str, setting: Setting, part: int) -> str:
    return letters.rows(words, setting.size)[part] if setting.size else words
