"""What a tap counts as: duplicates, direction and slot (D-07, D-08).

Pure: the same taps give the same answer at the door, in a list and in a month's report. The
order of `taps` is the order in which they were recorded; it decides only which tap is a
duplicate and which of two equal times comes first, because a clock may jump back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.attendance.timetable import Direction, Session, Slot, Timetable

DEDUPE = timedelta(seconds=60)
"""D-08 (1) as delivered: `attendance.dedupe_seconds`."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap of one person. `direction` is set only where the terminal or a correction says so."""

    id: str
    at: datetime
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a tap counts as.

    A tap that fills no slot keeps its explicit direction, if it has one. `repeats` names the
    kept tap that this one is a duplicate of; a duplicate counts as nothing.
    """

    direction: Direction | None = None
    slot: Slot | None = None
    repeats: Tap | None = None


def assign(
    taps: Iterable[Tap], timetable: Timetable, dedupe: timedelta = DEDUPE
) -> dict[str, Counted]:
    """What each tap of one person counts as, by tap id.

    Over any stretch of time; the taps come in the order in which they were recorded.
    """
    counted: dict[str, Counted] = {}
    half_days: dict[tuple[date, Session], list[Tap]] = {}
    kept: Tap | None = None
    for tap in taps:
        if kept is not None and _repeats(tap, kept, dedupe):
            counted[tap.id] = Counted(repeats=kept)
            continue
        kept = tap
        counted[tap.id] = Counted(direction=tap.direction)
        half_day = timetable.attendance_day(tap.at), timetable.session(tap.at)
        half_days.setdefault(half_day, []).append(tap)
    for (day, session), members in half_days.items():
        for direction, tap in _fill(members, timetable.midpoint(day, session)).items():
            counted[tap.id] = Counted(direction, Slot.of(session, direction))
    return counted


def counts_as(
    tap: Tap, earlier: Sequence[Tap], timetable: Timetable, dedupe: timedelta = DEDUPE
) -> Counted:
    """What a new tap counts as at the door, after that person's `earlier` taps of the day.

    A later tap may still move it: a single tap after the midpoint goes out (D-08 (4)) until a
    second one makes it the way in.
    """
    return assign([*earlier, tap], timetable, dedupe)[tap.id]


def _repeats(tap: Tap, kept: Tap, dedupe: timedelta) -> bool:
    # D-08 (1), 60 s included. The distance counts both ways: a clock set back by some seconds
    # between two reads of one badge must not make a second tap of them. A tap that says where it
    # goes, and not the same as the kept one, is no second read: explicit always wins.
    return abs(tap.at - kept.at) <= dedupe and tap.direction in (None, kept.direction)


def _fill(taps: Sequence[Tap], midpoint: datetime) -> dict[Direction, Tap]:
    """Who fills the in and the out of one session; `taps` are its kept taps as recorded."""
    in_time = sorted(taps, key=lambda tap: tap.at)
    directions = [tap.direction or _inferred(tap.at, midpoint) for tap in in_time]
    if len(in_time) > 1 and in_time[0].at >= midpoint and in_time[0].direction is None:
        directions[0] = Direction.IN  # D-08 (4): no tap before the midpoint, two or more taps
    ways_in = [tap for tap, way in zip(in_time, directions, strict=True) if way is Direction.IN]
    ways_out = [tap for tap, way in zip(in_time, directions, strict=True) if way is Direction.OUT]
    if not ways_in:
        return {Direction.OUT: ways_out[-1]}
    first = in_time.index(ways_in[0])
    after = [tap for tap in ways_out if in_time.index(tap) > first]
    if after:
        return {Direction.IN: ways_in[0], Direction.OUT: after[-1]}
    # Every way out, explicit then, came before every way in. Only one can stand, and the one in
    # its own half of the session does: out at 12:30 and back early for the afternoon at 13:00
    # is a morning with a missing punch (D-11), not an absent one (D-09).
    if ways_out and ways_out[-1].at >= midpoint:
        return {Direction.OUT: ways_out[-1]}
    return {Direction.IN: ways_in[0]}


def _inferred(at: datetime, midpoint: datetime) -> Direction:
    return Direction.IN if at < midpoint else Direction.OUT  # D-08 (2), (3)
