"""A desk in use: badge, PIN, a session with its work, the lock.

Whatever is shown was recorded and committed before. If a record cannot be written nothing is shown,
and the desk is locked. Used by one thread; `view` is all that a screen may draw.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from devices.events import CardPresented, CardRemoved, CardReturned, IdDocumentRead, ReaderDown
from kiosk.office import Office
from kiosk.person import Person
from kiosk.privacy.accesses import Accesses, AccessKind
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
from kiosk.privacy.desk_view import PIN_SAID, DeskView, Said
from kiosk.privacy.desk_watch import PersonWatch
from kiosk.privacy.pins import Pins, PinState
from kiosk.privacy.vault import Vault
from kiosk.privacy.works.customers import CustomerWork
from kiosk.privacy.works.work import Session, Work
from store.errors import StoreError

SLEPT_S: Final = 1.0
"""The machine slept when the boot clock ran this much further than the processor's."""
END_S: Final = 15.0
"""So long the badge is awaited that ends the program."""
LOOK_S: Final = 1.0
"""So often it is looked at whether the person may still be there, when nothing was recorded."""

log = logging.getLogger(__name__)


AnyWork = TypeVar("AnyWork", bound=Work)


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
        self._vault = vault
        self._badges = DeskBadges(office)
        self._pins = Pins(office.store)
        self._accesses = Accesses(office.store)
        self._log = DeskLog(self._accesses, self._clock, office.terminal)
        self.rules = DeskRules(config.privacy.idle_lock_s, config.privacy.warn_s)
        self._desk: Desk = LOCKED_AT_START
        self._last_at = 0.0
        self._looked_at = 0.0
        self._ends_until = 0.0
        self._card: CardPresented | None = None
        """The badge that lies there, of a person who may open the desk."""
        self._watch: PersonWatch | None = None
        self._session: Session | None = None
        self._work: Work | None = None
        self._view = DeskView()
        self._log.end_killed()

    @property
    def view(self) -> DeskView:
        """What may be shown now."""
        locked = isinstance(self._desk, Locked)
        page = None if self._work is None else self._work.page
        # The state machine has the last word, whatever was left to be shown.
        if page is not None and page.customer not in (None, customer_of(self._desk)):
            page = None
        lies = locked and self._card is not None
        ending = locked and self._last_at < self._ends_until
        return replace(self._view, desk=self._desk, badge_lies=lies, ending=ending, page=page)

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

    def read(self, event: IdDocumentRead) -> None:
        """A resident ID card was read: for the work that is being done."""
        self._tick()
        if isinstance(self._desk, Open) and self._work is not None:
            work = self._work
            self._guarded(lambda: work.read(event.document))

    # What the person does; each carries the ticket of the session that it was meant for.

    def again(self) -> None:
        """The badge that still lies there shall open the desk once more."""
        if isinstance(self._desk, Locked) and self._card is not None:
            card = self._card
            self._guarded(lambda: self._laid(card))

    def expect_end(self, *, expected: bool) -> None:
        """Whether the next badge, if it is laid soon, shall end the program; only while locked."""
        if isinstance(self._desk, Locked):
            self._ends_until = self._now() + END_S if expected else 0.0

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

    def turn_to(self, ticket: int, kind: type[Work]) -> None:
        """Put away what is being done, and begin another kind of work."""
        if self._is_working(ticket) and self._session is not None:
            session = self._session
            self._guarded(lambda: self._turn_to(kind, session))

    def do(self, ticket: int, kind: type[AnyWork], act: Callable[[AnyWork], None]) -> None:
        """Go on with the work of this kind; nothing happens where it is not the one at hand."""
        if self._is_working(ticket) and isinstance(work := self._work, kind):
            self._guarded(lambda: act(work))

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
        if self._work is not None:
            self._guarded(self._work.tick)
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
        work, self._session, self._work, self._watch = self._work, None, None, None
        if work is not None:
            work.ended(cause)
        self._log.end_all(cause)
        self._log.person = None

    def _is_working(self, ticket: int) -> bool:
        """Whether it is this session that was meant; if so, the person has just touched it."""
        self._tick()
        if not isinstance(self._desk, Open) or self._desk.tickets != ticket:
            return False
        self._step(Touched(self._now()))
        return True

    def _laid(self, card: CardPresented) -> None:
        holder = self._badges.holder(card)
        person = holder.person
        if self.view.ending:
            self._end(card, person)
            return
        if isinstance(self._desk, Open) and self._work is not None and self._work.takes(holder):
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

    def _end(self, card: CardPresented, person: Person | None) -> None:
        self._ends_until = 0.0
        if self._badges.ends(card):
            self._view = DeskView(ended=True)
        else:
            self._turn_away(Said.NO_END, person)

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
            self._session = self._session_of(person)
            self._turn_to(CustomerWork, self._session)

    def _session_of(self, person: Person) -> Session:
        return Session(
            person,
            self._office,
            self._vault,
            Customers(self._office.store, self._vault),
            self._badges,
            self._log,
            self._now,
            self._hold,
        )

    def _turn_to(self, kind: type[Work], session: Session) -> None:
        if not kind.may(session.person):
            return
        if self._work is not None:
            self._work.put_away()
        self._work = kind(session)
        self._work.begin()

    def _hold(self, customer: str | None) -> bool:
        now = self._now()
        if customer is None:
            self._step(CustomerClosed(now))
        else:
            self._step(CustomerOpened(now, self._desk.tickets, customer))
        return isinstance(self._desk, Open) and customer_of(self._desk) == customer

    def _look_around(self) -> None:
        if isinstance(self._desk, Locked) or self._watch is None:
            return
        now = self._now()
        # Also where nothing was recorded: badges and employments end by the clock alone.
        if not self._office.store.changed() and now - self._looked_at < LOOK_S:
            return
        self._looked_at = now
        if (cause := self._watch.gone()) is not None:
            self._step(PersonGone(now, self._desk.held.person, cause))
