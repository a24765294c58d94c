"""Notices to the billing centre (计费中心): made with the change itself, confirmed later (D-45)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from keyroom.language import N_
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.office_calendar import CalendarUnreadableError
from kiosk.attendance.timetable import Timetable
from kiosk.clock import Clock
from kiosk.errors import (
    AlreadyDecidedError,
    BadCellError,
    NoSuchRequestError,
    NotEntitledError,
)
from kiosk.person import Person
from kiosk.privacy.right_change import Confirmed, RightNotice, due_by, right_change
from kiosk.records import find_person, require_person
from kiosk.schema import RIGHT_NOTICES
from store import Store

LONGEST_HOW: Final = 200
"""Characters."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice as a list shows it."""

    id: str
    notice: RightNotice
    name: str
    """The person's."""


class RightNotices:
    """The notices of one office."""

    def __init__(
        self,
        store: Store,
        timetable: Timetable,
        calendar: Callable[[], Calendar],
        clock: Clock,
        *,
        same_day: bool = True,
    ) -> None:
        self._store = store
        self._timetable = timetable
        self._calendar = calendar
        self._clock = clock
        self._same_day = same_day

    def changed(self, before: Person, after: Person) -> None:
        """A person's details have changed; joins the transaction in which they do."""
        change = right_change(before, after)
        if change is None:
            return
        at = self._clock.read().utc
        due = due_by(change, at, self._timetable, self._days(), same_day=self._same_day)
        notice = RightNotice(after.no, change, at, due)
        self._store.table(RIGHT_NOTICES).insert(notice.to_document())

    def all(self) -> list[ListedNotice]:
        """Every notice, in the order in which they were made."""
        with self._store.connection():
            found = self._store.table(RIGHT_NOTICES).all()
            return [
                ListedNotice(str(each.doc_id), notice, self._name(notice.person))
                for each in found
                for notice in (RightNotice.from_document(each),)
            ]

    def open(self) -> list[ListedNotice]:
        """Those that nobody has confirmed, the most urgent first."""
        waiting = (each for each in self.all() if each.notice.confirmed is None)
        return sorted(waiting, key=lambda each: each.notice.due)

    def overdue(self, now: datetime) -> list[ListedNotice]:
        """Those that should have been confirmed by now, the oldest first."""
        return [each for each in self.open() if each.notice.is_overdue(now)]

    def confirm(self, entry: str, how: str, *, by: str, now: datetime) -> None:
        """The billing centre has been told; `how` says by which way.

        Raises NoSuchPersonError, NotEntitledError, NoSuchRequestError, AlreadyDecidedError,
        BadCellError.
        """
        if not how or len(how) > LONGEST_HOW or not how.isprintable():
            raise BadCellError(
                N_("say how the billing centre was told"),
                N_("one line of at most {count} visible characters"),
                count=LONGEST_HOW,
            )
        with self._store.transaction(actor=by, action="rights.confirm"):
            notice = self._get(entry)
            confirmer = require_person(self._store, by)
            self._require(confirmer, notice, now)
            if notice.confirmed is not None:
                raise AlreadyDecidedError(
                    N_("{by} has confirmed this notice already"), by=notice.confirmed.by
                )
            confirmed = replace(notice, confirmed=Confirmed(now, confirmer.no, how))
            self._store.table(RIGHT_NOTICES).update(confirmed.to_document(), doc_ids=[entry])

    def _get(self, entry: str) -> RightNotice:
        for document in self._store.table(RIGHT_NOTICES).get(doc_ids=[entry]):
            return RightNotice.from_document(document)
        raise NoSuchRequestError(
            N_("there is no notice {entry}"),
            N_("see the notices in the supervisor's screen, under Confidentiality"),
            entry=entry,
        )

    def _require(self, confirmer: Person, notice: RightNotice, now: datetime) -> None:
        today = now.astimezone(self._timetable.zone).date()
        if confirmer.no == notice.person:
            raise NotEntitledError(
                N_("nobody confirms the notice about himself"), N_("another reviewer does")
            )
        if not confirmer.role.reviews or not confirmer.works_on(today):
            raise NotEntitledError(
                N_("{no} may not confirm a notice to the billing centre"),
                N_("the room manager, the acting manager or the department's reviewer does"),
                no=confirmer.no,
            )

    def _days(self) -> Calendar:
        try:
            return self._calendar()
        except CalendarUnreadableError as fault:
            # Taking a right away must not wait until somebody has mended the calendar.
            log.warning("a notice is due by the ordinary week: %s", fault)
            return Calendar()

    def _name(self, no: str) -> str:
        person = find_person(self._store, no)
        return "" if person is None else person.name
