"""Big letters of half blocks, Chinese and Latin, drawn once by Pillow and then kept.

One cell holds two pixels, one above the other, so that pixels are about square. The font has
bitmaps for the small sizes, which stay sharp; larger ones are cut from grey at a threshold.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len

from kiosk.font import FONTS, font_file

SIZES = (12, 16, *range(24, 40, 4), *range(40, 201, 8))
"""Heights in pixels, two to a row. Between 16 and 24 strokes blur into one another."""

MONOSPACED = 1
"""The face of the font's collection whose Latin letters are half as wide as the Chinese."""
LARGEST_BITMAP = 16
BASELINE = 0.86
"""Of a letter's height lies above the line it stands on; the rest holds descenders."""
GREY = 112
"""From this grey on, of 255, a pixel is set."""

_PIECES = re.compile(r"[^ ，；：。、]*(?:[，；：。、]+ *| +(?!\d)| +\d[^ ]* *)|[^ ，；：。、]+")
"""What no line breaks within: a word with the number after it, Chinese up to its punctuation."""
_BLOCKS = str.maketrans("\0\1\2\3", " ▀▄█")
"""By the upper pixel (1) and the lower one (2)."""
_MEASURED_AT = 100
"""One size serves to measure all but the bitmaps: letters grow evenly."""

Rows = tuple[str, ...]


def width(text: str, size: int) -> int:
    """Cells that `text` takes at this size."""
    return sum(_advance(letter, size) for letter in text)


@lru_cache(maxsize=512)
def rows(text: str, size: int) -> Rows:
    """`text` at `size` pixels, as rows of half blocks of equal width."""
    if size <= LARGEST_BITMAP:
        # At once: some bitmaps begin in the room that the letter before leaves.
        return _drawn(text, size) if text else ("",) * (size // 2)
    glyphs = [_glyph(letter, size) for letter in text]
    return tuple("".join(parts) for parts in zip(*glyphs, strict=True)) or ("",) * (size // 2)


@lru_cache(maxsize=512)
def grid_rows(text: str, size: int) -> Rows:
    """The same with each letter as wide as its cells: half its height, a Chinese one all of it."""
    glyphs = [_glyph_on_grid(letter, size) for letter in text if cell_len(letter)]
    return tuple("".join(parts) for parts in zip(*glyphs, strict=True)) or ("",) * (size // 2)


def broken(text: str, size: int, columns: int) -> tuple[str, ...] | None:
    """`text` at this size in as few lines as it needs; None where a word alone is too wide.

    Lines break at spaces and after Chinese punctuation, but not before a number.
    """
    lines = tuple(_broken(text, size, columns))
    return lines if all(width(line, size) <= columns for line in lines) else None


def fit(text: str, columns: int, lines: int) -> tuple[int, tuple[str, ...]] | None:
    """The largest size at which `text` fits into the room, and its lines at that size.

    None where not even the smallest fits, or where no font is found.
    """
    if font_file() is None or not text:
        return None
    for size in reversed(SIZES):
        if size // 2 <= lines:
            found = broken(text, size, columns)
            if found is not None and len(found) * size // 2 <= lines:
                return size, found
    return None


def half_blocks(pixels: Image.Image) -> Rows:
    """A picture of zeros and ones, of even height, as half blocks."""
    data, columns = pixels.tobytes(), pixels.width
    lines = [data[start : start + columns] for start in range(0, len(data), columns)]
    return tuple(_cells(*pair) for pair in zip(lines[::2], lines[1::2], strict=True))


def _cells(upper: bytes, lower: bytes) -> str:
    # All pixels of a row at once: as one long number each, which adds up to cells.
    cells = int.from_bytes(upper) + 2 * int.from_bytes(lower)
    return cells.to_bytes(len(upper)).decode("latin-1").translate(_BLOCKS)


def _broken(text: str, size: int, columns: int) -> Iterator[str]:
    line = ""
    for piece in _PIECES.findall(text):
        longer = line + piece
        if line and width(longer.rstrip(), size) > columns:
            yield line.rstrip()
            longer = piece
        line = longer
    yield line.rstrip()


@lru_cache(maxsize=32)
def _font(size: int, face: int = 0) -> ImageFont.FreeTypeFont:
    path = font_file()
    if path is None:
        raise FileNotFoundError(FONTS[0])
    # Each letter by its own width, whatever stands beside it: widths add up.
    return ImageFont.truetype(path, size, index=face, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(letter: str, size: int) -> int:
    if size <= LARGEST_BITMAP:
        return round(_font(size).getlength(letter, mode="1"))
    return max(1, round(_font(_MEASURED_AT).getlength(letter) * size / _MEASURED_AT))


@lru_cache(maxsize=4096)
def _glyph(letter: str, size: int) -> Rows:
    return _drawn(letter, size)


@lru_cache(maxsize=4096)
def _glyph_on_grid(letter: str, size: int) -> Rows:
    font = _font(size, MONOSPACED)
    columns, wide = cell_len(letter) * size // 2, round(font.getlength(letter))
    picture = _picture(letter, size, max(columns, wide), font)
    if wide > columns:
        # Some signs, arrows among them, are wider in the font than in a terminal.
        picture = picture.resize((columns, size), Image.Resampling.BOX)
    return _half_blocks(picture)


def _drawn(text: str, size: int) -> Rows:
    return _half_blocks(_picture(text, size, width(text, size), _font(size)))


def _picture(text: str, size: int, columns: int, font: ImageFont.FreeTypeFont) -> Image.Image:
    picture = Image.new("L", (columns, size))
    pen = ImageDraw.Draw(picture)
    # Bitmaps of the font where it has them, else grey: its own cut to black and white is ragged.
    pen.fontmode = "1" if size <= LARGEST_BITMAP else "L"
    pen.text((0, round(size * BASELINE)), text, fill=255, font=font, anchor="ls")
    return picture


def _half_blocks(picture: Image.Image) -> Rows:
    return half_blocks(picture.point(lambda grey: grey >= GREY))
