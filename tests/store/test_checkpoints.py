"""Checkpoints: written, copied elsewhere, compared; each deed told apart and named."""

import errno
import os
from pathlib import Path

import pysqlite3
import pytest

from store import Store, durable_files
from store.checkpoints import Outcome, Written, check, newest_copy, write
from store.key_ring import load_ring, origin_of
from store.keys import create_key, load_key
from store.ledger_errors import (
    CheckpointNotCopied,
    CheckpointRefused,
    LedgerKeyMissing,
    LedgerKeyRetired,
    MalformedNote,
)
from store.note import Checkpoint, Signer
from store.rotation import rotate
from store.verify import verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "other disk"


def signer_of(store: Store) -> Signer:
    assert store.signer is not None
    return store.signer


def work(store: Store, documents: int = 3) -> None:
    store.table("people").insert_multiple([{"no": f"B{number}"} for number in range(documents)])


def signed(signer: Signer, size: int, root: bytes = bytes(32)) -> str:
    """A checkpoint that says what it is told to say."""
    return signer.sign(Checkpoint(signer.verifier.name, size, root).text())


class Copy:
    """A copy of the store's file, kept to be put back later."""

    def __init__(self, store: Store, tmp_path: Path) -> None:
        self._file, self._kept = tmp_path / "office.db", tmp_path / "kept.db"
        shell = pysqlite3.connect(self._file)
        shell.execute("VACUUM INTO ?", (str(self._kept),))
        shell.close()
        self._store = store

    def put_back(self) -> Store:
        """The store as it was then, with the key that it has now."""
        self._store.close()
        for name in ("office.db-wal", "office.db-shm"):
            self._file.with_name(name).unlink(missing_ok=True)
        self._kept.replace(self._file)
        key = self._file.with_name("ledger.key")
        signer = load_key(key, origin_of(self._store.office))
        return Store(self._file, self._store.schema, signer=signer)


class TestWriting:
    def test_a_checkpoint_is_kept_in_the_ledger_and_copied(
        self, busy_office: Store, folder: Path
    ) -> None:
        with busy_office.connection() as connection:
            size = busy_office.ledger.size(connection)
            root = busy_office.ledger.root(connection)
        written = write(busy_office, "on demand", folder, actor="A01")
        assert written.checkpoint == Checkpoint(origin_of(busy_office.office), size, root)
        assert written.copy == folder / f"checkpoint-{size:012}.txt"
        assert written.copy.read_text(encoding="utf-8") == written.note
        document = busy_office.table("checkpoints").get(doc_id=written.doc)
        assert document is not None
        assert {name: document[name] for name in ("size", "root", "note", "why")} == {
            "size": size,
            "root": root.hex(),
            "note": written.note,
            "why": "on demand",
        }
        assert document["at"].endswith("Z")

    def test_an_idle_ledger_is_checkpointed_all_the_same(self, office: Store) -> None:
        assert write(office, "hourly").checkpoint.size < write(office, "hourly").checkpoint.size

    def test_without_a_key_nothing_is_written(self, office: Store) -> None:
        office.signer = None
        with pytest.raises(LedgerKeyMissing):
            write(office, "test")
        assert len(office.table("checkpoints")) == 0

    def test_a_key_that_is_not_in_force_signs_nothing(self, office: Store, tmp_path: Path) -> None:
        office.signer = create_key(tmp_path / "another", origin_of(office.office))
        with pytest.raises(LedgerKeyRetired):
            write(office, "test")
        assert len(office.table("checkpoints")) == 0

    def test_a_disk_that_fails_leaves_the_checkpoint_in_the_ledger(
        self, office: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_path: Path, _data: bytes) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(durable_files, "put", fail)
        with pytest.raises(CheckpointNotCopied, match="No space left"):
            write(office, "test", folder)
        assert len(office.table("checkpoints")) == 1

    def test_what_may_be_undone_is_not_handed_out(self, office: Store, folder: Path) -> None:
        with (
            pytest.raises(RuntimeError, match="transaction of its own"),
            office.transaction(),
        ):
            write(office, "test", folder)
        assert newest_copy(folder) is None
        assert len(office.table("checkpoints")) == 0

    def test_the_first_copy_of_a_size_stays(self, office: Store, folder: Path) -> None:
        written = write(office, "test", folder)
        assert written.copy is not None
        written.copy.write_text("what was there first", encoding="utf-8")
        assert check(office, written.note, folder).outcome is Outcome.OK
        assert written.copy.read_text(encoding="utf-8") == "what was there first"

    def test_copies_are_ordered_by_size(self, folder: Path) -> None:
        assert newest_copy(folder) is None
        folder.mkdir()
        for name in ("checkpoint-000000000009.txt", "checkpoint-1000000000000.txt", "x.txt"):
            (folder / name).touch()
        (folder / "checkpoint-000000000010.txt.tmp").touch()
        assert newest_copy(folder) == folder / "checkpoint-1000000000000.txt"


