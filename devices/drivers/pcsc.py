"""Smart card readers through PC/SC: one thread waits for cards and reads their UIDs.

Two contexts: one waits, so that `stop` can cancel it at any moment; the other works with cards.
"""

import logging
import threading
import time
from enum import Enum, IntEnum

from devices.drivers.pcsc_api import PNP_NOTIFICATION, SERVICE_GONE, Code, Context, PcscError
from devices.drivers.pcsc_slot import Slot, change
from devices.drivers.reader_thread import Backoff, Now, Publish, ReaderThread
from devices.errors import DeviceError, ReaderUnavailableError
from devices.events import CardRemoved, CardReturned, Credential
from devices.protocols.apdu import Command, uid_credential
from devices.urls import PcscUrl
from keyroom.language import N_

logger = logging.getLogger(__name__)


class Seconds(float, Enum):
    """Waits of the driver."""

    WAIT = 2.0
    """Longest wait for a change. Changes end it at once; this bounds a missed notice."""
    RETRY = 0.5
    """Between attempts to reach the service."""
    READ_AGAIN = 0.3
    """Before a card that lies there is read again. pcscd, which looks every 0.4 s, takes the power
    from a card that it sees idle twice, and does not notice when another comes in its place then:
    the card is kept awake."""


class Tries(IntEnum):
    """How often a card is read before it is left alone."""

    MOST = 5


TAKEN_AWAY = N_("the card was taken away too soon: present it again")
NO_NUMBER = N_("this card gives no number: use another")
UNREADABLE = N_("the card cannot be read: present it again")
CARD_TROUBLE = {
    Code.E_NO_SMARTCARD: TAKEN_AWAY,
    Code.E_NOT_TRANSACTED: TAKEN_AWAY,
    Code.E_COMM_DATA_LOST: TAKEN_AWAY,
    Code.W_REMOVED_CARD: TAKEN_AWAY,
    Code.W_UNRESPONSIVE_CARD: N_("the card does not answer: present it again, flat"),
    Code.E_SHARING_VIOLATION: N_("another program keeps the card to itself: end that program"),
    Code.E_PROTO_MISMATCH: N_("this kind of card is not supported"),
}
"""Message ids, one a code; all other codes but those of a service that is gone are UNREADABLE."""
LASTING_TROUBLE = frozenset({Code.E_PROTO_MISMATCH})
"""What the next try will not mend."""


class _UnreadableCardError(Exception):
    """A card did not give its number; `is_passing` if it may at the next try.

    `reason` is for people, `cause` for the log.
    """

    def __init__(self, reason: str, cause: str, *, is_passing: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.cause = cause
        self.is_passing = is_passing


class PcscReader(ReaderThread):
    """The readers whose names match the address, as one reader."""

    def __init__(self, name: str, url: PcscUrl, publish: Publish, now: Now) -> None:
        super().__init__(name, publish, now, Backoff(Seconds.RETRY, Seconds.RETRY))
        self._url = url
        self._waiting: Context | None = None
        self._waiting_lock = threading.Lock()
        self._slots: dict[str, Slot] = {}
        self._cards: dict[str, Credential] = {}
        self._tries_left: dict[str, int] = {}
        self._told_gone: set[str] = set()
        """Readers whose card is gone and was reported so, before pcscd sees it."""
        self._pnp_state = 0

    def _session(self) -> None:
        with Context() as waiting, Context() as working:
            self._slots.clear()
            self._cards.clear()
            self._tries_left.clear()
            self._told_gone.clear()
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
        seconds = Seconds.READ_AGAIN if self._tries_left or self._cards else Seconds.WAIT
        changed = waiting.wait({**known, PNP_NOTIFICATION: self._pnp_state}, seconds)
        self._pnp_state = changed.pop(PNP_NOTIFICATION, self._pnp_state)
        for name, state in changed.items():
            self._follow_slot(name, Slot(state), working)
        if not changed:
            # Another card may lie there by now, and pcscd, which looks only now and then, may have
            # seen neither the one go nor the other come.
            for name in tuple(self._tries_left):
                self._try(name, working)
            for name in tuple(self._cards):
                self._look_again(name, working)

    def _follow_slot(self, name: str, now: Slot, working: Context) -> None:
        happened = change(self._slots[name], now)
        self._slots[name] = now
        if happened.removed:
            self._removed(name)
        if happened.inserted:
            self._tries_left[name] = Tries.MOST
            self._try(name, working)

    def _removed(self, reader: str) -> None:
        self._tries_left.pop(reader, None)
        credential = self._cards.pop(reader, None)
        if reader in self._told_gone:
            self._told_gone.discard(reader)
            return
        if credential is not None:
            self._presentations.see(credential, time.monotonic())
        self._publish(CardRemoved(self.name, self._now(), credential))

    def _try(self, reader: str, working: Context) -> None:
        """Read the card; publish it, or once that it cannot be read."""
        received = time.monotonic()
        tries_left = self._tries_left.pop(reader) - 1
        try:
            credential = self._read(reader, working)
        except _UnreadableCardError as error:
            logger.info("%s: %s: %s", self.name, reader, error.cause)
            if error.is_passing and tries_left:
                self._tries_left[reader] = tries_left
            if tries_left == Tries.MOST - 1:
                self._fault(error.reason)
            return
        self._found(reader, credential, received)

    def _look_again(self, reader: str, working: Context) -> None:
        """Whether the card is still the one that was read, whatever pcscd says."""
        received = time.monotonic()
        try:
            credential = self._read(reader, working)
        except _UnreadableCardError as error:
            logger.debug("%s: %s: %s", self.name, reader, error.cause)
            if error.reason == TAKEN_AWAY:
                self._removed(reader)
                self._told_gone.add(reader)
                self._tries_left[reader] = Tries.MOST - 1
            return
        if credential != self._cards[reader]:
            self._removed(reader)
            self._found(reader, credential, received)

    def _found(self, reader: str, credential: Credential, received: float) -> None:
        self._told_gone.discard(reader)
        self._cards[reader] = credential
        if not self._present(credential, received):
            self._publish(CardReturned(self.name, self._now(), credential))

    def _read(self, reader: str, working: Context) -> Credential:
        """The card's UID."""
        try:
            with working.connect(reader) as card:
                response = card.transmit(Command.GET_UID)
        except PcscError as error:
            if error.code in SERVICE_GONE:
                raise
            reason = UNREADABLE if error.code is None else CARD_TROUBLE.get(error.code, UNREADABLE)
            is_passing = error.code not in LASTING_TROUBLE
            raise _UnreadableCardError(reason, str(error), is_passing=is_passing) from error
        credential = uid_credential(response)
        if credential is None:
            status = f"status {response.status_name}"
            raise _UnreadableCardError(NO_NUMBER, status, is_passing=False)
        return credential
