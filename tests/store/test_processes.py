"""Several processes on one store: they wait for each other, see each other, and may be killed."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import where

from store import Schema, Store, TableSchema
from store.errors import StoreBusy
from store.verify import verify

SCHEMA = Schema(tables=(TableSchema("taps", fields={"at": str}, indexes=(("at",),)),))
KILLS = 8

WRITER = """
import sys
from store import Schema, Store, TableSchema
path, name, count = sys.argv[1:]
schema = Schema(tables=(TableSchema("taps", fields={"at": str}, indexes=(("at",),)),))
store = Store(path, schema, terminal=name)
for number in range(int(count)):
    with store.transaction(action="tap"):
        ids = store.table("taps").insert_multiple([{"at": name, "n": number}, {"at": name}])
    print(number, *ids, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "store.db", SCHEMA):
        return tmp_path / "store.db"


def writer(path: Path, name: str, count: int) -> "subprocess.Popen[str]":
    """A process that inserts pairs of documents, and prints their ids when they are there."""
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledged(process: "subprocess.Popen[str]") -> Iterator[str]:
    """The ids it printed, whole lines only."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("\n"):
            yield from line.split()[1:]


def test_two_processes_write_at_once(path: Path) -> None:
    with writer(path, "door", 150) as one, writer(path, "desk", 150) as other:
        told = {*acknowledged(one), *acknowledged(other)}
    assert (one.returncode, other.returncode) == (0, 0)
    with Store(path, SCHEMA) as store:
        assert len(told) == 600
        assert {document.doc_id for document in store.table("taps")} == told
        assert store.table("taps").count(where("at") == "door") == 300
        assert verify(store).ok


def test_a_process_killed_at_any_instant_loses_nothing_it_acknowledged(path: Path) -> None:
    told: set[str] = set()
    for kill in range(KILLS):
        with writer(path, f"w{kill}", 10_000) as process:
            assert process.stdout is not None
            told |= set(process.stdout.readline().split()[1:])
            time.sleep(random.Random(kill).random() / 10)
            process.kill()
            told |= set(acknowledged(process))
        with Store(path, SCHEMA) as store:
            there = {document.doc_id for document in store.table("taps")}
            assert told <= there
            assert len(there) % 2 == 0, "no half transaction"
            assert verify(store).ok
    assert len(told) > 2 * KILLS


def test_busy_waits_as_long_as_configured_and_then_says_so(path: Path) -> None:
    with Store(path, SCHEMA, busy_timeout_s=0.3) as store, Store(path, SCHEMA) as other:
        with other.transaction():
            other.table("taps").insert({"at": "other"})
            started = time.monotonic()
            with pytest.raises(StoreBusy, match=r"store\.db") as caught:
                store.table("taps").insert({"at": "ours"})
            assert 0.25 < time.monotonic() - started < 2
            assert store.table("taps").all() == [], "reading does not wait"
        assert caught.value.hint
        store.table("taps").insert({"at": "ours"})
        assert [document["at"] for document in store.table("taps")] == ["other", "ours"]


def test_a_snapshot_does_not_see_what_is_committed_meanwhile(path: Path) -> None:
    with Store(path, SCHEMA) as store, Store(path, SCHEMA) as other:
        with store.connection():
            assert store.table("taps").all() == []
            other.table("taps").insert({"at": "other"})
            assert store.table("taps").all() == []
        assert len(store.table("taps")) == 1
