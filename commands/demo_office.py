"""The demo's office: a home of the user's own in the system's temporary folder, kept between runs.

So the taps of a demo that was killed are there when it is started again.
"""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from commands.exits import RefusedError
from keyroom.language import N_, current
from kiosk.example.furnish import furnish
from kiosk.home import Home
from kiosk.office import Office
from kiosk.settings.terminals import ReaderKnobs

TERMINAL: Final = "entrance"
_MARK: Final = "virtual"
"""A folder that only a demo's home has: the ends of its virtual readers lie in it."""


def demo_home(given: Path | None) -> Home:
    """The demo's home: the folder that was asked for, else the user's own temporary one.

    KEYROOM_HOME counts nothing here: it names an office in service.
    """
    return Home.locate(given or Path(tempfile.gettempdir(), f"keyroom-demo-{os.getuid()}"), {})


def ports(home: Home) -> Path:
    """Where the virtual readers appear."""
    return home.path / _MARK


def make_ready(home: Home, readers: tuple[ReaderKnobs, ...]) -> None:
    """Make the invented office with these readers, unless it is there from an earlier demo.

    Raises RefusedError for a folder that is somebody else's, or an office in service.
    """
    if home.path.is_symlink() or (home.path.exists() and not _is_ours(home.path)):
        raise RefusedError(
            N_("{home} belongs to somebody else"),
            N_("name another folder with --home"),
            home=home.path,
        )
    if not home.config_file.exists():
        _make(home, readers)
    elif not ports(home).is_dir():
        raise RefusedError(
            N_("{home} is an office in service, not a demo's"),
            N_("name another folder with --home"),
            home=home.path,
        )


def _make(home: Home, readers: tuple[ReaderKnobs, ...]) -> None:
    """Make it beside its place and move it there whole: a demo may be killed at any moment."""
    draft = Home(Path(tempfile.mkdtemp(prefix=f"{home.path.name}.", dir=home.path.parent)))
    try:
        with Office.create(draft, "重要室", language=current(), readers=readers) as office:
            furnish(office)
        ports(draft).mkdir(mode=0o700)
        draft.path.rename(home.path)
    except OSError as fault:
        raise RefusedError(
            N_("the demo's office cannot be made in {home}: {reason}"),
            N_("name another folder with --home"),
            home=home.path,
            reason=fault.strerror or fault,
        ) from fault
    finally:
        shutil.rmtree(draft.path, ignore_errors=True)


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """Only one demo at a time runs on a home. Raises RefusedError."""
    with (ports(home) / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise RefusedError(
                N_("another demo runs on {home}"),
                N_("end it first, or name another folder with --home"),
                home=home.path,
            ) from fault
        yield


def _is_ours(folder: Path) -> bool:
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
