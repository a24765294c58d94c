"""每日统计: a row for each person and day (§4.2, second sheet)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from keyroom.language import N_, _
from kiosk.attendance.judging.evidence import ApprovedLeave, ApprovedVisit
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.reports.columns import Cell, Column, Form
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.grid import WEEKDAYS, Tone, slot_symbol
from kiosk.attendance.reports.tally import covered, hours
from kiosk.attendance.reports.wording import (
    PLACES,
    SEASON_NAMES,
    day_off_words,
    joined,
    result_name,
    slot_words,
)
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.attendance.timetable import Slot
from kiosk.money import in_yuan

TITLE: Final = N_("Daily statistics")
_LATE: Final = (Status.LATE, Status.SERIOUS_LATE, Status.ABSENT_LATE)


@dataclass(frozen=True, slots=True)
class DailyRow:
    """One person's day, with all lines that name its date, those of the month included."""

    day: DayResult
    month: PersonMonth
    cover: Cover
    lines: tuple[Line, ...]

    def at(self, slot: Slot) -> str:
        """When a slot was filled."""
        result = self.day.slots.get(slot)
        if result is None or result.at is None:
            return ""
        at = result.at.astimezone(self.cover.zone)
        clock = f"{at:%H:%M}"
        return clock if at.date() == self.day.date else _("next day {clock}").format(clock=clock)

    def result(self, slot: Slot) -> str:
        """What became of it; nothing on a day off, of which the shift tells."""
        result = self.day.slots.get(slot)
        if result is None or (result.result is Status.REST and result.at is None):
            return ""
        return slot_words(result)

    def tone(self, slot: Slot) -> Tone:
        """How that strikes the eye."""
        result = self.day.slots.get(slot)
        if result is None or result.result is Status.REST:
            return Tone.NONE
        return slot_symbol(result).tone

    def minutes(self, *statuses: Status) -> Cell:
        """Minutes of the day's slots that came out so, if any did."""
        slots = self.day.slots.values()
        return sum(slot.minutes for slot in slots if slot.result in statuses) or None

    @property
    def shift(self) -> str:
        """`夏季 09:20-12:30 15:20-18:30`, or why nobody is due."""
        if not self.day.day.working:
            return day_off_words(self.day.day)
        planned = (f"{each.start:%H:%M}-{each.end:%H:%M}" for each in self.day.hours)
        return " ".join([_(SEASON_NAMES[self.day.season]), *planned])

    @property
    def papers(self) -> str:
        """What was approved for this day: leave, visits, corrections."""
        zone = self.cover.zone
        leaves = (each for each in self.month.leaves if covered(self.day, each, zone))
        visits = (each for each in self.month.visits if self._is_of_the_day(each.start))
        corrected = (slot for slot, result in self.day.slots.items() if result.corrected)
        return joined(
            [
                *(f"{result_name(each.kind)} {self._span(each)}" for each in leaves),
                *(f"{result_name(Status.FIELD_DUTY)} {self._span(each)}" for each in visits),
                *(_("correction of {slot}").format(slot=_(PLACES[slot])) for slot in corrected),
            ]
        )

    @property
    def hours(self) -> Cell:
        """Worked inside the planned hours, if any."""
        return hours(self.day.worked_minutes) if self.day.worked_minutes else None

    @property
    def deduction(self) -> Cell:
        """In yuan; nothing where there is no line."""
        return in_yuan(sum(line.fen for line in self.lines)) if self.lines else None

    @property
    def clauses(self) -> str:
        """What its lines rest on, each once."""
        return joined(dict.fromkeys(line.rule.value for line in self.lines))

    def _is_of_the_day(self, at: datetime) -> bool:
        return at.astimezone(self.cover.zone).date() == self.day.date

    def _span(self, away: ApprovedLeave | ApprovedVisit) -> str:
        start = away.start.astimezone(self.cover.zone)
        end = away.end.astimezone(self.cover.zone)
        if start.date() == end.date() == self.day.date:
            return f"{start:%H:%M}–{end:%H:%M}"
        return f"{start:%m-%d %H:%M}–{end:%m-%d %H:%M}"


def _at(slot: Slot, heading: str) -> Column[DailyRow]:
    return Column(heading, lambda row: row.at(slot), 9)


def _result(slot: Slot, heading: str) -> Column[DailyRow]:
    return Column(heading, lambda row: row.result(slot), 15, tone=lambda row: row.tone(slot))


COLUMNS: Final[tuple[Column[DailyRow], ...]] = (
    Column(N_("date"), lambda row: row.day.date, 11, Form.DATE),
    Column(N_("weekday"), lambda row: _(WEEKDAYS[row.day.date.weekday()]), 6),
    Column(N_("name"), lambda row: row.month.person.name, 11),
    Column(N_("staff number"), lambda row: row.month.person.no, 8, Form.CODE),
    Column(N_("shift"), lambda row: row.shift, 29),
    _at(Slot.AM_IN, N_("in 1: time")),
    _result(Slot.AM_IN, N_("in 1: result")),
    _at(Slot.AM_OUT, N_("out 1: time")),
    _result(Slot.AM_OUT, N_("out 1: result")),
    _at(Slot.PM_IN, N_("in 2: time")),
    _result(Slot.PM_IN, N_("in 2: result")),
    _at(Slot.PM_OUT, N_("out 2: time")),
    _result(Slot.PM_OUT, N_("out 2: result")),
    Column(N_("approved requests"), lambda row: row.papers, 30),
    Column(N_("hours attended"), lambda row: row.hours, 9),
    Column(N_("late (minutes)"), lambda row: row.minutes(*_LATE), 10),
    Column(N_("left early (minutes)"), lambda row: row.minutes(Status.EARLY_LEAVE), 10),
    Column(N_("deduction (yuan)"), lambda row: row.deduction, 10, Form.YUAN),
    Column(N_("clauses"), lambda row: row.clauses, 14),
)


def daily_rows(sheet: MonthSheet, cover: Cover) -> Iterator[DailyRow]:
    """Person by person, the days of each person's employment."""
    for month in sheet.people:
        lines: dict[date, list[Line]] = defaultdict(list)
        for line in month.lines:
            lines[line.date].append(line)
        for day in month.days:
            if day.employed:
                yield DailyRow(day, month, cover, tuple(lines[day.date]))
