"""The home folder of an office: where its configuration, records, keys and copies lie."""

import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from platformdirs import user_data_path

from keyroom.language import N_
from kiosk.errors import HomeInUseError, HomeUnusableError, NoOfficeError

VARIABLE = "KEYROOM_HOME"
CONFIG_NAME = "keyroom.toml"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one office. Reading the paths touches no disk."""

    path: Path

    @classmethod
    def locate(cls, given: Path | None = None, environment: Mapping[str, str] = os.environ) -> Self:
        """The folder that was asked for, else that of `KEYROOM_HOME`, else the platform's."""
        named = given or environment.get(VARIABLE) or user_data_path("keyroom", appauthor=False)
        return cls(Path(named).expanduser().absolute())

    @property
    def config_file(self) -> Path:
        """The configuration; an office exists where it does."""
        return self.path / CONFIG_NAME

    @property
    def database(self) -> Path:
        """The records and their ledger."""
        return self.path / "data" / "keyroom.db"

    @property
    def keys(self) -> Path:
        """The folder of keys: never in the backups of the records."""
        return self.path / "keys"

    @property
    def ledger_key(self) -> Path:
        """Signs checkpoints of the ledger."""
        return self.keys / "ledger.key"

    @property
    def token_key(self) -> Path:
        """Signs QR badges."""
        return self.keys / "tokens.key"

    @property
    def digest_key(self) -> Path:
        """Keys the digests that stand for unknown badges in the records."""
        return self.keys / "digests.key"

    @property
    def master_key(self) -> Path:
        """Wraps the customers' keys; only desk and review load it."""
        return self.keys / "master.key"

    @property
    def next_master_key(self) -> Path:
        """Stands there while the customers' keys are put under a new master key."""
        return self.keys / "next-master.key"

    @property
    def customer_keys(self) -> Path:
        """The customers' own keys, wrapped: a file apart, so that one can be destroyed."""
        return self.keys / "customers.keys"

    @property
    def spool(self) -> Path:
        """Where the entrance keeps taps while the records cannot be written."""
        return self.path / "spool"

    @property
    def backups(self) -> Path:
        """Where backups go unless the configuration names another folder."""
        return self.path / "backups"

    @property
    def logs(self) -> Path:
        """The program's own logs, in English, without personal data."""
        return self.path / "logs"

    @property
    def signs(self) -> Path:
        """Where screens that nobody stands at say that they work."""
        return self.path / "signs"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of the home, the home itself first."""
        return (
            self.path,
            self.database.parent,
            self.keys,
            self.spool,
            self.backups,
            self.logs,
            self.signs,
        )

    def require(self) -> None:
        """Make sure that an office can be opened here.

        Raises NoOfficeError where there is none, HomeUnusableError where this user may not work.
        """
        try:
            there = self.config_file.exists()
        except OSError as fault:
            raise _unusable(self.path, fault) from fault
        if not there:
            raise NoOfficeError(
                N_("{path}: there is no office here"),
                N_("create one with: keyroom --home {path} init"),
                path=self.path,
            )
        for folder in self.folders:
            if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise HomeUnusableError(
                    N_("{path}: this user may not read and write here"),
                    N_("run keyroom as the owner of the folder, or give it to this user"),
                    path=folder,
                )

    def create(self) -> None:
        """Make the folders, for their owner alone. Raises HomeInUseError, HomeUnusableError."""
        try:
            if any(not inside.is_dir() for inside in self.path.rglob("*")):
                raise HomeInUseError(
                    N_("{path}: the folder is not empty, perhaps an office lives here already"),
                    N_("name another folder with --home; an office is never overwritten"),
                    path=self.path,
                )
            for folder in self.folders:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                folder.chmod(0o700)
        except OSError as fault:
            raise _unusable(self.path, fault) from fault

    def clear(self) -> None:
        """Take away what a failed `create` has left: the folders and the configuration."""
        for folder in self.folders[1:]:
            shutil.rmtree(folder, ignore_errors=True)
        self.config_file.unlink(missing_ok=True)

    def exposed(self) -> list[Path]:
        """Folders and keys that others than their owner may enter or read."""
        candidates = [*self.folders, *self.keys.glob("*.key")]
        return [path for path in candidates if path.exists() and path.stat().st_mode & _OTHERS]


def _unusable(path: Path, fault: OSError) -> HomeUnusableError:
    return HomeUnusableError(
        N_("{path}: {reason}"),
        N_("name a folder that this user may write, with --home or KEYROOM_HOME"),
        path=path,
        reason=fault.strerror or fault,
    )
