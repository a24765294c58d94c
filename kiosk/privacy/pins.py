"""PINs of the desk: argon2id, growing waits, locked at ten, reset by a supervisor.

A try is on record before it is checked: whoever pulls the plug after a wrong PIN has tried it all
the same. Records are only added; the newest about a person counts.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from tinydb import where

from keyroom.language import N_
from kiosk.clock import Reading
from kiosk.errors import NotEntitledError, OfficeError
from kiosk.person import StaffNo
from kiosk.privacy.pin_waits import is_locked, left_s
from kiosk.records import require_person
from kiosk.schema import PINS
from store import Store

HASHER: Final = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""argon2id with 64 MiB: some 0.1 s a try on the office's machines."""

_PIN: Final = re.compile(r"\d{6,12}", re.ASCII)
_EASY: Final = frozenset({"123456", "654321", "12345678", "87654321"})


class BadPinError(OfficeError):
    """A PIN that cannot be one."""


class PinState(StrEnum):
    """What came of a try."""

    RIGHT = "right"
    WRONG = "wrong"
    WAIT = "wait"
    """Too soon after a wrong one; nothing was tried."""
    LOCKED = "locked"
    """Too many wrong ones: a supervisor must reset it."""
    NONE = "none"
    """The person has no PIN yet."""


@dataclass(frozen=True, slots=True)
class PinAnswer:
    """What came of a try, and how long the next one must wait, in seconds."""

    state: PinState
    wait_s: float = 0.0


class Pins:
    """The PINs of one office."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(self, no: str, pin: str, *, by: str) -> None:
        """Give a person a PIN, or another one; what was tried before is forgiven.

        Raises NoSuchPersonError, BadPinError; NotEntitledError unless the person himself or a
        supervisor does it.
        """
        _check(pin)
        with self._store.transaction(actor=by, action="pin.set"):
            person = require_person(self._store, no)
            if by != person.no and not require_person(self._store, by).role.supervises:
                raise NotEntitledError(
                    N_("{by} may not set the PIN of {no}"),
                    N_("the person himself or the room manager does"),
                    by=by,
                    no=no,
                )
            self._add(person.no, HASHER.hash(pin), failures=0)

    def try_(self, no: StaffNo, pin: str, reading: Reading) -> PinAnswer:
        """Try a PIN; `reading` is the clocks now. The try is on the disk before it is checked.

        A right PIN forgives the wrong ones before it. Raises StoreError: then nothing is open.
        """
        with self._store.transaction(actor=no, action="pin.try"):
            # Read in here: of two desks that try at once, one counts on from the other.
            found = self._newest(no)
            if found is None:
                return PinAnswer(PinState.NONE)
            failures = int(found["failures"])
            if is_locked(failures):
                return PinAnswer(PinState.LOCKED)
            wait = _left(found, failures, reading)
            if wait > 0:
                return PinAnswer(PinState.WAIT, wait)
            self._add(no, found["hash"], failures + 1, reading)
        if not _matches(found["hash"], pin) or not self._forgive(no, found["hash"]):
            return self._wrong(failures + 1, reading)
        return PinAnswer(PinState.RIGHT)

    def has_one(self, no: StaffNo) -> bool:
        """Whether the person has a PIN."""
        return self._newest(no) is not None

    def is_locked(self, no: StaffNo) -> bool:
        """Whether only a supervisor's reset helps."""
        found = self._newest(no)
        return found is not None and is_locked(int(found["failures"]))

    def _forgive(self, no: StaffNo, digest: str) -> bool:
        """Start to count anew; not where another PIN was set while this one was computed."""
        with self._store.transaction(actor=no, action="pin.right"):
            newest = self._newest(no)
            if newest is None or newest["hash"] != digest:
                return False
            self._add(no, digest, failures=0)
            return True

    def _wrong(self, failures: int, reading: Reading) -> PinAnswer:
        if is_locked(failures):
            return PinAnswer(PinState.LOCKED)
        now = reading.boot_time_s
        return PinAnswer(PinState.WRONG, left_s(failures, now, now, same_boot=True))

    def _newest(self, no: StaffNo) -> Any:  # noqa: ANN401 - a document of TinyDB's
        newest = self._store.table(PINS).newest(1, where("person") == no)
        return newest[0] if newest else None

    def _add(self, no: StaffNo, digest: str, failures: int, reading: Reading | None = None) -> None:
        record: dict[str, Any] = {"person": no, "hash": digest, "failures": failures}
        if reading is not None:
            record |= {"boot_id": reading.boot_id, "boot_s": reading.boot_time_s}
        self._store.table(PINS).insert(record)


def _left(found: Any, failures: int, reading: Reading) -> float:  # noqa: ANN401
    if "boot_id" not in found:
        return 0.0
    same_boot = found["boot_id"] == reading.boot_id
    return left_s(failures, found["boot_s"], reading.boot_time_s, same_boot=same_boot)


def _matches(digest: str, pin: str) -> bool:
    try:
        return HASHER.verify(digest, pin)
    except VerifyMismatchError:
        return False


def _check(pin: str) -> None:
    if not _PIN.fullmatch(pin):
        raise BadPinError(N_("a PIN has 6 to 12 digits"), N_("choose another one"))
    if len(set(pin)) == 1 or pin in _EASY:
        raise BadPinError(N_("this PIN is too easily guessed"), N_("choose another one"))
