"""What a tap counts as: duplicates, direction and slot (D-07, D-08).

Pure: the same taps give the same answer at the door, in a list and in a month's report, in
whatever order they were recorded: a spool or a list may come in late.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from kiosk.attendance.timetable import Direction, Duty, Slot, Timetable


class Tap(NamedTuple):
    """One tap of one person. `direction` is set only where the terminal or a correction says so."""

    id: str
    at: datetime
    direction: Direction | None = None
    corrects: str | None = None
    """The tap that this one stands in for; `direction` is then a supervisor's word."""
    clock_off: timedelta = timedelta(0)
    """How far the clock was off when `at` was read, as far as the terminal noticed."""

    @property
    def right_time(self) -> datetime:
        """When it was made, as far as that is known."""
        return self.at - self.clock_off if self.clock_off else self.at

    @property
    def order(self) -> tuple[datetime, bool, int, datetime, str]:
        """Its place among the taps of a person, whatever order they were recorded in.

        At one moment a turned tap comes first, then a way in, a way out, a tap that says neither.
        """
        return self.right_time, self.corrects is None, _RANK[self.direction], self.at, self.id


@dataclass(frozen=True, slots=True)
class Counted:
    """What a tap counts as.

    A tap that fills no slot keeps its explicit direction, if it has one. `repeats` names the
    kept tap that this one is a duplicate of; a duplicate counts as nothing.
    """

    direction: Direction | None = None
    slot: Slot | None = None
    repeats: Tap | None = None


_ORDER = attrgetter("order")
_AT = attrgetter("at")
_RANK = {Direction.IN: 0, Direction.OUT: 1, None: 2}
_NONE_MOVED: Mapping[Duty, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TapRules:
    """The rules with the office's knobs; the defaults are the regulation's."""

    timetable: Timetable = field(default_factory=Timetable)
    dedupe: timedelta = timedelta(seconds=60)
    """`attendance.dedupe_seconds`, D-08 (1)."""
    infer: bool = True
    """`attendance.infer_direction`; without it a tap that carries no direction fills nothing."""

    def assign(
        self, taps: Iterable[Tap], midpoints: Mapping[Duty, datetime] = _NONE_MOVED
    ) -> dict[str, Counted]:
        """What each tap of one person counts as, by tap id.

        Over any stretch of time, and in any order. `midpoints` are those of duties that leave
        has shortened (D-17).
        """
        counted = {
            tap.id: Counted(tap.direction) if kept is tap else Counted(repeats=kept)
            for tap, kept in self._with_kept(taps)
        }
        for duty, filled in self.fill(taps, midpoints).items():
            for direction, tap in filled.items():
                counted[tap.id] = Counted(direction, duty.slot(direction))
        return counted

    def fill(
        self, taps: Iterable[Tap], midpoints: Mapping[Duty, datetime] = _NONE_MOVED
    ) -> dict[Duty, dict[Direction, Tap]]:
        """Which taps of one person fill each duty; as `assign`, of which this is the half."""
        duties: dict[Duty, list[Tap]] = defaultdict(list)
        for tap, kept in self._with_kept(taps):
            if kept is tap and (self.infer or tap.direction is not None):
                duties[self.timetable.duty(tap.at)].append(tap)
        return {
            duty: _fill(members, midpoints.get(duty) or self.timetable.midpoint(duty))
            for duty, members in duties.items()
        }

    def flipped(self, tap: Tap, counted: Counted) -> Direction:
        """The direction that a correction gives to a tap: the other one than it counted as.

        A tap that went neither way is turned against its half of the session: a second tap in
        the morning was meant to go out.
        """
        if counted.direction is not None:
            return counted.direction.other
        midpoint = self.timetable.midpoint(self.timetable.duty(tap.at))
        return _inferred(tap.at, midpoint).other

    def _with_kept(self, taps: Iterable[Tap]) -> Iterator[tuple[Tap, Tap]]:
        """The taps in their order, each with the kept tap that it repeats, or with itself."""
        kept: Tap | None = None
        for tap in sorted(taps, key=_ORDER):
            if kept is None or not self._repeats(tap, kept):
                kept = tap
            yield tap, kept

    def _repeats(self, tap: Tap, kept: Tap) -> bool:
        # D-08 (1), 60 s included. A tap that says where it goes, and not the same as the kept one,
        # is no second read: explicit always wins. But where a supervisor has turned a tap, the
        # second reads of it, which still say what it said, turn with it.
        if tap.right_time - kept.right_time > self.dedupe:
            return False
        return tap.direction in (None, kept.direction) or kept.corrects is not None


def _fill(taps: Sequence[Tap], midpoint: datetime) -> dict[Direction, Tap]:
    """Who fills the in and the out of one session; `taps` are its kept taps in their order."""
    in_time = sorted(taps, key=_AT)
    ways = [tap.direction or _inferred(tap.at, midpoint) for tap in in_time]
    if len(in_time) > 1 and in_time[0].at >= midpoint and in_time[0].direction is None:
        ways[0] = Direction.IN  # D-08 (4): two or more taps, none before the midpoint
    if Direction.IN not in ways:
        return {Direction.OUT: in_time[-1]}
    first_in = ways.index(Direction.IN)
    if Direction.OUT in ways[first_in:]:
        last_out = len(ways) - 1 - ways[::-1].index(Direction.OUT)
        return {Direction.IN: in_time[first_in], Direction.OUT: in_time[last_out]}
    # Every way out, explicit then, came before every way in. Only one can stand, and the one in
    # its own half of the session does: out at 12:30 and back early for the afternoon at 13:00
    # is a morning with a missing punch (D-11), not an absent one (D-09).
    if first_in > 0 and in_time[first_in - 1].at >= midpoint:
        return {Direction.OUT: in_time[first_in - 1]}
    return {Direction.IN: in_time[first_in]}


def _inferred(at: datetime, midpoint: datetime) -> Direction:
    return Direction.IN if at < midpoint else Direction.OUT  # D-08 (2), (3)
