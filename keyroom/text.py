"""Text that is fit to be shown: on a terminal, on paper, in a spreadsheet."""

import re
from typing import Final

_INVISIBLE: Final = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: ESC, OSC and CSI among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\u2028\u2029\ufeff"
    "]"
)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """`text` without characters that a terminal obeys instead of showing."""
    if text.isascii() and text.isprintable():
        return text
    return whole(_INVISIBLE.sub("", text))


def whole(text: str) -> str:
    """`text` with halves of characters, which no encoding has, replaced."""
    return _LONE_SURROGATE.sub(_REPLACEMENT, text)
