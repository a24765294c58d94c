"""Asking for a correction of a punch that is missing or off: which, when, and why (D-12). Pure."""

from datetime import date, time

from keyroom.language import N_, _
from kiosk.attendance.judging.statuses import Status
from kiosk.attendance.own_asks import CorrectionAsked
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.timetable import Slot
from screens.entrance.own_page import typed_values
from screens.entrance.own_page.steps import (
    Answers,
    Choice,
    Confirm,
    Entry,
    Impossible,
    Option,
    Step,
)
from screens.entrance.own_page.words import approver, date_words, time_words
from screens.entrance.so_far_words import result_words
from screens.entrance.words import SLOTS

TITLE = N_("Ask for a correction")
CORRECTABLE = frozenset(
    {
        Status.LATE,
        Status.SERIOUS_LATE,
        Status.EARLY_LEAVE,
        Status.MISSING_IN,
        Status.MISSING_OUT,
        Status.ABSENT,
        Status.ABSENT_LATE,
    }
)
REASONS = (
    N_("forgot to tap"),
    N_("the reader did not work"),
    N_("on duty outside"),
    N_("badge left at home"),
)


def correction_steps(own: OwnMonth, day: date, answers: Answers) -> Step:
    """What is asked after these answers."""
    off = [slot for slot, result in own.day(day).slots.items() if result.result in CORRECTABLE]
    if len(off) == 1:
        answers = (off[0], *answers)
    match answers:
        case (Slot() as slot, time() as at, str() as reason):
            return _confirm(own, CorrectionAsked(own.person.no, day, slot, at, reason))
        case (Slot(), time()):
            return reasons(REASONS)
        case (Slot() as slot,):
            planned = own.day(day).slots[slot].due
            title = _("When were you there? {slot}").format(slot=_(SLOTS[slot]))
            hint = _("hours and minutes: 0950; Enter takes the planned time")
            return Entry(title, hint, typed_values.clock, f"{planned:%H%M}")
        case _ if off:
            options = (
                Option(f"{_(SLOTS[slot])} {result_words(own.day(day).slots[slot])}", slot)
                for slot in off
            )
            return Choice(_(TITLE), tuple(options))
        case _:
            return Impossible(
                _(TITLE), _("No punch of this day is missing, late or early: choose another day.")
            )


def reasons(quick: tuple[str, ...]) -> Choice:
    """Why: by one key, or typed."""
    other = Entry(_("Why?"), _("type the reason, then Enter"), typed_values.words)
    return Choice(
        _("Why?"),
        (*(Option(_(reason), _(reason)) for reason in quick), Option(_("other words"), other)),
    )


def correction_words(asked: CorrectionAsked) -> str:
    """What is asked for: 11月3日 上午上班 09:50(忘记打卡)."""
    return _("{day}, {slot} {time} ({reason})").format(
        day=date_words(asked.day),
        slot=_(SLOTS[asked.slot]),
        time=time_words(asked.at),
        reason=asked.reason,
    )


def _confirm(own: OwnMonth, asked: CorrectionAsked) -> Confirm:
    return Confirm(
        _(TITLE),
        (
            correction_words(asked),
            _("{approver} decides; your taps stay on record as they are.").format(
                approver=approver(own.person)
            ),
            _("Corrections left this month: {count}").format(
                count=own.sums.allowance.corrections_left
            ),
        ),
        asked,
    )
