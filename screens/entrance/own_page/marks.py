"""The paper's marks: one for each half of a day, and its colour. Pure."""

from dataclasses import replace
from typing import Final

from keyroom.language import _
from kiosk.attendance.judging.results import DayResult
from kiosk.attendance.reports.grid import LETTERS, Tone, symbol
from kiosk.attendance.timetable import Session

TONES: Final[dict[Tone, str]] = {
    Tone.GRAVE: "bad",
    Tone.FAULT: "bad",
    Tone.NOTED: "wait",
    Tone.AWAY: "wait",
    Tone.GOOD: "good",
    Tone.OFF: "faint",
    Tone.NONE: "faint",
}
"""As `Rows` calls its colours."""


def mark(day: DayResult, session: Session) -> tuple[str, str]:
    """What became of half a day; nothing where nobody was due."""
    slots = {slot: result for slot, result in day.slots.items() if slot.session is session}
    if not slots:
        return "", ""
    found = symbol(replace(day, slots=slots))
    return _(LETTERS[found]), TONES[found.tone]
