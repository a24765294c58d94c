"""Verify an office's records from the command line, with progress for whoever waits."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from commands.exits import RefusedError
from commands.files import read_text
from keyroom.language import N_, _
from kiosk import verification
from kiosk.office import Premises
from store.findings import Report

_REDRAWN: Final = "\r\x1b[K"


def verify_office(premises: Premises, against: Sequence[Path]) -> Report:
    """The report on this office's records, held against the checkpoints in `against` too.

    Raises WrongUsageError and RefusedError for a file that cannot be read, and StoreError where
    there is no database.
    """
    given = {str(path): read_text(path) for path in against}
    try:
        witness = verification.Witness.of(premises)
        return verification.verify_office(premises, {**given, **witness.notes}, _shown_progress())
    except OSError as fault:
        raise RefusedError(
            N_("{path}: a checkpoint cannot be read: {reason}"),
            N_("check the disk that it lies on"),
            path=fault.filename,
            reason=fault.strerror,
        ) from fault


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
