"""What a form asks, step by step: choose by one key, type, or confirm. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.attendance.own_asks import Request

KEYS = "1234567890abcdef"
"""Of the options of a choice, in order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to type."""

    title: str
    hint: str
    """How it is written."""
    parse: Callable[[str], object]
    """What was meant. Raises KeyroomError."""
    start: str = ""
    """What stands there before anything is typed; Enter takes it, typing replaces it."""


@dataclass(frozen=True, slots=True)
class Option:
    """One key of a choice; an Entry behind it is asked for instead of being the answer."""

    label: str
    value: object | Entry


@dataclass(frozen=True, slots=True)
class Choice:
    """One key decides."""

    title: str
    options: tuple[Option, ...]

    def option(self, key: str) -> Option | None:
        """The option of a key."""
        return dict(zip(KEYS, self.options, strict=False)).get(key)


@dataclass(frozen=True, slots=True)
class Confirm:
    """All is known: Enter sends it."""

    title: str
    lines: tuple[str, ...]
    """What is asked for, and what happens then."""
    asked: Request


@dataclass(frozen=True, slots=True)
class Impossible:
    """There is nothing to ask for; says why."""

    title: str
    reason: str


Step = Choice | Entry | Confirm | Impossible
Answers = tuple[object, ...]
Steps = Callable[[Answers], Step]
"""The next step after these answers, in the language in use."""
