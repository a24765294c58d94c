"""Proofs for people outside: one entry with its document, or that one checkpoint leads to another.

A proof is a JSON text. Whoever holds the office's verifier key can check it without the store; it
shows no other entry, only hashes. docs/ledger.md gives the form byte by byte.
"""

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from keyroom.language import N_
from store import checkpoints, merkle
from store.database import Store
from store.key_ring import load_ring
from store.ledger import Ledger, stored_hashes
from store.ledger_errors import NoteError, ProofRefused
from store.note import Checkpoint, open_note, text_of
from store.proof_check import CONSISTENCY, INCLUSION, check, check_consistency
from store.schema import CHECKPOINTS
from store.tables import Tables, sql_name

_NEWEST_ROW: Final = sa.table(sql_name(CHECKPOINTS), sa.column("id"), sa.column("body"))
_NEWEST: Final = sa.select(_NEWEST_ROW.c.body).order_by(_NEWEST_ROW.c.id.desc()).limit(1)
_LEAF: Final = sa.select(Ledger.table.c.leaf).where(Ledger.table.c.seq == sa.bindparam("seq"))


def places_of(store: Store, doc: str) -> list[str]:
    """The tables that have, or had, a document with this id."""
    with store.connection() as connection:
        return [
            table
            for table in sorted(store.all_tables())
            if store.ledger.last(connection, table, doc) is not None
        ]


def prove(store: Store, table: str, doc: str, folder: Path | None = None) -> str:
    """Prove the newest entry of a document, and the document, under the newest checkpoint.

    Where no checkpoint reaches so far, one is written, with its copy in `folder`. Raises
    ProofRefused, LedgerDamagedError, and as `checkpoints.write`.
    """
    proof = _inclusion(store, table, doc)
    if proof is None:
        checkpoints.write(store, "proof", folder)
        proof = _inclusion(store, table, doc)
    if proof is None:
        raise ProofRefused(N_("the document {id} was changed meanwhile"), N_("try again"), id=doc)
    return proof


def prove_consistency(store: Store, old: str, new: str | None = None) -> str:
    """Prove that the checkpoint `new`, or the ledger's newest, continues the checkpoint `old`.

    Raises MalformedNote, and ProofRefused where it does not, or none was taken since.
    """
    first = Checkpoint.parse(text_of(old))
    with store.connection() as connection:
        note = new or _newest_checkpoint(connection, beyond=first.size - 1)
        if note is None or first.size == 0:
            raise ProofRefused(
                N_("there is no newer checkpoint that could continue this one"),
                N_("run: keyroom log checkpoint"),
            )
        size = Checkpoint.parse(text_of(note)).size
        entries = store.ledger.size(connection)
        if not first.size <= size <= entries:
            raise ProofRefused(
                N_("the ledger of {entries} entries cannot lead from {old} entries to {new}"),
                N_(
                    "give the older checkpoint first; if they are in order, run: keyroom log verify"
                ),
                entries=entries,
                old=first.size,
                new=size,
            )
        path = merkle.consistency_proof(first.size, size, stored_hashes(connection))
        keys = load_ring(connection).keys
    proof = _text({"format": CONSISTENCY, "old": old, "new": note, "path": _encoded(path)})
    check_consistency(proof, keys)
    return proof


def _inclusion(store: Store, table: str, doc: str) -> str | None:
    """The proof, checked; None where no checkpoint reaches the document's newest entry."""
    with store.connection() as connection:
        seq = store.ledger.last(connection, table, doc)
        if seq is None:
            raise ProofRefused(
                N_("the ledger has no entry of a document {id} in the table {table}"),
                id=doc,
                table=table,
            )
        note = _newest_checkpoint(connection, beyond=seq)
        if note is None:
            return None
        size = Checkpoint.parse(text_of(note)).size
        leaf = connection.execute(_LEAF, {"seq": seq}).scalar_one()
        path = merkle.inclusion_proof(seq, size, stored_hashes(connection))
        document = _document(store, connection, table, doc)
        keys = load_ring(connection).keys
    proof = _text(
        {
            "format": INCLUSION,
            "entry": leaf.decode(errors="replace"),
            "document": document,
            "leaf_index": seq,
            "tree_size": size,
            "audit_path": _encoded(path),
            "checkpoint": note,
        }
    )
    check(proof, keys)  # a damaged ledger gives proofs that prove nothing
    return proof


def _newest_checkpoint(connection: sa.Connection, beyond: int) -> str | None:
    """The newest checkpoint, if it covers entry `beyond` and is by the key in force."""
    body = connection.execute(_NEWEST).scalar()
    newest = load_ring(connection).newest
    if body is None or newest is None:
        return None
    note = str(json.loads(body)["note"])
    try:
        covers = Checkpoint.parse(open_note(note, [newest]).text).size > beyond
    except NoteError:
        return None
    return note if covers else None


def _document(
    store: Store, connection: sa.Connection, table: str, doc: str
) -> dict[str, str] | None:
    """The document as it is now, with the salt of its digest; None when it was removed."""
    found = Tables(store.schema, store.engine).find(connection, table)
    if found is None:
        return None
    rows = found.sql.c
    key = int(doc) if found.schema.ids is int else doc
    row = connection.execute(sa.select(rows.body, rows.salt).where(rows.id == key)).first()
    if row is None:
        return None
    return {
        "table": table,
        "id": doc,
        "salt": base64.b64encode(row.salt).decode("ascii"),
        "body": row.body,
    }


def _encoded(hashes: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(node).decode("ascii") for node in hashes]


def _text(members: dict[str, object]) -> str:
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"
