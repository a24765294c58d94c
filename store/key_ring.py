"""The ring of the keys that have signed for a ledger, and how one key gives way to the next.

The table `meta` names every key in a document of kind `ledger_key`. A key gives way to another
only by a note that both sign, kept in the document that names the new one; from the entry of that
document on, the old key counts no more.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa

from store.ledger_errors import NoteError
from store.note import Signer, VerifierKey, open_note
from store.raw_rows import as_bytes, text
from store.schema import META
from store.tables import sql_name

KIND: Final = "ledger_key"
"""The kind of the documents of `meta` that name keys."""

_ROWS: Final = sa.table(sql_name(META), sa.column("id"), sa.column("body"), sa.column("seq"))
_IN_ORDER: Final = sa.select(_ROWS.c.seq, as_bytes(_ROWS.c.id), as_bytes(_ROWS.c.body)).order_by(
    _ROWS.c.seq
)
_SUCCESSION: Final = "keyroom-ledger-key-1"


def origin_of(office: str) -> str:
    """The origin of an office's checkpoints, and the name of its ledger keys."""
    return f"keyroom/{office}"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A key's time in force. It may sign checkpoints of up to `until` entries; None: in force."""

    key: VerifierKey
    until: int | None = None


@dataclass(frozen=True, slots=True)
class RingFault:
    """A document that names a key and has no right to."""

    seq: int
    doc: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys that have signed for a ledger, oldest first, and faults of their papers."""

    origin: str
    tenures: tuple[Tenure, ...] = ()
    faults: tuple[RingFault, ...] = ()
    trusted: tuple[VerifierKey, ...] = ()
    """Keys known from elsewhere, which the ledger does not name."""

    @property
    def newest(self) -> VerifierKey | None:
        """The key in force."""
        return self.tenures[-1].key if self.tenures else None

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        """Every key, retired ones too."""
        return (*(tenure.key for tenure in self.tenures), *self.trusted)

    def retired(self, key: VerifierKey, size: int) -> bool:
        """Whether `key` was no longer in force when the ledger had `size` entries."""
        return any(
            tenure.key == key and tenure.until is not None and size > tenure.until
            for tenure in self.tenures
        )

    def trusting(self, key: VerifierKey) -> "KeyRing":
        """This ring with a key known from elsewhere, such as the key file or a paper.

        A rolled back ledger has forgotten its newest key: only so is that told from a forgery.
        """
        return self if key in self.keys else replace(self, trusted=(*self.trusted, key))


def load_ring(connection: sa.Connection) -> KeyRing:
    """The ring of the ledger at hand. Its origin is empty where no office is named."""
    rows = [(seq, text(doc), text(body)) for seq, doc, body in connection.execute(_IN_ORDER)]
    offices = [office for _, _, body in rows if (office := _parsed(body).get("office"))]
    papers = [(seq, doc, body) for seq, doc, body in rows if _parsed(body).get("kind") == KIND]
    return read_ring(origin_of(str(offices[0])) if offices else "", papers)


def read_ring(origin: str, documents: Iterable[tuple[int, str, str]]) -> KeyRing:
    """The ring from the `ledger_key` documents, oldest first, each as (seq, id, body)."""
    ring = KeyRing(origin)
    for seq, doc, body in documents:
        try:
            ring = _admit(ring, seq, json.loads(body))
        except (KeyError, TypeError, ValueError, RecursionError, NoteError) as fault:
            ring = replace(ring, faults=(*ring.faults, RingFault(seq, doc, str(fault))))
    return ring


def first_document(signer: Signer) -> dict[str, object]:
    """The document that names a ledger's first key."""
    return {"kind": KIND, "vkey": str(signer.verifier)}


def next_document(old: Signer, new: Signer, seq: int) -> dict[str, object]:
    """The document that makes `new` follow `old`; it must become entry `seq` of the ledger."""
    text = _succession(old.verifier, new.verifier, seq)
    note = old.sign(text) + new.signature_line(text)
    return {
        "kind": KIND,
        "vkey": str(new.verifier),
        "retires": str(old.verifier),
        "note": note,
    }


def _admit(ring: KeyRing, seq: int, document: dict[str, object]) -> KeyRing:
    new = VerifierKey.parse(_text(document, "vkey"))
    if new.name != ring.origin:
        raise ValueError(f"the key is named {new.name}, not {ring.origin}")
    if new in ring.keys:
        raise ValueError("the key was in force before")
    if not ring.tenures:
        return replace(ring, tenures=(Tenure(new),))
    *retired, last = ring.tenures
    opened = open_note(_text(document, "note"), (last.key, new))
    if set(opened.signers) != {last.key, new}:
        raise ValueError("the key in force and the new one have not both signed")
    if opened.text != _succession(last.key, new, seq):
        raise ValueError("the signed note names other keys or another place")
    return replace(ring, tenures=(*retired, Tenure(last.key, until=seq), Tenure(new)))


def _parsed(body: str) -> dict[str, object]:
    """A document of `meta`; empty where it is none, which the digest of its entry tells."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _text(document: dict[str, object], name: str) -> str:
    value = document[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    return value


def _succession(old: VerifierKey, new: VerifierKey, seq: int) -> str:
    return f"{_SUCCESSION}\n{seq}\n{old}\n{new}\n"
