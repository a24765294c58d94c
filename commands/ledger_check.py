"""Verify an office's records without opening them: they may be too damaged for that."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

from commands.files import read_text
from keyroom.language import _
from kiosk.office import Premises
from kiosk.schema import OFFICE_SCHEMA
from store.checkpoints import newest_copy
from store.database import open_engine
from store.engine import Engine
from store.errors import StoreError
from store.findings import Kind, Problem, Report
from store.key_ring import load_ring, origin_of
from store.keys import load_key
from store.ledger_errors import KeyFault
from store.note import VerifierKey
from store.schema import META
from store.verify import verify_database

_REDRAWN: Final = "\r\x1b[K"


def verify_office(premises: Premises, against: Sequence[Path]) -> Report:
    """The report on this office's records.

    They are held against the checkpoints in `against`, and against the newest copy in the
    checkpoint folder. Raises WrongUsageError for a file that cannot be read, and StoreError where
    there is no database.
    """
    copy = newest_copy(premises.folder(premises.config.store.checkpoint_folder))
    files = [*against, *([] if copy is None else [copy])]
    engine = open_engine(premises.home.database, premises.config.store.busy_timeout_s)
    engine.prepare(create=False)
    report = verify_database(
        engine,
        OFFICE_SCHEMA,
        _shown_progress(),
        against={str(path): read_text(path) for path in files},
        trusted=_own_key(premises),
    )
    other = _other_office(engine, premises)
    if other is None:
        return report
    return replace(report, ok=False, problems=(other, *report.problems))


def _own_key(premises: Premises) -> tuple[VerifierKey, ...]:
    # A ledger that was rolled back behind a rotation has forgotten the key that is at hand.
    office = premises.config.office.id
    if office is None:
        return ()
    try:
        return (load_key(premises.home.ledger_key, origin_of(office)).verifier,)
    except KeyFault:
        return ()


def _other_office(engine: Engine, premises: Premises) -> Problem | None:
    """The problem that the whole database is another office's."""
    if premises.config.office.id is None:
        return None
    expected = origin_of(premises.config.office.id)
    try:
        with closing(engine.connect()) as connection:
            found = load_ring(connection).origin
    except StoreError:
        return None  # reported by the verification
    if found == expected:
        return None
    detail = f"the records are those of {found or 'no office'}, not of {expected}"
    return Problem(Kind.OTHER_OFFICE, table=META, detail=detail)


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
