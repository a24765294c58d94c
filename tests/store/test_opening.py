"""Opening a store: what is made, what is refused and why, and that a refusal changes nothing."""

import os
import shutil
import stat
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tinydb import where

from store import Schema, Store, TableSchema, errors
from store.sqlite import FORMAT, OLDEST_LIBRARY, Sqlite
from store.sqlite_settings import CONNECTION_SETTINGS, FILE_SETTINGS

OFFICE = "0192f0c1-0000-4000-8000-00000000000a"
SCHEMA = Schema(tables=(TableSchema("people", fields={"no": str}, indexes=(("no",),)),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a document in it, closed."""
    path = tmp_path / "store.db"
    with Store(path, SCHEMA, office=OFFICE) as store:
        store.table("people").insert({"no": "A07"})
    return path


def digest(folder: Path) -> dict[str, str]:
    """What lies in a folder, byte by byte."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def sqlite3(path: Path, sql: str) -> None:
    """Change a file as somebody with another program would."""
    subprocess.run(["sqlite3", path, sql], check=True, capture_output=True)


def refusal(path: Path, kind: type[errors.StoreError], **options: object) -> str:
    """Open a store, which must fail as `kind`, name its place, and leave every file as it was."""
    before = digest(path.parent)
    with pytest.raises(kind) as caught:
        Store(path, SCHEMA, **options)  # type: ignore[arg-type]  # whatever a case needs
    assert str(path) in str(caught.value)
    assert caught.value.hint, "a remedy"
    assert isinstance(caught.value, errors.StoreUnavailable), "an entrance spools after it"
    assert digest(path.parent) == before
    return str(caught.value)


def test_a_new_store_says_whose_it_is(tmp_path: Path) -> None:
    with Store(tmp_path / "s.db", SCHEMA, office=OFFICE, office_name="重要客户室") as store:
        (office,) = store.table("meta").search(where("kind") == "office")
        (version,) = store.table("meta").search(where("kind") == "schema")
        assert (office["office"], office["name"], office["format"]) == (OFFICE, "重要客户室", 1)
        assert version["version"] == 1
        assert store.office == OFFICE
        assert store.tables() == {"people"}
        assert store.all_tables() == {"people", "meta", "checkpoints"}


def test_its_files_are_its_owners_alone(path: Path) -> None:
    with Store(path, SCHEMA) as store:
        store.table("people").insert({"no": "A08"})
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}


IN_FORCE = {
    "application_id": int.from_bytes(b"KYRM"),
    "auto_vacuum": 0,
    "busy_timeout": 1500,
    "cache_size": -8000,
    "cell_size_check": 1,
    "checkpoint_fullfsync": 1,
    "encoding": "UTF-8",
    "foreign_keys": 1,
    "fullfsync": 1,
    "ignore_check_constraints": 0,
    "journal_mode": "wal",
    "journal_size_limit": 16 * 1024 * 1024,
    "locking_mode": "normal",
    "mmap_size": 0,
    "page_size": 4096,
    "recursive_triggers": 0,
    "secure_delete": 1,
    "synchronous": 2,
    "temp_store": 2,
    "trusted_schema": 0,
    "user_version": FORMAT,
    "wal_autocheckpoint": 1000,
    "writable_schema": 0,
}
"""What SQLite answers when it is asked for a setting."""


def test_every_setting_made_is_in_force(path: Path) -> None:
    assert IN_FORCE.keys() >= CONNECTION_SETTINGS.keys() | FILE_SETTINGS.keys()
    with Store(path, SCHEMA, busy_timeout_s=1.5) as store, store.connection() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in IN_FORCE
        }
    assert found == IN_FORCE


def test_the_library_in_use_is_new_enough() -> None:
    assert Sqlite(Path("-"), 0)._library() >= OLDEST_LIBRARY


def test_no_other_package_brings_an_older_library_under_the_same_name() -> None:
    assert packages_distributions()["pysqlite3"] == ["pysqlite3"]


def test_a_library_that_can_corrupt_the_file_is_refused(path: Path) -> None:
    for version in ((3, 40, 1), (3, 51, 2)):
        with pytest.raises(errors.EngineTooOld, match=".".join(map(str, version))):
            Sqlite(path, 0, library=lambda version=version: version).prepare(create=False)  # type: ignore[misc]
    Sqlite(path, 0, library=lambda: OLDEST_LIBRARY).prepare(create=False)


def test_a_missing_file_is_not_made_unless_wanted(tmp_path: Path) -> None:
    refusal(tmp_path / "none.db", errors.StoreMissing, create=False)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(errors.StoreMissing, match="no/such"):
        Store(tmp_path / "no" / "such" / "store.db")


