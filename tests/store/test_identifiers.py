"""Document ids: UUIDv7 that rise, whatever the wall clock does."""

import threading
import uuid
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from store import Document, Schema, Store, TableSchema
from store.identifiers import UUID7, Identifiers

MILLISECOND = 1_000_000
FAR = 4_000_000_000_000 * MILLISECOND
"""The year 2096, in nanoseconds."""


def test_an_id_is_a_uuid_of_version_7_and_says_when_it_was_made() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC)
    made = Identifiers(lambda: int(at.timestamp() * 1000) * MILLISECOND).new()
    parsed = uuid.UUID(made)
    assert UUID7.fullmatch(made)
    assert (parsed.version, parsed.variant, str(parsed)) == (7, uuid.RFC_4122, made)
    assert datetime.fromtimestamp((parsed.int >> 80) / 1000, UTC) == at


def test_ids_rise_within_a_millisecond_and_when_the_clock_is_set_back() -> None:
    times = iter([FAR, FAR, FAR + 1, FAR + 400, FAR - 3600 * 10**9, 0, FAR + MILLISECOND])
    identifiers = Identifiers(lambda: next(times))
    made = [identifiers.new() for _ in range(7)]
    assert made == sorted(set(made))


def test_ids_go_on_beyond_what_a_millisecond_counts() -> None:
    identifiers = Identifiers(lambda: FAR)
    made = [identifiers.new() for _ in range(10_000)]
    assert all(one < other for one, other in pairwise(made))
    assert all(UUID7.fullmatch(one) for one in made)


def test_ids_of_several_threads_are_all_different() -> None:
    identifiers = Identifiers(lambda: FAR)
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.extend(identifiers.new() for _ in range(500)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


def test_new_ids_follow_those_in_the_store(tmp_path: Path) -> None:
    schema = Schema(tables=(TableSchema("taps"),))
    ahead = Identifiers(lambda: FAR).new()
    with Store(tmp_path / "store.db", schema) as store:
        store.table("taps").insert_multiple([Document({}, ahead), Document({}, "zzz")])
    with Store(tmp_path / "store.db", schema) as one, Store(tmp_path / "store.db", schema) as other:
        made = {one.new_id(), other.new_id()}
        assert len(made) == 2, "two processes do not make the same id"
        assert min(made) > ahead
