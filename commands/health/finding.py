"""What a check found: how bad it is, in words, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from keyroom.language import N_


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
