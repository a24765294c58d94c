"""The configured readers: attached, and none of them a toy."""

from collections.abc import Iterator, Sequence
from typing import Final

from commands.health.finding import Finding, Level, faults_of
from commands.reader_match import reader_rows
from devices.discovery import FoundReader, discover_pcsc, discover_serial
from devices.errors import DeviceError
from devices.urls import PcscUrl, parse_reader_url
from keyroom.language import _
from kiosk.settings.terminals import ReaderKnobs

VIRTUAL: Final = ("Virtual PCD", "Demo Badge Reader")
"""How vpcd calls its readers, which answer to anybody on the network."""


def check(readers: Sequence[ReaderKnobs]) -> Iterator[Finding]:
    """Each configured reader, and the smart card service if one of them needs it."""
    if not readers:
        yield Finding(
            Level.WARNING,
            _("no reader is configured: nobody can tap"),
            _("name one in keyroom.toml; see what is attached with: keyroom readers list"),
        )
        return
    found: list[FoundReader] = discover_serial()
    try:
        found += discover_pcsc()
    except DeviceError as error:
        if any(isinstance(parse_reader_url(reader.url), PcscUrl) for reader in readers):
            yield from faults_of(error)
    for row in reader_rows(found, readers):
        for name in row.configured_as:
            yield _attached(name, row.url, attached=row.attached)
        if row.description.startswith(VIRTUAL):
            yield Finding(
                Level.WARNING,
                _("{reader} is a virtual reader: anybody on the network can tap there").format(
                    reader=row.description
                ),
                _("remove the package vsmartcard-vpcd from a machine in service"),
            )


def _attached(name: str, url: str, *, attached: bool) -> Finding:
    if attached:
        return Finding(Level.OK, _("reader {name} is attached").format(name=name))
    return Finding(
        Level.FAULT,
        _("reader {name} is not attached: {url}").format(name=name, url=url),
        _("plug it in, or mend its address; see: keyroom readers list"),
    )
