"""Checkpoints: what the ledger was at a moment, signed, kept in it and elsewhere, and compared.

Truncation and a rewritten ledger show only against a checkpoint that its keeper could not reach.
So each is also written as a text file to a folder that may lie on another disk, and no checkpoint
is signed before the newest of those has been held against the ledger.
"""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from keyroom.language import N_
from store import durable_files
from store.database import Store
from store.entry import utc_text
from store.errors import StoreError
from store.key_ring import KeyRing, load_ring
from store.ledger import Ledger
from store.ledger_errors import (
    CheckpointNotCopied,
    CheckpointRefused,
    ForgedNote,
    LedgerKeyMissing,
    LedgerKeyRetired,
    UnknownSigner,
)
from store.note import Checkpoint, VerifierKey, open_note, text_of
from store.schema import CHECKPOINTS

ACTION: Final = "checkpoint"
"""The action in the entry of a checkpoint."""

_FILE: Final = re.compile(r"checkpoint-(\d{12,})\.txt")


class Outcome(StrEnum):
    """What a checkpoint says of the ledger that it is held against."""

    OK = "ok"
    ROLLED_BACK = "rolled_back"
    """The ledger is shorter than it was: entries were cut off, or an old copy put in its place."""
    FORKED = "forked"
    """The ledger had another past when the checkpoint was taken."""
    OTHER_OFFICE = "other_office"
    """The checkpoint is of another office's ledger."""
    BAD_SIGNATURE = "bad_signature"
    """It is not signed by a key of this ledger."""
    RETIRED_KEY = "retired_key"
    """It is signed by a key that was no longer in force when the ledger had that size."""


@dataclass(frozen=True, slots=True)
class Head:
    """What checkpoints are held against: a ledger's size, and its root when it was smaller."""

    size: int
    root: Callable[[int], bytes]

    @classmethod
    def of(cls, ledger: Ledger, connection: sa.Connection) -> "Head":
        """The head of the ledger at hand."""
        return cls(ledger.size(connection), partial(ledger.root, connection))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A checkpoint, held against the ledger as it is now."""

    outcome: Outcome
    checkpoint: Checkpoint
    size: int
    """Entries in the ledger now."""


@dataclass(frozen=True, slots=True)
class Written:
    """A checkpoint that was written: its document's id, its signed note, and its copy."""

    doc: str
    checkpoint: Checkpoint
    note: str
    copy: Path | None


def compare(head: Head, ring: KeyRing, note: str) -> Comparison:
    """Hold a signed checkpoint against the ledger.

    Raises MalformedNote when `note` is no checkpoint, and CheckpointRefused for one of an empty
    ledger: every ledger begins with that one.
    """
    checkpoint = Checkpoint.parse(text_of(note))
    outcome = _who_says_so(ring, checkpoint, note)
    if outcome is Outcome.OK:
        if checkpoint.size == 0:
            raise CheckpointRefused(N_("a checkpoint of an empty ledger proves nothing"))
        if checkpoint.size > head.size:
            outcome = Outcome.ROLLED_BACK
        elif head.root(checkpoint.size) != checkpoint.root:
            outcome = Outcome.FORKED
    return Comparison(outcome, checkpoint, head.size)


def check(
    store: Store, note: str, folder: Path | None = None, trusted: tuple[VerifierKey, ...] = ()
) -> Comparison:
    """Hold a checkpoint from elsewhere against the store's ledger.

    One that agrees is kept in `folder` before this returns: from then on the ledger cannot go back
    behind it unseen. `trusted`: keys known from elsewhere. Raises as `compare`, and
    CheckpointNotCopied.
    """
    with store.connection() as connection:
        head = Head.of(store.ledger, connection)
        comparison = compare(head, _ring(store, connection, trusted), note)
    if comparison.outcome is Outcome.OK and folder is not None:
        keep(folder, comparison.checkpoint, note)
    return comparison


