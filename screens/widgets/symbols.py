"""Signs that tell the kinds of answers apart without their colour and without reading.

Drawn on a square of 100 by 100 and cut to half blocks at any size, so that no font is needed.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from PIL import Image, ImageDraw

from screens.widgets.letters import Rows, half_blocks

SIDE = 100
SMALLEST = 6
"""Cells: smaller signs cannot be told apart."""
FINE = 4
"""So many times finer is it drawn than shown."""
GREY = 128

Pen = ImageDraw.ImageDraw
Point = tuple[float, float]


class Symbol(StrEnum):
    """A sign, by the one character that stands for it where the room is a single line.

    Only characters of ASCII and GB 2312: every font that has Chinese has those.
    """

    ARRIVE = "→"
    LEAVE = "←"
    KEPT = "√"
    REPEATED = "="
    UNKNOWN = "?"
    REFUSED = "×"
    HOURGLASS = "◎"
    WARNING = "!"
    TRAY = "↓"


@lru_cache(maxsize=64)
def symbol_rows(symbol: Symbol, size: int) -> Rows:
    """The sign as rows of half blocks, `size` (even) cells wide and half as many high."""
    picture = Image.new("L", (SIDE * FINE, SIDE * FINE))
    _DRAWN[symbol](ImageDraw.Draw(picture))
    small = picture.resize((size, size), Image.Resampling.BOX)
    return half_blocks(small.point(lambda grey: grey >= GREY))


def _polygon(pen: Pen, *points: Point) -> None:
    pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=255)


def _bar(pen: Pen, left: float, top: float, right: float, bottom: float) -> None:
    pen.rectangle((left * FINE, top * FINE, right * FINE - 1, bottom * FINE - 1), fill=255)


def _stroke(pen: Pen, *points: Point, width: float = 14) -> None:
    line = [(x * FINE, y * FINE) for x, y in points]
    pen.line(line, fill=255, width=round(width * FINE), joint="curve")


def _ring(pen: Pen, width: float = 11) -> None:
    margin = 6 * FINE
    pen.ellipse(
        (margin, margin, SIDE * FINE - margin, SIDE * FINE - margin),
        outline=255,
        width=round(width * FINE),
    )


def _arrive(pen: Pen) -> None:
    _bar(pen, 2, 41, 44, 59)
    _polygon(pen, (38, 18), (74, 50), (38, 82))
    _door(pen, 84)


def _leave(pen: Pen) -> None:
    _bar(pen, 56, 41, 98, 59)
    _polygon(pen, (62, 18), (26, 50), (62, 82))
    _door(pen, 2)


def _door(pen: Pen, left: float) -> None:
    _bar(pen, left, 6, left + 14, 94)


def _kept(pen: Pen) -> None:
    _stroke(pen, (10, 54), (38, 80), (90, 22), width=18)


def _repeated(pen: Pen) -> None:
    _bar(pen, 12, 26, 88, 44)
    _bar(pen, 12, 58, 88, 76)


def _unknown(pen: Pen) -> None:
    pen.arc(
        (26 * FINE, 6 * FINE, 74 * FINE, 54 * FINE), start=180, end=90, fill=255, width=15 * FINE
    )
    _bar(pen, 42, 42, 57, 70)
    _bar(pen, 42, 78, 57, 94)


def _refused(pen: Pen) -> None:
    _stroke(pen, (14, 14), (86, 86), width=20)
    _stroke(pen, (86, 14), (14, 86), width=20)


def _hourglass(pen: Pen) -> None:
    _ring(pen)
    _stroke(pen, (50, 24), (50, 52), (70, 62), width=11)


def _warning(pen: Pen) -> None:
    _bar(pen, 40, 4, 60, 66)
    _bar(pen, 40, 76, 60, 96)


def _tray(pen: Pen) -> None:
    _bar(pen, 42, 4, 58, 36)
    _polygon(pen, (22, 32), (78, 32), (50, 62))
    _bar(pen, 4, 56, 18, 94)
    _bar(pen, 82, 56, 96, 94)
    _bar(pen, 4, 78, 96, 94)


_DRAWN: dict[Symbol, Callable[[Pen], None]] = {
    Symbol.ARRIVE: _arrive,
    Symbol.LEAVE: _leave,
    Symbol.KEPT: _kept,
    Symbol.REPEATED: _repeated,
    Symbol.UNKNOWN: _unknown,
    Symbol.REFUSED: _refused,
    Symbol.HOURGLASS: _hourglass,
    Symbol.WARNING: _warning,
    Symbol.TRAY: _tray,
}
