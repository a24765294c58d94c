"""Accesses held against attendance: on leave, not clocked in, clocked out, after hours. Pure.

Each access is asked about once, by the weightiest of these. Where a fact is missing nobody is
blamed (D-00): while nobody could tap, and near a tap, an access says nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import zip_longest

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.privacy.flags.facts import AT_WORK, NOWHERE, Attended, Entry, Facts
from kiosk.privacy.flags.flag import Flag, FlagKind, Said, flag_key
from kiosk.settings.flags import FlagKnobs

_SAID: dict[FlagKind, str] = {
    FlagKind.ON_LEAVE: N_("on {day}, {first}–{last}, data was accessed {count} × during leave"),
    FlagKind.NOT_CLOCKED_IN: N_(
        "on {day}, {first}–{last}, data was accessed {count} × without a clock-in before"
    ),
    FlagKind.AFTER_CLOCK_OUT: N_(
        "on {day}, {first}–{last}, data was accessed {count} × after the clock-out at {out}"
    ),
}
_LATE = N_(
    "on {day}, {first}–{last}, data was accessed {count} × outside working hours {start}–{end}"
)
_DAY_OFF = N_("on {day}, a day off, data was accessed {count} × between {first} and {last}")


def attendance_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """A flag for each person, day and kind."""
    hours = {day: _wide(facts, day, knobs) for day in {day for _, day in facts.by_person}}
    for (person, day), entries in facts.by_person.items():
        attended = facts.attended.get((person, day), NOWHERE)
        usual = hours[day]
        innocent = [] if usual is None or attended.leaves else _innocent(attended, usual, knobs)
        found: dict[FlagKind, list[Entry]] = {}
        for entry in entries:
            if entry.refused or entry.kind not in AT_WORK:
                continue
            for start, end in innocent:
                if start <= entry.at <= end:
                    break
            else:
                kind = _absence(entry.at, attended, facts, knobs)
                if kind is None and not (usual and usual.start <= entry.at <= usual.end):
                    kind = FlagKind.AFTER_HOURS
                if kind is not None:
                    found.setdefault(kind, []).append(entry)
        for kind, behind in found.items():
            yield Flag(
                flag_key(kind, person, day),
                kind,
                person,
                behind[-1].at,
                _said(kind, behind, attended, facts),
                tuple(entry.id for entry in behind),
                frozenset({person}),
            )


def _absence(at: datetime, attended: Attended, facts: Facts, knobs: FlagKnobs) -> FlagKind | None:
    """Why whoever looked at `at` should not have been there."""
    grace = timedelta(minutes=knobs.grace_minutes)
    before = [mark for mark in attended.marks if mark.at <= at]
    last = before[-1] if before else None
    if any(mark.is_in and at < mark.at <= at + grace for mark in attended.marks):
        return None
    for leave in attended.leaves:
        came_back = last is not None and last.is_in and last.at >= leave.start
        if leave.start + grace <= at < leave.end - grace and not came_back:
            return FlagKind.ON_LEAVE
    if last is not None and (last.is_in or at <= last.at + grace):
        return None
    since = at - timedelta(days=1) if last is None else last.at
    if any(outage.span.meets(since, at) for outage in facts.outages):
        return None
    return FlagKind.NOT_CLOCKED_IN if last is None else FlagKind.AFTER_CLOCK_OUT


def _innocent(attended: Attended, usual: Span, knobs: FlagKnobs) -> list[Span]:
    """When somebody was there in usual hours: what nearly every access falls into."""
    grace = timedelta(minutes=knobs.grace_minutes)
    spans = []
    for mark, after in zip_longest(attended.marks, attended.marks[1:]):
        if mark.is_in:
            end = usual.end if after is None else after.at
            spans.append(Span(max(mark.at - grace, usual.start), min(end, usual.end)))
    return spans


def _wide(facts: Facts, day: date, knobs: FlagKnobs) -> Span | None:
    """The usual hours of a day; None on a day off."""
    hours = facts.hours.get(day)
    margin = timedelta(minutes=knobs.after_hours_minutes)
    return None if hours is None else Span(hours.start - margin, hours.end + margin)


def _said(kind: FlagKind, behind: Sequence[Entry], attended: Attended, facts: Facts) -> Said:
    day, first, last = behind[0].day, behind[0].at, behind[-1].at
    values: dict[str, str | int] = {
        "day": day.isoformat(),
        "first": f"{first:%H:%M}",
        "last": f"{last:%H:%M}",
        "count": len(behind),
    }
    if kind is FlagKind.AFTER_CLOCK_OUT:
        out = [mark.at for mark in attended.marks if mark.at <= first]
        return Said(_SAID[kind], values | {"out": f"{out[-1]:%H:%M}"})
    if kind in _SAID:
        return Said(_SAID[kind], values)
    hours = facts.hours.get(day)
    if hours is None:
        return Said(_DAY_OFF, values)
    return Said(_LATE, values | {"start": f"{hours.start:%H:%M}", "end": f"{hours.end:%H:%M}"})