class TestComparing:
    @pytest.fixture
    def written(self, busy_office: Store) -> Written:
        written = write(busy_office, "test")
        work(busy_office)
        return written

    def outcome(self, store: Store, note: str) -> Outcome:
        return check(store, note).outcome

    def test_ok(self, busy_office: Store, written: Written) -> None:
        assert self.outcome(busy_office, written.note) is Outcome.OK
        assert self.outcome(busy_office, write(busy_office, "test").note) is Outcome.OK

    def test_rolled_back(self, busy_office: Store) -> None:
        ahead = signed(signer_of(busy_office), 10**6)
        assert self.outcome(busy_office, ahead) is Outcome.ROLLED_BACK

    @pytest.mark.parametrize("back", [0, 1, 20])
    def test_forked(self, busy_office: Store, back: int) -> None:
        with busy_office.connection() as connection:
            size = busy_office.ledger.size(connection)
        note = signed(signer_of(busy_office), size - back)
        assert self.outcome(busy_office, note) is Outcome.FORKED

    def test_other_office(self, busy_office: Store, tmp_path: Path) -> None:
        other = create_key(tmp_path / "other", origin_of("another"))
        assert self.outcome(busy_office, signed(other, 5)) is Outcome.OTHER_OFFICE

    def test_bad_signature(self, busy_office: Store, written: Written, tmp_path: Path) -> None:
        stranger = create_key(tmp_path / "stranger", origin_of(busy_office.office))
        assert self.outcome(busy_office, signed(stranger, 5)) is Outcome.BAD_SIGNATURE
        size = str(written.checkpoint.size)
        forged = written.note.replace(size, str(int(size) - 1), 1)
        assert self.outcome(busy_office, forged) is Outcome.BAD_SIGNATURE

    def test_retired_key(self, busy_office: Store, written: Written, tmp_path: Path) -> None:
        old = signer_of(busy_office)
        rotate(busy_office, tmp_path / "ledger.key")
        work(busy_office)
        with busy_office.connection() as connection:
            size, root = busy_office.ledger.size(connection), busy_office.ledger.root(connection)
        assert self.outcome(busy_office, written.note) is Outcome.OK
        assert self.outcome(busy_office, signed(old, size, root)) is Outcome.RETIRED_KEY
        report = verify(busy_office, against=[written.note, signed(old, size, root)])
        assert [problem.kind for problem in report.problems] == ["retired_key"]

    def test_a_checkpoint_of_nothing_proves_nothing(self, busy_office: Store) -> None:
        with pytest.raises(CheckpointRefused, match="proves nothing"):
            check(busy_office, signed(signer_of(busy_office), 0))

    @pytest.mark.parametrize("text", ["", "garbage", "a\nb\nc\n\n— d e\n"])
    def test_garbage_is_no_checkpoint(self, busy_office: Store, text: str) -> None:
        with pytest.raises(MalformedNote):
            check(busy_office, text)

    def test_extension_lines_are_refused(self, busy_office: Store) -> None:
        signer = signer_of(busy_office)
        text = Checkpoint(signer.verifier.name, 5, bytes(32)).text() + "extension\n"
        with pytest.raises(MalformedNote):
            check(busy_office, signer.sign(text))


