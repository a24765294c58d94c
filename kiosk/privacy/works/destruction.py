"""Work with destructions (BM-6): a list, a method, signatures by badge, how far each has come."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from keyroom.errors import KeyroomError
from kiosk.holder import Holder
from kiosk.person import Person
from kiosk.privacy.accesses import AccessKind, AccessResult
from kiosk.privacy.customer import Customer
from kiosk.privacy.customers import require_customer
from kiosk.privacy.destroyer import Destroyer
from kiosk.privacy.destruction import Method, Order, Progress
from kiosk.privacy.destructions import Destructions
from kiosk.privacy.original import Kept
from kiosk.privacy.originals import NoSuchOriginalError, Originals
from kiosk.privacy.works.page import Page
from kiosk.privacy.works.work import Session, Work
from store.errors import StoreError

Item = TypeVar("Item")

SIGNER_S: Final = 60.0
"""How long each signer's badge is awaited; seconds."""


class Told(StrEnum):
    """What there is to say besides."""

    COMPLETED = "completed"
    """Originals of the customers were put on the list: it is to be looked at again."""
    SIGNER_ASKED = "signer_asked"
    LAPSED = "lapsed"
    CARRYING_ON = "carrying_on"
    DONE = "done"
    PENDING = "pending"
    NOTHING_PENDING = "nothing_pending"


