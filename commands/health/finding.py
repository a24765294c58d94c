"""What a check found: how bad it is, in words, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from keyroom.errors import KeyroomError
from keyroom.language import N_, _


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    """It works, but not as it should."""
    FAULT = "fault"
    """Something that people rely on does not work; the doctor's answer is no."""


LEVEL_NAMES: dict[Level, str] = {
    Level.OK: N_("ok"),
    Level.WARNING: N_("warning"),
    Level.FAULT: N_("fault"),
}
"""How each level is called: message ids."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report; `text` and `remedy` are already in the reader's language."""

    level: Level
    text: str
    remedy: str = ""


def faults_of(error: KeyroomError) -> Iterator[Finding]:
    """What an error says, as faults: one for each of its lines."""
    if not error.message:  # it carries several faults of a file
        for line in error.shown(_).splitlines():
            yield Finding(Level.FAULT, line)
        return
    text, remedy = (_(part).format(**error.details) for part in (error.message, error.hint))
    yield Finding(Level.FAULT, text, remedy)
