"""The records: whether they open, are signed for and copied, and whether taps wait outside them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from commands.health.finding import Finding, Level
from keyroom.language import _
from kiosk.office import Office
from kiosk.privacy.destructions import Destructions
from kiosk.times import moment
from store.schema import CHECKPOINTS
from store.sqlite import linked_library

LATE: Final = 2
"""So many checkpoint intervals without a checkpoint are a sign."""
OLD_BACKUP_DAYS: Final = 7
"""A backup that is older protects too little."""
_UNUSED: Final = (b"", b"\0")
"""How a spool begins that nothing waits in."""


def check(office: Office) -> Iterator[Finding]:
    """What can be told of records that open."""
    with office.store.connection() as connection:
        entries = office.store.ledger.size(connection)
    version = ".".join(map(str, linked_library()))
    text = _("the records open: {entries} entries, SQLite {version}")
    yield Finding(Level.OK, text.format(entries=entries, version=version))
    yield _newest_checkpoint(office, office.premises.clock.read().utc)
    yield _copies_apart(office)
    yield _newest_backup(office)
    yield from _spools(office.premises.home.spool)
    yield from _destructions(office)


def _destructions(office: Office) -> Iterator[Finding]:
    """What was signed for and is not finished; a desk that starts carries on with it."""
    for progress in Destructions(office.store).pending():
        yield Finding(
            Level.WARNING,
            _("destruction {no} is pending").format(no=progress.destruction.no),
            _("run: keyroom destructions resume"),
        )


def _newest_checkpoint(office: Office, now: datetime) -> Finding:
    minutes = office.premises.config.store.checkpoint_minutes
    newest = office.store.table(CHECKPOINTS).newest(1)
    if not newest:
        return Finding(
            Level.WARNING,
            _("the ledger was never signed"),
            _("run: keyroom log checkpoint; the entrance does it every {minutes} minutes").format(
                minutes=minutes
            ),
        )
    age = now - moment(newest[0]["at"])
    shown = int(age / timedelta(minutes=1))
    if age <= timedelta(minutes=LATE * minutes):
        return Finding(
            Level.OK, _("the ledger was signed {minutes} minutes ago").format(minutes=shown)
        )
    return Finding(
        Level.WARNING,
        _("the ledger was last signed {minutes} minutes ago").format(minutes=shown),
        _("a running entrance signs it every {minutes} minutes: see whether it runs").format(
            minutes=minutes
        ),
    )


def _copies_apart(office: Office) -> Finding:
    premises = office.premises
    folder = premises.folder(premises.config.store.checkpoint_folder)
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if existing.stat().st_dev != premises.home.path.stat().st_dev:
        return Finding(Level.OK, _("copies of checkpoints go to another disk"))
    return Finding(
        Level.WARNING,
        _("copies of checkpoints lie on the same disk as the records"),
        _("set store.checkpoint_folder in keyroom.toml to a folder of another disk or machine"),
    )


def _newest_backup(office: Office) -> Finding:
    folder = office.premises.folder(office.premises.config.store.backup_folder)
    made = [path.stat().st_mtime for path in folder.glob("*.db")]
    if not made:
        return Finding(Level.WARNING, _("there is no backup"), _("run: keyroom backup"))
    days = int((office.premises.clock.read().utc.timestamp() - max(made)) // 86_400)
    text = _("the newest backup is {days} days old").format(days=days)
    if days <= OLD_BACKUP_DAYS:
        return Finding(Level.OK, text)
    return Finding(Level.WARNING, text, _("run: keyroom backup"))


def _spools(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.glob("*")):
        with path.open("rb") as file:
            begins = file.read(1)
        if path.suffix == ".spool" and begins in _UNUSED:
            continue
        waiting = path.suffix == ".spool"
        yield Finding(
            Level.WARNING,
            _("taps wait in {file}").format(file=path)
            if waiting
            else _("taps that could not be understood lie in {file}").format(file=path),
            _("they go into the records when the entrance runs")
            if waiting
            else _("send the file to whoever looks after this program"),
        )
