"""Backups and restoring: consistent, verified, and never over what the backup does not hold."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import where

from store import Schema, Store, TableSchema
from store.backup import back_up
from store.errors import BackupFailed, FutureVersion, RestoreRefused, StoreMissing
from store.restore import restore
from store.verify import verify

SCHEMA = Schema(tables=(TableSchema("people", fields={"no": str}, indexes=(("no",),)),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, SCHEMA, office="ours") as store:
        store.table("people").insert_multiple({"no": f"A{number:03}"} for number in range(300))
        yield store


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> Path:
    """A backup of the store as it was at first."""
    return back_up(store, tmp_path / "backup.db").path


def numbers(path: Path) -> list[str]:
    with Store(path, SCHEMA, create=False) as store:
        assert verify(store).ok
        return [document["no"] for document in store.table("people")]


def test_a_backup_is_a_whole_store(store: Store, tmp_path: Path) -> None:
    made = back_up(store, tmp_path / "backup.db")
    store.table("people").insert({"no": "later"})
    with store.connection() as connection:
        assert (made.entries, made.root) == (302, store.ledger.root(connection, 302))
    assert len(numbers(made.path)) == 300
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert {file.name for file in tmp_path.iterdir() if "draft" in file.name} == set()


def test_a_backup_holds_nothing_of_what_was_removed(store: Store, tmp_path: Path) -> None:
    store.table("people").insert({"no": "SECRET-NUMBER"})
    store.table("people").remove(where("no") == "SECRET-NUMBER")
    assert b"SECRET-NUMBER" not in back_up(store, tmp_path / "backup.db").path.read_bytes()


def test_a_backup_replaces_no_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("precious")
    with pytest.raises(BackupFailed, match=r"backup\.db"):
        back_up(store, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "precious"


def test_a_missing_folder_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="no such folder"):
        back_up(store, tmp_path / "no such folder" / "backup.db")


def test_a_store_that_does_not_verify_makes_no_backup(store: Store, tmp_path: Path) -> None:
    with store.transaction() as transaction:
        transaction.connection.exec_driver_sql(
            "UPDATE doc_people SET body = '{}' WHERE field_no = 'A007'"
        )
    with pytest.raises(BackupFailed, match="altered"):
        back_up(store, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


WRITER = """
import sys
from store import Store
store = Store(sys.argv[1])
print("ready", flush=True)
while True:
    with store.transaction():
        store.insert_multiple([{"half": 1}, {"half": 2}])
"""


def test_a_backup_made_while_another_process_writes_is_of_one_moment(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "store.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            writer.stdout.readline()
            with Store(tmp_path / "store.db", create=False) as store:
                for number in range(3):
                    copy = back_up(store, tmp_path / f"copy{number}.db")
                    with Store(copy.path, create=False) as copied:
                        assert len(copied) % 2 == 0
        finally:
            writer.kill()


FULL_DISK = """
from pathlib import Path
from store import Schema, Store
from store.backup import back_up
from store.errors import BackupFailed
from store.restore import restore
from store.verify import verify

large, small = Path("{large}"), Path("{small}")
with Store(large / "store.db") as store:
    store.insert_multiple({{"x": "y" * 2000}} for _ in range(300))
    back_up(store, large / "backup.db")
    with Store(small / "store.db", office=store.office) as other:
        other.insert({{"x": "kept"}})
        try:
            restore(large / "backup.db", small / "store.db", Schema(), overwrite=True)
        except BackupFailed as error:
            print(error)
        assert other.all() == [{{"x": "kept"}}] and verify(other).ok
    (small / "filler").write_bytes(bytes(600_000))
    try:
        back_up(store, small / "backup.db")
    except BackupFailed as error:
        print(error)
    assert not list(small.glob("*backup*")), "no part of a copy is left"
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user cannot mount")
def test_a_full_disk_stops_backups_and_restoring_and_is_named(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = f"mount -t tmpfs -o size=1600k none {small} && exec {sys.executable} -"
    run = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mount],
        input=FULL_DISK.format(large=tmp_path, small=small),
        check=False,
        capture_output=True,
        text=True,
    )
    restoring, backing_up = run.stdout.splitlines() or [run.stderr, ""]
    assert f"{small}/store.db: database or disk is full" in restoring, run.stderr
    assert f"{small}/backup.db: No space left" in backing_up, run.stderr
    assert run.returncode == 0, run.stderr


