"""What the invented office decided in its months, and what still waits in the last one.

Months are judged by the real rules, and whatever waits in them goes the real way: the person asks,
the manager decides.
"""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Final

from kiosk.attendance.judging.results import DayResult, Line, PersonMonth
from kiosk.attendance.judging.statuses import Doubt, FindingKind, LineState, Rule, Status, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Direction, Slot
from kiosk.example.days import SEED
from kiosk.example.papers import CUSTOMERS
from kiosk.example.staff import FOUND, MANAGER, STAFF
from kiosk.example.stretch import ExampleDays
from kiosk.office import Office
from kiosk.person import StaffNo

LEAD: Final = StaffNo("A03")
"""Who finds things out."""
ERRANDS: Final = StaffNo("A08")
"""Who goes shopping in working time."""
PLAIN_CLOTHES: Final = StaffNo("A04")
"""Who forgets the uniform."""
OFTEN_AWAY: Final = StaffNo("A05")
"""Who asks for more leave than is free (D-14)."""
CAREFUL: Final = StaffNo("A07")
"""Who asks beforehand."""

_FREE_LEAVES: Final = 3
_CORRECTED, _EXCUSED = 0.7, 0.9
"""Shares of missing punches: corrected; corrected or excused; the others are absence."""
_WORTH_A_LEAVE: Final = 40
"""Minutes of lateness for which somebody asks for leave afterwards."""
_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)


