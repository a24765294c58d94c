"""Work with judicial enquiries: the form step by step, the approval, what is given, the receipt.

The form lives in this work alone until it is judged: a session that ends takes it along. Whatever
is shown was recorded and committed before, and is the stated scope of the stated subject.
"""

import logging
from dataclasses import replace
from datetime import date
from typing import Final

from devices.id_document import IdDocument
from keyroom.errors import KeyroomError
from kiosk.holder import Holder
from kiosk.privacy.access_words import CLOSED
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.desk import Cause
from kiosk.privacy.enquiries import questions
from kiosk.privacy.enquiries.cards import has_true_number, is_among, is_expired
from kiosk.privacy.enquiries.enquiry import Step
from kiosk.privacy.enquiries.filling import Filling
from kiosk.privacy.enquiries.form import Matter, Officer
from kiosk.privacy.enquiries.questions import DONE, BadAnswerError, Question
from kiosk.privacy.enquiries.receipts import Receipts
from kiosk.privacy.enquiries.register import Enquiries, Mark
from kiosk.privacy.enquiries.wizard import (
    UNDER_WAY,
    ApprovedBy,
    Approving,
    Event,
    Given,
    HandedOver,
    MatterStated,
    OfficersDone,
    OfficerSeen,
    PaperStated,
    Printed,
    ReceiptPrinted,
    ReceiptSigned,
    Refused,
    SeeingOfficers,
    Showing,
    State,
    StatingMatter,
    StatingPaper,
    step,
)
from kiosk.privacy.works.enquiry_page import EnquiryPage, Held, Stage, Told
from kiosk.privacy.works.work import Session, Work
from store.errors import StoreError, StoreUnavailable

RECENT: Final = 12

ASKED: Final[dict[type[State | None], tuple[Stage, tuple[Question, ...]]]] = {
    StatingPaper: (Stage.PAPER, questions.PAPER),
    SeeingOfficers: (Stage.OFFICERS, questions.OFFICER),
    StatingMatter: (Stage.MATTER, questions.MATTER),
    Approving: (Stage.APPROVAL, ()),
    Showing: (Stage.SHOWING, questions.GIVEN),
}
"""What each state of the wizard asks for."""

HANDED: Final[dict[Step, State]] = {Step.GIVEN: Given(), Step.PRINTED: Printed()}
"""Where the wizard goes on with an enquiry whose receipt is not signed yet."""

log = logging.getLogger(__name__)


