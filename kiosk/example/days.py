"""Invented working days: mostly on time, now and then late, forgotten, tapped twice, or away.

Everybody's day is drawn from a seed of its own, so that a day is the same whenever it is invented.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.attendance.timetable import Direction, Planned, Session, Timetable
from kiosk.example.staff import Employee

SEED = "keyroom"
_AWAY = 0.035
_HALF_DAY = 0.02
_VISIT = 0.06
_LATE = 0.05
_EARLY_LEAVE = 0.015
_FORGOTTEN = 0.012
_TWICE = 0.03
"""Shares: of days, of half days, and of taps, that are not as planned."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class InventedTap:
    """One tap at the entrance; aware, in the office's zone."""

    at: datetime
    again: bool = False
    """A nervous second tap, seconds after the first."""


def invented_day(employee: Employee, day: date, timetable: Timetable) -> list[InventedTap]:
    """A person's taps on a working day, in order; none where the person is away."""
    chance = random.Random(f"{SEED} {employee.no} {day}")
    if chance.random() < _AWAY:
        return []
    away = chance.choice(list(Session)) if chance.random() < _HALF_DAY else None
    on_visit = chance.random() < _VISIT
    taps = [
        tap
        for planned in timetable.plan(day)
        if planned.slot.session is not away and not (on_visit and _in_the_middle(planned))
        for tap in _taps(employee, planned, chance)
    ]
    return sorted(taps, key=lambda tap: tap.at)


def _in_the_middle(planned: Planned) -> bool:
    """Whether a visit to a customer over noon keeps a person from this tap."""
    return (planned.slot.session is Session.AM) is (planned.slot.direction is Direction.OUT)


def _taps(employee: Employee, planned: Planned, chance: random.Random) -> Iterator[InventedTap]:
    if chance.random() < _FORGOTTEN:
        return
    at = planned.at + _off(employee, planned, chance)
    yield InventedTap(at)
    if chance.random() < _TWICE:
        yield InventedTap(at + timedelta(seconds=chance.randrange(2, 20)), again=True)


def _off(employee: Employee, planned: Planned, chance: random.Random) -> timedelta:
    """How far from the planned moment this person taps."""
    if planned.slot.direction is Direction.OUT:
        if chance.random() < _EARLY_LEAVE:
            return -chance.uniform(2, 25) * _MINUTE
        return chance.triangular(0.1, 40, 3) * _MINUTE
    if chance.random() < _LATE:
        return chance.triangular(1, 75, 6) * _MINUTE
    # A minute to spare at least: who is late is late by the share above.
    return -max(chance.gauss(employee.early, 4), 1) * _MINUTE
