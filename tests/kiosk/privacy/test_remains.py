"""The search for remains: every file, whole, also where a piece of it ends (BM-6)."""

import os
from pathlib import Path

import pytest

from kiosk.aead import new_key, nonce
from kiosk.privacy import remains
from kiosk.privacy.remains import Marks, scan
from kiosk.privacy.sealing import Place, mark_of, seal

SEALED = seal("13812341234", new_key(), Place("G1", "r", "phone"))
FIELD = Marks(fields=(mark_of(SEALED),))
KEY = nonce(os.urandom(60))


def nowhere(path: Path) -> bool:
    return False


@pytest.mark.parametrize("before", [0, 1, 15, 16, 100, 4096])
def test_bm6_a_mark_is_found_wherever_it_stands_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr(remains, "_PIECE", 16)
    file = tmp_path / "deep" / "file"
    file.parent.mkdir()
    file.write_text("x" * before + SEALED + "y" * 5)
    found = scan([tmp_path], nowhere, FIELD)
    assert found.remains == (file,)
    assert (found.files, found.size) == (1, before + len(SEALED) + 5)


def test_bm6_a_backup_may_hold_what_no_key_opens_but_no_key(tmp_path: Path) -> None:
    fields, keys = tmp_path / "fields", tmp_path / "keys"
    fields.write_text(SEALED)
    keys.write_bytes(b"..." + KEY + b"...")
    found = scan([tmp_path], lambda _: True, Marks(FIELD.fields, (KEY,)))
    assert (found.unreadable, found.remains) == ((fields,), (keys,))


def test_bm6_other_sealed_fields_are_no_remains(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(seal("13812341234", new_key(), Place("G1", "r", "phone")))
    found = scan([tmp_path, tmp_path], nowhere, FIELD)
    assert (found.files, found.remains) == (1, ())


def test_bm6_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    assert scan([tmp_path], nowhere, FIELD).files == 0
