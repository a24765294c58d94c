"""Bars and columns of block characters, at an eighth of a cell; labels of any width of letters.

Drawn here and not by a plotting library: those count letters, and Chinese ones are two cells wide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual.geometry import Size

from screens.widgets.said import Said
from screens.widgets.sheet_content import fitted
from screens.widgets.tone import Tone

_EIGHTHS_ACROSS = " ▏▎▍▌▋▊▉█"
_EIGHTHS_UP = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a chart."""

    label: str
    share: float
    """How much of the room it fills, from 0 to 1."""
    words: str = ""
    """What stands behind it."""
    tone: Tone = Tone.CALM


def bar(share: float, width: int) -> str:
    """A bar to the right, of so many cells at most."""
    eighths = round(min(max(share, 0), 1) * width * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS_ACROSS[rest] if rest else "")


def bars(values: Sequence[Bar], size: Size) -> Text:
    """A bar to the right for each value, its label before it and its words behind it."""
    label = max((cell_len(value.label) for value in values), default=0)
    words = max((cell_len(value.words) for value in values), default=0)
    room = max(size.width - label - words - 2, 1)
    apart = "\n\n" if size.height >= 2 * len(values) else "\n"
    text = Text(no_wrap=True)
    for value in values[: size.height]:
        text.append(f"{fitted(value.label, label)} ", Tone.PLAIN)
        text.append(fitted(bar(value.share, room), room), value.tone)
        text.append(f" {fitted(value.words, words, 'right')}{apart}", Tone.FAINT)
    return text


def columns(values: Sequence[Bar], size: Size) -> Text:
    """A column upwards for each value, its label below it; a scale at the left."""
    rows, scale = max(size.height - 1, 1), 5
    each = max(min((size.width - scale) // max(len(values), 1), 8), 2)
    text = Text(no_wrap=True)
    for row in range(rows, 0, -1):
        text.append(_scale(row, rows, scale), Tone.FAINT)
        for value in values:
            eighths = round(min(max(value.share, 0), 1) * rows * 8) - (row - 1) * 8
            block = _EIGHTHS_UP[min(max(eighths, 0), 8)]
            text.append(block * (each - 1) + " ", value.tone)
        text.append("\n")
    text.append(" " * scale)
    for value in values:
        text.append(fitted(value.label, each - 1 if each > 2 else each, "left"), Tone.FAINT)
        text.append(" " if each > 2 else "")
    return text


def towers(shares: Sequence[float], rows: int) -> list[str]:
    """A column one cell wide for each share, as so many rows from the top down."""
    eighths = [round(min(max(share, 0), 1) * rows * 8) for share in shares]
    # What is there at all is seen.
    eighths = [max(each, share > 0) for each, share in zip(eighths, shares, strict=True)]
    return [
        "".join(_EIGHTHS_UP[min(max(each - (row - 1) * 8, 0), 8)] for each in eighths)
        for row in range(rows, 0, -1)
    ]


def _scale(row: int, rows: int, width: int) -> str:
    marks = {rows: "100%", (rows + 1) // 2: "50%"}
    return f"{marks.get(row, ''):>{width - 1}} "


class Chart(Said):
    """A drawing that fills its room, drawn anew for every size."""

    DEFAULT_CSS = """
    Chart { height: 1fr; }
    """

    def __init__(
        self,
        draw: Callable[[Size], Text],
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(lambda: draw(self.content_size), id=id, classes=classes)
