"""Proofs as codes: short enough for a QR code on paper, and checked by the ordinary checker."""

import json
import zlib
from base64 import b32encode
from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.qr import qr_png
from store import Store
from store.ledger_errors import ProofRefused
from store.note import VerifierKey
from store.proof import prove
from store.proof_check import check
from store.proof_code import LONGEST, PREFIX, code_of, is_code, proof_of


@pytest.fixture
def key(busy_office: Store) -> VerifierKey:
    assert busy_office.signer is not None
    return VerifierKey.parse(str(busy_office.signer.verifier))


@pytest.fixture
def proof(busy_office: Store) -> str:
    return prove(busy_office, "people", str(busy_office.table("people").all()[1].doc_id))


def coded(data: bytes) -> str:
    return PREFIX + b32encode(data).decode().rstrip("=")


def test_a_code_read_off_a_picture_proves_the_entry_and_tells_no_document(
    proof: str, key: VerifierKey
) -> None:
    with Image.open(BytesIO(qr_png(code_of(proof)))) as picture:
        (read,) = zxingcpp.read_barcodes(picture)
    told, proved = check(proof, [key]), check(proof_of(read.text), [key])
    assert proved.entry == told.entry
    assert proved.checkpoint == told.checkpoint
    assert proved.document is None


def test_the_code_of_a_ledger_of_a_million_entries_fits_a_picture_that_phones_read(
    proof: str,
) -> None:
    members = json.loads(proof)
    path = [f"{n:02}{'Zm9vYmFyYmF6cXV4' * 3}"[:43] + "=" for n in range(20)]
    code = code_of(json.dumps({**members, "audit_path": path, "tree_size": 1_000_000}))
    with Image.open(BytesIO(qr_png(code))) as picture:
        modules = picture.width // 10 - 8
    assert modules <= 137  # version 30: 0.66 mm a module on 90 mm


def test_a_code_may_come_in_lines_and_with_blanks(proof: str, key: VerifierKey) -> None:
    code = code_of(proof)
    broken = "\n".join(code[at : at + 72] for at in range(0, len(code), 72)) + "\n"
    assert is_code(broken)
    assert check(proof_of(broken), [key])


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_code_with_one_other_letter_proves_nothing(
    proof: str, key: VerifierKey, place: float
) -> None:
    code = code_of(proof)
    at = int(len(code) * place)
    other = "A" if code[at] != "A" else "B"
    with pytest.raises(ProofRefused):
        check(proof_of(code[:at] + other + code[at + 1 :]), [key])


BOMB = zlib.compress(bytes(100 * LONGEST))
DAMAGED = {
    "nothing": PREFIX,
    "other letters": PREFIX + "abc",
    "no base 32": PREFIX + "A",
    "not deflated": coded(b"nothing that was deflated"),
    "cut": coded(zlib.compress(b"{}")[:-2]),
    "more behind": coded(zlib.compress(b"{}") + b"more"),
    "too long": coded(BOMB),
    "no text": coded(zlib.compress(b"\xff\xfe")),
}


@pytest.mark.parametrize("code", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_code_is_refused(code: str) -> None:
    with pytest.raises(ProofRefused):
        proof_of(code)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=200))
def test_any_letters_are_a_proof_or_refused(letters: str) -> None:
    with pytest.raises(ProofRefused):
        check(proof_of(PREFIX + letters), [])
