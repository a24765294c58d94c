"""From one schema version to the next: in one transaction, after a backup, or not at all."""

from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from store import Document, Migration, Schema, Store, TableSchema
from store.errors import FutureVersion, NotMigrated, SchemaMismatch
from store.verify import verify

FIRST = Schema(
    tables=(
        TableSchema("people", fields={"no": str, "age": str}, indexes=(("no", "age"), ("no",))),
        TableSchema("teams", fields={"name": str}, indexes=(("name",),)),
    )
)


def number_ages(store: Store) -> None:
    def to_number(document: Any) -> None:
        document["age"] = int(document["age"])

    store.table("people").update(to_number)
    store.table("boots").insert({"at": "2026"})


SECOND = Schema(
    version=2,
    tables=(
        TableSchema("people", fields={"no": str, "age": int, "team": str}, indexes=(("age",),)),
        TableSchema("boots", fields={"at": str}, indexes=(("at",),), append_only=True),
    ),
    migrations=(Migration(2, "ages are numbers; starts are kept", number_ages),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of the first version, with people in it."""
    with Store(tmp_path / "store.db", FIRST) as store:
        store.table("people").insert_multiple(
            [{"no": "A07", "age": "30"}, {"no": "A08", "age": "9"}]
        )
        store.table("teams").insert({"name": "b"})
    return tmp_path / "store.db"


def test_an_older_store_is_brought_up_when_it_is_opened(path: Path) -> None:
    with Store(path, SECOND) as store:
        assert [document["no"] for document in store.table("people").search(where("age") > 9)] == [
            "A07"
        ]
        assert store.tables() == {"people", "teams", "boots"}, "a table is never dropped silently"
        assert store.table("teams").search(where("name") == "b") == [{"name": "b"}]
        assert verify(store).problems == ()
        versions = [one["version"] for one in store.table("meta").search(where("kind") == "schema")]
        assert versions == [1, 2]


def test_it_is_done_once(path: Path) -> None:
    for _ in range(2):
        with Store(path, SECOND) as store:
            assert len(store.table("boots")) == 1


def test_a_backup_of_the_older_store_is_kept(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with Store(path, SECOND, backup_folder=folder):
        pass
    (backup,) = folder.iterdir()
    with Store(backup, FIRST) as store:
        assert store.table("people").count(where("age") == "30") == 1


def test_without_a_backup_nothing_is_migrated(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotMigrated, match="no such folder") as caught:
        Store(path, SECOND, backup_folder=tmp_path / "no such folder")
    assert str(path) in str(caught.value)
    with Store(path, FIRST) as store:
        assert [person["age"] for person in store.table("people")] == ["30", "9"]


def test_the_older_program_then_refuses_the_store(path: Path) -> None:
    with Store(path, SECOND):
        pass
    with pytest.raises(FutureVersion):
        Store(path, FIRST)


def fail(store: Store) -> None:
    store.table("people").update({"age": 1})
    raise ZeroDivisionError


def do_nothing(store: Store) -> None:
    """Leaves ages as texts."""


@pytest.mark.parametrize(
    ("step", "error"), [(fail, ZeroDivisionError), (do_nothing, SchemaMismatch)]
)
def test_a_migration_that_fails_changes_nothing(
    path: Path, step: Any, error: type[Exception]
) -> None:
    schema = Schema(2, SECOND.tables, (Migration(2, "fails", step),))
    with pytest.raises(error):
        Store(path, schema)
    with Store(path, FIRST) as store:
        assert [person["age"] for person in store.table("people")] == ["30", "9"]
        assert verify(store).ok


def test_several_steps_run_in_order(path: Path) -> None:
    order: list[int] = []
    steps = tuple(
        Migration(version, "", lambda _, version=version: order.append(version))  # type: ignore[misc]
        for version in range(2, 6)
    )
    with Store(path, Schema(3, FIRST.tables, steps[:2])):
        assert order == [2, 3]
    with Store(path, Schema(5, FIRST.tables, steps)):
        assert order == [2, 3, 4, 5]


def test_a_table_s_class_of_ids_cannot_change(tmp_path: Path) -> None:
    with Store(tmp_path / "store.db") as store:
        store.table("people").insert(Document({"no": "A07"}, 1))
    schema = Schema(2, (TableSchema("people"),), (Migration(2, "declared", do_nothing),))
    with pytest.raises(SchemaMismatch, match="people"):
        Store(tmp_path / "store.db", schema)
