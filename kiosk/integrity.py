"""How sure the records are: when they were verified last, by whom, against which checkpoints.

A verification is itself a record. One that found something is recorded too, where the records can
still be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from kiosk.office import Office
from kiosk.schema import VERIFICATIONS
from kiosk.times import moment, stored
from kiosk.verification import witness_folder
from store.checkpoints import Comparison, Written, check, keep, write
from store.schema import CHECKPOINTS


@dataclass(frozen=True, slots=True)
class Verification:
    """One verification: how far it went, and what it found."""

    at: datetime
    """UTC; when it was done."""
    by: str
    """The staff number of whoever asked for it."""
    entries: int
    """How many entries the ledger had."""
    problems: int
    against: tuple[int, ...] = ()
    """The sizes of the checkpoints from elsewhere that the ledger was held against, ascending."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `verifications`."""
        return {
            "at": stored(self.at),
            "by": self.by,
            "entries": self.entries,
            "problems": self.problems,
            "against": list(self.against),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The verification that `to_document` wrote."""
        return cls(
            moment(document["at"]),
            document["by"],
            document["entries"],
            document["problems"],
            tuple(document["against"]),
        )


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The newest checkpoint in the ledger."""

    at: datetime
    size: int
    note: str
    """As it is signed, shown as a QR code and kept elsewhere."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How sure the records are now."""

    entries: int
    checkpoint: SignedHead | None
    last: Verification | None


class Integrity:
    """Verifications and checkpoints of one office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._store = office.store

    def standing(self) -> Standing:
        """How sure the records are now. Raises StoreError."""
        with self._store.connection() as connection:
            entries = self._store.ledger.size(connection)
            signed = self._store.table(CHECKPOINTS).newest(1)
            verified = self._store.table(VERIFICATIONS).newest(1)
        return Standing(
            entries,
            next(
                (SignedHead(moment(each["at"]), each["size"], each["note"]) for each in signed),
                None,
            ),
            next(map(Verification.from_document, verified), None),
        )

    def record(self, verification: Verification) -> None:
        """Record that the records were verified. Raises StoreError."""
        with self._store.transaction(actor=verification.by, action="log.verify"):
            self._store.table(VERIFICATIONS).insert(verification.to_document())

    def sign(self, by: str) -> Written:
        """Sign the ledger as it is now, and keep copies elsewhere.

        Raises what `store.checkpoints.write` does.
        """
        written = write(self._store, "on demand", self._folder, actor=by)
        witness = witness_folder(self._office.premises)
        if witness is not None:
            keep(witness, written.checkpoint, written.note)
        return written

    def hold_against(self, note: str) -> Comparison:
        """Hold a checkpoint from elsewhere against the ledger; one that agrees is kept.

        Raises MalformedNote, CheckpointRefused, CheckpointNotCopied.
        """
        return check(self._store, note, self._folder)

    @property
    def _folder(self) -> Path:
        premises = self._office.premises
        return premises.folder(premises.config.store.checkpoint_folder)
