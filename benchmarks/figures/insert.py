"""One document made durable, with its ledger entry: beside the floor, the library and TinyDB."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from benchmarks import invented
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.rivals.append import AppendFile
from benchmarks.rivals.raw_sqlite import RawSqlite
from benchmarks.rivals.stock_tinydb import TABLE, cached, json_file, stock
from benchmarks.timing import Contender, duration, ratio, take_turns
from kiosk.schema import OFFICE_SCHEMA, PUNCHES
from store import Store
from store.ledger import Ledger

MOST_TIMES_THE_FLOOR: Final = 3.0
TINYDB_RECORDS: Final = (10_000, 100_000)
ROUNDS: Final = 20
PER_ROUND: Final = 50
WARM_UP: Final = 1_200
"""Commits until every write-ahead log is at its full size and used again: a growing file costs
more to push to the disk."""


def measure(setting: Setting) -> Outcome:
    """Each contender inserts punches of the same size, on the same disk, in turns."""
    folder = setting.scratch / "insert"
    folder.mkdir()
    store = Store(folder / "keyroom.db", OFFICE_SCHEMA, terminal="entrance")
    table = store.table(PUNCHES)
    body, salt, leaf, hashes = _rows_of_one_insert(store)
    append = AppendFile(folder / "appended")
    raw = RawSqlite(folder / "raw.db")
    raw_pair = RawSqlite(folder / "raw-pair.db")
    identifier = count()
    record = body.encode() + salt + leaf + hashes
    floor = Contender("bare append + fdatasync", lambda: append.append(record), PER_ROUND, WARM_UP)
    ours = Contender(
        "Keyroom: document + ledger entry",
        _numbered(lambda punch: table.insert(punch)),
        PER_ROUND,
        WARM_UP,
    )
    fast = [
        floor,
        Contender(
            "raw sqlite3 (WAL, FULL): document",
            lambda: raw.insert(f"{next(identifier):036}", body),
            PER_ROUND,
            WARM_UP,
        ),
        Contender(
            "raw sqlite3 (WAL, FULL): document + log row",
            lambda: raw_pair.insert_both(f"{next(identifier):036}", body, salt, leaf, hashes),
            PER_ROUND,
            WARM_UP,
        ),
        ours,
    ]
    take_turns(fast, 2 if setting.quick else ROUNDS)
    slow = _tinydb(folder, TINYDB_RECORDS[:1] if setting.quick else TINYDB_RECORDS)
    take_turns(slow, 1 if setting.quick else 10)
    store.close()
    return Outcome(
        columns=("one insert", "durable", "samples", "median", "p99", "to the floor"),
        rows=[
            (
                contender.label,
                "no" if "Caching" in contender.label else "yes",
                f"{len(contender.samples):,}",
                duration(contender.samples.median),
                contender.samples.p99_cell,
                ratio(contender.samples.median, floor.samples.median),
            )
            for contender in (*fast, *slow)
        ],
        goals=[_goal(ours, floor)],
        note=(
            f"The bytes of one insert: {len(record)}, of which the document is {len(body)}. "
            "TinyDB's JSONStorage rewrites the file in place: its fsync does not make it safe."
        ),
    )


def _goal(ours: Contender, floor: Contender) -> Goal:
    found = ours.samples.median / floor.samples.median
    return Goal(
        wanted="median of a durable insert with ledger ≤ 3 × bare append + fdatasync",
        found=f"{found:.2f} ×",
        met=found <= MOST_TIMES_THE_FLOOR,
    )


def _numbered(insert: Callable[[dict[str, Any]], object]) -> Callable[[], object]:
    numbers = count()
    return lambda: insert(invented.punch(next(numbers)))


def _rows_of_one_insert(store: Store) -> tuple[str, bytes, bytes, bytes]:
    """Body, salt, leaf and hashes that one insert writes: what the rivals have to write too."""
    doc = store.table(PUNCHES).insert(invented.punch(0))
    ledger = Ledger.table
    with store.connection() as connection:
        row = connection.execute(
            sa.text(f"SELECT body, salt, seq FROM doc_{PUNCHES} WHERE id = :doc"), {"doc": doc}
        ).one()
        entry = connection.execute(sa.select(ledger).where(ledger.c.seq == row.seq)).one()
    return row.body, row.salt, entry.leaf, entry.hashes


def _tinydb(folder: Path, sizes: tuple[int, ...]) -> list[Contender]:
    contenders = []
    for records in sizes:
        plain = stock(json_file(folder / f"stock-{records}.json", records)).table(TABLE)
        lazy = cached(json_file(folder / f"cached-{records}.json", records)).table(TABLE)
        contenders += [
            Contender(f"TinyDB JSONStorage, {records:,} records", _numbered(plain.insert), 1),
            Contender(f"TinyDB CachingMiddleware, {records:,} records", _numbered(lazy.insert), 1),
        ]
    return contenders


FIGURE: Final = Figure("insert", "one durable insert", measure)
