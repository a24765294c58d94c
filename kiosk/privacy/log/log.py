"""The log of an office: one order over several tables, read page by page along their indexes.

Entries stand in the order of (moment, id). A page asks every table for what lies behind the same
place, and keeps what lies before the place up to which all of them have looked; so nothing is seen
twice or left out, however many entries share a microsecond. docs/review.md has the reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import sqlalchemy as sa
from tinydb import where

from kiosk.privacy.log.changes import Changes
from kiosk.privacy.log.entry import LogEntry, Origin, entry_of
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.schema import ACCESSES, PEOPLE
from kiosk.times import stored
from store import Place, Store, Walk
from store.paging import MOST_LOOKED_AT

LIMIT: Final = 100
"""Entries of a page."""
PROBE: Final = 1_000
"""So far entries are counted to find the condition that leaves the fewest."""
NEWEST: Final = "\U0010ffff"
"""An id after all others: a place with it lies behind every entry of its moment."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """What was found, and how far was looked."""

    entries: Sequence[LogEntry]
    ended: Place | None
    """Where to go on; None: there is nothing behind."""


class Way(NamedTuple):
    """How entries of one origin are reached: along this index, past this question."""

    walk: Walk
    by: str
    """The condition that leads; empty where time alone does."""


_LEADING: Final = {
    Origin.ACCESS: ("customer", "person", "kind", "result", "terminal"),
    Origin.PUNCH: ("person",),
    Origin.READER: (),
    Origin.TERMINAL: (),
}
"""Conditions that an index of the table leads along."""


class Log:
    """The whole log of one office. Reads only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes = Changes(store)

    def page(
        self,
        wanted: LogFilter,
        after: Place | None = None,
        *,
        limit: int = LIMIT,
        most: int = MOST_LOOKED_AT,
        rising: bool = False,
    ) -> LogPage:
        """The next entries behind `after`, the newest first, or the oldest.

        Ends early where it would have to look at more than `most` documents of a table.
        """
        entries: list[LogEntry] = []
        ends: list[Place] = []
        with self._store.connection() as connection:
            for origin in Origin:
                if not wanted.admits(origin):
                    continue
                found, ended = self._part(
                    connection, origin, wanted, after, limit, most, rising=rising
                )
                entries += found
                ends += [] if ended is None else [ended]
            page = _merged(entries, ends, limit, rising=rising)
            return replace(page, entries=self._with_ends(page.entries))

    def entries(self, wanted: LogFilter) -> Iterator[LogEntry]:
        """All that is wanted, newest first, read page by page."""
        after: Place | None = None
        while True:
            page = self.page(wanted, after, limit=1_000)
            yield from page.entries
            after = page.ended
            if after is None:
                return

    def find(self, entry: LogEntry) -> LogEntry:
        """The entry as it is now: what lasted may have ended."""
        return next(iter(self._with_ends([entry])))

    def staff_no(self, text: str) -> str | None:
        """The staff number of a person who is named by it or by his name; None for nobody."""
        people = self._store.table(PEOPLE)
        if people.contains(where("no") == text):
            return text
        named = people.search(where("name") == text)
        return str(named[0]["no"]) if len(named) == 1 else None

    def way(self, origin: Origin, wanted: LogFilter) -> Way:
        """The way along which the fewest documents have to be looked at."""
        since = None if wanted.since is None else stored(wanted.since)
        until = None if wanted.until is None else stored(wanted.until)
        ways = [
            Way(Walk((name, "at"), (value,), since, until), name)
            for name in _LEADING[origin]
            if (value := getattr(wanted, name))
        ]
        if len(ways) > 1:
            table = self._store.table(origin)
            return min(ways, key=lambda way: table.count_up_to(way.walk, PROBE).found)
        return ways[0] if ways else Way(Walk(("at",), (), since, until), "")

    def _part(
        self,
        connection: sa.Connection,
        origin: Origin,
        wanted: LogFilter,
        after: Place | None,
        limit: int,
        most: int,
        *,
        rising: bool,
    ) -> tuple[list[LogEntry], Place | None]:
        if origin is Origin.CHANGE:
            self._changes.catch_up(connection)
            return self._changes.page(connection, wanted, after, limit, most, rising=rising)
        way = self.way(origin, wanted)
        page = self._store.table(origin).page(
            replace(way.walk, rising=rising),
            wanted.query(origin, way.by),
            after=after,
            limit=limit,
            most=most,
        )
        return [entry_of(origin, row) for row in page.rows], page.ended

    def _with_ends(self, entries: Sequence[LogEntry]) -> list[LogEntry]:
        """Of what lasts, how long and why it ended are records of their own."""
        ids = [entry.id for entry in entries if entry.origin is Origin.ACCESS]
        ends = self._store.table(ACCESSES).search(where("of").one_of(ids)) if ids else []
        ended = {end["of"]: end for end in ends}
        return [*_ended(entries, ended)]


def _merged(entries: list[LogEntry], ends: Sequence[Place], limit: int, *, rising: bool) -> LogPage:
    """What lies before the nearest place at which a table's looking ended."""
    entries.sort(key=lambda entry: entry.place, reverse=not rising)
    if not ends:
        horizon = None
        kept = entries
    elif rising:
        horizon = min(ends)
        kept = [entry for entry in entries if entry.place <= horizon]
    else:
        horizon = max(ends)
        kept = [entry for entry in entries if entry.place >= horizon]
    if len(kept) > limit:
        return LogPage(kept[:limit], kept[limit - 1].place)
    return LogPage(kept, horizon)


def _ended(
    entries: Sequence[LogEntry], ends: Mapping[str, Mapping[str, object]]
) -> Iterator[LogEntry]:
    for entry in entries:
        end = ends.get(entry.id)
        seconds, cause = (None, None) if end is None else (end.get("seconds"), end.get("cause"))
        yield replace(
            entry,
            seconds=float(seconds) if isinstance(seconds, int | float) else None,
            cause=cause if isinstance(cause, str) else None,
        )
