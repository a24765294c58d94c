"""Objecting to a line of the month: which, and why (申诉). Pure."""

from datetime import date

from keyroom.language import N_, _
from kiosk.attendance.judging.statuses import LineState
from kiosk.attendance.own_asks import ObjectionMade
from kiosk.attendance.own_month import OwnLine, OwnMonth
from screens.entrance.own_page.correction_form import reasons
from screens.entrance.own_page.explanations import short_words
from screens.entrance.own_page.steps import Answers, Choice, Confirm, Impossible, Option, Step
from screens.entrance.own_page.words import approver

TITLE = N_("Object")
REASONS = (
    N_("the time is not right"),
    N_("I had leave, or was on duty outside"),
    N_("the reader did not work"),
    N_("I was told to come later, or to go"),
)
OPEN = frozenset({LineState.CHARGED, LineState.PENDING, LineState.UPHELD})
"""A line in another state costs nothing, or an objection to it is on its way."""


def objection_steps(own: OwnMonth, day: date, chosen: str | None, answers: Answers) -> Step:
    """What is asked after these answers; `chosen` is the id of the line that is selected."""
    lines = [each for each in own.lines_of(day) if each.line.state in OPEN]
    meant = next((each for each in lines if each.line.id == chosen), None)
    if meant is not None:
        answers = (meant, *answers)
    match answers:
        case (OwnLine() as line, str() as reason):
            return _confirm(own, line, reason)
        case (OwnLine(),):
            return reasons(REASONS)
        case _ if lines:
            return Choice(_(TITLE), tuple(Option(short_words(each), each) for each in lines))
        case _:
            return Impossible(
                _(TITLE), _("Nothing of this day can be objected to: choose another day.")
            )


def _confirm(own: OwnMonth, line: OwnLine, reason: str) -> Confirm:
    return Confirm(
        _(TITLE),
        (
            short_words(line),
            _("Reason: {reason}").format(reason=reason),
            _("{approver} decides; you see the outcome here.").format(
                approver=approver(own.person)
            ),
        ),
        ObjectionMade(own.person.no, line.line.id, reason),
    )
