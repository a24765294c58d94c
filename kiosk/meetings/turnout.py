"""Who is away, on duty, and there: what the records tell of the people of one meeting."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from kiosk.attendance.judging.evidence import Evidence
from kiosk.attendance.judging.excuses import remainder
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.timetable import Slot
from kiosk.meetings.attending import is_excused
from kiosk.meetings.schedule import MeetingTimes
from kiosk.person import Person, StaffNo


class Turnout:
    """The people of one meeting, as the records of its day and the working day before have them."""

    def __init__(
        self,
        people: Sequence[Person],
        times: MeetingTimes,
        plans: Sequence[DayPlan],
        evidence: Callable[[StaffNo], Evidence],
    ) -> None:
        """`plans` are those of the working day before and of the day."""
        self._people = {person.no: person for person in people}
        self._times = times
        self._plans = {plan.date: plan for plan in plans}
        self._evidence = {person.no: evidence(person.no) for person in people}

    def is_excused(self, no: StaffNo) -> bool:
        """Whether approved leave or a visit keeps a person from the meeting."""
        times, found = self._times, self._evidence[no]
        moments = [times.planned, *([times.work_start] if times.work_start else [])]
        return is_excused(moments, found.leaves, found.visits)

    def is_away_all_day(self, no: StaffNo, day: date) -> bool:
        """Whether leave covers all of a person's day, or he was not employed on it."""
        if not self._people[no].works_on(day):
            return True
        leaves = self._evidence[no].leaves
        return all(
            remainder(duty, leaves).covered_by is not None for duty in self._plans[day].duties
        )

    def arrivals(self, no: StaffNo) -> list[datetime]:
        """When a person came that day, by taps and corrections, as far as the meeting goes.

        A meeting of the afternoon looks at the taps of the afternoon, where a day has any (D-06).
        """
        times, found = self._times, self._evidence[no]
        timetable = self._plans[times.day].rules.timetable
        since, _ = timetable.bounds(times.day)
        slot = Slot.AM_IN
        if len(timetable.stretches) > 1 and times.planned >= timetable.split(times.day):
            since, slot = timetable.split(times.day), Slot.PM_IN
        came = [tap.at for tap in found.taps if tap.at >= since]
        corrected = found.corrections.get((times.day, slot))
        return came if corrected is None else [*came, corrected.at]

    def on_duty(self, people: Iterable[Person], at: datetime | None) -> set[StaffNo]:
        """Who is on duty: employed, not away with permission, and, where `at` is given, there."""
        return {
            person.no
            for person in people
            if person.works_on(self._times.day)
            and not self.is_excused(person.no)
            and (at is None or any(came <= at for came in self.arrivals(person.no)))
        }
