"""An invented month of a big office: late now and then, gone early, forgotten, tapped twice."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from benchmarks.invented import ZONE
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Direction, Planned, Timetable
from kiosk.person import StaffNo

MONTH: Final = Month(2026, 6)
"""Summer hours, 21 working days."""
AFTERWARDS: Final = datetime(2026, 7, 3, 12, tzinfo=ZONE)

_AWAY: Final = 0.02
_FORGOTTEN: Final = 0.01
_FAR_OFF: Final = 0.01
_TWICE: Final = 0.03
"""Shares: of half days, and of taps."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """One tap; in the office's zone."""

    person: StaffNo
    at: datetime


def staff(count: int) -> list[StaffNo]:
    """The numbers of so many people."""
    return [StaffNo(f"S{number:04}") for number in range(1, count + 1)]


def taps(people: list[StaffNo]) -> list[Tapped]:
    """Everybody's taps of the month, in order; the same in every run."""
    chance = random.Random(len(people))
    return sorted(_taps(people, chance), key=lambda tap: (tap.at, tap.person))


def _taps(people: list[StaffNo], chance: random.Random) -> Iterator[Tapped]:
    timetable, calendar = Timetable(zone=ZONE), Calendar()
    for number in range(1, MONTH.last.day + 1):
        day = MONTH.first.replace(day=number)
        if not calendar.day(day).working:
            continue
        planned = list(timetable.plan(day))
        for person in people:
            for session in (planned[:2], planned[2:]):
                if chance.random() >= _AWAY:
                    for each in session:
                        yield from _tap(person, each, chance)


def _tap(person: StaffNo, planned: Planned, chance: random.Random) -> Iterator[Tapped]:
    if chance.random() < _FORGOTTEN:
        return
    at = planned.at + timedelta(seconds=round(_seconds_off(planned, chance)))
    yield Tapped(person, at)
    if chance.random() < _TWICE:
        yield Tapped(person, at + timedelta(seconds=chance.randrange(2, 20)))


def _seconds_off(planned: Planned, chance: random.Random) -> float:
    """Ten minutes early in, as much late out; some are off by up to an hour and a half."""
    late = chance.uniform(0, 5_400) if chance.random() < _FAR_OFF else chance.gauss(-660, 420)
    late = min(late, 5_400)
    return late if planned.slot.direction is Direction.IN else -late
