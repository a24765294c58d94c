"""The ledger's key file: made, guarded, and replaced by rotation.

A file mode protects against other users of the machine and against a copied database, not against
whoever holds the disk.
"""

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from keyroom.language import N_
from store import durable_files
from store.key_ring import KeyRing
from store.ledger_errors import (
    LedgerKeyExists,
    LedgerKeyExposed,
    LedgerKeyMissing,
    LedgerKeyRetired,
)
from store.note import Signer

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_NEXT: Final = ".next"


def create_key(path: Path, origin: str) -> Signer:
    """Make a new key and write it to `path`, durably, readable by its owner alone.

    Raises LedgerKeyExists rather than overwrite one.
    """
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        durable_files.create(path, pem)
    except FileExistsError:
        raise LedgerKeyExists(
            N_("{path}: there is a ledger key already"),
            N_("keep it: checkpoints signed with it can only be continued by it"),
            path=path,
        ) from None
    return Signer(origin, private)


def load_key(path: Path, origin: str) -> Signer:
    """The key in the file, to sign as `origin`. Raises LedgerKeyMissing, LedgerKeyExposed."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            private = load_pem_private_key(file.read(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        raise _missing(path) from fault
    if mode & _OTHERS:
        raise LedgerKeyExposed(
            N_("{path}: others than its owner may read the ledger key"),
            N_("run: chmod 600 {path}; then, as others may have copied it, rotate the key"),
            path=path,
        )
    if not isinstance(private, Ed25519PrivateKey):
        raise _missing(path)
    return Signer(origin, private)


def key_in_force(path: Path, ring: KeyRing) -> Signer:
    """The key in the file, which must be the ring's newest; completes a rotation that was cut off.

    Raises LedgerKeyMissing, LedgerKeyExposed, LedgerKeyRetired.
    """
    signer = load_key(path, ring.origin)
    if ring.newest == signer.verifier:
        return signer
    following = _next_to(path)
    if following.exists() and load_key(following, ring.origin).verifier == ring.newest:
        # Another process may do the same at this moment; the old key is gone either way.
        with contextlib.suppress(FileNotFoundError):
            following.replace(path)
        durable_files.sync_folder(path.parent)
        signer = load_key(path, ring.origin)
    if ring.newest != signer.verifier:
        raise LedgerKeyRetired(
            N_("{path}: this key is not the one in force in the ledger"),
            N_("put the right key back; if the ledger was replaced, run: keyroom log verify"),
            path=path,
        )
    return signer


def key_to_follow(path: Path, origin: str) -> Signer:
    """The key that shall follow the one in `path`, kept beside it until the ledger names it.

    One that an interrupted rotation left there is used again: the ledger may be about to name it.
    """
    following = _next_to(path)
    return load_key(following, origin) if following.exists() else create_key(following, origin)


def _next_to(path: Path) -> Path:
    return path.with_name(path.name + _NEXT)


def _missing(path: Path) -> LedgerKeyMissing:
    return LedgerKeyMissing(
        N_("{path}: the ledger key is missing, damaged or may not be read"),
        N_("put it back from the backup of the keys folder, and run keyroom as its owner"),
        path=path,
    )
