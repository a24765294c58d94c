"""Read the office's configuration for a command, whole: the readers' addresses too."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands.invocation import Invocation
from keyroom.language import use

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.config_file import ConfigFile
    from kiosk.faults import Fault


def read_config(asked: Invocation) -> "Config":
    """The configuration of the office that the command works on.

    From here on the program speaks the office's language, unless the person chose another.
    Raises NoOfficeError, ConfigUnreadableError, FaultyFileError.
    """
    home = asked.home()
    home.require()
    config = read_checked(home.config_file).config
    if asked.language is None:
        use(config.language)
    return config


def read_checked(path: Path) -> "ConfigFile":
    """The configuration file at `path`, if nothing is wrong with it.

    The office knows nothing of readers' addresses, so they are judged here, where it and the
    devices meet. Raises ConfigUnreadableError, FaultyFileError.
    """
    from kiosk.config_file import ConfigFile
    from kiosk.faults import FaultyFileError

    file = ConfigFile.read(path)
    if faults := address_faults(file):
        raise FaultyFileError(faults)
    return file


def address_faults(file: "ConfigFile") -> "list[Fault]":
    """What is wrong with the readers' addresses, each with its line."""
    from devices.errors import ReaderUrlError
    from devices.urls import parse_reader_url

    faults = []
    for index, reader in enumerate(file.config.readers):
        try:
            parse_reader_url(reader.url)
        except ReaderUrlError as error:
            fault = file.fault(("readers", index, "url"), error.message, error.hint)
            faults.append(replace(fault, details=error.details))
    return faults
