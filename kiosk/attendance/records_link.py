"""The door's way to the records: opened when they can be, tried again when they are away."""

import logging
import time
from dataclasses import dataclass

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.attendance.correction import Corrections
from kiosk.attendance.own_months import OwnMonths
from kiosk.attendance.recorder import Recorder
from kiosk.boots import Start
from kiosk.errors import OfficeError
from kiosk.office import Office, Premises
from kiosk.schema import OFFICE_SCHEMA
from store import Store
from store.errors import StoreBusy, StoreError

RETRY_S = 1.0
"""Seconds between two tries to reach records that are away."""
PROBE_S = 0.1
"""How long a try waits for whoever keeps the records locked: a tap may be waiting, seconds."""

log = logging.getLogger(__name__)


class RecordsAwayError(OfficeError):
    """What was asked needs the records, and they cannot be reached now."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the door does with open records."""

    office: Office
    recorder: Recorder
    corrections: Corrections
    own: OwnMonths
    start: Start
    """How this terminal's last run ended."""


class RecordsLink:
    """Knows whether the records are there, and paces the tries to reach them."""

    def __init__(self, premises: Premises, terminal: str) -> None:
        self._premises = premises
        self._terminal = terminal
        self._services: Services | None = None
        self._retry_at = 0.0
        self.fault: StoreError | None = None
        """Why the records are away; None while they are there."""

    def services(self) -> Services | None:
        """What to use, or to try; None while the records are away and it is too soon to try."""
        if self.fault is not None and time.monotonic() < self._retry_at:
            return None
        try:
            if self._services is None:
                self._services = self._open()
            elif isinstance(self.fault, StoreBusy):
                self._probe()
        except StoreError as fault:
            self.lost(fault)
            return None
        return self._services

    def lost(self, fault: StoreError) -> None:
        """A use of the records failed."""
        if type(fault) is not type(self.fault):
            log.error("the records are away: %s", fault)
        self.fault = fault
        self._retry_at = time.monotonic() + RETRY_S

    def found(self) -> None:
        """A use of the records succeeded."""
        if self.fault is not None:
            log.warning("the records are back")
        self.fault = None

    def away(self) -> RecordsAwayError:
        """The error to raise where the records are needed and away; `fault` says why."""
        return RecordsAwayError(
            N_("the records cannot be reached now"),
            N_("taps are kept on this terminal meanwhile; try again when the records are back"),
        )

    def close(self) -> None:
        """Let go of the records; a stop in order is recorded where that is possible."""
        if self._services is None:
            return
        office = self._services.office
        try:
            office.boots.stop(self._premises.clock.read())
        except KeyroomError as fault:
            log.warning("the stop could not be recorded: %s", fault)
        office.close()
        self._services = None

    def _open(self) -> Services:
        premises, config = self._premises, self._premises.config
        office = premises.open(self._terminal)
        try:
            start = office.boots.start(premises.clock.read())
        except BaseException:
            office.close()
            raise
        if start.unclean:
            log.warning("the last run of %s did not end in order", self._terminal)
        floors = config.assurance
        store, badges, punches = office.store, office.badges, office.punches
        return Services(
            office=office,
            recorder=Recorder(store, badges, punches, premises.concealment, floors.punch),
            corrections=Corrections(store, badges, punches, floors.correct),
            own=OwnMonths(office),
            start=start,
        )

    def _probe(self) -> None:
        """Raise StoreBusy if the records are still locked, without the patience of a first try."""
        with (
            Store(
                self._premises.home.database,
                OFFICE_SCHEMA,
                terminal=self._terminal,
                busy_timeout_s=PROBE_S,
                create=False,
            ) as store,
            store.transaction(),
        ):
            pass
