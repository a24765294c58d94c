"""Puts the customers' keys under a new master key, and destroys keys by the way.

Whatever a forgotten copy of the file of keys holds was wrapped by a master key that is gone. Cut
off between any two steps, the office opens, and the next call goes on where this one ended.
"""

import fcntl
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from keyroom.language import N_
from kiosk.privacy.customer_keys import CustomerKeys, CustomerKeysUnavailable
from kiosk.privacy.master_key import MasterKey


class KeyChange:
    """Changes the master key of one office. Raises CustomerKeysUnavailable where another does.

    Also raises MasterKeyGivenError where the administrator must act first, CustomerKeyError,
    SecretMissingError, and OSError of the disk; whatever it is, it can be called again.
    """

    def __init__(self, keys: CustomerKeys, master: MasterKey) -> None:
        self._keys = keys
        self._master = master

    def rotate(self) -> None:
        """Make a new master key, put all keys under it, delete the old one."""
        with self._alone():
            self._change(())

    def destroy(self, customers: Collection[str]) -> None:
        """As `rotate`, but the keys of these customers are gone afterwards; also when they were."""
        with self._alone():
            if set(customers) & set(self._keys.customers()):
                self._change(customers)
            elif self._master.is_followed:
                self._finish()

    def _change(self, without: Collection[str]) -> None:
        # A next one that has wrapped keys before is no new one: what was copied meanwhile opens
        # under it.
        if self._master.is_followed and self._keys.is_under(self._master.next()):
            self._finish()
        self._keys.rewrap(self._master.next(), without)
        self._finish()

    def _finish(self) -> None:
        self._keys.vacuum()
        self._master.succeed()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = os.open(self._keys.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as fault:
            raise CustomerKeysUnavailable(
                N_("{path}: another process is changing the keys"),
                N_("wait for it to end, then try again"),
                path=self._keys.path.parent,
            ) from fault
        finally:
            os.close(folder)
