"""What is wrong in the invented office on purpose: a case of every kind of flag (docs/flags.md).

All of it happened in the last weeks; the office's first month is clean.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from kiosk.attendance.judging.results import DayResult, PersonMonth
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.timetable import Slot
from kiosk.boots import BootEvent
from kiosk.example.accesses import DESK, DeskDays, Work, others_of, wrong_pin
from kiosk.example.customers import CUSTOMERS_OF
from kiosk.example.days import InventedDay, InventedTap
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.access_words import Reason
from kiosk.privacy.accesses import AccessKind
from kiosk.schema import BOOTS
from kiosk.times import stored

A01, A02, A04, A05, A07 = map(StaffNo, ("A01", "A02", "A04", "A05", "A07"))
AT_WEEKEND: Final = A07
"""Who comes in on a day off, and works at the desk."""

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_HABIT_DAYS: Final = 6
_JUMP_S: Final = 5400.0

Judged = tuple[PersonMonth, DayResult]


def come_in(day: date, now: datetime) -> InventedDay:
    """An afternoon on a day off."""
    three = datetime(day.year, day.month, day.day, 15, 3, tzinfo=now.tzinfo)
    return InventedDay((InventedTap(three), InventedTap(three + 150 * _MINUTE)))


class Planted:
    """Plants every case into the book of the desk."""

    def __init__(self, office: Office, desk: DeskDays) -> None:
        self._office = office
        self._desk = desk

    def plant(self) -> None:
        """All of them; before ordinary days, which fill the time that is left."""
        self._after_clock_out()
        self._not_clocked_in()
        self._on_leave()
        self._day_off()
        self._many_records()
        self._others()
        self._searches()
        self._many_viewers()
        self._wrong_pins()
        self._no_business()
        self._same_second()
        self._jump()

    def _after_clock_out(self) -> None:
        """A07 has gone, and her badge and PIN open three records."""
        for _, day in self._days(A07, 3):
            self._work(A07, _at(day, Slot.PM_OUT) + 20 * _MINUTE, 3)

    def _not_clocked_in(self) -> None:
        """A04 is at the desk long before she taps in."""
        for _, day in self._days(A04, 4):
            self._work(A04, _at(day, Slot.AM_IN) - 25 * _MINUTE, 2)

    def _on_leave(self) -> None:
        """A05 is away for an hour with leave, and his records are opened."""
        leaves = [leave for person in self._of(A05) for leave in person.leaves]
        short = [each for each in leaves if each.end - each.start == timedelta(hours=1)]
        for leave in short[-1:]:
            self._work(A05, leave.start + 20 * _MINUTE, 2)

    def _day_off(self) -> None:
        """A07 comes in on a day off and works at the desk."""
        came = [
            day
            for person in self._of(AT_WEEKEND)
            for day in person.days
            if not day.day.working and day.slots[Slot.PM_IN].at is not None
        ]
        for day in came[-1:]:
            self._work(AT_WEEKEND, _at(day, Slot.PM_IN) + 30 * _MINUTE, 2)

    def _many_records(self) -> None:
        """A04 goes through her customers again and again."""
        for _, day in self._days(A04, 6):
            self._work(A04, _at(day, Slot.PM_IN) + 15 * _MINUTE, 32, Reason.CALL)

    def _others(self) -> None:
        """A05 opens five customers of others in one go."""
        for _, day in self._days(A05, 5):
            work = Work(A05, _at(day, Slot.PM_IN) + 40 * _MINUTE)
            for customer in others_of(A05)[:5]:
                work.open(customer, second=A01)
            self._desk.take(work)

    def _searches(self) -> None:
        """A07 tries one name after the other."""
        for _, day in self._days(A07, 7):
            work = Work(A07, _at(day, Slot.AM_IN) + 50 * _MINUTE)
            for _ in range(12):
                work.do(AccessKind.SEARCH, reason="扎*")
            self._desk.take(work)

    def _many_viewers(self) -> None:
        """Four people look at one customer within an afternoon."""
        customer = CUSTOMERS_OF[A05][0]
        days = self._days(A05, 8)
        for _, day in days:
            at = _at(day, Slot.PM_IN) + 70 * _MINUTE
            for person, second in ((A05, None), (A04, A01), (A07, A02), (A02, A01)):
                work = Work(person, at)
                work.open(customer, second=second)
                self._desk.take(work)
                at += 8 * _MINUTE

    def _wrong_pins(self) -> None:
        """Somebody tries PINs with A05's badge."""
        for _, day in self._days(A05, 9):
            work = Work(A05, _at(day, Slot.AM_IN) + 90 * _MINUTE)
            work.refused = [wrong_pin(A05, work.at - n * _MINUTE) for n in range(5, 0, -1)]
            work.open(CUSTOMERS_OF[A05][1])
            self._desk.take(work)

    def _no_business(self) -> None:
        """A04 shows data of all her customers for business, and visits none of them."""
        for _, day in self._days(A04, 12, fits=lambda day: not self._visits_after(A04, day)):
            work = Work(A04, _at(day, Slot.AM_IN) + 120 * _MINUTE)
            for customer in CUSTOMERS_OF[A04]:
                work.open(customer, Reason.BUSINESS)
            self._desk.take(work)

    def _same_second(self) -> None:
        """In one month A02 authorises whatever A07 asks for."""
        months = [
            days for person in self._of(A07) if len(days := list(_whole(person))) > _HABIT_DAYS
        ]
        for day in months[-1][:_HABIT_DAYS]:
            work = Work(A07, _at(day, Slot.AM_IN) + 150 * _MINUTE)
            for customer in others_of(A07)[:2]:
                work.open(customer, second=A02)
            self._desk.take(work)

    def _jump(self) -> None:
        """The clock of the desk's machine was set forward, and nobody says why."""
        for _, day in self._days(A04, 10):
            at = _at(day, Slot.PM_IN) + 20 * _MINUTE
            self._office.store.table(BOOTS).insert(
                {
                    "terminal": DESK,
                    "at": stored(at),
                    "event": BootEvent.JUMP.value,
                    "boot_id": "-",
                    "boot_s": 20_000.0,
                    "synchronised": False,
                    "jump_s": _JUMP_S,
                }
            )

    def _work(self, person: StaffNo, at: datetime, times: int, shown: Reason | None = None) -> None:
        work, own = Work(person, at), CUSTOMERS_OF[person]
        for nth in range(times):
            work.open(own[nth % len(own)], shown)
        self._desk.take(work)

    def _of(self, no: StaffNo) -> Iterator[PersonMonth]:
        return (person for person in self._desk.months if person.person.no == no)

    def _days(
        self, no: StaffNo, ago: int, fits: Callable[[date], bool] = lambda _: True
    ) -> list[Judged]:
        """The day that lies so many whole days of this person's back, if there is one."""
        days = [(person, day) for person in self._of(no) for day in _whole(person)]
        found = [each for each in days[:-ago] if fits(each[1].date)]
        return found[-1:]

    def _visits_after(self, no: StaffNo, day: date) -> bool:
        return any(
            day <= visit.start.date() <= day + 4 * _DAY
            for person in self._of(no)
            for visit in person.visits
        )


def _whole(person: PersonMonth) -> Iterator[DayResult]:
    """The days on which everything was tapped, and no leave stood between."""
    away = [(leave.start.date(), leave.end.date()) for leave in person.leaves]
    for day in person.days:
        taps = day.slots and all(each.at is not None for each in day.slots.values())
        early = any(each.result is Status.EARLY_LEAVE for each in day.slots.values())
        if taps and not early and not any(first <= day.date <= last for first, last in away):
            yield day


def _at(day: DayResult, slot: Slot) -> datetime:
    result = day.slots[slot]
    return result.at or result.due
