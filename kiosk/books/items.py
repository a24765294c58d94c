"""What somebody owes: promises, feedback, notes, next steps, actions. Pure.

An item comes back every day until it is done. What happens to it is a step, kept for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk.person import StaffNo
from kiosk.times import moment, stored


class ItemKind(StrEnum):
    """What is owed, and to whom."""

    PROMISE = "promise"
    """To a customer (GZ-2-7)."""
    FEEDBACK = "feedback"
    """Opinions on products: solved, or passed up (GZ-3-14)."""
    COMPETITOR_NOTE = "competitor_note"
    """About competitors: to be passed on the same day (GZ-3-5)."""
    SUGGESTION = "suggestion"
    """For a customer's plan: to be passed on the same day (GZ-3-15)."""
    STRATEGY = "strategy"
    """A work plan for a customer (GZ-3-15)."""
    NEXT_STEP = "next_step"
    """What a visit left to do (GZ-3-7b)."""
    ACTION_ITEM = "action_item"
    """What a meeting decided (HY-3-3)."""


ITEM_KIND_NAMES: dict[ItemKind, str] = {
    ItemKind.PROMISE: N_("promise"),
    ItemKind.FEEDBACK: N_("customer's opinion"),
    ItemKind.COMPETITOR_NOTE: N_("note on competitors"),
    ItemKind.SUGGESTION: N_("suggestion"),
    ItemKind.STRATEGY: N_("customer's work plan"),
    ItemKind.NEXT_STEP: N_("next step"),
    ItemKind.ACTION_ITEM: N_("action item"),
}
"""How each is called on screens: message ids."""

SAME_DAY: Final = frozenset({ItemKind.COMPETITOR_NOTE, ItemKind.SUGGESTION})
"""What must reach the managers on the day on which it was noted."""


class ItemStep(StrEnum):
    """What can happen to an item."""

    PASSED = "passed"
    """Told to somebody, who need not act."""
    ESCALATED = "escalated"
    """Its owner could not solve it: another owns it now."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is owed (table `items`)."""

    kind: ItemKind
    owner: StaffNo
    """Who must see to it first; a step can make it somebody else's."""
    text: str
    noted: datetime
    by: str
    due: date | None = None
    customer: str | None = None
    source: str | None = None
    """The record it comes from: a visit, a meeting."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `items`."""
        document: dict[str, Any] = {
            "kind": self.kind.value,
            "owner": self.owner,
            "text": self.text,
            "noted": stored(self.noted),
            "by": self.by,
            "due": self.due and self.due.isoformat(),
            "customer": self.customer,
            "source": self.source,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The item that `to_document` wrote."""
        due = document.get("due")
        return cls(
            ItemKind(document["kind"]),
            StaffNo(document["owner"]),
            document["text"],
            moment(document["noted"]),
            document["by"],
            None if due is None else date.fromisoformat(due),
            document.get("customer"),
            document.get("source"),
        )


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of an item (table `item_steps`)."""

    item: str
    step: ItemStep
    at: datetime
    by: str
    to: StaffNo | None = None
    """Who was told, or owns it now."""
    note: str = ""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `item_steps`."""
        document = {
            "item": self.item,
            "step": self.step.value,
            "at": stored(self.at),
            "by": self.by,
            "to": self.to,
            "note": self.note,
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The step that `to_document` wrote."""
        to = document.get("to")
        return cls(
            document["item"],
            ItemStep(document["step"]),
            moment(document["at"]),
            document["by"],
            None if to is None else StaffNo(to),
            document["note"],
        )


@dataclass(frozen=True, slots=True)
class Owed:
    """An item with all that has happened to it."""

    id: str
    item: Item
    steps: tuple[Happened, ...] = ()
    """In the order in which they happened."""

    @property
    def owner(self) -> StaffNo:
        """Whose it is now."""
        moved = [step.to for step in self.steps if step.step is ItemStep.ESCALATED and step.to]
        return moved[-1] if moved else self.item.owner

    @property
    def done(self) -> datetime | None:
        """When it was done."""
        return next((step.at for step in self.steps if step.step is ItemStep.DONE), None)

    @property
    def escalated(self) -> bool:
        """Whether its owner passed it up."""
        return any(step.step is ItemStep.ESCALATED for step in self.steps)

    def is_overdue(self, today: date) -> bool:
        """Whether its day has gone by; on the day itself it is not late yet."""
        return self.done is None and self.item.due is not None and self.item.due < today

    def is_unreported(self, today: date, zone: ZoneInfo) -> bool:
        """Whether it was not passed on on the day on which it was noted (GZ-3-5).

        The rest of that day is still in time.
        """
        if self.item.kind not in SAME_DAY:
            return False
        noted = self.item.noted.astimezone(zone).date()
        passed = [step.at.astimezone(zone).date() for step in self.steps]
        return min(passed, default=today) > noted

    def age(self, today: date, zone: ZoneInfo) -> int:
        """For how many days it has been open, or was."""
        until = today if self.done is None else self.done.astimezone(zone).date()
        return (until - self.item.noted.astimezone(zone).date()).days


def still_open(items: Iterable[Owed]) -> list[Owed]:
    """What is not done: what is most overdue first, then by due date, what has none last."""
    found = [each for each in items if each.done is None]
    return sorted(found, key=lambda each: (each.item.due or date.max, each.id))


def to_plan(
    items: Sequence[Owed], planned: frozenset[str], owner: StaffNo, day: date
) -> list[Owed]:
    """The open items that belong on the owner's plan of a day: due by then, about a customer.

    `planned` are the ids of those that are on a plan of that day already.
    """
    return [
        each
        for each in still_open(items)
        if each.owner == owner
        and each.item.customer is not None
        and each.id not in planned
        and (each.item.due is None or each.item.due <= day)
    ]