def test_a_backup_is_restored_where_nothing_is(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restored = restore(backup, tmp_path / "new" / "store.db", SCHEMA)
    assert restored.entries == 302
    assert len(numbers(tmp_path / "new" / "store.db")) == 300


def test_a_newer_store_is_not_overwritten_unless_told(
    store: Store, backup: Path, path: Path
) -> None:
    store.table("people").insert({"no": "later"})
    with pytest.raises(RestoreRefused, match="1 entries"):
        restore(backup, path, SCHEMA)
    assert store.table("people").count(where("no") == "later") == 1
    restore(backup, path, SCHEMA, overwrite=True)
    assert store.table("people").count(where("no") == "later") == 0, "seen by an open store"
    (kept,) = path.parent.glob("store.db.before-*")
    assert "later" in numbers(kept)


def test_an_open_store_goes_on_after_a_restore(store: Store, backup: Path, path: Path) -> None:
    restore(backup, path, SCHEMA)
    assert store.changed()
    store.table("people").insert({"no": "after"})
    assert verify(store).ok
    assert len(store.table("people")) == 301


def test_a_store_with_another_past_is_not_overwritten_unless_told(
    store: Store, backup: Path, tmp_path: Path
) -> None:
    fork = tmp_path / "fork.db"
    shutil.copy(backup, fork)
    for path, no in ((backup, "one"), (fork, "other")):
        with Store(path, SCHEMA) as forked:
            forked.table("people").insert({"no": no})
    with pytest.raises(RestoreRefused, match="pasts"):
        restore(backup, fork, SCHEMA)
    restore(backup, fork, SCHEMA, overwrite=True)
    assert "one" in numbers(fork)


def test_another_office_s_store_is_not_overwritten_unless_told(
    backup: Path, tmp_path: Path
) -> None:
    with Store(tmp_path / "other.db", SCHEMA, office="theirs") as other:
        with pytest.raises(RestoreRefused, match="theirs"):
            restore(backup, tmp_path / "other.db", SCHEMA)
        assert other.office == "theirs"


def test_an_unreadable_store_is_replaced_only_when_told(backup: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database at all" * 500)
    with pytest.raises(RestoreRefused, match="cannot be read"):
        restore(backup, broken, SCHEMA)
    assert broken.read_bytes().startswith(b"not a database")
    restore(backup, broken, SCHEMA, overwrite=True)
    assert len(numbers(broken)) == 300
    (kept,) = tmp_path.glob("broken.db.before-*")
    assert kept.read_bytes().startswith(b"not a database")


def test_a_backup_that_was_altered_is_not_restored(backup: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["sqlite3", backup, "UPDATE doc_people SET body = '{}' WHERE field_no = 'A007'"], check=True
    )
    with pytest.raises(BackupFailed, match="altered"):
        restore(backup, tmp_path / "new.db", SCHEMA)
    assert not (tmp_path / "new.db").exists()


def test_a_missing_backup_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"none\.db"):
        restore(tmp_path / "none.db", tmp_path / "store.db", SCHEMA)


def test_a_backup_of_a_newer_program_is_refused(backup: Path, tmp_path: Path) -> None:
    with Store(backup, SCHEMA) as store:
        store.table("meta").insert({"kind": "schema", "version": 2})
    with pytest.raises(FutureVersion):
        restore(backup, tmp_path / "new.db", SCHEMA)
