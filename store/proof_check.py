"""Checks the proofs that `store.proof` gives, with nothing but the office's keys."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from keyroom.language import N_
from store import merkle
from store.entry import Entry, EntryFormatError, document_digest, parse
from store.ledger_errors import ProofRefused
from store.note import Checkpoint, VerifierKey, open_note

INCLUSION: Final = "keyroom-inclusion-1"
CONSISTENCY: Final = "keyroom-consistency-1"
"""What the member `format` says."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What an inclusion proof has shown."""

    entry: Entry
    document: str | None
    """The document's exact JSON text; None when the entry removed it, or it was not handed out."""
    checkpoint: Checkpoint
    signers: tuple[VerifierKey, ...]


@dataclass(frozen=True, slots=True)
class Continued:
    """What a consistency proof has shown: all entries of `old` are the first ones of `new`."""

    old: Checkpoint
    new: Checkpoint


def check(proof: str, keys: Iterable[VerifierKey]) -> Proved:
    """Check a proof of inclusion with nothing but the office's keys.

    Raises ProofRefused, and the errors of `note.open_note`.
    """
    members = _members(proof, INCLUSION)
    checkpoint, signers = _checkpoint(_string(members, "checkpoint"), keys)
    leaf = _string(members, "entry").encode()
    entry = _entry(leaf)
    index, size = _number(members, "leaf_index"), _number(members, "tree_size")
    if size != checkpoint.size or index != entry.seq:
        raise ProofRefused(N_("the proof is of another entry or another checkpoint"))
    if not merkle.verify_inclusion(
        merkle.leaf_hash(leaf), index, size, _hashes(members, "audit_path"), checkpoint.root
    ):
        raise ProofRefused(N_("the entry is not in the ledger that the checkpoint was taken of"))
    return Proved(entry, _checked_document(members, entry), checkpoint, signers)


def check_consistency(proof: str, keys: Iterable[VerifierKey]) -> Continued:
    """Check that one checkpoint continues another, with nothing but the office's keys.

    Raises ProofRefused, and the errors of `note.open_note`.
    """
    members, known = _members(proof, CONSISTENCY), tuple(keys)
    old, _ = _checkpoint(_string(members, "old"), known)
    new, _ = _checkpoint(_string(members, "new"), known)
    if old.origin != new.origin:
        raise ProofRefused(N_("the checkpoints are of two offices"))
    if not merkle.verify_consistency(
        old.size, new.size, old.root, new.root, _hashes(members, "path")
    ):
        raise ProofRefused(N_("the newer checkpoint does not continue the older one"))
    return Continued(old, new)


def _checked_document(members: dict[str, object], entry: Entry) -> str | None:
    document = members.get("document")
    if document is None:
        return None
    if not isinstance(document, dict):
        raise _malformed()
    table, doc, salt, body = (_string(document, name) for name in ("table", "id", "salt", "body"))
    digest = document_digest(table, doc, _decoded(salt), body)
    if (table, doc, digest) != (entry.table, entry.doc, entry.digest):
        raise ProofRefused(N_("the document is not the one that the entry speaks of"))
    return body


def _checkpoint(
    note: str, keys: Iterable[VerifierKey]
) -> tuple[Checkpoint, tuple[VerifierKey, ...]]:
    opened = open_note(note, keys)
    checkpoint = Checkpoint.parse(opened.text)
    if any(key.name != checkpoint.origin for key in opened.signers):
        raise ProofRefused(N_("the checkpoint is of another office than the key"))
    return checkpoint, opened.signers


def _entry(leaf: bytes) -> Entry:
    try:
        return parse(leaf)
    except EntryFormatError as fault:
        raise _malformed() from fault


def _members(proof: str, form: str) -> dict[str, object]:
    try:
        members = json.loads(proof)
    except (ValueError, RecursionError) as fault:
        raise _malformed() from fault
    if not isinstance(members, dict) or members.get("format") != form:
        raise _malformed()
    return members


def _string(members: dict[str, object], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str):
        raise _malformed()
    try:
        value.encode()
    except UnicodeEncodeError as fault:  # half a character: JSON can say it, UTF-8 cannot
        raise _malformed() from fault
    return value


def _number(members: dict[str, object], name: str) -> int:
    value = members.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _malformed()
    return value


def _hashes(members: dict[str, object], name: str) -> list[bytes]:
    value = members.get(name)
    if not isinstance(value, list):
        raise _malformed()
    return [_decoded(text) for text in value]


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError as fault:
        raise _malformed() from fault


def _malformed() -> ProofRefused:
    return ProofRefused(N_("this is not a proof, or a part of it is damaged"))
