"""The board of circulars: reads which errands were approved, and when (KQ-2-3b, D-21)."""

from datetime import date

from kiosk.attendance.judging.statuses import FindingKind
from kiosk.attendance.requests.bulletins import (
    ApprovedErrand,
    Bulletin,
    BulletinRules,
    standing,
)
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.records import Finding
from kiosk.attendance.requests.register import Register
from kiosk.attendance.requests.state import RequestState
from kiosk.config import Config
from kiosk.people import People


class BulletinBoard:
    """The circulars of one office."""

    def __init__(self, register: Register, people: People, config: Config) -> None:
        self._register = register
        self._people = people
        self._timetable = config.timetable()
        self._rules = BulletinRules(
            config.bulletin.days, config.errand.fine if config.bulletin.show_amount else None
        )

    def on(self, day: date) -> list[Bulletin]:
        """The circulars that stand on a calendar day, the newest first."""
        found = self._register.find(RequestKind.FINDING, states=(RequestState.APPROVED,))
        errands = {
            each.id: each.record
            for each in found
            if isinstance(each.record, Finding) and each.record.kind is FindingKind.PRIVATE_ERRAND
        }
        approvals = self._register.last_decisions(list(errands))
        return standing(
            (
                ApprovedErrand(
                    finding=finding,
                    no=record.asked.person,
                    name=self._people.get(record.asked.person).name,
                    day=self._timetable.attendance_day(record.at),
                    approved=approvals[finding].at.astimezone(self._timetable.zone).date(),
                )
                for finding, record in errands.items()
            ),
            day,
            self._rules,
        )
