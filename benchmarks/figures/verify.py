"""Verifying a long ledger: everything recomputed, beside the hashing alone."""

import hashlib
import time
from collections.abc import Iterable
from itertools import repeat
from pathlib import Path
from typing import Final

from pysqlite3 import dbapi2 as sqlite

from benchmarks.figure import Figure, Outcome, Setting
from benchmarks.offices import office, open_store
from benchmarks.timing import duration, ratio, stopwatch
from store.verify import verify

_AT_ONCE: Final = 1_000


def measure(setting: Setting) -> Outcome:
    """The same file, the same bytes."""
    home = office(setting, setting.longest_history, "verify")
    store = open_store(home)
    begin = time.perf_counter()
    report = verify(store)
    ours = time.perf_counter() - begin
    store.close()
    if not report.ok:
        raise AssertionError(f"a store that nobody touched does not verify: {report.problems[:3]}")
    hashing = _hash_alone(home.database)
    check = stopwatch(lambda: _integrity_check(home.database))
    rows = [
        ("hashlib alone: leaves, documents, inner nodes", hashing),
        ("sqlite3 integrity_check", check),
        ("Keyroom: verify", ours),
    ]
    return Outcome(
        columns=(f"{report.entries:,} entries", "time", "entries a second", "to hashlib"),
        rows=[
            (
                label,
                duration(seconds),
                f"{report.entries / seconds:,.0f}",
                ratio(seconds, hashing),
            )
            for label, seconds in rows
        ],
        note=(
            "Verifying reads, parses and hashes every entry and every document, checks the "
            "checkpoints, and runs the engine's own integrity check."
        ),
    )


def _hash_alone(path: Path) -> float:
    """Seconds that SHA-256 takes for the bytes that verifying hashes, reading not counted."""
    connection = sqlite.connect(str(path), isolation_level=None)
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'doc_*'"
    ).fetchall()
    (entries,) = connection.execute("SELECT count(*) FROM ledger").fetchone()
    seconds = _hash_all(repeat(b"\x01" + bytes(64), entries))  # the tree's inner nodes
    for select in (
        "SELECT x'00', leaf FROM ledger",
        *(f"SELECT salt, CAST(body AS BLOB) FROM {name}" for (name,) in tables),
    ):
        cursor = connection.execute(select)
        while rows := cursor.fetchmany(_AT_ONCE):
            seconds += _hash_all([first + second for first, second in rows])
    connection.close()
    return seconds


def _hash_all(messages: Iterable[bytes]) -> float:
    begin = time.perf_counter()
    for message in messages:
        hashlib.sha256(message).digest()
    return time.perf_counter() - begin


def _integrity_check(path: Path) -> None:
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()


FIGURE: Final = Figure("verify", "verifying the ledger", measure)
