"""A desk at work: badge, PIN, own customers, search, a record, a reveal and its reason; the lock.

Whatever is shown was recorded and committed before. If a record cannot be written nothing is shown,
and the desk is locked. Used by one thread; `view` is all that a screen may draw.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from devices.events import CardPresented, CardRemoved, CardReturned, ReaderDown
from keyroom.errors import KeyroomError
from kiosk.holder import Holder
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.access_words import CLOSED, Reason, is_reason
from kiosk.privacy.accesses import Accesses, AccessKind
from kiosk.privacy.customer import Contact, Customer, PersonalField
from kiosk.privacy.customers import Customers
from kiosk.privacy.desk import (
    LOCKED_AT_START,
    BadgeLaid,
    BadgeLifted,
    Cause,
    CustomerClosed,
    CustomerOpened,
    Desk,
    DeskRules,
    Event,
    Held,
    Identifying,
    Locked,
    LockNow,
    Open,
    PersonGone,
    PinAnswered,
    ReaderLost,
    StrangerLaid,
    Ticked,
    Touched,
    customer_of,
    step,
)
from kiosk.privacy.desk_badges import DeskBadges, concerns
from kiosk.privacy.desk_log import DeskLog
from kiosk.privacy.desk_rights import needs_second
from kiosk.privacy.desk_view import PIN_SAID, DeskView, Record, Said, Viewed
from kiosk.privacy.desk_watch import PersonWatch
from kiosk.privacy.masking import mask_numbers, mask_search
from kiosk.privacy.pins import Pins, PinState
from kiosk.privacy.vault import Vault
from store.errors import StoreError

SECOND_S: Final = 30.0
"""How long a second person's badge is awaited; seconds."""
SLEPT_S: Final = 1.0
"""The machine slept when the boot clock ran this much further than the processor's."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Another manager's customer, for whom a second person's badge is awaited."""

    customer: str
    until: float


