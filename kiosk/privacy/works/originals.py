"""Work with original papers: the register, and hand-overs by two badges (BM-3)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from keyroom.errors import KeyroomError
from kiosk.holder import Holder
from kiosk.person import StaffNo
from kiosk.privacy.accesses import AccessKind, AccessResult
from kiosk.privacy.original import Kept, Original, OriginalState
from kiosk.privacy.originals import Hands, Originals, check_days
from kiosk.privacy.works.page import Page
from kiosk.privacy.works.work import OTHER_S, Session, Work
from store.errors import StoreError


class Told(StrEnum):
    """What there is to say besides."""

    TAKER_ASKED = "taker_asked"
    BRINGER_ASKED = "bringer_asked"
    LAPSED = "lapsed"
    HANDED_OUT = "handed_out"
    BROUGHT_BACK = "brought_back"
    TAKEN_IN = "taken_in"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, slots=True)
class OriginalsPage(Page):
    """The register, as far as it was asked for; what is overdue stands first."""

    today: date
    originals: tuple[Kept, ...] = ()
    borrowers: tuple[tuple[StaffNo, str], ...] = ()
    """Those who have something, and their names."""
    searched: str = ""
    told: Told | None = None
    fault: KeyroomError | None = None
    """Why something was refused."""

    @property
    def is_waiting(self) -> bool:
        """Whether the other person's badge is awaited."""
        return self.told in (Told.TAKER_ASKED, Told.BRINGER_ASKED)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the other person's badge is awaited for."""

    kept: Kept
    until: float
    days: int | None = None
    """None where it is brought back."""

    @property
    def kind(self) -> AccessKind:
        """As the access log calls it."""
        return AccessKind.PAPER_BACK if self.days is None else AccessKind.PAPER_OUT


class OriginalsWork(Work):
    """The badge that lies there is one of the two taps, the other person's the second."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._register = Originals(session.office.store)
        self._log = session.log
        self._page = OriginalsPage(self._today())
        self._asked: _Asked | None = None

    @property
    def page(self) -> OriginalsPage:
        """The list, and what is waited for."""
        return self._page

    def begin(self) -> None:
        """Everything, what is overdue first."""
        self._look()

    def put_away(self) -> None:
        """Wait for nobody any more."""
        self.call_off()

    def search(self, text: str) -> None:
        """By number, customer, title, place; nothing means everything again."""
        self.call_off()
        self._look(text.strip())
        if not self._page.originals:
            self._page = replace(self._page, told=Told.NOTHING_FOUND)

    def add(self, original: Original) -> None:
        """Take one in."""
        self.call_off()
        by = self._session.person.no
        self._try(lambda: self._register.add(original, by=by), Told.TAKEN_IN)

    def hand_out(self, no: str, days: int) -> None:
        """Ask for the badge of whoever takes it for so many days."""
        self._ask(no, OriginalState.IN, days)

    def take_back(self, no: str) -> None:
        """Ask for the badge of whoever brings it."""
        self._ask(no, OriginalState.OUT, None)

    def call_off(self) -> None:
        """Wait for nobody, and say nothing."""
        if self._asked is not None:
            self._lapse(None)
        self._page = replace(self._page, told=None, fault=None)

    def takes(self, holder: Holder) -> bool:
        """The other person's, while it is waited for."""
        other, asked, own = holder.person, self._asked, self._session.person
        if asked is None or other is None or other.no == own.no:
            return False
        if not self._session.badges.accepts(holder):
            return False
        self._asked = None
        done = Told.BROUGHT_BACK if asked.days is None else Told.HANDED_OUT
        self._try(lambda: self._hand_over(asked, other.no), done)
        return True

    def tick(self) -> None:
        """Who has not come by now will not."""
        if self._asked is not None and self._session.now() >= self._asked.until:
            self._lapse(Told.LAPSED)

    def _ask(self, no: str, state: OriginalState, days: int | None) -> None:
        self.call_off()
        try:
            kept = self._register.get(no)
            if days is not None:
                check_days(days)
        except StoreError:
            raise
        except KeyroomError as fault:
            self._page = replace(self._page, fault=fault)
            return
        if kept.state is state:
            self._asked = _Asked(kept, self._session.now() + OTHER_S, days)
            told = Told.BRINGER_ASKED if days is None else Told.TAKER_ASKED
            self._page = replace(self._page, told=told)
        else:
            self._look(self._page.searched)

    def _hand_over(self, asked: _Asked, other: StaffNo) -> None:
        """Between the two people whose badges are there; it is in the access log, or not done."""
        office, own, no = self._session.office, self._session.person.no, asked.kept.original.no
        now = office.premises.clock.read().utc
        with office.store.transaction(actor=own, action="originals.hand_over"):
            if asked.days is None:
                self._register.take_back(no, Hands(other, own, now, office.terminal))
            else:
                hands = Hands(own, other, now, office.terminal)
                self._register.hand_out(no, hands, asked.days, self._today())
            entry = self._log.entry(asked.kind, asked.kept.original.customer)
            self._log.record(replace(entry, reason=no, second_person=other))

    def _try(self, act: Callable[[], object], done: Told) -> None:
        """Do it, look again, and say that it is done, or why not."""
        fault: KeyroomError | None = None
        try:
            act()
        except StoreError:
            raise
        except KeyroomError as refused:
            fault = refused
        self._look(self._page.searched)
        self._page = replace(self._page, told=None if fault else done, fault=fault)

    def _look(self, text: str = "") -> None:
        today, people = self._today(), self._session.office.people
        found = tuple(self._register.search(text, today))
        having = dict.fromkeys(kept.borrower for kept in found if kept.borrower is not None)
        known = {no: people.find(no) for no in having}
        borrowers = tuple((no, person.name) for no, person in known.items() if person is not None)
        self._page = OriginalsPage(today, found, borrowers, text)

    def _lapse(self, told: Told | None) -> None:
        """Nobody has come."""
        asked, self._asked = self._asked, None
        self._page = replace(self._page, told=told)
        if asked is not None:
            entry = self._log.entry(asked.kind, asked.kept.original.customer)
            refused = replace(entry, result=AccessResult.REFUSED, reason=Told.LAPSED)
            self._log.record(refused)

    def _today(self) -> date:
        premises = self._session.office.premises
        return premises.clock.read().utc.astimezone(premises.config.zone).date()
