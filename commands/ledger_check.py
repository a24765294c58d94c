"""Verify an office's records from the command line, with progress for whoever waits."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from commands.files import read_text
from keyroom.language import _
from kiosk import verification
from kiosk.office import Premises
from store.findings import Report

_REDRAWN: Final = "\r\x1b[K"


def verify_office(premises: Premises, against: Sequence[Path]) -> Report:
    """The report on this office's records, held against the checkpoints in `against` too.

    Raises WrongUsageError and FileUnreadableError for a file that cannot be read, and StoreError
    where there is no database.
    """
    given = {str(path): read_text(path) for path in against}
    notes = {**given, **verification.witnessed(premises)}
    return verification.verify_office(premises, notes, _shown_progress())


def _shown_progress() -> Callable[[int, int], None] | None:
    """Progress on stderr, for the person who waits at a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if total:
            percent = 100 * done // total
            end = _REDRAWN if done >= total else ""
            sys.stderr.write(_REDRAWN + _("verifying: {percent} %").format(percent=percent) + end)
            sys.stderr.flush()

    return show
