"""Keys of the office on disk: one secret a file, readable by its owner alone.

A file mode protects against other users of the machine and against a copied database, not against
whoever holds the disk: `docs/configuration.md` says so to the administrator.
"""

import secrets
import stat
from pathlib import Path

from keyroom.language import N_
from kiosk.errors import SecretExposedError, SecretMissingError
from store import durable_files

SECRET_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def create_secret(path: Path) -> bytes:
    """Write a new random secret to `path`, durably, mode 0600. Raises FileExistsError."""
    secret = secrets.token_bytes(SECRET_BYTES)
    durable_files.create(path, f"{secret.hex()}\n".encode())
    return secret


def read_secret(path: Path) -> bytes:
    """The secret in `path`.

    Raises SecretMissingError when there is none that can be read or it is damaged, and
    SecretExposedError when others than its owner may read it: a key that others may have copied
    must not go on unnoticed.
    """
    try:
        mode = path.stat().st_mode
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as fault:
        raise _missing(path) from fault
    if len(secret) != SECRET_BYTES:
        raise _missing(path)
    if mode & _OTHERS:
        raise SecretExposedError(
            N_("{path}: others than its owner may read this key"),
            N_("run: chmod 600 {path}"),
            path=path,
        )
    return secret


def _missing(path: Path) -> SecretMissingError:
    return SecretMissingError(
        N_("{path}: this key is missing, damaged or may not be read"),
        N_("put it back from the backup of the keys folder, and run keyroom as its owner"),
        path=path,
    )
