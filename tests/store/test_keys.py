"""The ledger's key file, and the ring: who may sign what, and how one key follows another."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from store.key_ring import KeyRing, first_document, next_document, origin_of, read_ring
from store.keys import create_key, key_in_force, key_to_follow, load_key
from store.ledger_errors import (
    LedgerKeyExists,
    LedgerKeyExposed,
    LedgerKeyMissing,
    LedgerKeyRetired,
)
from store.note import Signer, open_note

ORIGIN = origin_of("0192f0c1-0000-7000-8000-00000000000a")

Paper = tuple[int, str, str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.key"


def signer(folder: Path, name: str) -> Signer:
    return create_key(folder / name, ORIGIN)


def paper(seq: int, document: dict[str, object]) -> Paper:
    return seq, f"doc-{seq}", json.dumps(document)


def test_key_is_written_for_its_owner_alone_and_signs_after_loading(file: Path) -> None:
    created = create_key(file, ORIGIN)
    assert file.stat().st_mode & 0o777 == 0o600
    loaded = load_key(file, ORIGIN)
    assert loaded.verifier == created.verifier
    assert open_note(loaded.sign("text\n"), [created.verifier]).text == "text\n"


def test_a_key_is_never_overwritten(file: Path) -> None:
    create_key(file, ORIGIN)
    before = file.read_bytes()
    with pytest.raises(LedgerKeyExists, match=r"ledger\.key"):
        create_key(file, ORIGIN)
    assert file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644, 0o666])
def test_a_key_others_can_reach_is_refused_with_the_remedy(file: Path, mode: int) -> None:
    create_key(file, ORIGIN)
    file.chmod(mode)
    with pytest.raises(LedgerKeyExposed, match=f"chmod 600 {file}"):
        load_key(file, ORIGIN)


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(LedgerKeyMissing, match=r"ledger\.key"):
        load_key(file, ORIGIN)


def test_a_key_of_another_kind_is_refused(file: Path) -> None:
    rsa = generate_private_key(65537, 2048)
    file.write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o600)
    with pytest.raises(LedgerKeyMissing):
        load_key(file, ORIGIN)


def test_a_missing_key_is_refused(file: Path) -> None:
    with pytest.raises(LedgerKeyMissing):
        load_key(file, ORIGIN)


def test_ring_of_two_rotations_tells_who_may_sign_what(tmp_path: Path) -> None:
    a, b, c = (signer(tmp_path, name) for name in "abc")
    ring = read_ring(
        ORIGIN,
        [
            paper(1, first_document(a)),
            paper(10, next_document(a, b, 10)),
            paper(25, next_document(b, c, 25)),
        ],
    )
    assert ring.faults == ()
    assert ring.newest == c.verifier
    allowed = {
        name: [size for size in (1, 10, 11, 25, 26, 99) if not ring.retired(key.verifier, size)]
        for name, key in {"a": a, "b": b, "c": c}.items()
    }
    assert allowed == {
        "a": [1, 10],
        "b": [1, 10, 11, 25],
        "c": [1, 10, 11, 25, 26, 99],
    }


def test_papers_without_the_right_to_name_a_key_are_faults(tmp_path: Path) -> None:
    a, b, stranger = (signer(tmp_path, name) for name in ("a", "b", "stranger"))
    alien = create_key(tmp_path / "alien", origin_of("another"))
    right = next_document(a, b, 10)
    wrong: dict[str, dict[str, object]] = {
        "by a stranger": next_document(stranger, b, 10),
        "at another place": next_document(a, b, 11),
        "naming another key": {**right, "vkey": str(stranger.verifier)},
        "without a note": first_document(b),
        "of another office": next_document(a, alien, 10),
        "naming the key in force": next_document(a, a, 10),
        "not signed by the new key": {
            **right,
            "note": "\n".join(str(right["note"]).split("\n")[:-2]) + "\n",
        },
        "not text": {**right, "vkey": 7},
        "without a key": {"kind": "ledger_key"},
    }
    for case, document in wrong.items():
        ring = read_ring(ORIGIN, [paper(1, first_document(a)), paper(10, document)])
        assert [fault.seq for fault in ring.faults] == [10], case
        assert ring.newest == a.verifier, case
    for body in ("", "[]", "7", "{", "[" * 100_000):
        ring = read_ring(ORIGIN, [paper(1, first_document(a)), (10, "doc-10", body)])
        assert [fault.doc for fault in ring.faults] == ["doc-10"]


def test_a_retired_key_cannot_name_a_successor(tmp_path: Path) -> None:
    a, b, c = (signer(tmp_path, name) for name in "abc")
    papers = [
        paper(1, first_document(a)),
        paper(10, next_document(a, b, 10)),
        paper(25, next_document(a, c, 25)),
    ]
    ring = read_ring(ORIGIN, papers)
    assert ring.newest == b.verifier
    assert [fault.seq for fault in ring.faults] == [25]


def test_a_key_trusted_from_elsewhere_is_known_but_not_in_force(tmp_path: Path) -> None:
    a, b = signer(tmp_path, "a"), signer(tmp_path, "b")
    ring = read_ring(ORIGIN, [paper(1, first_document(a))]).trusting(b.verifier)
    assert ring.keys == (a.verifier, b.verifier)
    assert ring.newest == a.verifier
    assert not ring.retired(b.verifier, 99)
    assert ring.trusting(a.verifier) is ring


class TestRotationCutOff:
    """Power fails at each step of a rotation: the right key is found, and none is lost."""

    @pytest.fixture
    def old(self, file: Path) -> Signer:
        return create_key(file, ORIGIN)

    @pytest.fixture
    def before(self, old: Signer) -> KeyRing:
        return read_ring(ORIGIN, [paper(1, first_document(old))])

    def test_before_the_ledger_names_the_new_key(
        self, file: Path, old: Signer, before: KeyRing
    ) -> None:
        new = key_to_follow(file, ORIGIN)
        assert key_in_force(file, before).verifier == old.verifier
        assert key_to_follow(file, ORIGIN).verifier == new.verifier

    def test_before_the_old_key_is_gone(self, file: Path, old: Signer) -> None:
        new = key_to_follow(file, ORIGIN)
        after = read_ring(
            ORIGIN, [paper(1, first_document(old)), paper(10, next_document(old, new, 10))]
        )
        assert key_in_force(file, after).verifier == new.verifier
        assert [path.name for path in file.parent.iterdir()] == ["ledger.key"]
        assert load_key(file, ORIGIN).verifier == new.verifier

    def test_the_old_key_put_back_is_refused(self, file: Path, old: Signer) -> None:
        kept = file.read_bytes()
        new = key_to_follow(file, ORIGIN)
        after = read_ring(
            ORIGIN, [paper(1, first_document(old)), paper(10, next_document(old, new, 10))]
        )
        key_in_force(file, after)
        file.write_bytes(kept)
        with pytest.raises(LedgerKeyRetired, match=r"ledger\.key"):
            key_in_force(file, after)

    def test_a_ledger_that_names_no_key_has_none_in_force(self, file: Path, old: Signer) -> None:
        with pytest.raises(LedgerKeyRetired):
            key_in_force(file, KeyRing(ORIGIN))
