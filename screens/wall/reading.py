"""A text to be read from the back of the room: as large as it fits, else page after page."""

from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len
from textual.geometry import Size
from textual.reactive import reactive

from kiosk.font import font_file
from screens.base.text import clean
from screens.widgets import letters
from screens.widgets.big_text import HalfBlocks
from screens.widgets.letters import Rows

SIZES = (40, 32, 24, 16, 12)
"""Pixels, the best first."""
MOST_PAGES = 12
"""A text that would need more pages of large letters is set in plain ones."""
FAR = 50
"""A terminal of so many rows has small cells: its plain letters are not read from afar."""
_NEVER_FIRST = frozenset("，。、；：！？）》”’…")
"""No line begins with one of these."""
_LARGEST_PLANE = "\uffff"
"""The font has no letters beyond this one, emoji among them: large letters leave them out."""


class Reading(HalfBlocks):
    """Shows a text as it stands, never as markup. `turn` goes through its pages."""

    DEFAULT_CSS = """
    Reading { text-align: left; content-align: left middle; }
    """

    text: reactive[str] = reactive("", init=False)
    page: reactive[int] = reactive(0, init=False)

    def validate_text(self, text: str) -> str:
        """Data comes in here. Lines end where they end."""
        return "\n".join(clean(line) for line in text.splitlines())

    def watch_text(self) -> None:
        """Another text, from its beginning."""
        self.page = 0
        self.redraw()

    def watch_page(self) -> None:
        """Another page."""
        self.redraw()

    @property
    def pages(self) -> int:
        """How many it has in the room that there is."""
        return len(self._pages(self.content_size)[1])

    def turn(self, by: int) -> None:
        """Go so many pages on; not beyond the first and the last."""
        self.page = min(max(self.page + by, 0), self.pages - 1)

    def draw(self, room: Size) -> Rows:
        """The page, with its number where there are several."""
        size, pages = self._pages(room)
        number = min(self.page, len(pages) - 1)
        rows = [row for line in pages[number] for row in _rows(line, size)]
        if len(pages) > 1:
            rows = [*rows, *[""] * (room.height - 1 - len(rows)), f"{number + 1}/{len(pages)} ▼"]
        return tuple(rows[: room.height])

    def _pages(self, room: Size) -> tuple[int, tuple[tuple[str, ...], ...]]:
        is_far = self.app.size.height >= FAR
        return _set(self.text, max(room.width, 1), max(room.height, 1), is_far=is_far)


@lru_cache(maxsize=16)
def _set(
    text: str, columns: int, rows: int, *, is_far: bool
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The size in pixels, 0 for plain letters, and the lines of each page."""
    large = "".join(letter for letter in text if letter <= _LARGEST_PLANE)
    if font_file() is not None:
        for size in SIZES:
            if _area(large, size) > columns * rows:
                continue  # it cannot fit, however it breaks
            lines = _lines(large, columns, size)
            if len(lines) * size // 2 <= rows:
                return size, (lines,)
        if is_far and _area(large, SIZES[-1]) <= MOST_PAGES * columns * rows:
            a_page = max((rows - 1) // (SIZES[-1] // 2), 1)
            pages = _cut(_lines(large, columns, SIZES[-1]), a_page)
            if len(pages) <= MOST_PAGES:
                return SIZES[-1], pages
    lines = _lines(text, columns, 0)
    return 0, (lines,) if len(lines) <= rows else _cut(lines, max(rows - 1, 1))


def _area(text: str, size: int) -> int:
    """About the cells that a text covers at least."""
    return sum(letters.width(letter, size) for letter in text if letter != "\n") * (size // 2)


def _cut(lines: tuple[str, ...], a_page: int) -> tuple[tuple[str, ...], ...]:
    return tuple(lines[first : first + a_page] for first in range(0, len(lines), a_page))


def _lines(text: str, columns: int, size: int) -> tuple[str, ...]:
    return tuple(
        line for paragraph in text.split("\n") for line in _wrapped(paragraph, columns, size)
    )


def _wrapped(paragraph: str, columns: int, size: int) -> Iterator[str]:
    """A paragraph in lines: broken before a word of Latin letters, or before any other letter."""
    line, wide = "", 0
    for word in _words(paragraph):
        width = _width(word, size)
        if line and wide + width > columns:
            yield line.rstrip()
            line, wide = "", 0
        if width > columns:
            *full, word = _pieces(word, columns, size)
            yield from full
            width = _width(word, size)
        line, wide = line + word, wide + width
    yield line.rstrip()


def _words(paragraph: str) -> list[str]:
    """What no line breaks within: a Latin word with the space after it, or one other letter."""
    words = [""]
    for letter in paragraph:
        before = words[-1][-1:]
        in_word = letter.isascii() and before.isascii() and not before.isspace()
        if not (in_word or letter.isspace() or letter in _NEVER_FIRST):
            words.append("")
        words[-1] += letter
    return words


def _pieces(word: str, columns: int, size: int) -> list[str]:
    """A word that is wider than a line, cut where it must be."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and _width(pieces[-1] + letter, size) > columns:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(text: str, size: int) -> int:
    return letters.width(text, size) if size else cell_len(text)


def _rows(line: str, size: int) -> Rows:
    return letters.rows(line, size) if size else (line,)
