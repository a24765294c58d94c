"""What the supervisor's screen looks at. Each look is a question; the same records answer all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from keyroom.language import N_
from kiosk.attendance.judging.results import Remark
from kiosk.attendance.presence import Board
from kiosk.attendance.queue import Waiting, waiting
from kiosk.attendance.sheets.differences import Difference
from kiosk.attendance.sheets.kept import KeptSheets
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.open_matters import OpenMatter
from kiosk.attendance.sheets.proofs import Proof, proofs
from kiosk.attendance.sheets.settled import ClosedMonth
from kiosk.attendance.sheets.settlements import Settlement, Settlements
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.sheets.today import board_now
from kiosk.money import written_yuan
from kiosk.office import Office
from kiosk.privacy.right_notices import ListedNotice


class Records:
    """The office at one moment; what has not changed since the last look is not judged again."""

    def __init__(self, office: Office, kept: KeptSheets, now: datetime) -> None:
        self.office = office
        self.now = now
        self._kept = kept

    def sheet(self, month: Month) -> MonthSheet:
        """The month as it stands."""
        return self._kept.month(month, self.now)


class Look(Protocol):
    """One question."""

    def see(self, records: Records) -> object:
        """Its answer."""


@dataclass(frozen=True, slots=True)
class BoardLook:
    """Who is there now?"""

    def see(self, records: Records) -> Board:
        """The board."""
        return board_now(records.office, records.now)


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """A month as it stands, or as it was settled."""

    sheet: MonthSheet
    closed: ClosedMonth | None


@dataclass(frozen=True, slots=True)
class MonthLook:
    """What has the month brought?"""

    month: Month

    def see(self, records: Records) -> MonthSeen:
        """Its sheet; of a closed month the one that was settled."""
        office = records.office
        settlement = Settlements(office.store).find(self.month)
        if settlement is None:
            return MonthSeen(records.sheet(self.month), None)
        return MonthSeen(settlement.sheet(office.premises.config.zone), settlement.closed)


@dataclass(frozen=True, slots=True)
class SettleSeen:
    """A month on its way to be settled, or settled and what has changed since."""

    sheet: MonthSheet
    settlement: Settlement | None
    differences: tuple[Difference, ...]
    open: tuple[OpenMatter, ...]
    """What keeps it from being closed."""
    notices: tuple[Remark, ...]
    """What whoever settles should know of the rules themselves."""


@dataclass(frozen=True, slots=True)
class SettleLook:
    """Can the month be closed, and if it is, what differs from what was settled?"""

    month: Month

    def see(self, records: Records) -> SettleSeen:
        """The answer."""
        closing, notices = records.office.closing, tuple(rule_notices(records.office))
        if not closing.is_closed(self.month):
            open_matters = closing.open_matters(self.month, records.now)
            sheet = records.sheet(self.month)
            return SettleSeen(sheet, None, (), tuple(open_matters), notices)
        look = closing.look(self.month, records.now)
        return SettleSeen(look.sheet, look.settlement, look.differences, (), notices)


def rule_notices(office: Office) -> Iterator[Remark]:
    """D-10: a clause that is applied as it is written, and invites what it should not."""
    rules = office.rulebooks.current
    dearest = max(rules.tiers.fines)
    if rules.late_as_absent_after is None and dearest > rules.absence:
        yield Remark(
            "late_dearer_than_absence",
            N_(
                "D-10: the longest lateness costs {late} yuan and a whole session of absence"
                " {absence}; both clauses are applied as they are written"
            ),
            {"late": written_yuan(dearest), "absence": written_yuan(rules.absence)},
        )


@dataclass(frozen=True, slots=True)
class DayLook:
    """What does a person's day rest on?"""

    month: Month
    person: str
    day: date

    def see(self, records: Records) -> dict[str, Proof]:
        """The records behind it, by id."""
        people = MonthLook(self.month).see(records).sheet.people
        month = next((each for each in people if each.person.no == self.person), None)
        if month is None:
            return {}
        slots = month.days[self.day.day - 1].slots.values()
        lines = [line for line in month.lines if line.date == self.day]
        ids = [
            *(each for slot in slots for each in slot.evidence),
            *(each for line in lines for each in line.evidence),
        ]
        return proofs(records.office.store, ids)


@dataclass(frozen=True, slots=True)
class QueueLook:
    """What waits for a decision, as this person may decide?"""

    person: str

    def see(self, records: Records) -> list[Waiting]:
        """The queue."""
        decider = records.office.people.get(self.person)
        return waiting(records.office, records.sheet, decider, records.now)


@dataclass(frozen=True, slots=True)
class RightNoticesLook:
    """What must the billing centre be told, and what does it know?"""

    def see(self, records: Records) -> list[ListedNotice]:
        """Every notice, in the order in which they were made."""
        return records.office.right_notices.all()
