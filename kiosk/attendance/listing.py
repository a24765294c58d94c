"""The list of punches: every record, and what it counts as now."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.attendance.punch import Punch
from kiosk.attendance.punches import Punches, taps_in_force
from kiosk.attendance.slots import Counted, Tap, TapRules
from kiosk.person import StaffNo
from kiosk.times import stored

_WINDOW = timedelta(days=31)
"""How much of a long list is in memory at once."""
_ANY_DAY = range(date(1900, 1, 1).toordinal(), date(9998, 12, 31).toordinal())


@dataclass(frozen=True, slots=True)
class ListedPunch:
    """One record, and what it counts as."""

    id: str
    punch: Punch
    counted: Counted

    def to_json(self, zone: ZoneInfo) -> dict[str, Any]:
        """As `punches list --json` shows it (docs/cli.md); `local` is in `zone`."""
        punch = self.punch
        return {
            "id": self.id,
            "person": punch.person,
            "at": stored(punch.at),
            "local": punch.at.astimezone(zone).isoformat(timespec="seconds"),
            "direction": self.counted.direction,
            "slot": self.counted.slot,
            "terminal": punch.terminal,
            "credential_kind": punch.kind,
            "assurance": punch.assurance and punch.assurance.name.lower(),
            "result": punch.result,
            "reason": punch.reason,
            "source": punch.source,
            "corrects": punch.corrects,
        }


def listing(
    punches: Punches,
    first: date | None = None,
    last: date | None = None,
    person: StaffNo | None = None,
) -> Iterator[ListedPunch]:
    """The records of the attendance days from `first` to `last`, both included; all by default.

    By day; within a day in the order in which they were made, whatever the clock said then.
    """
    timetable = punches.rules.timetable
    start = first or _first_day(lambda day: punches.any_before(timetable.bounds(day)[1]))
    end = last or _first_day(lambda day: not punches.any_from(timetable.bounds(day)[1]))
    while start <= end:
        until = min(end, start + _WINDOW)
        yield from _window(punches, start, until, person)
        start = until + timedelta(days=1)


def _window(
    punches: Punches, first: date, last: date, person: StaffNo | None
) -> Iterator[ListedPunch]:
    rules = punches.rules
    start = rules.timetable.bounds(first)[0] - rules.dedupe
    found = punches.between(start, rules.timetable.bounds(last)[1], person)
    counted = _counted(found, rules)
    days = {punch_id: rules.timetable.attendance_day(punch.at) for punch_id, punch in found.items()}
    for punch_id in sorted(found, key=lambda punch_id: (days[punch_id], punch_id)):
        if days[punch_id] >= first:
            yield ListedPunch(punch_id, found[punch_id], counted.get(punch_id, Counted()))


def _counted(punches: Mapping[str, Punch], rules: TapRules) -> dict[str, Counted]:
    by_person: dict[StaffNo, list[Tap]] = defaultdict(list)
    for tap in taps_in_force(punches):
        person = punches[tap.id].person
        if person is not None:
            by_person[person].append(tap)
    counted: dict[str, Counted] = {}
    for taps in by_person.values():
        counted |= rules.assign(taps)
    return counted


def _first_day(holds: Callable[[date], bool]) -> date:
    """The first day for which `holds`, which then holds for every later one too."""

    def key(ordinal: int) -> bool:
        return holds(date.fromordinal(ordinal))

    return date.fromordinal(_ANY_DAY.start + bisect_left(_ANY_DAY, x=True, key=key))