def test_an_empty_file_is_no_store_yet(tmp_path: Path) -> None:
    (tmp_path / "store.db").touch()
    with pytest.raises(errors.StoreMissing):
        Store(tmp_path / "store.db", create=False)
    with Store(tmp_path / "store.db") as store:
        assert store.insert({"x": 1}) == 1


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    sqlite3(tmp_path / "other.db", "CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    refusal(tmp_path / "other.db", errors.NotAStore)


@pytest.mark.parametrize("content", [b"people.csv\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "store.db").write_bytes(content)
    refusal(tmp_path / "store.db", errors.StoreUnavailable)


def test_another_office_s_store_is_refused(path: Path) -> None:
    message = refusal(path, errors.WrongOffice, office="somebody-else")
    assert OFFICE in message


def test_a_newer_layout_is_refused(path: Path) -> None:
    sqlite3(path, f"PRAGMA user_version = {FORMAT + 1}")
    refusal(path, errors.FutureVersion)


def test_a_newer_schema_is_refused(path: Path) -> None:
    with Store(path, SCHEMA) as store:
        store.table("meta").insert({"kind": "schema", "version": 2})
    refusal(path, errors.FutureVersion)


def test_a_store_that_lost_its_name_is_refused(path: Path) -> None:
    sqlite3(path, "DELETE FROM doc_meta WHERE body LIKE '%\"office\"%'")
    refusal(path, errors.Corrupted)


def test_a_damaged_page_is_named_when_it_is_read(path: Path) -> None:
    with Store(path, SCHEMA) as store:
        store.table("people").insert_multiple({"no": f"A{number}"} for number in range(2000))
        with store.connection() as connection:
            page = connection.exec_driver_sql(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'doc_people'"
            ).scalar_one()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with (
        pytest.raises(errors.Corrupted, match=r"store\.db") as caught,
        Store(path, SCHEMA) as store,
    ):
        store.table("people").all()
    assert caught.value.hint


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(errors.EngineUnknown, match="postgresql"):
        Store("postgresql://host/keyroom")


def test_an_address_with_the_engine_s_name_is_a_path(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/a b%.db") as store:
        store.insert({"x": 1})
    assert (tmp_path / "a b%.db").is_file()


READ_ONLY = """
mount --bind {0} {0} && mount -o remount,bind,ro {0} && exec {1} -c '
from store import Store, errors
try:
    Store("{0}/store.db")
except errors.ReadOnly as error:
    print(error)
'
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user cannot mount; see the test below")
def test_a_disk_that_cannot_be_written_is_named(path: Path) -> None:
    script = READ_ONLY.format(path.parent, sys.executable)
    namespace = ["unshare", "--mount", "sh", "-c", script]
    run = subprocess.run(namespace, check=False, capture_output=True, text=True)
    assert f"{path} may not be written" in run.stdout, run.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything; see the test above")
def test_a_file_that_may_not_be_written_is_named(path: Path) -> None:
    path.chmod(0o400)
    refusal(path, errors.ReadOnly)


def test_a_file_that_was_replaced_is_not_written_to(path: Path, tmp_path: Path) -> None:
    """SQLite itself would go on writing to the old file, which nobody will ever read."""
    copy = tmp_path / "copy.db"
    shutil.copy(path, copy)
    with Store(path, SCHEMA, office=OFFICE) as store:
        path.unlink()
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        with pytest.raises(errors.StoreMissing):
            store.table("people").insert({"no": "A08"})
        copy.rename(path)
        store.table("people").insert({"no": "A09"})
        assert {document["no"] for document in store.table("people")} == {"A07", "A09"}


def test_a_file_removed_while_it_is_read_is_read_to_the_end(path: Path) -> None:
    with Store(path, SCHEMA) as store:
        with store.connection():
            path.unlink()
            assert len(store.table("people")) == 1
        with pytest.raises(errors.StoreMissing):
            store.table("people").all()


def test_another_office_s_file_in_its_place_is_refused(path: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "other.db", SCHEMA, office="other"):
        pass
    with Store(path, SCHEMA) as store:
        (tmp_path / "other.db").replace(path)
        with pytest.raises(errors.WrongOffice):
            store.table("people").insert({"no": "A08"})


CREATE = "import sys; from store import Store; Store(sys.argv[1]).close()"


def test_two_processes_may_make_the_same_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    makers = [subprocess.Popen([sys.executable, "-c", CREATE, path]) for _ in range(4)]
    assert [maker.wait() for maker in makers] == [0] * 4
    with Store(path) as store:
        assert store.table("meta").count(where("kind") == "office") == 1


@pytest.mark.parametrize(
    "schema",
    [
        Schema(tables=(TableSchema("people", fields={"no": str}),)),
        Schema(tables=(TableSchema("people", fields={"no": int}, indexes=(("no",),)),)),
        Schema(tables=(*SCHEMA.tables, TableSchema("more"))),
    ],
)
def test_a_schema_changed_without_a_new_version_is_refused(path: Path, schema: Schema) -> None:
    before = digest(path.parent)
    with pytest.raises(errors.SchemaMismatch):
        Store(path, schema)
    assert digest(path.parent) == before


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Schema(version=2),
        lambda: Schema(tables=(TableSchema("a"), TableSchema("a"))),
        lambda: Schema(tables=(TableSchema("meta"),)),
        lambda: TableSchema("a", fields={"x.y": str}),
        lambda: TableSchema("a", fields={"x": float}),  # type: ignore[dict-item]
        lambda: TableSchema("a", indexes=(("x",),)),
    ],
)
def test_a_schema_that_cannot_be_is_the_programs_error(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match=r"table|version"):
        wrong()
