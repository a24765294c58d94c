"""An unhandled exception ends the screen without a word of what was on it.

Textual prints a traceback with the local variables of every frame: a PIN, a customer's number.
The log gets the kinds of the exceptions and the places they came from. Their messages are left
out with the rest, since they may quote what somebody typed.
"""

import logging
import traceback
from collections.abc import Iterator

from rich.console import RenderableType
from textual.app import App

log = logging.getLogger(__name__)

FAULT = 70
"""Exit code of a screen that ended by a fault: `EX_SOFTWARE` of sysexits.h."""


def places(error: BaseException) -> str:
    """The kinds of an exception and of its causes, each with its frames, the innermost first."""
    return " ‹ caused by › ".join(_one(link) for link in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _one(error: BaseException) -> str:
    frames = reversed(traceback.extract_tb(error.__traceback__))
    trail = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__module__}.{type(error).__qualname__} at {trail or 'nowhere'}"


class QuietFaults(App[None]):
    """Ends at an unhandled exception with a line in the log and nothing on the terminal."""

    def panic(self, *_renderables: RenderableType) -> None:
        """End, and show none of what was to be shown."""
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        log.critical("the screen ends by a fault: %s", places(error))
        super()._handle_exception(error)
        self._return_code = FAULT

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
