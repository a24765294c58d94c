"""Which readers are attached to this machine, with addresses to put into the configuration."""

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from devices.errors import DeviceError
from devices.options import SerialProtocol
from devices.urls import PcscUrl, ReaderUrl, Scheme, SerialUrl, WedgeUrl

if TYPE_CHECKING:
    from serial.tools.list_ports_common import ListPortInfo

logger = logging.getLogger(__name__)

DEVICE_FOLDER = Path("/dev")


class LinkFolder(Enum):
    """Where udev puts stable names, best first: by serial number, then by where it is plugged."""

    BY_ID = "serial/by-id"
    BY_PATH = "serial/by-path"


class ScannerMaker(IntEnum):
    """USB vendors whose serial devices are barcode scanners; all others may be anything."""

    SYMBOL = 0x05E0
    DATALOGIC = 0x05F9
    HONEYWELL = 0x0C2E
    NEWLAND = 0x1EAB


@dataclass(frozen=True, slots=True)
class FoundReader:
    """A port or a smart card reader that could be configured."""

    url: str
    """To be put into the configuration. For a serial port the protocol is a guess."""
    description: str
    """What the hardware calls itself, empty if it does not say."""
    names: tuple[str, ...]
    """All its names, the stable ones first; by any of them it may be configured."""

    def is_meant_by(self, url: ReaderUrl) -> bool:
        """Whether a configured address leads to it."""
        match url:
            case SerialUrl(port=port):
                return os.path.realpath(port) in map(os.path.realpath, self.names)
            case PcscUrl():
                return self.url.startswith(Scheme.PCSC) and url.matches(self.names[0])
            case WedgeUrl():
                return False


def discover() -> list[FoundReader]:
    """Serial ports, then smart card readers. A smart card service that is absent is only logged."""
    found = discover_serial()
    try:
        found += discover_pcsc()
    except DeviceError as error:
        logger.info("no smart card readers: %s", error)
    return found


def discover_serial() -> list[FoundReader]:
    """The serial ports of this machine."""
    # Inside: it reads all of /sys, which only who lists readers needs.
    from serial.tools.list_ports import comports

    return serial_readers(comports(include_links=True), stable_links(DEVICE_FOLDER))


def discover_pcsc() -> list[FoundReader]:
    """The smart card readers that pcscd knows; DeviceError says why it cannot be asked."""
    from devices.drivers.pcsc_api import Context

    with Context() as context:
        return [
            FoundReader(f"{Scheme.PCSC}:{quote(name, safe=' /()[]')}", name, (name,))
            for name in context.readers()
        ]


def stable_links(devices: Path) -> dict[str, list[str]]:
    """Names that stay when a device is plugged in anew, best first, by the device behind them."""
    links: dict[str, list[str]] = {}
    for folder in LinkFolder:
        for link in sorted((devices / folder.value).glob("*")):
            links.setdefault(os.path.realpath(link), []).append(str(link))
    return links


def serial_readers(
    ports: Iterable["ListPortInfo"], links: Mapping[str, list[str]]
) -> list[FoundReader]:
    """One reader a device, however many names it has."""
    infos: dict[str, list[ListPortInfo]] = {}
    for port in ports:
        infos.setdefault(os.path.realpath(port.device), []).append(port)
    return [
        _serial_reader(device, infos[device], links.get(device, [])) for device in sorted(infos)
    ]


def _serial_reader(
    device: str, infos: Sequence["ListPortInfo"], stable: Sequence[str]
) -> FoundReader:
    # A link from a udev rule is stable too, the kernel's own name is not: it comes last.
    names = [*stable, *sorted((info.device for info in infos), key=lambda name: name == device)]
    # Only the device itself knows its maker; links to it do not.
    info = next((each for each in infos if each.device == device), infos[0])
    protocol = SerialProtocol.LINES if info.vid in set(ScannerMaker) else SerialProtocol.EM4100
    url = f"{Scheme.SERIAL}:{quote(names[0])}?protocol={protocol}"
    described = " ".join(part for part in (info.manufacturer, info.product) if part)
    return FoundReader(url, described, tuple(names))
