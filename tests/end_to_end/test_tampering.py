"""Whoever changes the file by other means is found out: `log verify` fails and names the place.

The other means is the `sqlite3` shell, which anybody has. What the file's own constraints refuse,
it cannot do either; any other byte of any row it can.
"""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.attended import (
    attend,
    enquire,
    keep_books,
    keep_customers,
    keep_secrets,
)
from tests.end_to_end.office import A02, LOST, UNKNOWN, add_reader, database
from tests.end_to_end.program import Headless, keyroom, keyroom_here
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.sqlite_shell import sql, try_sql

DOCUMENTS = (
    *("meta", "checkpoints", "people", "badges", "punches", "reader_events", "boots"),
    *("leaves", "visits", "corrections", "findings", "objections", "decisions", "verdicts"),
    *("wages", "notices", "day_decisions", "rulebooks", "closings", "settled"),
    *("pins", "customers", "contacts", "accesses", "right_notices", "embargoes", "verifications"),
    *("originals", "handovers", "destructions", "destruction_steps"),
    *("cases", "case_steps", "enquiries", "saved_filters"),
    *("plans", "visit_results", "no_visits", "items", "item_steps", "meetings", "meeting_steps"),
)
KEYS = {"ledger": "seq", **{f"doc_{name}": "id" for name in DOCUMENTS}}
"""Every table of an office's file, with its key."""
Problem = dict[str, int | str | None]
ATTEMPTS = 50
"""Bytes tried until the file itself refuses none of them."""
NEWEST = 10
ROWS = 4
"""Rows of a table that are tried, each in all its columns; chosen by chance, always the same."""


pytestmark = pytest.mark.xdist_group("tampering")
"""One worker: its entrance runs once for all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, and the ledger's entry that stands for it."""

    table: str
    key: str
    entry: int
    doc: str

    @property
    def where(self) -> str:
        """The SQL that finds it."""
        return f"CAST({KEYS[self.table]} AS TEXT) = '{self.key}'"

    def is_named_by(self, problem: Problem) -> bool:
        """Whether a problem of the report says that it is here."""
        return problem["seq"] == self.entry or problem["id"] == self.doc


@pytest.fixture(scope="module")
def used(_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has run an entrance, closed a month, kept books: no table is empty."""
    home = Path(shutil.copytree(_office, tmp_path_factory.mktemp("used") / "home"))
    with SerialLine(home.parent / "door") as line:
        add_reader(home, "door", line.url)
        with Headless(home) as entrance:
            line.await_opened()
            for number in (A02, LOST, UNKNOWN):
                line.tap(number)
                entrance.answer()
            assert entrance.stop() == 0
    attend(home)
    keep_secrets(home)
    # Last what only adds documents: the newest entries can be cut off without a trace in the file.
    keep_customers(home)
    keep_books(home)
    enquire(home)
    return home


@pytest.fixture
def home(used: Path, tmp_path: Path) -> Path:
    """A copy of that office, to be tampered with."""
    return Path(shutil.copytree(used, tmp_path / "home"))


def test_every_table_is_tried(home: Path) -> None:
    tables = sql(database(home), "SELECT name FROM sqlite_schema WHERE type = 'table'")
    assert set(tables) == set(KEYS)
    for table in tables:
        assert sql(database(home), f"SELECT count(*) FROM {table}") != ["0"]


@pytest.mark.parametrize("table", KEYS)
def test_one_byte_changed_in_any_row_is_found_and_named(home: Path, table: str) -> None:
    file = database(home)
    untouched = file.read_bytes()
    chance = random.Random(table)
    columns = sql(file, f"SELECT name FROM pragma_table_info('{table}')")
    rows = _rows(file, table)
    for row in sorted(chance.sample(rows, min(ROWS, len(rows))), key=lambda row: row.entry):
        for column in columns:
            change_one_byte(file, row, column, chance)
            report = _report(home)
            assert any(map(row.is_named_by, report["problems"])), (row, column, report["problems"])
            file.write_bytes(untouched)
    assert keyroom_here(home, "log", "verify")[0] == 0


def test_a_removed_row_is_found_and_named(home: Path) -> None:
    file = database(home)
    untouched = file.read_bytes()
    for table in KEYS:
        *_, row = _rows(file, table)
        sql(file, f"DELETE FROM {table} WHERE {row.where}")
        report = _report(home)
        assert any(map(row.is_named_by, report["problems"])), (row, report["problems"])
        file.write_bytes(untouched)


def test_removing_the_newest_ten_entries_is_found_by_an_older_checkpoint(home: Path) -> None:
    file = database(home)
    kept_elsewhere = home.parent / "checkpoint.txt"
    keyroom(home, "log", "checkpoint", "--out", str(kept_elsewhere))
    (size,) = sql(file, "SELECT count(*) FROM ledger")
    # Documents go with their entries, as somebody would who knows how the file is built; and so
    # do the copies of checkpoints that this machine holds.
    newest = f"seq >= {int(size) - NEWEST}"
    sql(file, *(f"DELETE FROM {table} WHERE {newest}" for table in KEYS))
    shutil.rmtree(home / "checkpoints")
    assert keyroom_here(home, "log", "verify")[0] == 0
    report = _report(home, "--against", str(kept_elsewhere))
    assert [problem["kind"] for problem in report["problems"]] == ["rolled_back"]


def change_one_byte(file: Path, row: Row, column: str, chance: random.Random) -> None:
    """Change a byte of one stored value: the lowest bit of a character, one bit of a number."""
    select = f"SELECT typeof({column}), hex({column}) FROM {row.table} WHERE {row.where}"
    ((kind, _, value),) = [line.partition("|") for line in sql(file, select)]
    for other in _one_byte_off(column, kind, bytes.fromhex(value), chance):
        change = f"UPDATE {row.table} SET {column} = {other} WHERE {row.where}"
        if try_sql(file, change) is None:
            return
    raise AssertionError(f"the file refuses to be changed at {row}, {column}")


def _one_byte_off(column: str, kind: str, value: bytes, chance: random.Random) -> Iterator[str]:
    """SQL of values that differ in one byte from `value`, which the column has."""
    if kind == "integer":
        yield str(int(value) ^ 0x100)
        return
    places = [place for place, byte in enumerate(value) if kind == "blob" or chr(byte).isalnum()]
    for place in chance.sample(places, min(ATTEMPTS, len(places))):
        old = f"CAST({column} AS blob)"
        parts = (
            f"substr({old}, 1, {place})",
            f"x'{value[place] ^ 1:02x}'",
            f"substr({old}, {place + 2})",
        )
        yield f"CAST({' || '.join(parts)} AS {kind})"


def _rows(file: Path, table: str) -> list[Row]:
    key = KEYS[table]
    doc = "doc" if table == "ledger" else "id"
    lines = sql(file, f"SELECT {key}, seq, {doc} FROM {table} ORDER BY {key}")
    return [Row(table, key, int(seq), doc) for key, seq, doc in (line.split("|") for line in lines)]


def _report(home: Path, *words: str) -> dict[str, Any]:
    """What verifying says; it must say no."""
    code, output = keyroom_here(home, "log", "verify", "--json", *words)
    assert code == 1, output
    report: dict[str, Any] = json.loads(output)
    assert not report["ok"]
    return report
