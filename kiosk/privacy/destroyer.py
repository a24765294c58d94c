"""Carries destructions out (BM-6): the keys first, then what is left of the data, then the proof.

From the signatures on there is no way back: whatever stops it, it is pending, and goes on from
there at the next call, in whatever process. The certificate comes last, after all files of the
office were searched.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.office import Office
from kiosk.person import Person
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from kiosk.privacy.customers import Customers
from kiosk.privacy.destruction import (
    Destruction,
    DestructionRefusedError,
    Obstacle,
    Order,
    Progress,
    check_order,
    check_signers,
)
from kiosk.privacy.destructions import Destructions, Step
from kiosk.privacy.master_key import MasterKeyGivenError
from kiosk.privacy.original import OriginalState
from kiosk.privacy.originals import Originals
from kiosk.privacy.remains import Scan, scan
from kiosk.privacy.vault import Vault
from kiosk.records import require_person
from store.errors import StoreBusy, StoreError

_OBSTACLES: Final[Sequence[tuple[type[Exception], Obstacle]]] = (
    (StoreBusy, Obstacle.BUSY),
    (StoreError, Obstacle.DISK),
    (MasterKeyGivenError, Obstacle.CREDENTIAL),
    (KeyroomError, Obstacle.KEYS),
    (OSError, Obstacle.DISK),
)
_LOG_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")

log = logging.getLogger(__name__)


class Destroyer:
    """Begins destructions in one office, and carries them on."""

    def __init__(self, office: Office, vault: Vault) -> None:
        premises = office.premises
        self._office = office
        self._vault = vault
        self._home = premises.home
        self._clock = premises.clock
        self._backups = (
            premises.home.backups,
            premises.folder(premises.config.store.backup_folder),
        )
        self._needed = premises.config.destroy.signatures
        self._register = Destructions(office.store)
        self._originals = Originals(office.store)

    def complete(self, order: Order) -> Order:
        """The order with all originals of its customers. Raises DestructionRefusedError."""
        check_order(order)
        theirs = [
            kept.original.no
            for customer in order.customers
            for kept in self._originals.of_customer(customer)
            if kept.state is not OriginalState.DESTROYED
        ]
        papers = tuple(dict.fromkeys((*order.originals, *theirs)))
        whole = Order(order.method, order.customers, papers)
        for no in whole.originals:
            kept = self._originals.get(no)
            if kept.state is not OriginalState.IN:
                raise DestructionRefusedError(
                    N_("the original {no} is not in its place"),
                    N_("first have it brought back: what is away cannot be destroyed"),
                    no=no,
                )
        return whole

    def begin(self, order: Order, signers: Sequence[Person], session: str | None = None) -> str:
        """Take the signatures; from here on the data are gone. Joins the open transaction.

        Raises DestructionRefusedError, NoSuchCustomerError, CustomerDestroyedError,
        NoSuchOriginalError, NoSuchPersonError.
        """
        office, now = self._office, self._clock.read()
        actor = signers[0].no if signers else None
        with office.store.transaction(actor=actor, action="destruction.sign"):
            check_signers([require_person(office.store, each.no) for each in signers], self._needed)
            whole = self.complete(order)
            day = now.utc.astimezone(office.premises.config.zone)
            destruction = Destruction(
                self._register.next_no(day),
                now.utc,
                office.terminal,
                whole,
                tuple(signer.no for signer in signers),
            )
            marks = Customers(office.store, self._vault).destroy(whole.customers, destruction.no)
            self._originals.destroy(whole.originals, signers[0].no, now.utc, office.terminal)
            self._record(destruction, session)
            return self._register.add(destruction, marks)

    def carry_on(self, record: str) -> Progress:
        """Do what is left to do. What stops it is in the answer."""
        progress = self._register.get(record)
        if progress.certificate is not None:
            return progress
        try:
            self._finish(progress)
        except (KeyroomError, OSError) as fault:
            log.warning("destruction %s is pending: %s", progress.destruction.no, fault)
            self._blocked(progress, _obstacle(fault), _detail(fault))
        return self._register.get(record)

    def resume(self) -> None:
        """Carry on with whatever is pending."""
        for progress in self._register.pending():
            self.carry_on(progress.id)

    def _record(self, destruction: Destruction, session: str | None) -> None:
        """The access log names it for each customer."""
        second = destruction.signers[1] if len(destruction.signers) > 1 else None
        accesses = Accesses(self._office.store)
        for customer in destruction.order.customers or (None,):
            accesses.add(
                Access(
                    at=destruction.at,
                    terminal=destruction.terminal,
                    kind=AccessKind.DESTRUCTION,
                    person=destruction.signers[0],
                    session=session,
                    customer=customer,
                    reason=destruction.no,
                    second_person=second,
                )
            )

    def _finish(self, progress: Progress) -> None:
        customers = progress.destruction.order.customers
        found = Scan(0, 0, (), ())
        if customers:
            self._destroy_keys(progress.id, customers)
            self._office.store.purge()
            found = scan(
                (self._home.path, *self._backups),
                self._is_backup,
                self._register.marks(progress.id),
            )
        if found.remains:
            self._blocked(progress, Obstacle.REMAINS, str(found.remains[0]))
            return
        self._register.certify(progress, found, self._clock.read().utc)

    def _destroy_keys(self, record: str, customers: Sequence[str]) -> None:
        if self._register.keys_are_gone(record):
            return
        marks = self._vault.keys.marks(customers)
        if marks:
            self._note(record, Step.KEYS_FOUND, marks=[mark.hex() for mark in marks])
        self._vault.change.destroy(customers)
        self._note(record, Step.KEYS_DESTROYED)

    def _is_backup(self, path: Path) -> bool:
        """A copy of the records: in a folder of backups, or beside the records."""
        database = self._home.database
        own = {database.with_name(database.name + suffix) for suffix in _LOG_SUFFIXES}
        beside = path.is_relative_to(database.parent) and path not in own
        return beside or any(map(path.is_relative_to, self._backups))

    def _blocked(self, progress: Progress, obstacle: Obstacle, detail: str) -> None:
        if (progress.obstacle, progress.detail) == (obstacle, detail):
            return
        try:
            self._note(progress.id, Step.BLOCKED, obstacle=obstacle.value, detail=detail)
        except StoreError as fault:
            log.warning("that it is pending cannot be recorded: %s", fault)

    def _note(self, record: str, step: Step, **more: object) -> None:
        self._register.note(record, step, self._clock.read().utc, **more)


def _obstacle(fault: Exception) -> Obstacle:
    return next(obstacle for kind, obstacle in _OBSTACLES if isinstance(fault, kind))


def _detail(fault: Exception) -> str:
    """Where it was: a file, never what stood in it."""
    if isinstance(fault, OSError):
        return str(fault.filename or fault.strerror or "")
    return str(getattr(fault, "details", {}).get("path", ""))
