"""How the keys to the customers' data are: there, private, and opening what they should."""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.errors import OfficeError, SecretExposedError
from kiosk.home import Home
from kiosk.privacy.customer_keys import CustomerKeys
from kiosk.privacy.vault import master_path, own_customers
from kiosk.secret_file import read_secret

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class KeyFile:
    """One file of keys."""

    path: Path
    mode: int | None
    """None where there is none."""


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """What was found; it is well without faults."""

    master: KeyFile
    keys: KeyFile
    customers: int = 0
    """So many have a key that opens."""
    faults: list[KeyroomError] = field(default_factory=list)


def key_status(home: Home) -> KeyStatus:
    """Look at the keys of an office and change nothing. Keys that were never made are no fault."""
    master, keys = _file(master_path(home)), _file(home.customer_keys)
    status = KeyStatus(master, keys)
    if master.mode is None and keys.mode is None:
        return status
    try:
        secret = read_secret(master.path)
        if keys.mode is None:
            raise OfficeError(
                N_("{path}: the file of the customers' keys is missing"),
                N_("put it back from the backup of the keys folder"),
                path=keys.path,
            )
        if keys.mode & _OTHERS:
            raise SecretExposedError(
                N_("{path}: others than its owner may read this key"),
                N_("run: chmod 600 {path}"),
                path=keys.path,
            )
        known = own_customers(CustomerKeys(keys.path, secret))
    except KeyroomError as fault:
        return KeyStatus(master, keys, faults=[fault])
    return KeyStatus(master, keys, len(known))


def _file(path: Path) -> KeyFile:
    try:
        return KeyFile(path, stat.S_IMODE(path.stat().st_mode))
    except OSError:
        return KeyFile(path, None)
