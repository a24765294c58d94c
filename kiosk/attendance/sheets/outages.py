"""When nobody could tap at the entrance: readers that were down, terminals that were not running.

A terminal counts as away from the end of a run to the start of the next; after a run that ended
without saying so, from the last thing it recorded. While another reader of an entrance worked, or
another entrance was running, there was no outage: people could tap there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from tinydb import where
from tinydb.queries import QueryInstance

from kiosk.attendance.judging.evidence import Span
from kiosk.boots import BootEvent
from kiosk.schema import BOOTS, PUNCHES, READER_EVENTS
from kiosk.times import moment, stored
from store import Document, Store

SHORTEST: Final = timedelta(minutes=1)
"""Whoever finds a reader down for less waits, and taps."""
_LONGEST_RUN: Final = timedelta(days=40)
"""How far back the state at the beginning is looked for."""


def outages(store: Store, readers: Sequence[str], start: datetime, end: datetime) -> list[Span]:
    """The outages of the entrance from `start` to `end`; `readers` are those it has now."""
    down = _readers_down(store, start, end)
    # A reader that was taken out of the configuration says nothing any more.
    no_reader = _common([down.get(name, []) for name in readers or sorted(down)])
    no_terminal = _common(_terminals_away(store, start, end))
    return _long_enough([*no_reader, *no_terminal])


def _readers_down(store: Store, start: datetime, end: datetime) -> dict[str, list[Span]]:
    events = store.table(READER_EVENTS).search(_between(start - _LONGEST_RUN, end))
    by_reader: dict[str, list[Document]] = defaultdict(list)
    for event in events:
        by_reader[event["reader"]].append(event)
    return {
        reader: _pairs(((moment(event["at"]), event["event"] == "down") for event in theirs), end)
        for reader, theirs in by_reader.items()
    }


def _terminals_away(store: Store, start: datetime, end: datetime) -> list[list[Span]]:
    """When each entrance was not running."""
    records = store.table(BOOTS).search(_between(start - _LONGEST_RUN, end))
    by_terminal: dict[str, list[Document]] = defaultdict(list)
    for record in records:
        if record["event"] != BootEvent.JUMP:
            by_terminal[record["terminal"]].append(record)
    return [list(_away(store, terminal, theirs)) for terminal, theirs in by_terminal.items()]


def _away(store: Store, terminal: str, records: Sequence[Document]) -> Iterable[Span]:
    for before, after in pairwise(records):
        if after["event"] != BootEvent.START:
            continue
        began = moment(before["at"])
        if before["event"] != BootEvent.STOP:
            began = _last_sign(store, terminal, began, moment(after["at"]))
        yield Span(began, moment(after["at"]))


def _last_sign(store: Store, terminal: str, began: datetime, until: datetime) -> datetime:
    """The last thing that a terminal recorded in a run that did not end in order."""
    alive = began
    for table in (PUNCHES, READER_EVENTS):
        last = store.table(table).newest(
            1, (where("terminal") == terminal) & _between(began, until)
        )
        alive = max([alive, *(moment(found["at"]) for found in last)])
    return alive


def _pairs(events: Iterable[tuple[datetime, bool]], end: datetime) -> list[Span]:
    spans: list[Span] = []
    since: datetime | None = None
    for at, down in events:
        if down and since is None:
            since = at
        elif not down and since is not None:
            spans.append(Span(since, at))
            since = None
    return spans if since is None else [*spans, Span(since, end)]


def _common(all_spans: Sequence[Sequence[Span]]) -> list[Span]:
    """When all of them hold at once."""
    if not all_spans:
        return []
    common = list(all_spans[0])
    for spans in all_spans[1:]:
        common = [
            Span(max(one.start, other.start), min(one.end, other.end))
            for one in common
            for other in spans
            if one.meets(other.start, other.end)
        ]
    return common


def _long_enough(spans: Iterable[Span]) -> list[Span]:
    return sorted(span for span in spans if span.end - span.start >= SHORTEST)


def _between(start: datetime, end: datetime) -> QueryInstance:
    return (where("at") >= stored(start)) & (where("at") < stored(end))
