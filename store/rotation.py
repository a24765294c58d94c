"""Gives the ledger a new key: the old one signs for it, and is deleted."""

from contextlib import closing
from pathlib import Path
from typing import Final

from store.database import Store
from store.key_ring import load_ring, next_document
from store.keys import key_in_force, key_to_follow
from store.note import Signer
from store.schema import META

ACTION: Final = "rotate_key"
"""The action in the entry that names the new key."""


def rotate(store: Store, path: Path, *, actor: str = "-") -> Signer:
    """Put a new key in force, in the ledger and in the file at `path`; the store signs with it.

    Cut off at any point, it leaves a key that is in force: the old one until the ledger names the
    new one, and that from then on (`keys.key_in_force`). Raises LedgerKeyMissing,
    LedgerKeyExposed, LedgerKeyRetired; RuntimeError inside another transaction.
    """
    with store.transaction(actor=actor, action=ACTION), store.connection() as connection:
        ring = load_ring(connection)
        old = key_in_force(path, ring)
        new = key_to_follow(path, ring.origin)
        seq = store.ledger.size(connection)
        store.table(META).insert(next_document(old, new, seq))
    # Read by another connection: what a transaction around this one may still undo counts nothing,
    # and the old key is gone for good once it is replaced.
    with closing(store.engine.connect()) as committed:
        ring = load_ring(committed)
    if ring.newest != new.verifier:
        raise RuntimeError("a key is rotated in a transaction of its own")
    store.signer = key_in_force(path, ring)
    return store.signer
