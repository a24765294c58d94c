"""Judge a configuration whole: the readers' addresses too.

The office knows nothing of readers' addresses, so they are judged here, where it and the devices
meet.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.config_file import ConfigFile


def read_checked(path: Path) -> "ConfigFile":
    """The configuration file at `path`. Raises ConfigUnreadableError, FaultyFileError."""
    from kiosk.config_file import ConfigFile

    file = ConfigFile.read(path)
    refuse_bad_addresses(file)
    return file


def refuse_bad_addresses(file: "ConfigFile") -> None:
    """Raise FaultyFileError, with a line each, for addresses that no driver understands."""
    from devices.errors import ReaderUrlError
    from devices.urls import parse_reader_url
    from kiosk.faults import FaultyFileError

    faults = []
    for index, reader in enumerate(file.config.readers):
        try:
            parse_reader_url(reader.url)
        except ReaderUrlError as error:
            fault = file.fault(("readers", index, "url"), error.message, error.hint)
            faults.append(replace(fault, details=error.details))
    if faults:
        raise FaultyFileError(faults)
