"""Verification, last pass: the ledger against the checkpoints in it and those from elsewhere.

Their roots are read from the stored hashes, which the first pass has held against the leaves.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import sqlalchemy as sa

from store import merkle
from store.checkpoints import Head, Outcome, compare
from store.errors import StoreError
from store.findings import Findings, Kind
from store.key_ring import KeyRing, load_ring
from store.ledger import LedgerDamagedError, stored_hashes
from store.note import VerifierKey
from store.raw_rows import as_bytes, batches, text
from store.schema import CHECKPOINTS, META
from store.tables import sql_name

_CACHED: Final = 4096
"""Subtree hashes kept meanwhile: neighbouring checkpoints share all but the smallest."""


def check_checkpoints(
    connection: sa.Connection,
    size: int,
    against: Mapping[str, str],
    trusted: Sequence[VerifierKey],
    findings: Findings,
) -> None:
    """Hold the ledger of `size` entries against its checkpoints and `against`: others, by name."""
    ring = load_ring(connection)
    for key in trusted:
        ring = ring.trusting(key)
    for fault in ring.faults:
        findings.add(
            Kind.BAD_SIGNATURE, seq=fault.seq, table=META, id=fault.doc, detail=fault.detail
        )
    fetch = lru_cache(_CACHED)(stored_hashes(connection))
    head = Head(size, lambda size: merkle.root(size, fetch))
    forked = False
    for doc, seq, body in _stored_checkpoints(connection):
        kind, detail = _judge(head, ring, _note_in(body))
        # One fork makes every later checkpoint differ: the first says where it lies.
        if kind is not None and not (kind is Kind.FORKED and forked):
            findings.add(kind, seq=seq, table=CHECKPOINTS, id=text(doc), detail=detail)
        forked = forked or kind is Kind.FORKED
    for name, note in against.items():
        kind, detail = _judge(head, ring, note)
        if kind is not None:
            findings.add(kind, detail=f"the checkpoint {name}: {detail}")


def _stored_checkpoints(connection: sa.Connection) -> Iterator[tuple[bytes, int, bytes]]:
    rows = sa.table(sql_name(CHECKPOINTS), *(sa.column(name) for name in ("id", "body", "seq")))
    query = sa.select(as_bytes(rows.c.id), rows.c.seq, as_bytes(rows.c.body)).order_by(rows.c.id)
    for batch in batches(connection, query):
        yield from batch


def _note_in(body: bytes) -> str:
    """The signed note in the document of a checkpoint; empty where there is none."""
    try:
        note = json.loads(body)["note"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return note if isinstance(note, str) else ""


def _judge(head: Head, ring: KeyRing, note: str) -> tuple[Kind | None, str]:
    """What kind of problem a checkpoint shows, if any, and what it says."""
    try:
        comparison = compare(head, ring, note)
    except LedgerDamagedError as fault:
        return Kind.FORKED, f"the ledger cannot be compared: {fault}"
    except StoreError as fault:
        return Kind.BAD_SIGNATURE, str(fault)
    if comparison.outcome is Outcome.OK:
        return None, ""
    size = comparison.checkpoint.size
    return (
        Kind(comparison.outcome),
        f"it is of {size} entries; the ledger has {comparison.size}",
    )
