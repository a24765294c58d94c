"""Who may enter the home folder and read its keys: the owner, and nobody else."""

import os
from collections.abc import Iterator
from pathlib import Path

from commands.health.finding import Finding, Level
from keyroom.language import _
from kiosk.home import Home


def check(home: Home) -> Iterator[Finding]:
    """Folders and keys that this user cannot use, or that others can."""
    # Nothing below a closed home can be looked at, and its remedy is theirs too.
    looked_at = home.folders if _usable(home.path) else (home.path,)
    closed = [path for path in looked_at if not _usable(path) and path.exists()]
    for path in closed:
        yield Finding(
            Level.FAULT,
            _("this user may not read and write {path}").format(path=path),
            _("run keyroom as the owner of the folder, or give it to this user"),
        )
    if home.path in closed:
        return
    exposed = home.exposed()
    for path in exposed:
        mode = "600" if path.is_file() else "700"
        yield Finding(
            Level.FAULT if path.is_file() else Level.WARNING,
            _("others than their owner may open {path}").format(path=path),
            f"chmod {mode} {path}",
        )
    if not closed and not exposed:
        yield Finding(Level.OK, _("the home and its keys are open to their owner alone"))


def _usable(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)
