"""The month's sheet as it stands now: gathered and judged anew whenever somebody looks.

Nothing of it is kept but what people decide, until the month is closed (`closing`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from keyroom.language import N_
from kiosk.attendance import regional
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.day_judge import judge_day
from kiosk.attendance.judging.month_judge import fill, findings_by_day, judge_month
from kiosk.attendance.judging.plan import DayPlan, plan_days
from kiosk.attendance.judging.results import DayResult, PersonMonth, Remark
from kiosk.attendance.sheets.gathering import gather
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.outages import outages
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.attendance.sheets.stray_taps import stray_taps
from kiosk.attendance.sheets.stretch import Stretch
from kiosk.collector import collector_paused
from kiosk.people import People
from kiosk.person import Person, StaffNo
from kiosk.roles import Role
from store import Store

_AS_REGISTERED: Mapping[StaffNo, Role] = {}


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

    def month(
        self,
        month: Month,
        now: datetime,
        person: StaffNo | None = None,
        roles: Mapping[StaffNo, Role] = _AS_REGISTERED,
    ) -> MonthSheet:
        """The sheet of a month as things stand; what is not over by `now` is open.

        `roles` are those that people had then, where the register has others now. Raises
        NoSuchPersonError for a person that nobody is.
        """
        with self._store.connection(), collector_paused():
            calendar = self._calendar()
            plans = self._plans(month.first, month.last, now, calendar)
            people = [
                replace(each, role=roles.get(each.no, each.role)) for each in self._asked(person)
            ]
            case = self._cases(plans, now, person)
            judged = tuple(
                judge_month(case(each), plans)
                for each in people
                if each.works_between(month.first, month.last)
            )
            strays = [
                remark
                for each in people
                if not (each.works_on(month.first) and each.works_on(month.last))
                for remark in stray_taps(case(each), plans)
            ]
        remarks = (*_remarks(month, plans, calendar), *strays)
        return MonthSheet(month, plans[-1].rules.version, judged, remarks)

    def day(self, day: date, now: datetime, person: StaffNo | None = None) -> list[PersonDay]:
        """Everybody's day, or one person's, by staff number; without what the month adds."""
        with self._store.connection():
            plans = self._plans(day, day, now, self._calendar())
            people = self._asked(person)
            case = self._cases(plans, now, person)
            return [
                PersonDay(each, _judged_day(case(each), plans[0]))
                for each in people
                if each.works_on(day)
            ]

    def plan(self, day: date, now: datetime) -> DayPlan:
        """What a day asks of everybody."""
        return self._plans(day, day, now, self._calendar())[0]

    def _plans(self, first: date, last: date, now: datetime, calendar: Calendar) -> list[DayPlan]:
        today = self._rulebooks.current.timetable.attendance_day(now)
        return list(plan_days(first, last, self._rulebooks.in_force(today), calendar))

    def _asked(self, person: StaffNo | None) -> list[Person]:
        return self._people.all() if person is None else [self._people.get(person)]

    def _cases(
        self, plans: Sequence[DayPlan], now: datetime, person: StaffNo | None
    ) -> Callable[[Person], Case]:
        stretch = Stretch.of(plans[0].date, plans[-1].date, self._rulebooks.current.taps)
        evidence = gather(self._store, stretch, person)
        away = outages(self._store, self._readers, stretch.start, stretch.end)
        at = now.astimezone(stretch.zone)  # as the plans have their times: those compare fast
        return lambda each: Case(each, evidence(each.no), away, at)


def _judged_day(case: Case, plan: DayPlan) -> DayResult:
    findings = findings_by_day(case, [plan]).get(plan.date, ())
    return judge_day(case, plan, fill(case, [plan]), findings)


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
