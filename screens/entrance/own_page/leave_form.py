"""Asking for leave: what kind, which days, how much of them. Pure."""

from datetime import timedelta

from keyroom.language import N_, _
from kiosk.attendance.leave_kind import LEAVE_NAMES, LeaveKind
from kiosk.attendance.own_asks import LEAVE_PART_NAMES, LeaveAsked, LeavePart
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.own_page import typed_values
from screens.entrance.own_page.steps import Answers, Choice, Confirm, Entry, Option, Step
from screens.entrance.own_page.typed_values import Days, Hours
from screens.entrance.own_page.words import approver, days_words, time_words
from screens.entrance.words import short_date

TITLE = N_("Ask for leave")


def leave_steps(own: OwnMonth, answers: Answers) -> Step:
    """What is asked after these answers."""
    match answers:
        case (LeaveKind() as kind, Days() as days, LeavePart() as part):
            return _confirm(own, LeaveAsked(own.person.no, kind, *days, part))
        case (LeaveKind() as kind, Days() as days, Hours() as hours):
            asked = LeaveAsked(own.person.no, kind, *days, LeavePart.HOURS, hours)
            return _confirm(own, asked)
        case (LeaveKind() as kind, Days() as days) if days.first != days.last:
            return _confirm(own, LeaveAsked(own.person.no, kind, *days))
        case (LeaveKind(), Days()):
            return _parts()
        case (LeaveKind(),):
            return _days(own)
        case _:
            kinds = (Option(_(name), kind) for kind, name in LEAVE_NAMES.items())
            return Choice(_(TITLE), tuple(kinds))


def _days(own: OwnMonth) -> Choice:
    tomorrow = own.today + timedelta(days=1)
    following = own.next_working_day
    later = _("tomorrow, {day}") if following == tomorrow else _("next working day, {day}")
    other = Entry(
        _("Which day?"),
        _("month and day: 1124, or from day to day: 1124-1126"),
        lambda text: typed_values.days(text, own.today),
    )
    return Choice(
        _("Which day?"),
        (
            Option(_("today, {day}").format(day=short_date(own.today)), Days(own.today, own.today)),
            Option(later.format(day=short_date(following)), Days(following, following)),
            Option(_("another day, or several"), other),
        ),
    )


def _parts() -> Choice:
    hours = Entry(_("From when to when?"), _("hours and minutes: 0930-1130"), typed_values.hours)
    return Choice(
        _("How much of it?"),
        tuple(
            Option(_(name), hours if part is LeavePart.HOURS else part)
            for part, name in LEAVE_PART_NAMES.items()
        ),
    )


def _confirm(own: OwnMonth, asked: LeaveAsked) -> Confirm:
    return Confirm(
        _(TITLE),
        (
            leave_words(asked),
            _("It counts once {approver} has approved it; until then tap as usual.").format(
                approver=approver(own.person)
            ),
        ),
        asked,
    )


def leave_words(asked: LeaveAsked) -> str:
    """What is asked for: 事假 11月24日 上午."""
    days = days_words(asked.first, asked.last)
    if asked.hours is None:
        part = _(LEAVE_PART_NAMES[asked.part])
    else:
        part = "–".join(map(time_words, asked.hours))
    return _("{kind}, {days}, {part}").format(kind=_(LEAVE_NAMES[asked.kind]), days=days, part=part)
