"""Virtual hardware, and readers that publish to a watch."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.readers import Reader, open_reader
from devices.virtual.pcscd import PcscDaemon
from devices.virtual.pcscd_ways import socket_folder
from devices.virtual.serial_reader import VirtualSerialReader
from devices.virtual.watch import Watch

# The PC/SC library reads the name of its socket once a process: settle it before any test does.
socket_folder()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def start_reader(watch: Watch) -> Iterator[Callable[..., Reader]]:
    """Opens and starts readers that publish to `watch`, and stops them in the end."""
    readers: list[Reader] = []

    def start(url: str, name: str = "door") -> Reader:
        reader = open_reader(name, url, watch.publish, lambda: datetime.now(UTC))
        readers.append(reader)
        reader.start()
        return reader

    yield start
    for reader in readers:
        reader.stop()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[VirtualSerialReader]:
    """A serial reader, plugged in."""
    with VirtualSerialReader(tmp_path / "ttyVIRTUAL") as reader:
        yield reader


@pytest.fixture
def pcscd() -> Iterator[PcscDaemon]:
    """A real pcscd with two virtual readers. Where it cannot run, the test fails and says why."""
    with PcscDaemon() as daemon:
        yield daemon
