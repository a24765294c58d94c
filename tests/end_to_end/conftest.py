"""A small office of the test's own, its readers, and its entrances: real processes throughout."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from devices.virtual.pcscd import PcscDaemon
from devices.virtual.pcscd_ways import socket_folder
from tests.end_to_end.office import PlugIn, StartHeadless, add_reader, furnish
from tests.end_to_end.program import Headless
from tests.end_to_end.serial_line import SerialLine

# The PC/SC library reads the name of its socket once a process: settle it before any test does.
socket_folder()


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office") / "home"
    furnish(home)
    return home


@pytest.fixture
def home(_office: Path, tmp_path: Path) -> Path:
    """An office with five people and no reader."""
    return Path(shutil.copytree(_office, tmp_path / "home"))


@pytest.fixture
def plug_in(home: Path) -> Iterator[PlugIn]:
    """Plugs serial readers in, and writes each into the configuration."""
    with ExitStack() as plugged:

        def plug_in(name: str, terminal: str = "entrance") -> SerialLine:
            line = plugged.enter_context(SerialLine(home.parent / name))
            add_reader(home, name, line.url, terminal)
            return line

        yield plug_in


@pytest.fixture
def line(plug_in: PlugIn) -> SerialLine:
    """The reader `door` of the entrance."""
    return plug_in("door")


@pytest.fixture
def pcscd() -> Iterator[PcscDaemon]:
    """A real pcscd with two virtual readers, which programs find by PC/SC's own variable."""
    with PcscDaemon() as daemon:
        yield daemon


@pytest.fixture
def headless(home: Path) -> Iterator[StartHeadless]:
    """Starts entrances without a screen; those still running at the end are killed."""
    with ExitStack() as started:

        def start(*words: str, **variables: str) -> Headless:
            return started.enter_context(Headless(home, *words, **variables))

        yield start
