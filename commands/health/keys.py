"""The keys of the office: there, readable by their owner alone, and the one in force."""

from collections.abc import Callable, Iterator
from pathlib import Path

from commands.health.finding import Finding, Level, faults_of
from keyroom.errors import KeyroomError
from keyroom.language import _
from kiosk.home import Home
from kiosk.secret_file import read_secret
from store import Store
from store.key_ring import load_ring
from store.keys import key_in_force


def check(home: Home, store: Store | None) -> Iterator[Finding]:
    """Every key file; the ledger's key against the ledger, where the records can be opened."""
    for path in (home.token_key, home.digest_key):
        yield from _tried(path, lambda path=path: read_secret(path))  # type: ignore[misc]
    if home.next_master_key.exists():
        yield Finding(
            Level.WARNING,
            _("a change of the master key was not ended"),
            _("run: keyroom keys rotate"),
        )
    if store is None:
        return
    with store.connection() as connection:
        ring = load_ring(connection)
    yield from _tried(home.ledger_key, lambda: key_in_force(home.ledger_key, ring))


def _tried(path: Path, read: Callable[[], object]) -> Iterator[Finding]:
    try:
        read()
    except KeyroomError as error:
        yield from faults_of(error)
    else:
        yield Finding(Level.OK, _("{file} is right").format(file=path))
