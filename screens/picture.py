"""Pictures of a running app: its screen, cell by cell, as PNG. For the README and for eyes.

Textual's own SVG pictures squash Chinese (rich#2742). Here a wide letter gets its two cells, and
blocks and lines are drawn as shapes that meet at the edges, as a good terminal draws them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from kiosk.font import font_file
from screens.widgets.letters import MONOSPACED

Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]

GROUND: Rgb = (14, 21, 29)
INK: Rgb = (232, 238, 244)

BLOCKS: dict[str, tuple[Box, ...]] = {
    "█": ((0, 0, 1, 1),),
    "▀": ((0, 0, 1, 0.5),),
    "▄": ((0, 0.5, 1, 1),),
    "▌": ((0, 0, 0.5, 1),),
    "▐": ((0.5, 0, 1, 1),),
    "▔": ((0, 0, 1, 0.125),),
    "▕": ((0.875, 0, 1, 1),),
    **{each: ((0, 1 - n / 8, 1, 1),) for n, each in enumerate("▁▂▃", start=1)},
    **{each: ((0, 1 - n / 8, 1, 1),) for n, each in enumerate("▅▆▇", start=5)},
    **{each: ((0, 0, 1 - n / 8, 1),) for n, each in enumerate("▉▊▋", start=1)},
    **{each: ((0, 0, 1 - n / 8, 1),) for n, each in enumerate("▍▎▏", start=5)},
}
"""Filled parts of a cell: left, top, right, bottom, each from 0 to 1."""

LINES: dict[str, str] = {
    "─": "LR",
    "│": "UD",
    "┌": "RD",
    "┐": "LD",
    "└": "RU",
    "┘": "LU",
    "╭": "RD",
    "╮": "LD",
    "╰": "RU",
    "╯": "LU",
    "├": "RUD",
    "┤": "LUD",
    "┬": "LRD",
    "┴": "LRU",
    "┼": "LRUD",
    "━": "LR",
    "┃": "UD",
}
"""From the middle of a cell to which of its sides a line runs."""
HEAVY = "━┃"
ARMS: dict[str, Box] = {
    "L": (0, 0.5, 0.5, 0.5),
    "R": (0.5, 0.5, 1, 0.5),
    "U": (0.5, 0, 0.5, 0.5),
    "D": (0.5, 0.5, 0.5, 1),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of the screen and where it stands, in cells."""

    column: int
    row: int
    text: str
    wide: bool
    ink: Rgb
    ground: Rgb
    bold: bool


def picture(app: App[None], cell_height: int = 20) -> Image.Image:
    """The screen as it is now; `cell_height` in pixels, a cell is half as wide."""
    # What the app would write to a terminal: private to Textual, which is pinned for such reasons.
    strips = app.screen._compositor.render_strips()  # noqa: SLF001
    size = (app.size.width * cell_height // 2, app.size.height * cell_height)
    drawing = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(drawing)
    for cell in _cells(strips):
        _draw(pen, cell, cell_height)
    return drawing


def _cells(strips: list[Strip]) -> Iterator[Cell]:
    for row, strip in enumerate(strips):
        column = 0
        for text, style, _ in strip:
            ink, ground = _colours(style or Style.null())
            bold = bool(style and style.bold)
            for letter in text:
                cells = cell_len(letter)
                if cells:
                    yield Cell(column, row, letter, cells > 1, ink, ground, bold)
                column += cells


def _colours(style: Style) -> tuple[Rgb, Rgb]:
    ink, ground = _rgb(style.color, INK), _rgb(style.bgcolor, GROUND)
    if style.dim:
        ink = _mixed(ink, ground, 0.6)
    return (ground, ink) if style.reverse else (ink, ground)


def _rgb(colour: Color | None, default: Rgb) -> Rgb:
    if colour is None or colour.is_default:
        return default
    red, green, blue = colour.get_truecolor()
    return red, green, blue


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _draw(pen: ImageDraw.ImageDraw, cell: Cell, height: int) -> None:
    width = height // 2
    left, top = cell.column * width, cell.row * height
    across = width * 2 if cell.wide else width
    pen.rectangle((left, top, left + across - 1, top + height - 1), fill=cell.ground)
    if cell.text in BLOCKS:
        for box in BLOCKS[cell.text]:
            _fill(pen, box, (left, top), (width, height), cell.ink)
    elif cell.text in LINES:
        thickness = max(1, height // (8 if cell.text in HEAVY else 16))
        for arm in LINES[cell.text]:
            _line(pen, ARMS[arm], (left, top), (width, height), thickness, cell.ink)
    elif not cell.text.isspace():
        _letter(pen, cell, (left + across / 2, top + height / 2), height)


def _fill(
    pen: ImageDraw.ImageDraw, box: Box, at: tuple[int, int], cell: tuple[int, int], ink: Rgb
) -> None:
    (x, y), (width, height) = at, cell
    left, top = x + round(box[0] * width), y + round(box[1] * height)
    right, bottom = x + round(box[2] * width) - 1, y + round(box[3] * height) - 1
    if right >= left and bottom >= top:
        pen.rectangle((left, top, right, bottom), fill=ink)


def _line(
    pen: ImageDraw.ImageDraw,
    arm: Box,
    at: tuple[int, int],
    cell: tuple[int, int],
    thickness: int,
    ink: Rgb,
) -> None:
    (x, y), (width, height) = at, cell
    left, top = x + round(arm[0] * width), y + round(arm[1] * height)
    right, bottom = x + round(arm[2] * width), y + round(arm[3] * height)
    half = thickness // 2
    pen.rectangle(
        (left - half, top - half, right - half + thickness - 1, bottom - half + thickness - 1),
        fill=ink,
    )


def _letter(pen: ImageDraw.ImageDraw, cell: Cell, middle: tuple[float, float], height: int) -> None:
    pen.text(
        middle,
        cell.text,
        fill=cell.ink,
        font=_fitting(cell.text, height * 4 // 5, height if cell.wide else height // 2),
        anchor="mm",
        stroke_width=0.4 if cell.bold else 0,
        stroke_fill=cell.ink,
    )


@lru_cache(maxsize=1024)
def _fitting(letter: str, size: int, width: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font in which `letter` is no wider than its cell: terminals shrink signs that are."""
    wide = _font(size).getlength(letter)
    return _font(size) if wide <= width * 1.1 else _font(round(size * width / wide))


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    path = font_file()
    if path is None:
        return ImageFont.load_default(size)
    return ImageFont.truetype(path, size, index=MONOSPACED)
