"""Where the program writes what happened to it: the home's `logs/keyroom.log`.

Before there is a home, it is the platform's place for logs.

Logs are English, never hold a badge number in full, and can be read by their owner alone.
"""

import logging
import os
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from commands.output import prompt
from keyroom.language import _

if TYPE_CHECKING:
    from commands.invocation import Invocation

NAME = "keyroom.log"
OLD = "keyroom.log.1"
LARGEST = 10_000_000
"""Bytes after which a start puts the log aside; one older log is kept."""


class _UtcFormatter(logging.Formatter):
    """Lines that sort by time and can be laid beside the records."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - logging's name
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _PrivateFileHandler(WatchedFileHandler):
    """Appends to a file that only its owner can read.

    Several processes share it, so it is watched: when one puts the log aside, all move on.
    """

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


def keep_log(asked: "Invocation") -> Path:
    """Send the process's log to its file from now on; once, whoever asks again. The file."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, _PrivateFileHandler):
            return Path(handler.baseFilename)
    path = _folder(asked) / NAME
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_name(OLD))
    handler = _PrivateFileHandler(path, encoding="utf-8")
    handler.setFormatter(
        _UtcFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")
    )
    # A disk that fills up later is no reason to print tracebacks over a screen.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


def keep_log_if_possible(asked: "Invocation") -> Path:
    """As `keep_log`; where no log can be written this is told, and the file is the null device.

    A full or read-only disk must not keep an entrance shut.
    """
    try:
        return keep_log(asked)
    except OSError as fault:
        prompt(_("the log cannot be written: {reason}").format(reason=fault))
        # Without any handler, logging prints warnings and tracebacks at the person.
        logging.getLogger().addHandler(logging.NullHandler())
        return Path(os.devnull)


def _folder(asked: "Invocation") -> Path:
    home = asked.home()
    if home.path.is_dir() and os.access(home.path, os.W_OK):
        return home.logs
    from platformdirs import user_log_path

    return user_log_path("keyroom", appauthor=False)
