"""Offices with a long history: built once, copied for each use."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks import invented
from benchmarks.figure import Setting
from benchmarks.invented import Worker, workers
from kiosk.badge import Badge
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person
from kiosk.roles import Role
from kiosk.schema import BADGES, OFFICE_SCHEMA, PEOPLE, PUNCHES
from store import Store

COMMAND: Final = (sys.executable, str(Path(__file__).parent.parent / "main.py"))
OFFICE_NAME: Final = "测速室"
_JOINED: Final = datetime(2015, 1, 1, tzinfo=UTC)
_AT_ONCE: Final = 10_000
"""Punches of one transaction while building."""
_READERS: Final = "\n[[readers]]\n"
LAYOUT: Final = hashlib.sha256(
    repr((OFFICE_SCHEMA.version, OFFICE_SCHEMA.tables)).encode()
).hexdigest()[:8]
"""Stores of another schema are not used again."""


def office(setting: Setting, punches: int, name: str) -> Home:
    """A home folder of this run's own, whose store already holds `punches` punches."""
    built = setting.cache / f"office-{punches}-{LAYOUT}"
    if not built.exists():
        _build(built, punches)
    copy = setting.scratch / name
    shutil.copytree(built, copy)
    # Else the copy is still on its way to the disk while the figure waits for its own writes.
    os.sync()
    return Home(copy)


def environment(home: Home) -> dict[str, str]:
    """What the program is told of the machine: its home, English, a common terminal."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home.path.parent),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "KEYROOM_HOME": str(home.path),
        "KEYROOM_LANG": "en",
    }


def open_store(home: Home) -> Store:
    """The store of an office, as a program on its own opens it."""
    return Store(home.database, OFFICE_SCHEMA, terminal="bench", create=False)


def name_readers(home: Home, urls: Mapping[str, str]) -> None:
    """Give the entrance these readers, by name and address, instead of those it had."""
    before, _, _ = home.config_file.read_text(encoding="utf-8").partition(_READERS)
    tables = (
        f'{_READERS}name = "{name}"\nterminal = "entrance"\nurl = "{url}"\n'
        for name, url in urls.items()
    )
    home.config_file.write_text(before + "".join(tables), encoding="utf-8")


def _build(folder: Path, punches: int) -> None:
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    staff = workers()
    with Office.create(Home(unfinished), OFFICE_NAME) as office:
        store = office.store
        store.table(PEOPLE).insert_multiple(_person(worker).to_document() for worker in staff)
        store.table(BADGES).insert_multiple(_badge(worker).to_document() for worker in staff)
        history = invented.punches(punches)
        while chunk := list(islice(history, _AT_ONCE)):
            store.table(PUNCHES).insert_multiple(chunk)
    unfinished.rename(folder)


def _person(worker: Worker) -> Person:
    return Person(worker.no, worker.name, Role.ACCOUNT_MANAGER, "bench", _JOINED.date())


def _badge(worker: Worker) -> Badge:
    return Badge("", worker.no, worker.badge, _JOINED)
