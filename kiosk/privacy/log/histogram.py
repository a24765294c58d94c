"""How much happened when: the log as columns over time, cheap at any size.

Where everything is wanted the ledger itself has counted: it numbers its entries, so that a column
is the difference between the numbers at its two edges, found by index. Where conditions hold, each
column counts as far as SAMPLE allows; what is more is estimated from the time the sample took.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.privacy.log.changes import TIMED
from kiosk.privacy.log.entry import CHANGE, Origin
from kiosk.privacy.log.log import Log
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.times import moment, stored
from store import Store, Walk

SAMPLE: Final = 400
"""Documents that one column looks at in one table."""
COUNTED: Final = 2_000
"""Entries that one column counts where an index has them side by side."""
STEPS: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 2880, 10080)
)
"""Widths of a column; beyond, weeks are put together."""
MOMENT: Final = timedelta(microseconds=1)
LEAST_TAKEN: Final = 1e-6
"""Of a column's time: all of a sample may share one microsecond."""
WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Column:
    """One stretch of time."""

    since: datetime
    until: datetime
    """Excluded. Both aware, in the office's zone."""
    count: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Histogram:
    """The columns, oldest first, without gaps."""

    columns: tuple[Column, ...]

    @property
    def count(self) -> int:
        """Of all columns."""
        return sum(column.count for column in self.columns)

    @property
    def is_exact(self) -> bool:
        """Whether nothing in it is estimated."""
        return all(column.is_exact for column in self.columns)


def histogram(
    store: Store, log: Log, wanted: LogFilter, most: int, zone: ZoneInfo, now: datetime
) -> Histogram:
    """At most `most` columns over the time that is wanted, or over all that is recorded."""
    with store.connection():
        span = _span(log, wanted, now)
        if span is None:
            return Histogram(())
        edges = list(_edges(*span, most, zone))
        if wanted.is_only_time:
            numbers = [_number_at(store, edge) for edge in edges]
            counts = [max(end - start, 0) for start, end in pairwise(numbers)]
            return Histogram(
                tuple(
                    Column(*pair, count)
                    for pair, count in zip(pairwise(edges), counts, strict=True)
                )
            )
        return Histogram(
            tuple(_sampled(store, log, wanted, *pair, now) for pair in pairwise(edges))
        )


def _span(log: Log, wanted: LogFilter, now: datetime) -> tuple[datetime, datetime] | None:
    since = wanted.since
    if since is None:
        oldest = log.page(LogFilter(), limit=1, rising=True).entries
        since = oldest[0].at if oldest else None
    until = wanted.until or now + MOMENT
    return None if since is None or since >= until else (since, until)


def _edges(since: datetime, until: datetime, most: int, zone: ZoneInfo) -> Iterator[datetime]:
    """From the edge before `since` to the one after `until`: whole minutes, hours, days there."""
    most = max(most, 3)
    step = next((step for step in STEPS if (until - since) / step <= most - 1), WEEK)
    while (until - since) / step > most - 1 and step >= WEEK:
        step += WEEK
    start, end = since.astimezone(zone), until.astimezone(zone)
    if step >= DAY:
        edge = start.date()
        while True:
            midnight = datetime.combine(edge, time(), zone)
            yield midnight
            if midnight >= end:
                return
            edge += step
    midnight = datetime.combine(start.date(), time(), zone).astimezone(UTC)
    at = midnight + (since - midnight) // step * step
    while True:
        yield at.astimezone(zone)
        if at >= until:
            return
        at += step


def _number_at(store: Store, at: datetime) -> int:
    """The ledger's number at this moment: of the first record from then on."""
    walk = Walk(("at",), since=stored(at), rising=True)
    firsts: list[int] = []
    for table in TIMED:
        firsts += [row.seq for row in store.table(table).page(walk, limit=1).rows]
    if firsts:
        return min(firsts)
    with store.connection() as connection:
        return store.ledger.size(connection)


def _sampled(
    store: Store, log: Log, wanted: LogFilter, since: datetime, until: datetime, now: datetime
) -> Column:
    inside = wanted.between(
        since if wanted.since is None else max(since, wanted.since),
        min(until, wanted.until or max(now, since + MOMENT)),
    )
    counts = [_count(store, log, origin, inside) for origin in Origin if inside.admits(origin)]
    return Column(
        since,
        until,
        sum(count for count, _ in counts),
        is_exact=all(is_exact for _, is_exact in counts),
    )


def _count(store: Store, log: Log, origin: Origin, inside: LogFilter) -> tuple[int, bool]:
    if origin is Origin.CHANGE:
        changes = log.page(replace(inside, kind=CHANGE), limit=SAMPLE, most=SAMPLE)
        return _estimate(len(changes.entries), changes.ended and changes.ended.at, inside)
    table = store.table(origin)
    way = log.way(origin, inside)
    cond = inside.query(origin, way.by)
    if cond is None:
        return _estimate(*table.count_up_to(way.walk, COUNTED), inside)
    found = table.page(way.walk, cond, limit=SAMPLE, most=SAMPLE)
    return _estimate(len(found.rows), found.ended and found.ended.at, inside)


def _estimate(count: int, ended_at: str | None, inside: LogFilter) -> tuple[int, bool]:
    """As many in all as the sample promises, which was taken from the newest on."""
    if ended_at is None or inside.since is None or inside.until is None:
        return count, True
    taken = (inside.until - moment(ended_at)) / (inside.until - inside.since)
    return round(count / max(taken, LEAST_TAKEN)), False
