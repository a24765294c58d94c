"""What a request for a punch that is missing or wrong must be (补卡, D-12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk.attendance.judging.plan import DayPlan, DutyPlan
from kiosk.attendance.requests.employment import require_employed
from kiosk.attendance.requests.records import Correction
from kiosk.attendance.requests.spans import start_of
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import Direction
from kiosk.errors import RequestRefusedError
from kiosk.person import Person


@dataclass(frozen=True, slots=True)
class CorrectionLimits:
    """The knobs of D-12."""

    a_month: int = 3
    """`correction.max_per_month`: for each person, by the month of the day."""
    deadline_day: int = 3
    """`correction.deadline_day`: of the next month, the whole day included."""

    def deadline(self, month: Month, zone: ZoneInfo) -> datetime:
        """The first moment at which it is too late to ask for a correction of the month."""
        return start_of(month.next.first + timedelta(days=self.deadline_day), zone)


def check_correction(
    correction: Correction,
    person: Person,
    plan: DayPlan,
    others: Sequence[Correction],
    limits: CorrectionLimits,
) -> None:
    """Raises RequestRefusedError.

    `plan` is that of the day. `others` are the person's of that month, asked for or approved. What
    is decided already, on a list of the administrator's, is not bound by the deadline.
    """
    require_employed(person, "date", correction.day)
    duty = _duty(correction, plan)
    _check_time(correction, plan, duty)
    if not correction.asked.reason:
        raise RequestRefusedError(
            "reason", N_("a correction needs a reason"), N_("say why the punch is missing")
        )
    if not correction.asked.state.is_live:
        return
    if any((each.day, each.slot) == (correction.day, correction.slot) for each in others):
        raise RequestRefusedError(
            "slot",
            N_("a correction of this slot has been asked for already"),
            N_("see it with: keyroom corrections list"),
        )
    if len(others) >= limits.a_month:
        raise RequestRefusedError(
            "no",
            N_("{no} has used the {count} corrections of {month}"),
            N_("the missing punch is decided as absence, or excused"),
            no=person.no,
            count=limits.a_month,
            month=Month.of(correction.day),
        )
    _check_deadline(correction, limits, plan.rules.timetable.zone)


def _duty(correction: Correction, plan: DayPlan) -> DutyPlan:
    """The duty whose slot is to be filled."""
    if not plan.day.working:
        raise RequestRefusedError(
            "date",
            N_("{day} is no working day"),
            N_("nobody is due on it, and no punch is missing"),
            day=correction.day,
        )
    for duty in plan.duties:
        if correction.slot in (duty.duty.slot(way) for way in Direction):
            return duty
    raise RequestRefusedError(
        "slot",
        N_("nobody is due at this slot"),
        N_("with two punches a day only am_in and pm_out are"),
    )


def _check_time(correction: Correction, plan: DayPlan, duty: DutyPlan) -> None:
    # D-07 and D-09: else the punch would not fill the slot that it is meant for.
    at, way = correction.at, correction.slot.direction
    in_reach = at < duty.end if way is Direction.IN else at > duty.start
    if plan.rules.timetable.duty(at) != duty.duty or not in_reach:
        raise RequestRefusedError(
            "time",
            N_("a punch at {time} cannot fill this slot"),
            N_("the slot is due at {due}"),
            time=_clock(at, correction.day, plan.rules.timetable.zone),
            due=f"{(duty.start if way is Direction.IN else duty.end):%H:%M}",
        )
    if at > correction.asked.asked_at:
        raise RequestRefusedError(
            "time", N_("this moment lies in the future"), N_("ask when it has passed")
        )


def _check_deadline(correction: Correction, limits: CorrectionLimits, zone: ZoneInfo) -> None:
    deadline = limits.deadline(Month.of(correction.day), zone)
    if correction.asked.state is RequestState.REQUESTED and (correction.asked.asked_at >= deadline):
        raise RequestRefusedError(
            "date",
            N_("corrections of {month} could be asked for until {last}"),
            N_("object to the line, if one is charged"),
            month=Month.of(correction.day),
            last=deadline.astimezone(zone).date() - timedelta(days=1),
        )


def _clock(at: datetime, day: date, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == day else f"{local:%Y-%m-%d %H:%M}"
