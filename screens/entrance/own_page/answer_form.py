"""Answering the oldest question about work at the desk (BM-7). Pure."""

from keyroom.language import N_, _
from kiosk.attendance.own_asks import QuestionAnswered
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page.correction_form import reasons
from screens.entrance.own_page.steps import Answers, Confirm, Impossible, Step

TITLE = N_("Answer the question")
USUAL = (
    N_("the customer was with me"),
    N_("my supervisor told me to"),
    N_("it was not me"),
    N_("by mistake"),
)


def answer_steps(own: OwnMonth, answers: Answers) -> Step:
    """What is asked after these answers."""
    if not own.questions:
        return Impossible(_(TITLE), _("No question waits for you any more."))
    match answers:
        case (str() as text,):
            question = own.questions[0]
            return Confirm(
                _(TITLE),
                (
                    _("Your answer: {text}").format(text=text),
                    _("It stays on record as it is; {by} reads it.").format(by=question.by),
                ),
                QuestionAnswered(own.person.no, question.case, text),
            )
        case _:
            return reasons(USUAL)
