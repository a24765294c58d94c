"""One altered byte, in any column of any row of any table, is found and its place is named."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3
import pytest

from store import Schema, Store
from store.checkpoints import write
from store.errors import StoreError
from store.findings import Problem, Report
from store.sqlite import Sqlite
from store.verify import verify_database

DOCUMENT_TABLES = ("meta", "checkpoints", "people", "punches", "notes")
COLUMNS = [
    *(("ledger", column) for column in ("seq", "tbl", "doc", "leaf", "hashes")),
    *(
        (f"doc_{table}", column)
        for table in DOCUMENT_TABLES
        for column in ("id", "body", "salt", "seq")
    ),
]
KEYS = {"ledger": "seq"}


@dataclass
class File:
    """The store's file in the hands of somebody with a database shell."""

    path: Path
    schema: Schema

    def __post_init__(self) -> None:
        self.shell = pysqlite3.connect(self.path, isolation_level=None)
        self.shell.execute("PRAGMA synchronous = OFF")

    def columns(self) -> set[tuple[str, str]]:
        """All columns of all tables; generated ones hold no bytes of their own."""
        names = self.shell.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            (table, column)
            for (table,) in names
            for (column,) in self.shell.execute("SELECT name FROM pragma_table_info(?)", (table,))
        }

    def verify(self) -> Report:
        return verify_database(Sqlite(self.path, 5.0), self.schema)


@pytest.fixture
def file(busy_office: Store, tmp_path: Path) -> Iterator[File]:
    write(busy_office, "test")
    busy_office.table("people").insert({"no": "A04"})
    write(busy_office, "test")
    file = File(tmp_path / "office.db", busy_office.schema)
    busy_office.close()
    assert file.verify().ok
    yield file
    file.shell.close()


def test_every_column_there_is_is_tried_below(file: File) -> None:
    assert file.columns() == set(COLUMNS)


@pytest.mark.parametrize("table, column", COLUMNS, ids=[".".join(pair) for pair in COLUMNS])
def test_an_altered_byte_is_found_and_its_place_named(file: File, table: str, column: str) -> None:
    key = KEYS.get(table, "id")
    rows = file.shell.execute(f"SELECT {key}, {column}, typeof({column}) FROM {table}").fetchall()
    assert rows
    dice = random.Random(f"{table}.{column}")
    for number, (row_key, value, kind) in enumerate(rows):
        wanted = 4 if number == 0 else 1
        for altered in alterations(value, kind, dice):
            if not alter(file, table, key, row_key, column, altered):
                continue
            new_key = altered if key == column else row_key
            problems = file.verify().problems
            assert any(names(problem, table, {row_key, new_key}) for problem in problems), (
                f"{row_key}: {value!r} -> {altered!r}: {problems}"
            )
            assert alter(file, table, key, new_key, column, value)
            wanted -= 1
            if wanted == 0:
                break
        assert wanted == 0, f"the engine refused every change of {table} {row_key}"
    assert file.verify().ok


def alterations(value: Any, kind: str, dice: random.Random) -> Iterator[Any]:
    """The value with one byte changed, at any place, again and again."""
    if kind == "integer":
        for byte in dice.sample(range(7), 7):
            yield value ^ (0x55 << 8 * byte)
        return
    data = value.encode() if kind == "text" else value
    for place in dice.sample(range(len(data)), len(data)):
        other = data[place] ^ dice.choice([1, 2, 4])
        yield data[:place] + bytes([other]) + data[place + 1 :]


def alter(file: File, table: str, key: str, row_key: Any, column: str, value: Any) -> bool:
    """Write the value with plain SQL; False where the engine itself refuses it."""
    cast = {"seq": "INTEGER", "salt": "BLOB", "leaf": "BLOB", "hashes": "BLOB"}.get(column, "TEXT")
    numbered = (table, column) == ("doc_notes", "id")
    where = f"{key} = CAST(? AS {'INTEGER' if numbered or key == 'seq' else 'TEXT'})"
    sql = f"UPDATE {table} SET {column} = CAST(? AS {cast}) WHERE {where}"
    try:
        changed = file.shell.execute(sql, (value, row_key))
    except (pysqlite3.OperationalError, pysqlite3.IntegrityError) as refusal:
        if "malformed JSON" in str(refusal) or "UNIQUE" in str(refusal):
            return False
        raise
    assert changed.rowcount == 1
    return True


def names(problem: Problem, table: str, keys: set[Any]) -> bool:
    """Whether the problem names the row: an entry by its number, a document by table and id."""
    if table == "ledger":
        return problem.seq in keys
    ids = {
        key.decode(errors="backslashreplace") if isinstance(key, bytes) else str(key)
        for key in keys
    }
    return problem.table == table.removeprefix("doc_") and problem.id in ids


def test_damage_to_the_file_itself_never_stops_verification(file: File) -> None:
    file.shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.shell.close()
    whole = file.path.read_bytes()
    dice = random.Random("damage")
    found = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(dice.choice([1, 1, 16])):
            # Past the first page's header: without that, it is no database at all.
            damaged[dice.randrange(100, len(damaged))] ^= 1 << dice.randrange(8)
        file.path.write_bytes(damaged)
        try:
            found += not file.verify().ok
        except StoreError:  # cannot be connected to
            found += 1
    assert found > 10