class EnquiryWork(Work):
    """One enquiry at a time."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        office = session.office
        self._enquiries = Enquiries(office.store, session.vault)
        self._receipts = Receipts(office)
        self._rules = office.premises.config.inquiry.rules()
        self._log = session.log
        self._state: State | None = None
        self._filling = Filling()
        self._enquiry = ""
        self._shown: set[PersonalField] = set()
        self._page = EnquiryPage(Stage.LIST)

    @property
    def page(self) -> EnquiryPage:
        """The stage that the enquiry is at."""
        return self._page

    def begin(self) -> None:
        """Show the person's last ones."""
        self._list()

    def put_away(self) -> None:
        """What is not given by now is given up."""
        self._stop(CLOSED)

    def ended(self, cause: Cause) -> None:
        """As `put_away`; the session's end cannot wait for the records."""
        try:
            self._stop(cause)
        except StoreError as fault:
            log.error("a given-up enquiry could not be recorded: %s", fault)  # noqa: TRY400
            self._forget()

    def new(self) -> None:
        """Officers have come."""
        if self._page.stage is not Stage.LIST:
            return
        self._enquiry = self._enquiries.begin(self._mark())
        self._state = StatingPaper(self._session.person.no)
        self._filling = self._asked()
        self._ask()

    def answer(self, text: str) -> None:
        """Answer the question that is asked."""
        question = self._filling.question
        if question is None:
            return
        try:
            self._filling.take(question, text, self._today())
        except BadAnswerError as fault:
            self._page = replace(self._page, fault=fault, told=None)
            return
        self._go_on()

    def read(self, document: IdDocument) -> None:
        """An officer's card: where one is awaited, valid, and not read already."""
        if not isinstance(self._state, SeeingOfficers) or self._filling.answers:
            return
        told = self._why_not(document, self._state.officers)
        if told is not None:
            self._page = replace(self._page, told=told, fault=None)
            return
        self._filling.lay(document)
        self._go_on()

    def takes(self, holder: Holder) -> bool:
        """The supervisor's badge that approves."""
        second, state = holder.person, self._state
        if not isinstance(state, Approving) or second is None:
            return False
        if not self._session.badges.is_second(holder, self._session.person):
            return False
        self._enquiries.approve(self._enquiry, second.no, self._mark())
        self._step(ApprovedBy(second.no))
        self._ask()
        self._show(0)
        return True

    def back(self) -> None:
        """Take the last answer back; from the first question, give the enquiry up at once more."""
        if self._filling.back():
            self._ask()
        elif not isinstance(self._state, UNDER_WAY):
            self._list()
        elif self._page.told is not Told.GIVE_UP:
            self._page = replace(self._page, told=Told.GIVE_UP, fault=None)
        else:
            self._stop(CLOSED)
            self._list()
            self._page = replace(self._page, told=Told.GIVEN_UP)

    def next(self) -> None:
        """The subject in the next group that has him."""
        held = self._page.held
        if held is not None and held.count > 1:
            self._show((held.nth + 1) % held.count)

    def open(self, enquiry: str) -> None:
        """One of the list: what became of it, and its receipt."""
        if self._page.stage is not Stage.LIST:
            return
        found = next((each for each in self._page.recent if each.id == enquiry), None)
        if found is None or found.proved is None:
            return
        self._enquiry = enquiry
        self._state = HANDED.get(found.step)
        self._tell()

    def print(self) -> None:
        """Print the receipt: of what was given, or of the refusal."""
        if self._page.stage is not Stage.RECEIPT or self._page.enquiry is None:
            return
        try:
            path = self._receipts.write(self._page.enquiry)
            self._enquiries.printed(self._enquiry, self._mark())
            self._receipts.send(path)
        except StoreUnavailable:
            raise
        except KeyroomError as fault:
            log.error("a receipt was not printed: %s", fault)  # noqa: TRY400 - its line says all
            self._page = replace(self._page, told=Told.PRINT_FAILED, fault=fault)
            return
        self._step(ReceiptPrinted())
        self._tell(Told.TO_SIGN if isinstance(self._state, Printed) else Told.PRINTED)

    def sign(self) -> None:
        """The officers have signed the receipt."""
        if isinstance(self._state, Given):
            self._page = replace(self._page, told=Told.NOT_PRINTED, fault=None)
        elif isinstance(self._state, Printed):
            self._enquiries.sign(self._enquiry, self._mark())
            self._step(ReceiptSigned())
            self._tell()

    def _go_on(self) -> None:
        """Ask what is left of this step, or take it."""
        if self._filling.question is not None:
            self._ask()
            return
        state, answers = self._state, self._filling.answers
        match state:
            case StatingPaper():
                self._step(PaperStated(questions.paper_of(answers)))
                self._ask()
            case SeeingOfficers() if answers["card"] == DONE:
                self._step(OfficersDone())
                self._ask()
            case SeeingOfficers(officers=officers):
                self._see(self._filling.officer(), officers)
            case StatingMatter():
                self._judge(questions.matter_of(answers))
            case Showing():
                self._give(int(answers["pages"]))

    def _see(self, officer: Officer, before: tuple[Officer, ...]) -> None:
        told = Told.SEEN_TWICE if is_among(officer, before) else None
        if told is None:
            self._step(OfficerSeen(officer))
        self._filling = self._asked()
        self._ask(told)

    def _why_not(self, card: IdDocument, seen: tuple[Officer, ...]) -> Told | None:
        if is_expired(card, self._today()):
            return Told.CARD_EXPIRED
        if not has_true_number(card, self._today()):
            return Told.CARD_NUMBER
        known = card.number in {officer.id_number for officer in seen}
        return Told.SEEN_TWICE if known else None

    def _judge(self, matter: Matter) -> None:
        """The form is whole: from here on it is kept, whatever becomes of it."""
        self._step(MatterStated(matter))
        state = self._state
        if isinstance(state, Approving):
            self._enquiries.judge(self._enquiry, state.form, (), self._mark())
            self._ask()
        elif isinstance(state, Refused):
            with self._session.office.store.transaction(actor=self._session.person.no):
                self._enquiries.judge(self._enquiry, state.form, state.grounds, self._mark())
                self._log.refuse(AccessKind.ENQUIRY, self._session.person.no, self._enquiry)
            self._state = None
            self._tell()

    def _show(self, nth: int) -> None:
        """What is held about the subject: recorded first, then opened for the scope alone."""
        state = self._state
        if not isinstance(state, Showing):
            return
        self._log.end(AccessKind.ENQUIRY, CLOSED)
        matter = state.form.matter
        found = self._session.customers.exactly(matter.subject.field, matter.subject.value)
        customer, record = found[nth] if found else (None, "")
        self._log.begin(
            replace(
                self._log.entry(AccessKind.ENQUIRY, customer),
                fields=matter.fields,
                reason=self._enquiry,
                second_person=state.approved_by,
            )
        )
        if customer is None:
            self._page = replace(self._page, told=Told.NOTHING_HELD)
            return
        try:
            contact = self._session.customers.reveal(record, matter.fields)
            group = self._session.customers.get(customer).group
        except StoreError:
            raise
        except KeyroomError as fault:
            log.error("a customer's record cannot be opened: %s", fault)  # noqa: TRY400
            self._log.end(AccessKind.ENQUIRY, Told.GONE)
            self._page = replace(self._page, held=None, told=Told.GONE)
            return
        if self._session.hold(customer):
            self._shown |= contact.personal.by_field().keys() & set(matter.fields)
            held = Held(customer, group, contact, nth, len(found))
            self._page = replace(self._page, held=held, told=None)

    def _give(self, pages: int) -> None:
        """The officers have it: it is shown no more."""
        given = tuple(field for field in PersonalField if field in self._shown)
        self._enquiries.give(self._enquiry, given, pages, self._mark())
        self._step(HandedOver())
        self._log.end(AccessKind.ENQUIRY, CLOSED)
        self._session.hold(None)
        self._tell()

    def _stop(self, cause: str) -> None:
        """Give up what is under way, and forget it."""
        enquiry, state = self._enquiry, self._state
        self._forget()
        self._page = EnquiryPage(Stage.LIST)
        if isinstance(state, UNDER_WAY):
            self._log.end(AccessKind.ENQUIRY, cause)
            self._enquiries.abandon(enquiry, self._mark(), cause)

    def _list(self) -> None:
        self._forget()
        self._session.hold(None)
        recent = self._enquiries.newest(RECENT, self._session.person.no)
        self._page = EnquiryPage(Stage.LIST, recent=tuple(recent))

    def _tell(self, told: Told | None = None) -> None:
        """The receipt of the enquiry: what became of it."""
        enquiry = self._enquiries.get(self._enquiry)
        self._page = EnquiryPage(Stage.RECEIPT, enquiry=enquiry, told=told)

    def _ask(self, told: Told | None = None) -> None:
        """The question that comes next, under those that are answered."""
        state = self._state
        if state is None or type(state) not in ASKED:
            return
        stage, _questions = ASKED[type(state)]
        judged = stage in {Stage.APPROVAL, Stage.SHOWING}
        self._page = EnquiryPage(
            stage,
            question=self._filling.question,
            answered=tuple(self._filling.answered()),
            officers=len(state.officers) if isinstance(state, SeeingOfficers) else 0,
            enquiry=self._enquiries.get(self._enquiry) if judged else None,
            told=told,
        )

    def _step(self, event: Event) -> None:
        if self._state is not None:
            self._state = step(self._state, event, self._rules, self._today())
        self._filling = self._asked()

    def _asked(self) -> Filling:
        """The questions of the state that the wizard is in, none answered."""
        return Filling(ASKED.get(type(self._state), (Stage.LIST, ()))[1])

    def _forget(self) -> None:
        self._state = None
        self._filling = Filling()
        self._enquiry = ""
        self._shown = set()

    def _mark(self) -> Mark:
        return Mark(self._log.clock.read().utc, self._session.person.no, self._log.terminal)

    def _today(self) -> date:
        zone = self._session.office.premises.config.zone
        return self._log.clock.read().utc.astimezone(zone).date()
