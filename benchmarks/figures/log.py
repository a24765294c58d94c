"""The log of millions: its first page, pages behind conditions and deep in it, its columns."""

import gc
import resource
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from pysqlite3 import dbapi2 as sqlite

from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.long_log import BUSY, FIRST, LAST, long_log
from benchmarks.timing import Contender, duration, take_turns
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.office import Office
from kiosk.privacy.log.histogram import histogram
from kiosk.privacy.log.log_filter import LogFilter
from store import Place

FIRST_PAGE_S: Final = 0.5
FILTERED_S: Final = 0.2
MEMORY_MB: Final = 150
BY_HAND: Final = (
    "SELECT body FROM doc_accesses WHERE {where} AND field_kind IS NOT NULL "
    "ORDER BY field_at DESC, id DESC LIMIT 100"
)
FILTERS: Final[dict[str, tuple[LogFilter, str]]] = {
    "everything": (LogFilter(), "field_at IS NOT NULL"),
    "a person with a tenth of all": (LogFilter(person=BUSY), f"field_person = '{BUSY}'"),
    "a customer": (LogFilter(customer="G00042"), "field_customer = 'G00042'"),
    "a kind": (LogFilter(kind="reveal"), "field_kind = 'reveal'"),
    "a rare kind": (LogFilter(kind="pin"), "field_kind = 'pin'"),
    "refused": (LogFilter(result="refused"), "field_result = 'refused'"),
    "an old terminal": (LogFilter(terminal="desk0"), "field_terminal = 'desk0'"),
    "person, customer and kind": (
        LogFilter(person=BUSY, customer="G00042", kind="reveal"),
        f"field_person = '{BUSY}' AND field_customer = 'G00042' AND field_kind = 'reveal'",
    ),
    "person and a rare kind": (
        LogFilter(person=BUSY, kind="pin"),
        f"field_person = '{BUSY}' AND field_kind = 'pin'",
    ),
    "a month, three years back": (
        LogFilter(datetime(2023, 6, 1, tzinfo=UTC), datetime(2023, 7, 1, tzinfo=UTC)),
        "field_at >= '2023-06-01' AND field_at < '2023-07-01'",
    ),
    "a reason that all have": (
        LogFilter(reason="busin"),
        "json_extract(body, '$.reason') LIKE '%busin%'",
    ),
}


def measure(setting: Setting) -> Outcome:
    """Each page through the log, and by SQL written by hand on the same file."""
    rows = 100_000 if setting.quick else 10_000_000
    home = long_log(setting.cache, rows)
    raw = sqlite.connect(str(home.database), isolation_level=None)
    # By hand, a reason is looked for in all ten million: seconds each time.
    rounds = 2 if setting.quick else 3
    with Office.open(home) as office:
        table: list[tuple[str, ...]] = []
        slowest = 0.0
        for name, (wanted, where) in FILTERS.items():
            ours = Contender(name, partial(office.log.page, wanted), 3)
            by_hand = Contender(name, _by_hand(raw, where), 1)
            take_turns([ours, by_hand], rounds)
            slowest = max(slowest, ours.samples.median)
            table.append((name, duration(ours.samples.median), duration(by_hand.samples.median)))
        middle = Place(f"{FIRST + (LAST - FIRST) / 2:%Y-%m-%dT%H:%M:%S}", "")
        for name, question in _others(office, middle).items():
            contender = Contender(name, question, 1)
            take_turns([contender], rounds)
            table.append((name, duration(contender.samples.median), ""))
        first = _once(office)
    raw.close()
    gc.collect()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(
        columns=(f"one page of {rows:,} records", "Keyroom", "SQL by hand"),
        rows=table,
        goals=[
            Goal("first page ≤ 0.5 s", duration(first), first <= FIRST_PAGE_S),
            Goal("any filter's first page ≤ 200 ms", duration(slowest), slowest <= FILTERED_S),
            Goal("memory ≤ 150 MB", f"{memory:.0f} MB", memory <= MEMORY_MB),
        ],
    )


def _by_hand(raw: "sqlite.Connection", where: str) -> Callable[[], object]:
    statement = BY_HAND.format(where=where)
    return lambda: raw.execute(statement).fetchall()


def _others(office: Office, middle: Place) -> dict[str, Callable[[], object]]:
    def columns(wanted: LogFilter) -> Callable[[], object]:
        return lambda: histogram(office.store, office.log, wanted, 100, OFFICE_ZONE, LAST)

    month = LogFilter(LAST - timedelta(days=30), LAST)
    return {
        "deep in the middle": lambda: office.log.page(LogFilter(), middle),
        "the oldest": lambda: office.log.page(LogFilter(), rising=True),
        "columns of everything": columns(LogFilter()),
        "columns of a month": columns(month),
        "columns of a person": columns(LogFilter(person=BUSY)),
        "columns of person and kind": columns(LogFilter(person=BUSY, kind="reveal")),
    }


def _once(office: Office) -> float:
    contender = Contender("first", lambda: office.log.page(LogFilter()), 1)
    take_turns([contender], 3)
    return contender.samples.median


FIGURE: Final = Figure("log", "the access log", measure)
