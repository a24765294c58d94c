"""Who may open the desk, and who may authorise another (regulation §9, BM-2, D-42). Pure."""

from typing import Final

from kiosk.person import Person
from kiosk.privacy.customer import Customer
from kiosk.roles import SUPERVISORS, Role

OPENERS: Final = frozenset({Role.ACCOUNT_MANAGER, Role.TEAM_LEAD, *SUPERVISORS})
"""Whose work is with customers; everybody else's badge opens nothing here."""


def may_open_desk(person: Person) -> bool:
    """Whether this person's badge and PIN open a desk."""
    return person.role in OPENERS


def needs_second(person: Person, customer: Customer) -> bool:
    """Whether a second person must authorise it (金库模式): another manager's customer."""
    return customer.owner != person.no


def may_be_second(second: Person, first: Person) -> bool:
    """Whether `second` may authorise what `first` opens: a supervisor, and never himself."""
    return second.role.supervises and second.no != first.no
