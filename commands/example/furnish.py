"""Put the invented people, badges and taps into a new office."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from commands.example.punches import DAYS, invented_taps
from commands.example.staff import LOST, STAFF
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch, Source
from kiosk.badge import BadgeState
from kiosk.person import Person, StaffNo

if TYPE_CHECKING:
    from kiosk.office import Office

ENTRANCE: Final = "entrance"
_MANAGER: Final = STAFF[0].no
"""Who hired everybody and gave out the badges."""


def furnish(office: "Office") -> int:
    """Fill a new office, in one transaction; how many taps there are now."""
    zone = office.premises.config.zone
    today = office.premises.clock.read().utc.astimezone(zone).date()
    began = datetime.combine(today - timedelta(days=DAYS), time(), tzinfo=zone).astimezone(UTC)
    with office.store.transaction(actor=_MANAGER, action="example"):
        _hire(office, today, began)
        return _tap(office, today)


def _hire(office: "Office", today: date, began: datetime) -> None:
    for employee in STAFF:
        joined = today - timedelta(days=2 * DAYS)
        person = Person(
            StaffNo(employee.no), employee.name, employee.role, employee.team, joined=joined
        )
        office.people.add(person, actor=_MANAGER)
        office.badges.give(person.no, employee.badge, began, by=_MANAGER)
        if employee.left_days_ago is not None:
            last_day = today - timedelta(days=employee.left_days_ago)
            office.people.leave(person.no, last_day, actor=_MANAGER)
    loser, tag = LOST
    lost = office.badges.give(loser, tag, began, by=_MANAGER)
    office.badges.end(lost.id, BadgeState.LOST, began + timedelta(days=30), by=_MANAGER)


def _tap(office: "Office", today: date) -> int:
    config = office.premises.config
    count = 0
    for tap in invented_taps(today, config.timetable(), config.working_days()):
        punch = Punch(
            at=tap.at.astimezone(UTC),
            terminal=ENTRANCE,
            result=Result.RECORDED,
            source=Source.IMPORT,
            person=StaffNo(tap.no),
        )
        office.punches.add(office.store.new_id(), punch)
        count += 1
    return count
