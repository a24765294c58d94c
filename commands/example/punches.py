"""Three months of invented taps: mostly on time, sometimes late, forgotten or twice."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from commands.example.staff import STAFF, Employee
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import Direction, Planned, Timetable

DAYS: Final = 92
"""Three months."""
_SEED: Final = 20091
"""The same day always gives the same taps."""
_LATE: Final = 0.06
_FORGOTTEN: Final = 0.015
_TWICE: Final = 0.03
_AWAY: Final = 0.04
"""Shares of taps, and of whole days, that are not as planned."""


@dataclass(frozen=True, slots=True)
class InventedTap:
    """One tap at the entrance, aware, in the office's zone."""

    no: str
    at: datetime


def invented_taps(today: date, timetable: Timetable, calendar: Calendar) -> Iterator[InventedTap]:
    """The taps of the three months before `today`, in the order in which they happened."""
    chance = random.Random(_SEED)
    for distance in range(DAYS, 0, -1):
        day = today - timedelta(days=distance)
        if calendar.day(day).working:
            taps = [
                tap
                for employee in STAFF
                if employee.left_days_ago is None or distance >= employee.left_days_ago
                for tap in _day(employee, day, timetable, chance)
            ]
            yield from sorted(taps, key=lambda tap: tap.at)


def _day(
    employee: Employee, day: date, timetable: Timetable, chance: random.Random
) -> Iterator[InventedTap]:
    if chance.random() < _AWAY:
        return
    for planned in timetable.plan(day):
        if chance.random() < _FORGOTTEN:
            continue
        at = planned.at + _off(planned, chance)
        yield InventedTap(employee.no, at)
        if chance.random() < _TWICE:
            yield InventedTap(employee.no, at + timedelta(seconds=chance.randrange(2, 20)))


def _off(planned: Planned, chance: random.Random) -> timedelta:
    """How far from the planned moment somebody taps."""
    if planned.slot.direction is Direction.OUT:
        return timedelta(seconds=chance.randrange(5, 15 * 60))
    if chance.random() < _LATE:
        return timedelta(seconds=chance.randrange(60, 40 * 60))
    return -timedelta(seconds=chance.randrange(30, 25 * 60))
