"""Machines that could not be relied upon: no reader worked, a clock was moved. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from keyroom.language import N_
from kiosk.attendance.judging.evidence import Span
from kiosk.privacy.flags.facts import Facts, Jump, Outage
from kiosk.privacy.flags.flag import Flag, FlagKind, Said, flag_key
from kiosk.settings.flags import FlagKnobs


def outage_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Working days on which nobody could tap for long, with the accesses of that time."""
    margin = timedelta(minutes=knobs.after_hours_minutes)
    for day, hours in facts.hours.items():
        wide = Span(hours.start - margin, hours.end + margin)
        met = [each for each in facts.outages if each.span.meets(*wide)]
        spans = _joined(
            Span(max(each.span.start, wide.start), min(each.span.end, wide.end)) for each in met
        )
        minutes = sum(((span.end - span.start) for span in spans), timedelta()).total_seconds() / 60
        if minutes >= knobs.outage_minutes:
            yield _outage(facts, day, met, spans, int(minutes))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same time without counting any of it twice."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _outage(facts: Facts, day: date, met: list[Outage], spans: list[Span], minutes: int) -> Flag:
    inside = [
        entry.id
        for entry in facts.entries
        if entry.day == day and any(span.start <= entry.at < span.end for span in spans)
    ]
    records = [record for each in met for record in each.records]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Flag(
        flag_key(FlagKind.READER_OUTAGE, day),
        FlagKind.READER_OUTAGE,
        None,
        end,
        Said(
            N_(
                "on {day}, {first}–{last}, nobody could tap at the entrance for {minutes} minutes;"
                " data was accessed {count} × meanwhile"
            ),
            {
                "day": day.isoformat(),
                "first": f"{start:%H:%M}",
                "last": f"{end:%H:%M}",
                "minutes": minutes,
                "count": len(inside),
            },
        ),
        tuple(dict.fromkeys((*records, *sorted(inside)))),
    )


def jump_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Terminals whose clock was moved, day by day."""
    groups: dict[tuple[str, date], list[Jump]] = defaultdict(list)
    for jump in facts.jumps:
        if abs(jump.seconds) >= knobs.jump_seconds:
            groups[jump.terminal, jump.day].append(jump)
    for (terminal, day), jumps in groups.items():
        behind = sorted(jumps, key=lambda jump: (jump.at, jump.id))
        widest = max(behind, key=lambda jump: abs(jump.seconds))
        yield Flag(
            flag_key(FlagKind.CLOCK_JUMP, terminal, day),
            FlagKind.CLOCK_JUMP,
            None,
            behind[-1].at,
            Said(
                N_("on {day} at {at} the clock of {terminal} jumped by {seconds} s"),
                {
                    "day": day.isoformat(),
                    "at": f"{widest.at:%H:%M}",
                    "terminal": terminal,
                    "seconds": f"{widest.seconds:+.0f}",
                },
            ),
            tuple(jump.id for jump in behind),
        )