class TestLastSeen:
    """What agreed once is kept before the answer: the ledger cannot go back behind it unseen."""

    def test_a_checkpoint_that_agrees_is_kept(
        self, busy_office: Store, folder: Path, tmp_path: Path
    ) -> None:
        copy = Copy(busy_office, tmp_path)
        work(busy_office)
        photo = write(busy_office, "test").note
        assert check(busy_office, photo, folder).outcome is Outcome.OK
        with copy.put_back() as store, pytest.raises(CheckpointRefused, match="rolled_back"):
            write(store, "test", folder)

    @pytest.mark.parametrize("size", [10**6, 5], ids=["rolled back", "forked"])
    def test_one_that_does_not_agree_is_not(
        self, busy_office: Store, folder: Path, size: int
    ) -> None:
        check(busy_office, signed(signer_of(busy_office), size), folder)
        assert newest_copy(folder) is None

    def test_a_rolled_back_ledger_signs_nothing(
        self, busy_office: Store, folder: Path, tmp_path: Path
    ) -> None:
        copy = Copy(busy_office, tmp_path)
        work(busy_office)
        write(busy_office, "test", folder)
        with copy.put_back() as store:
            with pytest.raises(CheckpointRefused, match=r"rolled_back.*nothing was signed"):
                write(store, "test", folder)
            work(store, 20)  # longer than the checkpoint now, and another past
            with pytest.raises(CheckpointRefused, match="forked"):
                write(store, "test", folder)
            assert len(store.table("checkpoints")) == 0

    def test_a_ledger_rolled_back_behind_a_rotation_signs_nothing(
        self, busy_office: Store, folder: Path, tmp_path: Path
    ) -> None:
        copy = Copy(busy_office, tmp_path)
        rotate(busy_office, tmp_path / "ledger.key")
        note = write(busy_office, "test", folder).note
        with copy.put_back() as store:
            assert check(store, note).outcome is Outcome.ROLLED_BACK
            assert [problem.kind for problem in verify(store, against=[note]).problems] == [
                "rolled_back"
            ]
            with pytest.raises(CheckpointRefused, match="rolled_back"):
                write(store, "test", folder)
            with pytest.raises(LedgerKeyRetired):
                write(store, "test")

    def test_another_office_s_folder_is_refused(
        self, office: Store, folder: Path, tmp_path: Path
    ) -> None:
        folder.mkdir()
        other = create_key(tmp_path / "other", origin_of("another"))
        (folder / "checkpoint-000000000005.txt").write_text(signed(other, 5), encoding="utf-8")
        with pytest.raises(CheckpointRefused, match="other_office"):
            write(office, "test", folder)

    @pytest.mark.parametrize("content", [b"", b"garbage", b"\xff"])
    def test_a_last_checkpoint_that_cannot_be_read_stops_signing(
        self, office: Store, folder: Path, content: bytes
    ) -> None:
        folder.mkdir()
        (folder / "checkpoint-000000000005.txt").write_bytes(content)
        with pytest.raises(CheckpointRefused, match="checkpoint-000000000005"):
            write(office, "test", folder)
        assert len(office.table("checkpoints")) == 0


class TestRotation:
    def test_the_new_key_signs_from_then_on(self, busy_office: Store, tmp_path: Path) -> None:
        old = signer_of(busy_office)
        before = write(busy_office, "test").note
        rotate(busy_office, tmp_path / "ledger.key", actor="A01")
        new = signer_of(busy_office)
        assert new.verifier != old.verifier
        assert load_key(tmp_path / "ledger.key", new.verifier.name).verifier == new.verifier
        assert not (tmp_path / "ledger.key.next").exists()
        after = write(busy_office, "test").note
        assert verify(busy_office, against=[before, after]).ok
        with busy_office.connection() as connection:
            assert load_ring(connection).keys == (old.verifier, new.verifier)

    def test_a_key_is_rotated_again_and_again(self, office: Store, tmp_path: Path) -> None:
        notes = []
        for _ in range(4):
            notes.append(write(office, "test").note)
            rotate(office, tmp_path / "ledger.key")
        assert verify(office, against=notes).ok

    def test_a_rotation_that_may_be_undone_leaves_the_old_key_in_force(
        self, office: Store, tmp_path: Path
    ) -> None:
        old = signer_of(office)
        with (
            pytest.raises(RuntimeError, match="transaction of its own"),
            office.transaction(),
        ):
            rotate(office, tmp_path / "ledger.key")
        assert load_key(tmp_path / "ledger.key", old.verifier.name).verifier == old.verifier
        assert signer_of(office) is old
        write(office, "test")
        assert verify(office).ok
        rotate(office, tmp_path / "ledger.key")
        assert verify(office, against=[write(office, "test").note]).ok
