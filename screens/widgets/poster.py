"""Several lines over one room, large enough to be read at 3 m: what matters most is the largest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual.geometry import Size
from textual.reactive import reactive

from screens.base.text import clean
from screens.widgets import letters
from screens.widgets.big_text import HalfBlocks
from screens.widgets.letters import Rows
from screens.widgets.poster_layout import PosterLine, Setting, set_lines
from screens.widgets.symbols import SMALLEST, Symbol, symbol_rows

SYMBOL_SHARE = 6
"""A sign takes this part of the width: a sixth."""
SIGNS_A_GAP = 6
"""Between a sign and its line stays a sixth of the sign's width empty."""


class Poster(HalfBlocks):
    """Divides its room among its lines, anew for every text and every size."""

    lines: reactive[Sequence[PosterLine]] = reactive((), init=False)

    def validate_lines(self, lines: Sequence[PosterLine]) -> tuple[PosterLine, ...]:
        """Data comes in here."""
        return tuple(_clean(line) for line in lines)

    def watch_lines(self) -> None:
        """Other lines."""
        self.redraw()

    @property
    def settings(self) -> list[Setting]:
        """How its lines are set in the room that it has."""
        return self._set(self.content_size)

    def draw(self, room: Size) -> Rows:
        """All lines, with the rows that are left over around them."""
        sign = _Sign.of(room)
        settings = self._set(room)
        spare = room.height - sum(setting.rows for setting in settings)
        blocks: list[list[str]] = []
        for line, setting in zip(self.lines, settings, strict=False):
            width = sign.beside(line, room)
            block = [*_block(setting, width)]
            if line.symbol is not None:
                grown = min(max(sign.side // 2 - len(block), 0), spare)
                spare -= grown
                block = sign.joined(line.symbol, _padded(block, grown, width))
            blocks.append(block)
        return tuple(_spread(blocks, spare))

    def _set(self, room: Size) -> list[Setting]:
        sign = _Sign.of(room)
        return set_lines(self.lines, [sign.beside(line, room) for line in self.lines], room.height)


def _clean(line: PosterLine) -> PosterLine:
    plain = None if line.plain is None else tuple(map(clean, line.plain))
    return replace(line, forms=tuple(map(clean, line.forms)), below=clean(line.below), plain=plain)


@dataclass(frozen=True, slots=True)
class _Sign:
    """The room of a sign at the left of a line, in columns."""

    side: int
    """Of the square that it may fill; 0 where there is none."""
    margin: int
    """The square, and the gap beside it."""

    @classmethod
    def of(cls, room: Size) -> "_Sign":
        side = room.width // SYMBOL_SHARE // 2 * 2
        return cls(side, side + side // SIGNS_A_GAP) if side >= SMALLEST else cls(0, 0)

    def beside(self, line: PosterLine, room: Size) -> int:
        """The columns that are left for the text of `line`."""
        return room.width - (self.margin if line.symbol else 0)

    def joined(self, symbol: Symbol, block: list[str]) -> list[str]:
        """The block with the sign: as large as fits, or a character before the text."""
        size = min(self.side, 2 * len(block)) // 2 * 2
        if size < SMALLEST:
            width = self.margin + cell_len(block[0])
            return [_centred(f"{symbol.value} {block[0].strip()}", width), *block[1:]]
        drawn = symbol_rows(symbol, size)
        signs = _padded([*drawn], len(block) - len(drawn), size)
        return [
            f"{_centred(each, self.side):<{self.margin}}{row}"
            for each, row in zip(signs, block, strict=True)
        ]


def _block(setting: Setting, width: int) -> Iterator[str]:
    for text in setting.text:
        for row in letters.rows(text, setting.size) if setting.size else (text,):
            yield _centred(row, width)
    if setting.whole:
        yield _centred(setting.whole, width)


def _centred(row: str, width: int) -> str:
    spare = max(width - cell_len(row), 0)
    return " " * (spare // 2) + row + " " * (spare - spare // 2)


def _padded(rows: list[str], more: int, width: int) -> list[str]:
    blank = " " * width
    return [*[blank] * (more // 2), *rows, *[blank] * (more - more // 2)]


def _spread(blocks: list[list[str]], spare: int) -> Iterator[str]:
    """The blocks one below the other, the rows that are left over in equal parts around them."""
    gaps = len(blocks) + 1
    for number, block in enumerate(blocks):
        yield from [""] * ((spare * (number + 1)) // gaps - (spare * number) // gaps)
        yield from block
    yield from [""] * (spare - spare * len(blocks) // gaps)
