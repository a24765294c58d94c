"""The open items of the office: noting them, passing them on, and getting them done."""

from collections import defaultdict
from datetime import date, datetime

from keyroom.language import N_
from kiosk.books.customer_names import CustomerNames
from kiosk.books.items import Happened, Item, ItemKind, ItemStep, Owed
from kiosk.books.writers import ADMINISTRATOR
from kiosk.errors import BookRefusedError, NoSuchItemError, NotEntitledError
from kiosk.people import People
from kiosk.person import StaffNo
from kiosk.schema import ITEM_STEPS, ITEMS
from store import Store

LONGEST_TEXT = 500


class ItemBook:
    """What the people of one office owe."""

    def __init__(self, store: Store, people: People) -> None:
        self._store = store
        self._people = people

    def note(
        self,
        kind: ItemKind,
        owner: StaffNo,
        text: str,
        *,
        by: str,
        now: datetime,
        due: date | None = None,
        customer: str | None = None,
        source: str | None = None,
    ) -> Owed:
        """Note something that is owed; joins the transaction that is open.

        Raises NoSuchPersonError, BookRefusedError.
        """
        owner = self._people.get(owner).no
        if by != ADMINISTRATOR:
            self._people.get(by)
        if not text.strip() or len(text) > LONGEST_TEXT:
            raise BookRefusedError(
                "text",
                N_("say what is to be done"),
                N_("write 1 to {most} characters"),
                most=LONGEST_TEXT,
            )
        if customer is not None:
            customer = CustomerNames.read(self._store).number(customer)
        item = Item(kind, owner, text, now, by, due, customer, source)
        with self._store.transaction(actor=by, action="items.note"):
            return Owed(str(self._store.table(ITEMS).insert(item.to_document())), item)

    def step(
        self,
        item: str,
        step: ItemStep,
        note: str = "",
        *,
        to: StaffNo | None = None,
        by: str,
        now: datetime,
    ) -> Owed:
        """Pass an item on, escalate it, or call it done.

        Raises NoSuchItemError, NoSuchPersonError, NotEntitledError, BookRefusedError.
        """
        with self._store.transaction(actor=by, action=f"items.{step}"):
            owed = self.get(item)
            if owed.done is not None:
                raise BookRefusedError("", N_("this is done already"))
            self._require_right(owed, by)
            if (to is None) is not (step is ItemStep.DONE):
                raise BookRefusedError(
                    "to",
                    N_("it is passed on to somebody, and done by its owner"),
                    N_("name the person to whom it goes, and only then"),
                )
            if to is not None:
                self._people.get(to)
            happened = Happened(item, step, now, by, to, note)
            self._store.table(ITEM_STEPS).insert(happened.to_document())
            return self.get(item)

    def all(self) -> list[Owed]:
        """Everything that was ever owed, in the order in which it was noted."""
        steps: dict[str, list[Happened]] = defaultdict(list)
        with self._store.connection():
            for document in self._store.table(ITEM_STEPS).all():
                happened = Happened.from_document(document)
                steps[happened.item].append(happened)
            documents = self._store.table(ITEMS).all()
        return [
            Owed(each, Item.from_document(document), tuple(steps[each]))
            for document in documents
            if (each := str(document.doc_id))
        ]

    def get(self, item: str) -> Owed:
        """The item with this id. Raises NoSuchItemError."""
        for owed in self.all():
            if owed.id == item:
                return owed
        raise NoSuchItemError(
            N_("there is no open item {item}"),
            N_("see what is open with: keyroom items list"),
            item=item,
        )

    def _require_right(self, owed: Owed, by: str) -> None:
        if by in (ADMINISTRATOR, owed.owner, owed.item.by):
            return
        person = self._people.get(by)
        if not person.role.supervises:
            raise NotEntitledError(
                N_("{no} may not move what {owner} owes"),
                N_("its owner does, who noted it, or the manager"),
                no=by,
                owner=owed.owner,
            )
