"""The staff: who is in the office, from when until when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tinydb import where
from tinydb.operations import delete

from keyroom.language import N_
from kiosk.badge import Badge, BadgeState
from kiosk.errors import BadDatesError, PersonExistsError
from kiosk.person import Person
from kiosk.records import badges_with, badges_worn, find_person, require_person
from kiosk.roles import Role
from kiosk.schema import BADGES, PEOPLE
from kiosk.times import stored
from store import Store

Changed = Callable[[Person, Person], None]
"""Told in the transaction: a person's details before and after."""


def tell_nobody(_before: Person, _after: Person) -> None:
    """Nobody need know of changes."""


class People:
    """The staff register of one office."""

    def __init__(self, store: Store, zone: ZoneInfo, changed: Changed = tell_nobody) -> None:
        self._store = store
        self._zone = zone
        self._changed = changed

    def find(self, no: str) -> Person | None:
        """The person with this staff number, if there is one."""
        return find_person(self._store, no)

    def get(self, no: str) -> Person:
        """The person with this staff number. Raises NoSuchPersonError."""
        return require_person(self._store, no)

    def all(self) -> list[Person]:
        """Everybody who ever was in the office, by staff number."""
        people = [Person.from_document(document) for document in self._store.table(PEOPLE).all()]
        return sorted(people, key=lambda person: person.no)

    def add(self, person: Person, *, actor: str) -> None:
        """Take a new person into the register. Raises PersonExistsError, BadDatesError."""
        _check_dates(person)
        with self._store.transaction(actor=actor, action="people.add"):
            if find_person(self._store, person.no) is not None:
                raise PersonExistsError(
                    N_("the staff number {no} is taken"),
                    N_("a number is never given to a second person"),
                    no=person.no,
                )
            self._store.table(PEOPLE).insert(person.to_document())

    def change(self, person: Person, *, actor: str) -> None:
        """Put these details in the place of the known ones of the same staff number.

        A last day ends the badges with it. Raises NoSuchPersonError, BadDatesError.
        """
        _check_dates(person)
        with self._store.transaction(actor=actor, action="people.change"):
            known = require_person(self._store, person.no)
            table, same = self._store.table(PEOPLE), where("no") == person.no
            table.update(person.to_document(), same)
            if person.left is not None:
                self._end_badges(known, person.left)
            elif known.left is not None:
                table.update(delete("left"), same)
            self._changed(known, person)

    def assign(self, no: str, role: Role, *, actor: str) -> Person:
        """Give the person another post; the rights of the former one end at once.

        Raises NoSuchPersonError.
        """
        with self._store.transaction(actor=actor, action="people.role"):
            person = replace(require_person(self._store, no), role=role)
            self.change(person, actor=actor)
        return person

    def leave(self, no: str, last_day: date, *, actor: str) -> Person:
        """Record the person's last day, which is still a working one; his badges end with it.

        Saying it again moves the day. Raises NoSuchPersonError, BadDatesError.
        """
        with self._store.transaction(actor=actor, action="people.leave"):
            person = replace(require_person(self._store, no), left=last_day)
            self.change(person, actor=actor)
        return person

    def _end_badges(self, known: Person, last_day: date) -> None:
        end = self._end_of(last_day)
        moved_from = None if known.left is None else self._end_of(known.left)
        for badge in badges_worn(self._store, known.no):
            if badge.state is not BadgeState.ACTIVE:
                continue
            shorter = badge.until is None or badge.until > end
            if shorter or (badge.until == moved_from and not self._given_on(badge)):
                until = stored(max(end, badge.since))
                self._store.table(BADGES).update({"until": until}, doc_ids=[badge.id])

    def _given_on(self, badge: Badge) -> bool:
        """Whether somebody has the badge after its end."""
        others = badges_with(self._store, badge.credential)
        return any(
            other.id != badge.id and badge.until is not None and other.lasts_beyond(badge.until)
            for other in others
        )

    def _end_of(self, day: date) -> datetime:
        """The first moment after `day` in the office's zone, UTC."""
        midnight = datetime.combine(day + timedelta(days=1), time(0), tzinfo=self._zone)
        return midnight.astimezone(UTC)


def _check_dates(person: Person) -> None:
    if person.left is not None and person.left < person.joined:
        raise BadDatesError(
            N_("{no} cannot leave on {left}, before joining on {joined}"),
            N_("check both dates"),
            no=person.no,
            left=person.left,
            joined=person.joined,
        )
