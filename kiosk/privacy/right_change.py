"""What a change of post is to the billing centre, and by when it must be told (BM-4, D-45). Pure.

The rights in this office end at once, whatever becomes of the notice.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Self

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import Slot, Timetable
from kiosk.person import Person, StaffNo
from kiosk.privacy.desk_rights import OPENERS
from kiosk.roles import REVIEWERS, Role
from kiosk.times import moment, stored

RIGHTS: Final = OPENERS | REVIEWERS
"""Roles with rights to customers' data, or to what is known of who looked at it."""


@dataclass(frozen=True, slots=True)
class RightChange:
    """What the billing centre must change."""

    before: Role | None
    """None: somebody who had left comes back."""
    after: Role | None
    """None: the person leaves."""
    last_day: date | None = None
    """Of somebody who leaves; still a working one."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The billing centre knows."""

    at: datetime
    """UTC."""
    by: StaffNo
    how: str


@dataclass(frozen=True, slots=True)
class RightNotice:
    """One notice to the billing centre (table `right_notices`)."""

    person: StaffNo
    change: RightChange
    at: datetime
    """When it was recorded, UTC."""
    due: datetime
    """UTC."""
    confirmed: Confirmed | None = None

    def is_overdue(self, now: datetime) -> bool:
        """Whether it is open after its time: that minute is still in time (D-03, D-26)."""
        return self.confirmed is None and now.replace(second=0, microsecond=0) > self.due

    def to_document(self) -> dict[str, Any]:
        """As kept in the table; what is not known is left out."""
        change, confirmed = self.change, self.confirmed
        document: dict[str, Any] = {
            "person": self.person,
            "before": change.before and change.before.value,
            "after": change.after and change.after.value,
            "last_day": change.last_day and change.last_day.isoformat(),
            "at": stored(self.at),
            "due": stored(self.due),
        }
        if confirmed is not None:
            document |= {
                "confirmed_at": stored(confirmed.at),
                "confirmed_by": confirmed.by,
                "how": confirmed.how,
            }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The notice that `to_document` wrote."""
        before, after = document.get("before"), document.get("after")
        last_day, confirmed_at = document.get("last_day"), document.get("confirmed_at")
        return cls(
            person=StaffNo(document["person"]),
            change=RightChange(
                None if before is None else Role(before),
                None if after is None else Role(after),
                None if last_day is None else date.fromisoformat(last_day),
            ),
            at=moment(document["at"]),
            due=moment(document["due"]),
            confirmed=None
            if confirmed_at is None
            else Confirmed(
                moment(confirmed_at), StaffNo(document["confirmed_by"]), document["how"]
            ),
        )


def right_change(before: Person, after: Person) -> RightChange | None:
    """What the billing centre must know of new details of a person; None where it is nothing."""
    if not RIGHTS & {before.role, after.role}:
        return None
    if after.left is not None:
        if after.left == before.left:
            return None
        return RightChange(before.role, None, after.left)
    if before.left is not None:
        return RightChange(None, after.role)
    return None if before.role is after.role else RightChange(before.role, after.role)


def due_by(
    change: RightChange,
    at: datetime,
    timetable: Timetable,
    calendar: Calendar,
    *,
    same_day: bool = True,
) -> datetime:
    """The end of the afternoon of the working day on which the change falls, UTC.

    A change on a rest day falls on the next working day (D-45), and so does one that is recorded
    when the afternoon is over: a notice that is late at its birth tells nobody anything, and the
    rights here have ended (D-00). Who leaves on a day to come must be told of by the end of it.
    """
    day = at.astimezone(timetable.zone).date()
    if change.last_day is not None and change.last_day > day:
        day, is_over = change.last_day, False
    else:
        is_over = at >= timetable.planned(day, Slot.PM_OUT)
    if is_over or not same_day or not calendar.day(day).working:
        with suppress(ValueError):  # no day of a whole year is worked: this one is as good as any
            day = calendar.next_working_day(day)
    return timetable.planned(day, Slot.PM_OUT).astimezone(UTC)
