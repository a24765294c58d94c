"""What a finding about a person on duty must be (KQ-2-3, KQ-2-4)."""

from collections.abc import Iterable

from keyroom.language import N_
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.statuses import FindingKind
from kiosk.attendance.requests.employment import require_employed
from kiosk.attendance.requests.records import Finding, Leave, Visit
from kiosk.errors import RequestRefusedError
from kiosk.person import Person


def check_finding(
    finding: Finding,
    person: Person,
    plan: DayPlan,
    leaves: Iterable[Leave],
    visits: Iterable[Visit],
) -> None:
    """Raises RequestRefusedError.

    `plan` is that of the finding's attendance day; `leaves` and `visits` are the person's approved
    ones.
    """
    require_employed(person, "at", plan.date)
    if finding.at > finding.asked.asked_at:
        raise RequestRefusedError(
            "at", N_("this moment lies in the future"), N_("report it when it was seen")
        )
    if not plan.day.working:
        raise RequestRefusedError(
            "at",
            N_("{day} is no working day"),
            N_("a finding is about working time"),
            day=plan.date,
        )
    if finding.kind is FindingKind.PRIVATE_ERRAND:
        _check_errand(finding, plan, leaves, visits)


def _check_errand(
    finding: Finding, plan: DayPlan, leaves: Iterable[Leave], visits: Iterable[Visit]
) -> None:
    zone = plan.rules.timetable.zone
    if plan.session_at(finding.at) is None:
        raise RequestRefusedError(
            "at",
            N_("{time} lies outside working time"),
            N_("an errand is private only during a session: {sessions}"),
            time=f"{finding.at.astimezone(zone):%H:%M}",
            sessions=", ".join(
                f"{start:%H:%M}–{end:%H:%M}"
                for duty in plan.duties
                for _, start, end in duty.sessions
            ),
        )
    if any(leave.start <= finding.at < leave.end for leave in leaves):
        raise RequestRefusedError(
            "at", N_("the person was on approved leave then"), N_("check the time")
        )
    if any(visit.start <= finding.at <= visit.end for visit in visits):
        raise RequestRefusedError(
            "at", N_("the person was on an approved visit then"), N_("check the time")
        )
