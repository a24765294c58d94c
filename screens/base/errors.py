"""What can keep a screen from running."""
# ruff: noqa: N818 - the names say what happened, as they read after `except`

from keyroom.errors import KeyroomError


class ScreenError(KeyroomError):
    """Root of the errors of screens."""


class NoTerminal(ScreenError):
    """Standard input is no terminal: there is nowhere to draw, and a closed one never ends."""


class ScreenStopped(ScreenError):
    """The screen's process ended by a fault or was killed; the terminal has been put in order."""
