"""Who is there now: everybody's day as a board, team by team. Pure: days in, a board out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from keyroom.language import N_
from kiosk.attendance.judging.results import DayResult, SlotResult
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.timetable import Direction, Planned, Slot
from kiosk.person import Person


class Presence(StrEnum):
    """Where a person is, as far as taps, leave and visits tell."""

    IN = "in"
    OUT = "out"
    ABSENT = "absent"
    """Due, and not there: it may still turn into lateness, a missing punch, or absence."""
    NOT_YET = "not_yet"
    """Not due yet, and not there."""
    ON_LEAVE = "on_leave"
    FIELD_DUTY = "field_duty"
    """On duty elsewhere: a visit to a customer, a business trip, an official errand."""
    DAY_OFF = "day_off"


PRESENCE_NAMES: dict[Presence, str] = {
    Presence.IN: N_("at work"),
    Presence.OUT: N_("gone"),
    Presence.ABSENT: N_("not there"),
    Presence.NOT_YET: N_("not yet due"),
    Presence.ON_LEAVE: N_("on leave"),
    Presence.FIELD_DUTY: N_("field duty"),
    Presence.DAY_OFF: N_("day off"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person is."""

    person: Person
    presence: Presence
    since: datetime | None = None
    """The tap, or the planned time that was missed or that leave or a visit covers."""
    slot: Slot | None = None
    """What it rests on."""
    result: SlotResult | None = None
    """What became of that slot."""
    next: Planned | None = None
    """The next punch that the person owes today."""


@dataclass(frozen=True, slots=True)
class Board:
    """The office at one moment."""

    day: date
    at: datetime
    teams: Mapping[str, tuple[Standing, ...]]
    """By team; teams and people in the order of staff numbers."""

    @property
    def counts(self) -> Mapping[Presence, int]:
        """How many are where; every presence is named."""
        found = Counter(each.presence for team in self.teams.values() for each in team)
        return {presence: found[presence] for presence in Presence}


def board(day: date, days: Iterable[tuple[Person, DayResult]], now: datetime) -> Board:
    """The board of a day that is judged as of `now`."""
    teams: dict[str, list[Standing]] = {}
    for person, result in days:
        teams.setdefault(person.team, []).append(standing(person, result, now))
    return Board(day, now, {team: tuple(members) for team, members in teams.items()})


def standing(person: Person, day: DayResult, now: datetime) -> Standing:
    """Where a person is at `now`."""
    found = Standing(person, Presence.NOT_YET if day.day.working else Presence.DAY_OFF)
    for slot, result in day.slots.items():
        presence = _after(found.presence, slot, result, now)
        if presence is None:
            break
        if presence is not found.presence or result.at is not None:
            found = Standing(person, presence, result.at or result.due, slot, result)
    return replace(found, next=_next(day.slots, now))


def _after(before: Presence, slot: Slot, result: SlotResult, now: datetime) -> Presence | None:
    """Where a person is after a slot of whom it was known before; None where it is still to come.

    Who is away with permission for what comes next is so already, unless he is still in.
    """
    if result.at is not None:
        return Presence.IN if slot.direction is Direction.IN else Presence.OUT
    is_to_come = result.due > now
    match result.result:
        case LeaveKind() as kind:
            away = Presence.FIELD_DUTY if kind.is_duty else Presence.ON_LEAVE
            return None if is_to_come and before is Presence.IN else away
        case _ if is_to_come:
            return None
        case Status.FIELD_DUTY:
            return Presence.FIELD_DUTY
        case Status.REST | Status.WAIVED:
            return before
        case _:
            return Presence.ABSENT if slot.direction is Direction.IN else before


def _next(slots: Mapping[Slot, SlotResult], now: datetime) -> Planned | None:
    return next(
        (
            Planned(slot, result.due)
            for slot, result in slots.items()
            if result.at is None and result.result is Status.OPEN and result.due > now
        ),
        None,
    )
