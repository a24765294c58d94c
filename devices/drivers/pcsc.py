"""Smart card readers through PC/SC: one thread waits for cards and reads their UIDs.

Two contexts: one waits, so that `stop` can cancel it at any moment; the other works with cards.
"""

import threading
import time
from enum import Enum

from devices.drivers.pcsc_api import PNP_NOTIFICATION, SERVICE_GONE, Code, Context, PcscError, State
from devices.drivers.pcsc_slot import Slot, change
from devices.drivers.reader_thread import Backoff, Now, Publish, ReaderThread, logger
from devices.errors import DeviceError, ReaderUnavailableError
from devices.events import CardRemoved, CardReturned, Credential
from devices.protocols.apdu import Command, uid_credential
from devices.urls import PcscUrl
from keyroom.language import N_


class Seconds(float, Enum):
    """Waits of the driver."""

    WAIT = 2.0
    """Longest wait for a change. Changes end it at once; this bounds a missed notice."""
    RETRY = 0.5
    """Between attempts to reach the service."""


TAKEN_AWAY = N_("the card was taken away too soon: present it again")
NO_NUMBER = N_("this card gives no number: use another")
CARD_TROUBLE = {
    Code.E_NO_SMARTCARD: TAKEN_AWAY,
    Code.E_NOT_TRANSACTED: TAKEN_AWAY,
    Code.E_COMM_DATA_LOST: TAKEN_AWAY,
    Code.W_REMOVED_CARD: TAKEN_AWAY,
    Code.W_RESET_CARD: TAKEN_AWAY,
    Code.W_UNPOWERED_CARD: TAKEN_AWAY,
    Code.W_UNRESPONSIVE_CARD: N_("the card does not answer: present it again, flat"),
    Code.E_SHARING_VIOLATION: N_("another program keeps the card to itself: end that program"),
    Code.E_PROTO_MISMATCH: N_("this kind of card is not supported"),
}
"""Message ids of what can go wrong with one card; everything else is the reader's trouble."""


class PcscReader(ReaderThread):
    """The readers whose names match the address, as one reader."""

    def __init__(self, name: str, url: PcscUrl, publish: Publish, now: Now) -> None:
        super().__init__(name, publish, now, Backoff(Seconds.RETRY, Seconds.RETRY))
        self._url = url
        self._waiting: Context | None = None
        self._waiting_lock = threading.Lock()
        self._slots: dict[str, Slot] = {}
        self._cards: dict[str, Credential] = {}
        self._pnp_state = 0

    def _session(self) -> None:
        with Context() as waiting, Context() as working:
            self._slots.clear()
            self._cards.clear()
            self._pnp_state = 0
            with self._waiting_lock:
                self._waiting = waiting
            try:
                while not self._stopping.is_set():
                    self._follow_readers(waiting)
                    self._follow_cards(waiting, working)
            finally:
                with self._waiting_lock:
                    self._waiting = None

    def _interrupt(self) -> None:
        with self._waiting_lock:
            if self._waiting is not None:
                self._waiting.cancel()

    def _went_down(self, error: DeviceError) -> None:
        # Nobody knows what lay on the reader meanwhile: what is there afterwards is new.
        self._presentations.forget()
        super()._went_down(error)

    def _follow_readers(self, waiting: Context) -> None:
        names = [name for name in waiting.readers() if self._url.matches(name)]
        for name in set(self._slots) - set(names):
            if self._slots.pop(name).is_occupied:
                self._removed(name)
        for name in names:
            self._slots.setdefault(name, Slot())
        if names:
            self._came_up(", ".join(names))
        else:
            self._went_down(
                ReaderUnavailableError(
                    N_("no smart card reader is called {pattern}"),
                    N_("plug it in; keyroom readers list names the readers of this machine"),
                    pattern=self._url.pattern,
                )
            )

    def _follow_cards(self, waiting: Context, working: Context) -> None:
        known: dict[str, int] = {name: slot.state for name, slot in self._slots.items()}
        changed = waiting.wait({**known, PNP_NOTIFICATION: self._pnp_state}, Seconds.WAIT)
        self._pnp_state = changed.get(PNP_NOTIFICATION, self._pnp_state) & ~State.CHANGED
        for name, slot in self._slots.items():
            if name not in changed:
                continue
            now = Slot(changed[name] & ~State.CHANGED)
            happened = change(slot, now)
            self._slots[name] = now
            if happened.removed:
                self._removed(name)
            if happened.inserted:
                self._inserted(name, working)

    def _removed(self, reader: str) -> None:
        credential = self._cards.pop(reader, None)
        if credential is not None:
            self._presentations.see(credential, time.monotonic())
        self._publish(CardRemoved(self.name, self._now(), credential))

    def _inserted(self, reader: str, working: Context) -> None:
        received = time.monotonic()
        credential = self._read(reader, working)
        if credential is None:
            return
        self._cards[reader] = credential
        if not self._present(credential, received):
            self._publish(CardReturned(self.name, self._now(), credential))

    def _read(self, reader: str, working: Context) -> Credential | None:
        """The card's UID; None, and a fault published, if the card does not give it."""
        try:
            with working.connect(reader) as card:
                response = card.transmit(Command.GET_UID)
        except PcscError as error:
            if error.code in SERVICE_GONE:
                raise
            logger.info("%s: %s: %s", self.name, reader, error)
            # A reader that was unplugged says so by itself, in the next list of readers.
            if error.code in CARD_TROUBLE:
                self._fault(CARD_TROUBLE[error.code])
            return None
        credential = uid_credential(response)
        if credential is None:
            logger.info("%s: %s: status %s", self.name, reader, response.status_name)
            self._fault(NO_NUMBER)
        return credential
