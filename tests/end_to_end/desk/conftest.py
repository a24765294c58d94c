"""A desk with customers, card readers with virtual cards, and somebody who opens it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.desk.people import (
    CARD_OF_A04,
    LIST,
    LOCKED,
    PIN,
    STAFF,
    identify,
    reveal,
)
from tests.end_to_end.office import add_reader
from tests.end_to_end.program import COMMAND, keyroom
from tests.end_to_end.terminal import Terminal

StartDesk = Callable[..., Terminal]


@pytest.fixture(scope="session")
def _desk_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("desk") / "home"
    keyroom(home, "init")
    for what, text in (("people", STAFF), ("customers", LIST)):
        file = home.parent / f"{what}.csv"
        file.write_text(text)
        keyroom(home, what, "import", str(file))
    for no in ("A01", "A03", "A04", "A05"):
        keyroom(home, "people", "pin", no, stdin=f"{PIN}\n")
    return home


@pytest.fixture
def desk_home(_desk_office: Path, pcscd: PcscDaemon, tmp_path: Path) -> Path:
    """A copy of it, with the two card readers of a desk."""
    home = Path(shutil.copytree(_desk_office, tmp_path / "home"))
    for name, reader in zip(("pad", "side"), pcscd.readers, strict=True):
        add_reader(home, name, reader.url, "desk")
    return home


@pytest.fixture
def start_desk(desk_home: Path) -> Iterator[StartDesk]:
    """Starts the desk on a terminal; environment variables by name."""
    with ExitStack() as started:

        def start(*words: str, before: tuple[str, ...] = (), **variables: str) -> Terminal:
            command = (*before, *COMMAND, "desk", *words)
            return started.enter_context(Terminal(command, desk_home, **variables))

        yield start


@pytest.fixture
def screen(start_desk: StartDesk) -> Terminal:
    """The desk, locked."""
    terminal = start_desk()
    terminal.await_text(LOCKED)
    return terminal


@pytest.fixture
def opened(screen: Terminal, pcscd: PcscDaemon) -> Terminal:
    """The desk with a person in clear."""
    pcscd.readers[0].insert(CARD_OF_A04)
    identify(screen)
    reveal(screen)
    return screen
