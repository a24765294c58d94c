"""From the bytes of a terminal to keys and mouse events, whatever the bytes are. No ports.

Textual's parser dies of one byte that is no UTF-8 (textual#6456), of numbers that are too big
(`ESC [ 99999999999 u`), and of a size of zero that somebody typed; it swallows all keys after a
start of a paste that never ends; and it takes typed reports for the terminal's own.
"""

import codecs
import logging
from collections.abc import Callable, Iterable
from typing import Any

from textual import events, messages
from textual._xterm_parser import XTermParser
from textual.message import Message

log = logging.getLogger(__name__)

ADMITTED = (events.Key, events.MouseEvent, messages.TerminalSupportsSynchronizedOutput)
"""What a terminal may tell the program through its input. Not among it: a size (the kernel tells
it, see `KioskDriver`), a paste, a cursor position, the coming and going of focus."""

OPEN_FOR = 1.0
"""Seconds of silence after which a sequence or paste that has not ended is given up."""


class _Void:
    """An attribute that keeps its value whatever is assigned to it."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __get__(self, instance: object, owner: type) -> Any:  # noqa: ANN401 - a descriptor
        return self._value

    def __set__(self, instance: object, value: object) -> None:
        pass


class _Parser(XTermParser):
    """Textual's parser, deaf to typed sizes: they would scale the mouse, or divide by zero."""

    mouse_pixels = _Void(value=False)
    terminal_size = _Void(None)
    terminal_pixel_size = _Void(None)


class KeyInput:
    """Feed it bytes, get the messages that a kiosk listens to. Never raises."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._parser = _Parser()
        self._open_since: float | None = None

    def feed(self, data: bytes, now: float) -> list[Message]:
        """The messages that `data` completes; `now` is monotonic, in seconds."""
        self._give_up(now)
        found: list[Message] = []
        # One by one: what makes the parser fail is lost, what comes after it is not.
        for character in self._decode(data):
            parsed = self._parsed(self._parser.feed, character)
            self._open_since = None if parsed else now
            found += parsed
        return [message for message in found if isinstance(message, ADMITTED)]

    def tick(self, now: float) -> list[Message]:
        """What became clear as time passed: a lone Escape. Call some ten times a second."""
        found = self._parsed(self._parser.tick)
        if found:
            self._open_since = None
        self._give_up(now)
        return [message for message in found if isinstance(message, ADMITTED)]

    def _parsed(self, step: Callable[..., Iterable[Message]], *data: str) -> list[Message]:
        found: list[Message] = []
        try:
            found.extend(step(*data))
        except Exception:  # noqa: BLE001 - whatever it is, the next key must come through
            log.warning("unreadable input from the terminal: the key parser starts afresh")
            self._start_afresh()
        return found

    def _give_up(self, now: float) -> None:
        if self._open_since is not None and now - self._open_since > OPEN_FOR:
            self._start_afresh()

    def _start_afresh(self) -> None:
        self._parser = _Parser()
        self._open_since = None