def write(store: Store, why: str, folder: Path | None = None, *, actor: str = "-") -> Written:
    """Sign the ledger as it is now; keep the checkpoint in the ledger, and a copy in `folder`.

    Raises LedgerKeyMissing, LedgerKeyRetired; CheckpointRefused when the newest copy in `folder`
    is not of this ledger's past, in which case nothing is signed; and, when all but the copy is
    done, CheckpointNotCopied. RuntimeError inside another transaction.
    """
    signer = store.signer
    if signer is None:
        raise LedgerKeyMissing(
            N_("no checkpoint can be signed: the ledger key could not be loaded"),
            N_("run: keyroom doctor"),
        )
    # Read before the transaction: the other disk may be slow, and taps wait for no disk but ours.
    seen = None if folder is None else _seen(folder)
    with store.transaction(actor=actor, action=ACTION), store.connection() as connection:
        ring = load_ring(connection)
        if seen is not None:
            head = Head.of(store.ledger, connection)
            _refuse_to_fork(head, ring.trusting(signer.verifier), *seen)
        if ring.newest != signer.verifier:
            raise LedgerKeyRetired(
                N_("the ledger key at hand is not the one in force in the ledger"),
                N_("restart this terminal; if it stays so, run: keyroom log verify"),
            )
        size = store.ledger.size(connection)
        checkpoint = Checkpoint(ring.origin, size, store.ledger.root(connection))
        note = signer.sign(checkpoint.text())
        doc = store.table(CHECKPOINTS).insert(
            {
                "at": utc_text(datetime.now(UTC)),
                "size": size,
                "root": checkpoint.root.hex(),
                "note": note,
                "why": why,
            }
        )
    # Another connection sees only what nothing can undo any more: before that, no note may go out.
    with closing(store.engine.connect()) as committed:
        if store.ledger.size(committed) <= size:
            raise RuntimeError("a checkpoint is written in a transaction of its own")
    copy = None if folder is None else keep(folder, checkpoint, note)
    return Written(str(doc), checkpoint, note, copy)


def newest_copy(folder: Path) -> Path | None:
    """The copy of the greatest size in `folder`: the newest checkpoint that was seen."""
    copies = kept_copies(folder)
    return copies[-1] if copies else None


def kept_copies(folder: Path) -> list[Path]:
    """The copies in `folder`, by the size of the ledger when they were signed."""
    sizes = {
        int(match[1]): path
        for path in folder.glob("checkpoint-*.txt")
        if (match := _FILE.fullmatch(path.name))
    }
    return [sizes[size] for size in sorted(sizes)]


def size_of(copy: Path) -> int:
    """The size of the ledger when this copy was signed, as its name says."""
    match = _FILE.fullmatch(copy.name)
    return int(match[1]) if match else 0


def keep(folder: Path, checkpoint: Checkpoint, note: str) -> Path:
    """Write the copy, durably, under the size it is of; the first of a size stays."""
    path = folder / f"checkpoint-{checkpoint.size:012}.txt"
    try:
        folder.mkdir(exist_ok=True)
        if not path.exists():
            durable_files.put(path, note.encode())
    except OSError as fault:
        raise CheckpointNotCopied(
            N_("no copy of the checkpoint could be written to {folder}: {reason}"),
            N_("check that the disk is there and has room; the ledger itself has the checkpoint"),
            folder=folder,
            reason=fault.strerror,
        ) from fault
    return path


def _who_says_so(ring: KeyRing, checkpoint: Checkpoint, note: str) -> Outcome:
    if checkpoint.origin != ring.origin:
        return Outcome.OTHER_OFFICE
    try:
        signers = open_note(note, ring.keys).signers
    except (ForgedNote, UnknownSigner):
        return Outcome.BAD_SIGNATURE
    if all(ring.retired(key, checkpoint.size) for key in signers):
        return Outcome.RETIRED_KEY
    return Outcome.OK


def _ring(store: Store, connection: sa.Connection, trusted: tuple[VerifierKey, ...]) -> KeyRing:
    ring = load_ring(connection)
    # A rolled back ledger does not know the key that was in force later; the key file does.
    own = () if store.signer is None else (store.signer.verifier,)
    for key in (*own, *trusted):
        ring = ring.trusting(key)
    return ring


def _seen(folder: Path) -> tuple[Path, str] | None:
    """The newest checkpoint that was seen, as kept in `folder`."""
    path = newest_copy(folder)
    if path is None:
        return None
    try:
        return path, path.read_text(encoding="utf-8")
    except (OSError, ValueError) as fault:
        raise _unusable(path, fault) from fault


def _refuse_to_fork(head: Head, ring: KeyRing, path: Path, note: str) -> None:
    try:
        outcome = compare(head, ring, note).outcome
    except StoreError as fault:
        raise _unusable(path, fault) from fault
    if outcome is not Outcome.OK:
        raise CheckpointRefused(
            N_(
                "the ledger does not continue the checkpoint {path} ({outcome}): nothing was signed"
            ),
            N_("stop working with this store, and run: keyroom log verify --against {path}"),
            path=path,
            outcome=outcome,
        )


def _unusable(path: Path, fault: Exception) -> CheckpointRefused:
    return CheckpointRefused(
        N_("the last checkpoint {path} cannot be read, so nothing was signed: {reason}"),
        N_("find out who changed it; then move it away"),
        path=path,
        reason=str(fault),
    )
