"""Invented working days: mostly on time, now and then late, forgotten, tapped twice, or away.

Everybody's day is drawn from a seed of its own, so that a day is the same whenever it is invented.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.timetable import Direction, Planned, Session, Slot, Timetable
from kiosk.example.staff import Employee

SEED: Final = "keyroom"
_AWAY = 0.035
_HALF_DAY = 0.02
_VISIT = 0.06
_LATE = 0.05
_EARLY_LEAVE = 0.015
_FORGOTTEN = 0.012
_TWICE = 0.03
_DAY_OFF = 0.012
"""Shares: of days, of half days, and of taps, that are not as planned."""
_MINUTE = timedelta(minutes=1)
_BEFORE, _AFTER = 9 * _MINUTE, 7 * _MINUTE
"""How long a reader is down around the start of work."""


@dataclass(frozen=True, slots=True)
class InventedTap:
    """One tap at the entrance; aware, in the office's zone."""

    at: datetime
    again: bool = False
    """A nervous second tap, seconds after the first."""


@dataclass(frozen=True, slots=True)
class InventedDay:
    """A person's taps in order, and what keeps him from tapping more."""

    taps: tuple[InventedTap, ...]
    away: tuple[Session, ...] = ()
    """The sessions that he does not come for."""
    visiting: bool = False
    """Whether he is at a customer's over noon."""


def invented_day(employee: Employee, day: date, timetable: Timetable) -> InventedDay:
    """A person's working day."""
    chance = random.Random(f"{SEED} {employee.no} {day}")
    if chance.random() < _AWAY:
        return InventedDay((), tuple(Session))
    away = (chance.choice(list(Session)),) if chance.random() < _HALF_DAY else ()
    visiting = chance.random() < _VISIT
    taps = [
        tap
        for planned in timetable.plan(day)
        if planned.slot.session not in away and not (visiting and _in_the_middle(planned))
        for tap in _taps(employee, planned, chance)
    ]
    return InventedDay(tuple(sorted(taps, key=lambda tap: tap.at)), away, visiting)


def invented_day_off(employee: Employee, day: date, timetable: Timetable) -> InventedDay:
    """A person's day off: now and then somebody comes in for a morning."""
    chance = random.Random(f"{SEED} {employee.no} {day} off")
    if chance.random() >= _DAY_OFF:
        return InventedDay(())
    start, end = timetable.session(day, Session.AM)
    came = InventedTap(start + chance.uniform(5, 40) * _MINUTE)
    return InventedDay((came, InventedTap(end - chance.uniform(0, 40) * _MINUTE)))


def outage(day: date, timetable: Timetable) -> Span:
    """When no reader works on a morning on which one of them breaks."""
    start = timetable.planned(day, Slot.AM_IN)
    return Span(start - _BEFORE, start + _AFTER)


def after_outage(invented: InventedDay, down: Span) -> InventedDay:
    """A day on which no reader works for a while: who comes then waits until he can tap."""
    until = down.end + _MINUTE
    taps = (tap for tap in invented.taps if not (tap.again and down.start <= tap.at < until))
    waited = (
        replace(tap, at=down.end + (tap.at - down.start) / 10)
        if down.start <= tap.at < down.end
        else tap
        for tap in taps
    )
    return replace(invented, taps=tuple(waited))


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
