"""Signed notes and checkpoints: the Go reference vectors, the C2SP example, and what is refused."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from store.ledger_errors import ForgedNote, MalformedNote, UnknownSigner
from store.note import Checkpoint, Signer, VerifierKey, open_note, text_of

# golang.org/x/mod/sumdb/note, note_test.go
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH_VKEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngot"
    "pRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLo"
    "x33WWd1RvMc+QQ=\n"
)
PETER, ENOCH = VerifierKey.parse(PETER_VKEY), VerifierKey.parse(ENOCH_VKEY)

# c2sp.org/tlog-checkpoint, its example
C2SP_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def test_go_signing_vector() -> None:
    signer = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(PETER_SEED))
    assert str(signer.verifier) == PETER_VKEY
    assert signer.sign(TEXT) == f"{TEXT}\n{PETER_LINE}"


@pytest.mark.parametrize(
    "lines, keys, signers",
    [
        (PETER_LINE + ENOCH_LINE, [PETER], (PETER,)),
        (PETER_LINE + ENOCH_LINE, [PETER, ENOCH], (PETER, ENOCH)),
        (PETER_LINE * 2 + ENOCH_LINE, [PETER], (PETER,)),
        (ENOCH_LINE[:60] + "ABCD" + ENOCH_LINE[60:] + PETER_LINE, [PETER], (PETER,)),
        (PETER_LINE * 100, [PETER], (PETER,)),
    ],
    ids=["one known", "both known", "twice", "unknown one false", "most lines"],
)
def test_go_notes_that_open(
    lines: str, keys: list[VerifierKey], signers: tuple[VerifierKey, ...]
) -> None:
    opened = open_note(f"{TEXT}\n{lines}", keys)
    assert (opened.text, opened.signers) == (TEXT, signers)


@pytest.mark.parametrize(
    "note",
    [
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{PETER_LINE[:-1]}",
        f"\x01{TEXT}\n{PETER_LINE}",
        f"\udcff{TEXT}\n{PETER_LINE}",
        f"{TEXT}\r\n{PETER_LINE}".replace("\n", "\r\n"),
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Bad Name')}",
        f"{TEXT}\n{PETER_LINE.replace('PeterNeumann', 'Bad+Name')}",
        f"{TEXT}\n{PETER_LINE}Unexpected line.\n",
        f"{TEXT}\n{PETER_LINE.replace('—', '-')}",
        f"{TEXT}\n{PETER_LINE.replace('nAM=', 'nAN=')}",
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        f"{TEXT}\n{PETER_LINE * 101}",
        "",
        "\n\n",
    ],
)
def test_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(MalformedNote):
        open_note(note, [PETER])


@pytest.mark.parametrize("keys", [[], [ENOCH]], ids=["none", "another"])
def test_note_without_a_known_signature_is_refused(keys: list[VerifierKey]) -> None:
    with pytest.raises(UnknownSigner):
        open_note(f"{TEXT}\n{PETER_LINE}", keys)


@pytest.mark.parametrize(
    "note",
    [
        f"{TEXT}\n{PETER_LINE[:60]}ABCD{PETER_LINE[60:]}",
        f"{TEXT.replace('answer', 'Answer')}\n{PETER_LINE}",
        f"{TEXT}\n{ENOCH_LINE}{PETER_LINE.replace('nAM=', 'nAA=')}",
    ],
    ids=["longer", "other text", "beside a true one"],
)
def test_false_signature_of_a_known_key_refuses_the_note(note: str) -> None:
    with pytest.raises(ForgedNote) as caught:
        open_note(note, [PETER, ENOCH])
    assert "PeterNeumann" in str(caught.value)


@given(st.text(max_size=80))
def test_garbage_is_not_a_note(garbage: str) -> None:
    with pytest.raises(MalformedNote):
        open_note(garbage, [PETER])


def test_go_key_manglings_are_refused() -> None:
    parts = {
        PETER_VKEY[start:end]
        for start in range(len(PETER_VKEY))
        for end in range(start, len(PETER_VKEY) + 1)
    } - {PETER_VKEY}
    raised = {
        PETER_VKEY[:at] + chr(ord(PETER_VKEY[at]) + 1) + PETER_VKEY[at + 1 :]
        for at in range(len(PETER_VKEY))
    }
    others = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER_VKEY.upper(),
        PETER_VKEY + "\n",
        PETER_VKEY.replace("PeterNeumann", "Peter Neumann"),
    }
    for mangled in parts | raised | others:
        with pytest.raises(MalformedNote):
            VerifierKey.parse(mangled)


def test_the_c2sp_example_checkpoint_reads_and_writes_back() -> None:
    text = text_of(C2SP_CHECKPOINT)
    checkpoint = Checkpoint.parse(text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex().startswith("0ac5186a9186")
    assert checkpoint.text() == text


@pytest.mark.parametrize(
    "old, new",
    [
        ("q2I=\n", "q2I=\nextension\n"),
        ("q2I=\n", "q2I=\n\n"),
        ("q2I=\n", "q2I="),
        ("q2I=", "q2J="),
        ("CsUY", ""),
        ("20852163", "020852163"),
        ("20852163", "-1"),
        ("20852163", "٢"),
        ("20852163", "2e7"),
        ("20852163", ""),
        ("example.com/behind-the-sofa", ""),
    ],
)
def test_anything_near_a_checkpoint_is_refused(old: str, new: str) -> None:
    text = text_of(C2SP_CHECKPOINT)
    assert old in text
    with pytest.raises(MalformedNote):
        Checkpoint.parse(text.replace(old, new, 1))
