"""Verifies an office's records without opening them: they may be too damaged for that."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from kiosk.given_file import read_given
from kiosk.office import Premises
from kiosk.schema import OFFICE_SCHEMA
from store.checkpoints import kept_copies, newest_copy
from store.database import open_engine
from store.engine import Engine
from store.errors import StoreError
from store.findings import Kind, Problem, Report
from store.key_ring import load_ring, origin_of
from store.keys import load_key
from store.ledger_errors import KeyFault
from store.note import VerifierKey
from store.schema import META
from store.verify import Progress, verify_database


def witness_folder(premises: Premises) -> Path | None:
    """Where somebody keeps checkpoints away from this machine; None while it is not there."""
    written = premises.config.store.witness_folder
    folder = premises.folder(written)
    return folder if written and folder.is_dir() else None


def witnessed(premises: Premises) -> dict[str, str]:
    """The checkpoints in the witness's folder, by their paths. Raises FileUnreadableError."""
    folder = witness_folder(premises)
    return {} if folder is None else {str(path): _text(path) for path in kept_copies(folder)}


def verify_office(
    premises: Premises, against: Mapping[str, str], progress: Progress | None = None
) -> Report:
    """The report on this office's records.

    They are held against the checkpoints in `against`, by name, and against the newest copy in the
    checkpoint folder. Raises FileUnreadableError for a copy that cannot be read, and StoreError
    where there is no database.
    """
    copy = newest_copy(premises.folder(premises.config.store.checkpoint_folder))
    own = {} if copy is None else {str(copy): _text(copy)}
    engine = open_engine(premises.home.database, premises.config.store.busy_timeout_s)
    engine.prepare(create=False)
    report = verify_database(
        engine,
        OFFICE_SCHEMA,
        progress,
        against={**against, **own},
        trusted=_own_key(premises),
    )
    other = _other_office(engine, premises)
    if other is None:
        return report
    return replace(report, ok=False, problems=(other, *report.problems))


def _text(path: Path) -> str:
    # What is no text is no checkpoint: the comparison says so.
    return read_given(path).decode("utf-8", errors="replace")


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
