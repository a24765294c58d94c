"""The `sqlite3` command-line shell of the Debian package: what anybody has who can reach the file.

The distribution's library is older than the one that the program insists on, so the shell is used
only while no program has the store open.
"""

import subprocess
from pathlib import Path

TIMEOUT_S = 30


def try_sql(database: Path, *statements: str) -> str | None:
    """Run statements; what the shell complained of, None when it did as told."""
    done = _shell(database, statements)
    return done.stderr if done.returncode else None


def sql(database: Path, *statements: str) -> list[str]:
    """Run statements; the lines that they print. Fails where the shell does."""
    done = _shell(database, statements)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def _shell(database: Path, statements: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sqlite3", "-batch", "-bail", str(database), *statements],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