class Story:
    """Lets the months happen, one after the other, in the transaction that is open."""

    def __init__(self, office: Office, days: ExampleDays) -> None:
        self._office = office
        self._days = days

    def tell(self) -> None:
        """All of it."""
        for month in self._days.months:
            self._find_out(month)
            self._take_leave(month)
            self._decide(month)
            self._excuse_lost_badge(month)
            self._object(month)
        self._ask_for_tomorrow()

    def _find_out(self, month: Month) -> None:
        """An errand, and a day without uniform, seen twice; the last of these is not decided."""
        for day in self._in_order(month, ERRANDS)[-1:]:
            at = day.slots[Slot.PM_IN].due + _HOUR
            errand = self._report(ERRANDS, FindingKind.PRIVATE_ERRAND, at, "百货大楼")
            self._approve(errand, day.date)
        for day in self._in_order(month, PLAIN_CLOTHES)[:1]:
            for slot in (Slot.AM_IN, Slot.PM_IN):
                at = day.slots[slot].due + _HOUR
                plain = self._report(PLAIN_CLOTHES, FindingKind.UNIFORM, at, "营业厅")
                if day.date < self._days.undecided_from:
                    self._approve(plain, day.date)

    def _report(self, person: StaffNo, kind: FindingKind, at: datetime, where: str) -> str:
        seen = at.astimezone(UTC)
        return self._office.requests.report_finding(person, kind, seen, where, by=LEAD, now=seen)

    def _take_leave(self, month: Month) -> None:
        """One person is away for an hour too often; another asks for leave after he was late."""
        days = self._in_order(month, OFTEN_AWAY)[: _FREE_LEAVES + 1]
        for day in days:
            start = day.slots[Slot.AM_IN].due + _HOUR
            self._leave(OFTEN_AWAY, day.date, start, start + _HOUR, "接送孩子")
        late = (
            (person, line)
            for person in self._sheet(month)
            for line in person.lines
            if line.slot == Slot.AM_IN and line.minutes > _WORTH_A_LEAVE
        )
        for person, line in islice(late, 1):
            due = person.days[line.date.day - 1].slots[Slot.AM_IN].due
            end = due + timedelta(minutes=5 * (line.minutes // 5 + 1))
            self._leave(person.person.no, line.date, due, end, "送家人就医")

    def _leave(
        self, person: StaffNo, day: date, start: datetime, end: datetime, reason: str
    ) -> None:
        now = self._days.morning_after(day)
        matter = self._office.requests.ask_leave(
            person,
            LeaveKind.PERSONAL,
            start.astimezone(UTC),
            end.astimezone(UTC),
            reason,
            by=person,
            now=now,
        )
        self._approve(matter, day)

    def _decide(self, month: Month) -> None:
        """What waits in a month is decided, but for the first few matters of the last one."""
        waiting = [
            (person, line)
            for person in self._sheet(month)
            for line in person.lines
            if line.state.waits
        ]
        recent = [each for each in waiting if each[1].date >= self._days.undecided_from]
        missing = [each for each in recent if each[1].state is LineState.UNDECIDED]
        for person, line in waiting:
            if (person, line) not in recent:
                self._settle(person, line)
        for person, line in missing[:1]:
            self._correct(person, line)
        for person, line in missing[2:]:
            self._settle(person, line)

    def _settle(self, person: PersonMonth, line: Line) -> None:
        if line.state is LineState.PENDING:
            swapped = line.doubt is Doubt.CALENDAR
            self._give(line, Verdict.WAIVE, "调休安排未定" if swapped else "读卡器故障")
            return
        drawn = random.Random(f"{SEED} {line.id}").random()
        left = self._office.requests.corrections_left(person.person.no, Month.of(line.date))
        if drawn < _CORRECTED and left:
            self._approve(self._correct(person, line), line.date)
        elif drawn < _EXCUSED:
            self._give(line, Verdict.WAIVE, "同事证明在岗")
        else:
            self._give(line, Verdict.ABSENT, "无法证明在岗")

    def _correct(self, person: PersonMonth, line: Line) -> str:
        """Ask for the missing punch, at a time that somebody might have come or gone."""
        slot = Slot(line.slot or "")
        due = person.days[line.date.day - 1].slots[slot].due
        minutes = random.Random(f"{SEED} {line.id} at").randrange(1, 12)
        at = due - minutes * _MINUTE if slot.direction is Direction.IN else due + minutes * _MINUTE
        return self._office.requests.ask_correction(
            person.person.no,
            line.date,
            slot,
            at.astimezone(UTC),
            "忘记打卡",
            by=person.person.no,
            now=self._days.morning_after(line.date),
        )

    def _excuse_lost_badge(self, month: Month) -> None:
        """Nobody is absent on the day on which he had no badge to tap with."""
        lost, on = next(
            (employee.no, self._days.ago(worn.ended))
            for employee in STAFF
            for worn in employee.badges
            if worn.credential == FOUND
        )
        for person in self._sheet(month):
            for line in person.lines:
                if person.person.no == lost and line.date == on and line.state.costs:
                    self._give(line, Verdict.WAIVE, "工卡遗失,当日在岗")

    def _object(self, month: Month) -> None:
        """Two who were late object: one is right, one is not; in the last month it waits."""
        late = [
            (person, line)
            for person in self._sheet(month)
            for line in person.lines[:1]
            if line.state is LineState.CHARGED and line.rule is Rule.OFF_BY_TIER_1
        ]
        outcomes = ((RequestState.APPROVED, "属实"), (RequestState.REJECTED, "与监控记录不符"))
        for (person, line), (outcome, reason) in zip(late, outcomes, strict=False):
            now = self._days.morning_after(line.date)
            matter = self._office.requests.object_to(
                person.person.no, line.id, "当时已在门口排队", by=person.person.no, now=now
            )
            if line.date >= self._days.undecided_from:
                return
            self._office.requests.decide(matter, outcome, reason, by=MANAGER.no, now=now)

    def _ask_for_tomorrow(self) -> None:
        """A leave and a visit to come, which wait for the manager."""
        now = self._days.now.astimezone(UTC)
        day = self._office.calendar.current().next_working_day(self._days.today)
        timetable = self._office.rulebooks.current.timetable
        start, end = (
            timetable.planned(day, slot).astimezone(UTC) for slot in (Slot.PM_IN, Slot.PM_OUT)
        )
        requests = self._office.requests
        requests.ask_leave(CAREFUL, LeaveKind.ANNUAL, start, end, "年休假半天", by=CAREFUL, now=now)
        requests.ask_visit(
            OFTEN_AWAY, start, end - _HOUR, CUSTOMERS[0], "续签协议", by=OFTEN_AWAY, now=now
        )

    def _approve(self, matter: str, day: date) -> None:
        now = self._days.morning_after(day)
        self._office.requests.decide(matter, RequestState.APPROVED, by=MANAGER.no, now=now)

    def _give(self, line: Line, verdict: Verdict, reason: str) -> None:
        now = self._days.morning_after(line.date)
        self._office.verdicts.give(line.id, verdict, reason, by=MANAGER.no, now=now)

    def _sheet(self, month: Month) -> tuple[PersonMonth, ...]:
        return self._office.sheets.month(month, self._days.now).people

    def _in_order(self, month: Month, person: StaffNo) -> list[DayResult]:
        """The days of a month on which everything of a person's was in order."""
        (sheet,) = self._office.sheets.month(month, self._days.now, person).people
        return [
            day
            for day in sheet.days
            if day.slots and all(slot.result is Status.NORMAL for slot in day.slots.values())
        ]
