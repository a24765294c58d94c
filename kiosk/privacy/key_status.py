"""How the keys to the customers' data are: there, private, and opening what they should."""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.errors import OfficeError, SecretExposedError
from kiosk.home import Home
from kiosk.privacy.customer_keys import CustomerKeys
from kiosk.privacy.master_key import MasterKey

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
    is_changing: bool = False
    """Whether a change of the master key was begun and not ended."""
    faults: list[KeyroomError] = field(default_factory=list)


def key_status(home: Home) -> KeyStatus:
    """Look at the keys of an office and change nothing. Keys that were never made are no fault."""
    place = MasterKey.of(home)
    master, keys = _file(place.path), _file(home.customer_keys)
    if master.mode is None and keys.mode is None:
        return KeyStatus(master, keys)
    try:
        known = _opened(place, keys)
    except KeyroomError as fault:
        return KeyStatus(master, keys, is_changing=place.is_followed, faults=[fault])
    return KeyStatus(master, keys, len(known), is_changing=place.is_followed)


def _opened(place: MasterKey, keys: KeyFile) -> list[str]:
    """The customers who have a key; each of them is opened."""
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
    opened = CustomerKeys(keys.path, place.keys)
    known = opened.customers()
    for customer in known:
        opened.key(customer)
    return known


def _file(path: Path) -> KeyFile:
    try:
        return KeyFile(path, stat.S_IMODE(path.stat().st_mode))
    except OSError:
        return KeyFile(path, None)