class DeskService:
    """The desk of one terminal over the open office."""

    def __init__(
        self,
        office: Office,
        vault: Vault,
        awake_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`awake_s` is a clock that stands still while the machine sleeps. Raises StoreError."""
        config = office.premises.config
        self._office = office
        self._clock = office.premises.clock
        self._awake_s = awake_s
        self._slept_s = self._sleep()
        self._customers = Customers(office.store, vault)
        self._badges = DeskBadges(office)
        self._pins = Pins(office.store)
        self._accesses = Accesses(office.store)
        self._log = DeskLog(self._accesses, self._clock, office.terminal)
        self.rules = DeskRules(config.privacy.idle_lock_s, config.privacy.warn_s)
        self._desk: Desk = LOCKED_AT_START
        self._last_at = 0.0
        self._card: CardPresented | None = None
        """The badge that lies there, of a person who may open the desk."""
        self._watch: PersonWatch | None = None
        self._asked: _Asked | None = None
        self._view = DeskView()
        self._log.end_killed()

    @property
    def view(self) -> DeskView:
        """What may be shown now."""
        locked = isinstance(self._desk, Locked)
        view = replace(self._view, desk=self._desk, badge_lies=locked and self._card is not None)
        # The state machine has the last word, whatever was left to be shown.
        if view.record is not None and view.record.customer.no != customer_of(self._desk):
            return replace(view, record=None, shown=None)
        return view

    # What readers tell.

    def laid(self, card: CardPresented | CardReturned) -> None:
        """A badge was presented, or came back."""
        if isinstance(card, CardReturned):
            card = CardPresented(card.reader, card.at, card.credential)
        self._tick()
        self._guarded(lambda: self._laid(card))

    def lifted(self, event: CardRemoved) -> None:
        """A badge is away; the second person's may go."""
        if self._card is not None and concerns(event, self._card.reader, self._card):
            self._card = None
        held = None if isinstance(self._desk, Locked) else self._desk.held
        if held is not None and concerns(event, held.reader, held):
            self._step(BadgeLifted(self._now(), event.reader))

    def lost(self, event: ReaderDown) -> None:
        """A reader works no more: nobody knows what lies on it."""
        if self._card is not None and self._card.reader == event.reader:
            self._card = None
        self._step(ReaderLost(self._now(), event.reader))

    # What the person does; each carries the ticket of the session that it was meant for.

    def again(self) -> None:
        """The badge that still lies there shall open the desk once more."""
        if isinstance(self._desk, Locked) and self._card is not None:
            card = self._card
            self._guarded(lambda: self._laid(card))

    def pin(self, ticket: int, pin: str) -> None:
        """A PIN was typed."""
        self._tick()
        if isinstance(self._desk, Identifying) and self._desk.tickets == ticket:
            held = self._desk.held
            self._guarded(lambda: self._try_pin(held, ticket, pin))

    def touch(self, ticket: int, at: float) -> None:
        """A key or the mouse, at a moment of the boot clock."""
        if self._desk.tickets == ticket:
            self._step(Touched(max(at, self._last_at)))

    def search(self, ticket: int, text: str) -> None:
        """By number, group, initials, exact phone; nothing means the person's own again."""
        if (person := self._working(ticket)) is not None:
            self._guarded(lambda: self._search(person, text.strip()))

    def open_customer(self, ticket: int, no: str) -> None:
        """Open a customer's record, or ask for the second person who authorises it."""
        if (person := self._working(ticket)) is not None:
            self._guarded(lambda: self._ask_or_open(person, no))

    def reveal(
        self, ticket: int, record: str, fields: Iterable[PersonalField], reason: str
    ) -> None:
        """Show fields of one person of the open record in clear."""
        if self._working(ticket) is not None:
            asked = tuple(fields)
            self._guarded(lambda: self._reveal(record, asked, reason.strip()))

    def hide(self, ticket: int) -> None:
        """Show nothing in clear any more."""
        if self._working(ticket) is not None:
            self._hide()

    def close_customer(self, ticket: int) -> None:
        """Back to the list; also from waiting for a second person."""
        if self._working(ticket) is not None:
            self._guarded(self._close_customer)

    def lock(self, ticket: int, cause: Cause) -> None:
        """The session that had this ticket is over."""
        if self._desk.tickets == ticket:
            self._step(LockNow(self._now(), cause))

    # What time and others do.

    def tick(self) -> None:
        """Time went by; to be called a few times a second, and between all else."""
        slept = self._sleep()
        if slept - self._slept_s > SLEPT_S:
            self._step(LockNow(self._now(), Cause.RESUMED))
        self._slept_s = slept
        self._tick()
        asked = self._asked
        if asked is not None and self._now() >= asked.until:
            self._guarded(lambda: self._lapse(Said.SECOND_LAPSED))
        if not isinstance(self._desk, Locked):
            self._guarded(self._look_around)

    def close(self, cause: Cause = Cause.FINISHED) -> None:
        """The program ends, or cannot go on."""
        self._step(LockNow(self._now(), cause))

    def _now(self) -> float:
        self._last_at = max(self._last_at, self._clock.read().boot_time_s)
        return self._last_at

    def _sleep(self) -> float:
        return self._clock.read().boot_time_s - self._awake_s()

    def _tick(self) -> None:
        self._step(Ticked(self._now()))

    def _guarded(self, act: Callable[[], None]) -> None:
        """What cannot be recorded is not shown, and ends the session."""
        try:
            act()
        except StoreError as fault:
            log.error("the desk is locked: %s", fault)  # noqa: TRY400 - the line says all
            self._step(LockNow(self._now(), Cause.STORE_FAILED))

    def _step(self, event: Event) -> None:
        self._last_at = max(self._last_at, event.at)
        # In two: what has run out by now ends by its own cause, not by what came after it.
        for each in (Ticked(event.at), event):
            before, self._desk = self._desk, step(self._desk, each, self.rules)
            if self._desk.tickets != before.tickets or isinstance(self._desk, Locked):
                self._left(before)

    def _left(self, before: Desk) -> None:
        """Let go of everything that belonged to the session before, then record its end."""
        if isinstance(before, Locked):
            return
        now = self._desk
        cause = now.cause if isinstance(now, Locked) else Cause.OTHER_BADGE
        self._view = DeskView()
        self._asked = self._watch = None
        self._log.end_all(cause)
        self._log.person = None

    def _working(self, ticket: int) -> Person | None:
        """The person at work, if it is his session that was meant."""
        self._tick()
        if not isinstance(self._desk, Open) or self._desk.tickets != ticket:
            return None
        self._step(Touched(self._now()))
        return self._view.person

    def _laid(self, card: CardPresented) -> None:
        holder = self._badges.holder(card)
        person = holder.person
        if self._asked is not None and person is not None and self._is_second(holder):
            self._open_customer(self._asked.customer, person.no)
            return
        said = self._badges.why_not(card, holder)
        if said is not None or person is None:
            self._turn_away(said or Said.UNKNOWN_BADGE, person)
            return
        self._card = card if self._badges.sees(card.reader) else None
        watch = PersonWatch(self._office, self._badges, self._accesses, card)
        watch.begin(person.no)
        before = self._desk.tickets
        self._step(BadgeLaid(self._now(), Held(card.reader, card.credential, person.no)))
        if self._desk.tickets != before:
            self._watch = watch
            self._view = DeskView(person=person)

    def _is_second(self, holder: Holder) -> bool:
        first = self._view.person if isinstance(self._desk, Open) else None
        return first is not None and self._badges.is_second(holder, first)

    def _turn_away(self, said: Said, person: Person | None) -> None:
        self._step(StrangerLaid(self._now()))
        self._view = DeskView(said=said)
        self._log.refuse(AccessKind.BADGE, None if person is None else person.no, said)

    def _try_pin(self, held: Held, ticket: int, pin: str) -> None:
        answer = self._pins.try_(held.person, pin, self._clock.read())
        if answer.state is PinState.RIGHT:
            self._begin(held, ticket)
            return
        self._step(PinAnswered(self._now(), ticket, right=False))
        self._view = DeskView(said=PIN_SAID[answer.state], wait_s=answer.wait_s)
        self._log.refuse(AccessKind.PIN, held.person, answer.state)

    def _begin(self, held: Held, ticket: int) -> None:
        gone = Cause.FAULT if self._watch is None else self._watch.gone()
        if gone is not None:
            self._step(LockNow(self._now(), gone))
            return
        person = self._view.person
        self._log.person = held.person
        self._log.begin(self._log.entry(AccessKind.SESSION))
        self._step(PinAnswered(self._now(), ticket, right=True))
        if isinstance(self._desk, Open) and person is not None:
            self._view = DeskView(person=person, customers=self._own(person))

    def _own(self, person: Person) -> tuple[Customer, ...]:
        return tuple(self._customers.of_owner(person.no))

    def _search(self, person: Person, text: str) -> None:
        self._close_customer()
        if not text:
            self._view = DeskView(person=person, customers=self._own(person))
            return
        self._log.record(replace(self._log.entry(AccessKind.SEARCH), reason=mask_search(text)))
        found = tuple(self._customers.search(text))
        said = None if found else Said.NOTHING_FOUND
        self._view = DeskView(person=person, customers=found, searched=True, said=said)

    def _ask_or_open(self, person: Person, no: str) -> None:
        self._close_customer()
        try:
            customer = self._customers.get(no)
        except KeyroomError as fault:
            self._cannot(fault)
            return
        if not needs_second(person, customer):
            self._open_customer(no, None)
            return
        self._asked = _Asked(no, self._now() + SECOND_S)
        self._view = replace(self._view, said=Said.SECOND_ASKED)

    def _open_customer(self, no: str, second: StaffNo | None) -> None:
        self._asked = None
        try:
            customer = self._customers.get(no)
            entry = self._log.begin(
                replace(self._log.entry(AccessKind.CUSTOMER, no), second_person=second)
            )
            contacts = tuple(self._customers.contacts(no))
        except StoreError:
            raise
        except KeyroomError as fault:
            self._log.end(AccessKind.CUSTOMER, Said.GONE)
            self._cannot(fault)
            return
        record = Record(customer, contacts, self._viewed(no, entry), second)
        self._step(CustomerOpened(self._now(), self._desk.tickets, no))
        if isinstance(self._desk, Open):
            self._view = replace(self._view, record=record, said=None)

    def _viewed(self, no: str, but: str) -> Viewed | None:
        last = self._accesses.last_viewed(no, but)
        if last is None or last.person is None:
            return None
        person = self._office.people.find(last.person)
        return Viewed(last.person, "" if person is None else person.name, last.at)

    def _reveal(self, record: str, fields: tuple[PersonalField, ...], reason: str) -> None:
        opened = self._view.record
        if opened is None or not fields or record not in {each.id for each in opened.contacts}:
            return
        self._hide()
        if not is_reason(reason):
            self._view = replace(self._view, said=Said.NO_REASON)
            return
        self._log.begin(
            replace(
                self._log.entry(AccessKind.REVEAL, opened.customer.no),
                fields=fields,
                reason=reason if reason in set(Reason) else mask_numbers(reason),
                second_person=opened.second,
            )
        )
        try:
            shown: Contact = self._customers.reveal(record, fields)
        except StoreError:
            raise
        except KeyroomError as fault:
            self._log.end(AccessKind.REVEAL, Said.GONE)
            self._cannot(fault)
            return
        self._view = replace(self._view, shown=shown, said=None)

    def _hide(self) -> None:
        self._view = replace(self._view, shown=None, said=None)
        self._log.end(AccessKind.REVEAL, CLOSED)

    def _close_customer(self) -> None:
        if self._asked is not None:
            self._lapse(None)
        self._hide()
        self._view = replace(self._view, record=None)
        self._log.end(AccessKind.CUSTOMER, CLOSED)
        self._step(CustomerClosed(self._now()))

    def _lapse(self, said: Said | None) -> None:
        """Nobody has authorised it."""
        asked, self._asked = self._asked, None
        self._view = replace(self._view, said=said)
        if asked is not None:
            lapsed = Said.SECOND_LAPSED
            self._log.refuse(AccessKind.CUSTOMER, self._log.person, lapsed, customer=asked.customer)

    def _cannot(self, fault: KeyroomError) -> None:
        log.error("a customer's record cannot be opened: %s", fault)
        self._view = replace(self._view, said=Said.GONE)

    def _look_around(self) -> None:
        if isinstance(self._desk, Locked) or self._watch is None:
            return
        if self._office.store.changed() and (cause := self._watch.gone()) is not None:
            self._step(PersonGone(self._now(), self._desk.held.person, cause))
