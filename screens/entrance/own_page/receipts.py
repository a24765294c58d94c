"""What became of a request, in words. Pure."""

from keyroom.language import _
from kiosk.attendance.own_asks import (
    CorrectionAsked,
    LeaveAsked,
    ObjectionMade,
    OwnAsk,
    QuestionAnswered,
)
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page.correction_form import correction_words
from screens.entrance.own_page.explanations import short_words
from screens.entrance.own_page.leave_form import leave_words
from screens.entrance.own_page.view import Receipt
from screens.entrance.own_page.words import approver


def receipt_words(receipt: Receipt, own: OwnMonth) -> str:
    """That it is on record, and who decides; or why it was not done."""
    if receipt.fault is not None:
        return receipt.fault.shown(_)
    if isinstance(receipt.asked, QuestionAnswered):
        return _("On record: your answer. Whoever asked reads it next.")
    return _("On record: {asked}. {approver} decides; you see it here.").format(
        asked=_asked(receipt.asked, own), approver=approver(own.person)
    )


def _asked(asked: OwnAsk, own: OwnMonth) -> str:
    match asked:
        case LeaveAsked():
            return leave_words(asked)
        case CorrectionAsked():
            return correction_words(asked)
        case ObjectionMade(line=line):
            found = next((each for each in own.lines if each.line.id == line), None)
            return _("objection") if found is None else short_words(found)
        case _:
            return ""
