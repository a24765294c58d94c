"""What waits, in words: a line in the list, and all that speaks for and against it. Pure."""

from zoneinfo import ZoneInfo

from rich.text import Text

from keyroom.language import N_, _
from kiosk.attendance.leave_kind import LEAVE_NAMES
from kiosk.attendance.queue import QUEUE_KIND_NAMES, Choice, Waiting
from kiosk.attendance.requests.records import Correction, Finding, Leave, Objection, Visit
from screens.entrance.words import SLOTS
from screens.review.explain import (
    FINDING_NAMES,
    RULES,
    line_words,
    month_words,
    place_words,
    price_words,
    proof_words,
    slot_words,
    span_words,
)
from screens.review.words import long_day, time_of
from screens.widgets.tone import Tone

CHOICE_NAMES: dict[Choice, str] = {
    Choice.APPROVE: N_("Approve"),
    Choice.REJECT: N_("Reject"),
    Choice.WAIVE: N_("Excuse"),
    Choice.CHARGE: N_("Charge"),
    Choice.ABSENT: N_("Absent"),
}
DECIDED: dict[Choice, str] = {
    Choice.APPROVE: N_("approved: {what}"),
    Choice.REJECT: N_("rejected: {what}"),
    Choice.WAIVE: N_("excused: {what}"),
    Choice.CHARGE: N_("charged: {what}"),
    Choice.ABSENT: N_("counted as absence: {what}"),
}
USUAL: dict[Choice, tuple[str, ...]] = {
    Choice.APPROVE: (N_("as agreed"), N_("papers seen"), N_("true")),
    Choice.REJECT: (N_("the work does not allow it"), N_("nothing bears it out"), N_("too late")),
    Choice.WAIVE: (
        N_("was on duty"),
        N_("badge or reader did not work"),
        N_("seen at work"),
        N_("first time, reminded"),
    ),
    Choice.CHARGE: (N_("the evidence is clear"), N_("no excuse was given")),
    Choice.ABSENT: (N_("was not there"), N_("no excuse was given")),
}
"""Reasons that fit in most cases: message ids."""


def summary(item: Waiting, zone: ZoneInfo) -> str:
    """What it is, in a few words."""
    record = None if item.request is None else item.request.record
    match record:
        case Leave():
            span = span_words(record.start, record.end, zone)
            return _("{kind} {span}").format(kind=_(LEAVE_NAMES[record.kind]), span=span)
        case Visit():
            return _("visit to {customer} {span}").format(
                customer=record.customer, span=span_words(record.start, record.end, zone)
            )
        case Correction():
            return _("{slot} at {time}").format(
                slot=_(SLOTS[record.slot]), time=time_of(record.at, zone)
            )
        case Finding():
            return _("{kind} at {time}, found by {by}").format(
                kind=_(FINDING_NAMES[record.kind]),
                time=time_of(record.at, zone),
                by=record.asked.asked_by,
            )
        case Objection() | None:
            return _line(item)


def _line(item: Waiting) -> str:
    line = item.line
    if line is None:
        return item.id
    what = f"{line.rule} {_(RULES[line.rule])} {place_words(line.slot)}"
    return what if line.at_stake == 0 else f"{what} {price_words(line)}"


def whole(item: Waiting, zone: ZoneInfo) -> Text:
    """Everything about it: what is asked, why, what it rests on, the month so far."""
    text = Text.assemble(
        (f"{item.person.name} {item.person.no}", Tone.STRONG),
        f"  {_(QUEUE_KIND_NAMES[item.kind])}  ",
        (long_day(item.day), Tone.FAINT),
    )
    if item.request is not None:
        asked = item.request.record.asked
        words = _("asked for by {by} on {at}: {reason}").format(
            by=asked.asked_by, at=f"{asked.asked_at.astimezone(zone):%m-%d %H:%M}",
            reason=asked.reason or _("no reason given"),
        )  # fmt: skip
        text.append(f"\n{summary(item, zone)}", Tone.STRONG).append(f"  {words}")
    if item.refusal is not None:
        text.append(f"\n{item.refusal.shown(_)}", Tone.BAD)
    _add_day(text, item, zone)
    if item.so_far is not None:
        text.append("\n" + _("month so far: ")).append(", ".join(month_words(item.so_far)))
    return text


def _add_day(text: Text, item: Waiting, zone: ZoneInfo) -> None:
    line, month = item.line, item.so_far
    if line is not None:
        text.append("\n").append_text(line_words(line, item.proofs, zone))
    elif item.proofs:
        gathered = "; ".join(proof_words(proof, zone) for proof in item.proofs.values())
        text.append("\n" + _("on record around it: ")).append(gathered)
    if month is None or item.day not in (day.date for day in month.days):
        return
    for slot, result in month.days[item.day.day - 1].slots.items():
        text.append("\n").append_text(slot_words(slot, result, item.proofs, zone))
