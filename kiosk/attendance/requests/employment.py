"""Requests are about days on which the person is in the office."""

from datetime import date

from keyroom.language import N_
from kiosk.errors import RequestRefusedError
from kiosk.person import Person


def require_employed(person: Person, field: str, *days: date) -> None:
    """Raises RequestRefusedError where the person is not in the office on one of the days."""
    for day in days:
        if not person.works_on(day):
            raise RequestRefusedError(
                field,
                N_("{no} was not in the office on {day}"),
                N_("check the day, and the person's first and last day"),
                no=person.no,
                day=day,
            )
