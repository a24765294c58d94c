"""The office's master key on the disk: the one in force, and the one that is about to follow it.

A new one is written and synced under a name of its own before anything is put under it, and takes
the old one's name when everything is: cut off at any point, one of the two opens the file of keys.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from keyroom.language import N_
from kiosk.errors import OfficeError, SecretMissingError
from kiosk.home import Home
from kiosk.secret_file import create_secret, read_secret
from store.durable_files import sync_folder

CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
"""Where systemd lays the credentials of a service."""
CREDENTIAL: Final = "keyroom-master"
CREDENTIAL_TO_FOLLOW: Final = "keyroom-master-next"


class MasterKeyGivenError(OfficeError):
    """The master key is a credential of the service: only the administrator can change it."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """Where the master key lies."""

    path: Path
    following: Path
    """Where the next one lies, while the customers' keys are put under it."""
    given: bool = False
    """Whether it is a credential, which this program can only read."""

    @classmethod
    def of(cls, home: Home, environment: Mapping[str, str] = os.environ) -> Self:
        """A credential of the service where it has one, else a file in the folder of keys."""
        folder = environment.get(CREDENTIALS)
        if folder and Path(folder, CREDENTIAL).exists():
            return cls(Path(folder, CREDENTIAL), Path(folder, CREDENTIAL_TO_FOLLOW), given=True)
        return cls(home.master_key, home.next_master_key)

    @property
    def is_followed(self) -> bool:
        """Whether there is a next one: a change was begun and not ended."""
        return self.following.exists()

    def make(self) -> None:
        """Make the office's first."""
        create_secret(self.path)

    def keys(self) -> Iterator[bytes]:
        """Those that are there: the one in force, then the next one.

        Raises SecretMissingError where there is none, SecretExposedError.
        """
        yield read_secret(self.path)
        try:
            following = read_secret(self.following)
        except SecretMissingError:
            return
        yield following

    def next(self) -> bytes:
        """The next one, made where there is none yet. Raises MasterKeyGivenError, OSError."""
        if self.is_followed:
            return read_secret(self.following)
        if self.given:
            raise MasterKeyGivenError(
                N_("the master key is a credential of the service, which keyroom cannot replace"),
                N_("give the service a second credential {name} (docs/destruction.md), then again"),
                name=CREDENTIAL_TO_FOLLOW,
            )
        return create_secret(self.following)

    def succeed(self) -> None:
        """Put the next one in the place of the old one, of which nothing is left.

        The old one's bytes are overwritten where they lay; what a disk does below that nobody
        can tell. Raises MasterKeyGivenError, OSError.
        """
        if not self.is_followed:
            return
        if self.given:
            raise MasterKeyGivenError(
                N_("the customers' keys are under the credential {name} now"),
                N_("give it to the service as {credential}, delete the old one, then again"),
                name=CREDENTIAL_TO_FOLLOW,
                credential=CREDENTIAL,
            )
        with self.path.open("r+b", buffering=0) as old:
            self.following.replace(self.path)
            sync_folder(self.path.parent)
            old.write(bytes(os.fstat(old.fileno()).st_size))
            os.fsync(old.fileno())
        self._remove_drafts()

    def _remove_drafts(self) -> None:
        """What a key was written to when its making was cut off."""
        for name in (self.path.name, self.following.name):
            for draft in self.path.parent.glob(f".{name}.*"):
                draft.unlink(missing_ok=True)
        sync_folder(self.path.parent)