@dataclass(frozen=True, slots=True)
class Draft:
    """A list that is being put together; nothing is recorded of it before it is signed for."""

    customers: tuple[Customer, ...] = ()
    originals: tuple[Kept, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Numbers of the list that shall stay."""
    method: Method | None = None

    @property
    def order(self) -> Order:
        """What would be signed for."""
        return Order(
            self.method,
            tuple(each.no for each in self.customers if each.no not in self.left_out),
            tuple(
                each.original.no for each in self.originals if each.original.no not in self.left_out
            ),
        )


@dataclass(frozen=True, slots=True)
class DestructionPage(Page):
    """The destructions there were, newest first, or a list that is being put together."""

    past: tuple[Progress, ...] = ()
    draft: Draft | None = None
    signers: tuple[Person, ...] = ()
    """Who has signed so far, while others are awaited."""
    told: Told | None = None
    fault: KeyroomError | None = None
    """Why something was refused."""


class DestructionWork(Work):
    """The person at the desk signs first, by badge and PIN; the others by their badges."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        store = session.office.store
        self._log = session.log
        self._originals = Originals(store)
        self._register = Destructions(store)
        self._destroyer = Destroyer(session.office, session.vault)
        self._needed = session.office.premises.config.destroy.signatures
        self._page = DestructionPage()
        self._until = 0.0
        """When the next signer must have come."""
        self._due: list[str] = []
        """Destructions to be carried on as soon as the screen has said so."""
        self._has_said = False

    @classmethod
    def may(cls, person: Person) -> bool:
        """Supervisors order destructions (regulation §9)."""
        return person.role.supervises

    @property
    def page(self) -> DestructionPage:
        """The list or the draft, and who is waited for."""
        return self._page

    def begin(self) -> None:
        """What there was."""
        self._page = self._past()

    def put_away(self) -> None:
        """Nothing of a draft is left."""
        self.close()

    def draft(self) -> None:
        """A new list; BM-6: originals that are kept longer than they must be stand on it."""
        premises = self._session.office.premises
        today = premises.clock.read().utc.astimezone(premises.config.zone).date()
        self._page = DestructionPage(draft=Draft(originals=tuple(self._originals.expired(today))))

    def add(self, no: str) -> None:
        """Put a customer or an original on the list, by number."""
        draft = self._editable()
        if draft is None:
            return
        try:
            kept = self._originals.get(no)
            draft = replace(draft, originals=_with(draft.originals, kept))
        except NoSuchOriginalError:
            try:
                customer = require_customer(self._session.office.store, no)
            except StoreError:
                raise
            except KeyroomError as fault:
                self._page = replace(self._page, fault=fault)
                return
            draft = replace(draft, customers=_with(draft.customers, customer))
        self._page = replace(self._page, draft=replace(draft, left_out=draft.left_out - {no}))

    def toggle(self, no: str) -> None:
        """Leave it out, or not."""
        draft = self._editable()
        if draft is not None:
            self._page = replace(self._page, draft=replace(draft, left_out=draft.left_out ^ {no}))

    def choose(self, method: Method) -> None:
        """How it is destroyed."""
        draft = self._editable()
        if draft is not None:
            self._page = replace(self._page, draft=replace(draft, method=method))

    def sign(self) -> None:
        """The person at the desk signs; the others are asked for their badges."""
        draft, person = self._editable(), self._session.person
        if draft is None:
            return
        try:
            whole = self._destroyer.complete(draft.order)
        except StoreError:
            raise
        except KeyroomError as fault:
            self._page = replace(self._page, fault=fault)
            return
        if whole == draft.order:
            self._signed((person,))
        else:
            # Nobody signs for what he has not seen on the list.
            self._page = replace(self._page, draft=self._shown(draft, whole), told=Told.COMPLETED)

    def close(self) -> None:
        """Back to what there was; whoever was waited for has not signed."""
        if self._page.signers:
            self._lapse()
        self._page = self._past()

    def resume(self) -> None:
        """Carry on with whatever is pending."""
        self._due = [each.id for each in self._register.pending()]
        told = Told.CARRYING_ON if self._due else Told.NOTHING_PENDING
        self._page = replace(self._past(), told=told)

    def takes(self, holder: Holder) -> bool:
        """Another signer's, while one is waited for."""
        signers, other = self._page.signers, holder.person
        if not signers or other is None or other.no in {signer.no for signer in signers}:
            return False
        if not self._session.badges.accepts(holder):
            return False
        self._signed((*signers, other))
        return True

    def tick(self) -> None:
        """Who has not come by now has not signed; what is signed for is carried on."""
        if self._page.signers and self._session.now() >= self._until:
            self._lapse()
            self._page = replace(self._page, signers=(), told=Told.LAPSED)
        elif self._due and self._announced():
            due, self._due, self._has_said = self._due, [], False
            done = [self._destroyer.carry_on(record).certificate is not None for record in due]
            self._page = replace(self._past(), told=Told.DONE if all(done) else Told.PENDING)

    def _shown(self, draft: Draft, whole: Order) -> Draft:
        for no in whole.originals:
            draft = replace(draft, originals=_with(draft.originals, self._originals.get(no)))
        return replace(draft, left_out=draft.left_out - set(whole.originals))

    def _editable(self) -> Draft | None:
        """The draft, while nobody has signed it; what was said before is said."""
        if self._page.signers:
            return None
        self._page = replace(self._page, told=None, fault=None)
        return self._page.draft

    def _signed(self, signers: tuple[Person, ...]) -> None:
        if len(signers) < self._needed:
            self._until = self._session.now() + SIGNER_S
            self._page = replace(self._page, signers=signers, told=Told.SIGNER_ASKED)
            return
        draft = self._page.draft
        if draft is None:
            return
        try:
            record = self._destroyer.begin(draft.order, signers, self._log.session)
        except StoreError:
            raise
        except KeyroomError as fault:
            self._page = replace(self._page, signers=(), told=None, fault=fault)
            return
        self._due = [record]
        self._page = replace(self._past(), told=Told.CARRYING_ON)

    def _lapse(self) -> None:
        """A refusal is a record, as what is done is."""
        refused = replace(
            self._log.entry(AccessKind.DESTRUCTION),
            result=AccessResult.REFUSED,
            reason=Told.LAPSED,
        )
        self._log.record(refused)

    def _past(self) -> DestructionPage:
        return DestructionPage(tuple(reversed(self._register.all())))

    def _announced(self) -> bool:
        """Whether the screen has had time to say that it takes a while."""
        announced, self._has_said = self._has_said, True
        return announced


def _with(items: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    return items if item in items else (*items, item)
