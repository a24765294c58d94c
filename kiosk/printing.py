"""Paper from a kiosk: files in a folder of the configuration, and the command that prints them."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from keyroom.language import N_
from kiosk.errors import OfficeError
from kiosk.office import Premises

PATIENCE_S: Final = 10.0
"""For the print command, which only hands the file to a queue."""


class NotPrintedError(OfficeError):
    """There is no folder for it, or the print command failed."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Where what is printed goes."""

    folder: Path
    command: tuple[str, ...]
    """The file's path is its last word; empty: files are all."""

    @classmethod
    def of(cls, premises: Premises) -> Self:
        """As the configuration has it."""
        knobs = premises.config.printing
        return cls(premises.folder(knobs.folder), knobs.command)

    def place(self, name: str) -> Path:
        """Where a file of this name goes; the folder is there then. Raises NotPrintedError."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            raise NotPrintedError(
                N_("{path}: cannot be made: {reason}"),
                N_("see printing.folder in the configuration"),
                path=self.folder,
                reason=fault.strerror,
            ) from fault
        return self.folder / name

    def send(self, path: Path) -> None:
        """Hand a written file to the print command, if there is one. Raises NotPrintedError."""
        if not self.command:
            return
        try:
            subprocess.run(  # noqa: S603 - the office's own configuration says what
                [*self.command, str(path)],
                check=True,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE_S,
            )
        except (OSError, subprocess.SubprocessError) as fault:
            raise NotPrintedError(
                N_("the print command failed; the file is {path}"),
                N_("see printing.command in the configuration"),
                path=path,
            ) from fault
