"""The month's sheet as it stands now: gathered and judged anew whenever somebody looks.

Nothing of it is kept but what people decide, until the month is closed (`closing`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from keyroom.language import N_
from kiosk.attendance import regional
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.day_judge import judge_day
from kiosk.attendance.judging.month_judge import fill, judge_month
from kiosk.attendance.judging.plan import DayPlan, plan_days
from kiosk.attendance.judging.results import DayResult, PersonMonth, Remark
from kiosk.attendance.sheets.gathering import Stretch, gather
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.outages import outages
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.people import People
from kiosk.person import Person, StaffNo
from store import Store


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """Everybody's month, or one person's."""

    month: Month
    version: str
    """Of the rules in force on its last day."""
    people: tuple[PersonMonth, ...]
    """By staff number."""
    remarks: tuple[Remark, ...] = ()
    """What whoever settles the month must know of the month itself."""

    @property
    def warnings(self) -> list[Remark]:
        """Of the month, then of each person."""
        return [*self.remarks, *(each for person in self.people for each in person.warnings)]


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One person's day."""

    person: Person
    result: DayResult


class Sheets:
    """Judges days and months of one office."""

    def __init__(
        self,
        store: Store,
        people: People,
        rulebooks: Rulebooks,
        calendar: Callable[[], Calendar],
        readers: Sequence[str],
    ) -> None:
        """`readers` are those of the entrances: while all are down, nobody can tap."""
        self._store = store
        self._people = people
        self._rulebooks = rulebooks
        self._calendar = calendar
        self._readers = readers

    def month(self, month: Month, now: datetime, person: StaffNo | None = None) -> MonthSheet:
        """The sheet of a month as things stand; what is not over by `now` is open.

        Raises NoSuchPersonError for a person that nobody is.
        """
        with self._store.connection():
            calendar = self._calendar()
            plans = self._plans(month.first, month.last, now, calendar)
            people = self._employed(month.first, month.last, person)
            case = self._cases(plans, now, person)
            judged = tuple(judge_month(case(each), plans) for each in people)
        remarks = tuple(_remarks(month, plans, calendar))
        return MonthSheet(month, plans[-1].rules.version, judged, remarks)

    def day(self, day: date, now: datetime, person: StaffNo | None = None) -> list[PersonDay]:
        """Everybody's day, or one person's, by staff number; without what the month adds."""
        with self._store.connection():
            plans = self._plans(day, day, now, self._calendar())
            people = self._employed(day, day, person)
            case = self._cases(plans, now, person)
            return [PersonDay(each, _judged_day(case(each), plans[0])) for each in people]

    def plan(self, day: date, now: datetime) -> DayPlan:
        """What a day asks of everybody."""
        return self._plans(day, day, now, self._calendar())[0]

    def _plans(self, first: date, last: date, now: datetime, calendar: Calendar) -> list[DayPlan]:
        today = self._rulebooks.current.timetable.attendance_day(now)
        return list(plan_days(first, last, self._rulebooks.in_force(today), calendar))

    def _employed(self, first: date, last: date, person: StaffNo | None) -> list[Person]:
        people = self._people.all() if person is None else [self._people.get(person)]
        return [
            each
            for each in people
            if each.joined <= last and (each.left is None or each.left >= first)
        ]

    def _cases(
        self, plans: Sequence[DayPlan], now: datetime, person: StaffNo | None
    ) -> Callable[[Person], Case]:
        stretch = Stretch.of(plans[0].date, plans[-1].date, self._rulebooks.current.taps)
        evidence = gather(self._store, stretch, person)
        away = outages(self._store, self._readers, stretch.start, stretch.end)
        return lambda each: Case(each, evidence(each.no), away, now)


def _judged_day(case: Case, plan: DayPlan) -> DayResult:
    return judge_day(case, plan, fill(case, [plan]), case.evidence.findings)


def _remarks(month: Month, plans: Sequence[DayPlan], calendar: Calendar) -> list[Remark]:
    remarks = []
    if not calendar.knows(month.year):
        remarks.append(
            Remark(
                "no_holiday_notice",
                N_("the holiday arrangement of {year} has not been imported"),
                {"year": month.year},
            )
        )
    if any(regional.is_unconfirmed(plan.date, plan.day) for plan in plans):
        remarks.append(
            Remark(
                "regional_unconfirmed",
                N_("a regional holiday of this month is not confirmed for this office"),
            )
        )
    if len({plan.rules.version for plan in plans}) > 1:
        remarks.append(
            Remark("rules_changed", N_("the rules changed in this month; each line names its own"))
        )
    return remarks
