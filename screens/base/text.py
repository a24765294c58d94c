"""Text that may reach the terminal: no control characters in data, no foreign escape sequences.

Three nets, one behind the other: `clean` where data enters a widget, `CleanLines` over everything
a widget has rendered, and `clean_frame` over what goes to the terminal.
"""

import re
from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from keyroom.text import clean as clean
from keyroom.text import whole

_MODE = re.compile(
    r"\x1b\[(?:\?\d+[hl]|\?\d+\$p|[<>]\d*u)|\x07"  # DECSET, DECRST, DECRQM, kitty keys, bell
)
_FOREIGN = re.compile(
    # Textual's frames hold colours (SGR), cursor positions (CUP) and line ends; nothing else.
    "\x1b(?!\\[[0-9;]*[mH])|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f]"
)


def clean_frame(data: str) -> str:
    """`data` as it may be written: a single mode sequence of Textual's driver, or a frame."""
    if _MODE.fullmatch(data):
        return data
    return whole(_FOREIGN.sub("", data))


class CleanLines(LineFilter):
    """Cleans every line that any widget renders, and takes the links out of its styles."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same line, fit for the terminal."""
        return list(_cleaned(segments))


def _cleaned(segments: list[Segment]) -> Iterator[Segment]:
    for text, style, control in segments:
        if not control:
            yield Segment(clean(text), _unlinked(style))


def _unlinked(style: Style | None) -> Style | None:
    # A link is written as OSC 8: a terminal may open it at a click.
    return style.update_link(None) if style is not None and style.link else style
