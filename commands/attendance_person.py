"""One person's month, told so that anybody sees why each yuan was deducted."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from commands.attendance_words import COUNTS, SLOTS
from commands.output import print_table, say
from keyroom.language import _
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, SlotResult
from kiosk.attendance.judging.statuses import DOUBT_NAMES, STATE_NAMES
from kiosk.attendance.leave_kind import LEAVE_NAMES
from kiosk.attendance.punch import Punch
from kiosk.attendance.reports.wording import PLACES, cause, day_words
from kiosk.attendance.requests.kinds import FINDING_NAMES
from kiosk.attendance.requests.records import Correction, Finding, Leave, Visit
from kiosk.attendance.requests.spans import written
from kiosk.attendance.sheets.proofs import Proof
from kiosk.attendance.timetable import Slot
from kiosk.money import written_yuan
from screens.entrance.own_page.clauses import clause

_PLACES: Final = {**PLACES, **{slot.value: words for slot, words in SLOTS.items()}}


def print_person(month: PersonMonth, proofs: Mapping[str, Proof], zone: ZoneInfo) -> None:
    """The sums, every day, and every line with what it rests on."""
    person = month.person
    say(
        _("{no} {name}: {due:g} days due, {attended:g} attended; {amount} yuan deducted").format(
            no=person.no,
            name=person.name,
            due=month.days_due,
            attended=month.days_attended,
            amount=written_yuan(month.total),
        )
    )
    counted = [name for name in COUNTS if month.counts.get(name)]
    if counted:
        say(" · ".join(f"{_(COUNTS[name])} {month.counts[name]}" for name in counted))
    say("")
    headings = (_("day"), *(_(SLOTS[slot]) for slot in Slot), _("result"), _("yuan"))
    print_table(headings, (_day_row(day, month, zone) for day in month.days if day.employed))
    for line in month.lines:
        say("")
        for said in line_words(line, month, proofs, zone):
            say(said)
    for remark in month.warnings:
        say("")
        say(_("note: {text}").format(text=_(remark.message).format(**remark.details)))


def line_words(
    line: Line, month: PersonMonth, proofs: Mapping[str, Proof], zone: ZoneInfo
) -> Iterator[str]:
    """Why a line is there: what happened, the rule, what it costs, what it rests on."""
    place = "" if line.slot is None else f" {_(_PLACES[line.slot])}"
    said = _("{when}: {what}").format(when=f"{line.date}{place}", what=cause(line))
    if line.minutes:
        said = _("{said}, {minutes} min").format(said=said, minutes=line.minutes)
    yield _("{said}: {amount} yuan, {state}").format(
        said=said, amount=written_yuan(line.fen), state=_state_words(line)
    )
    slot = _slot(line, month)
    if slot is not None:
        yield "  " + _("due {due}, came {at}").format(
            due=f"{slot.due.astimezone(zone):%H:%M}", at=_clock(slot.at, zone) or "-"
        )
    yield "  " + _("rule {clause}; rules {version}").format(
        clause=clause(line), version=line.version
    )
    for each in line.evidence:
        if each in proofs:
            yield "  " + _("evidence: {proof}").format(proof=proof_words(proofs[each], zone))
        else:
            yield "  " + _("evidence: record {id}").format(id=each)
    yield "  " + _("line {id}").format(id=line.id)


def proof_words(proof: Proof, zone: ZoneInfo) -> str:
    """A record that something rests on."""
    match proof:
        case Punch():
            words = _("tap {time} at {terminal}")
            if proof.corrects is not None:
                words = _("tap {time} at {terminal}, turned by {by}")
            return words.format(
                time=f"{proof.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
                terminal=proof.terminal,
                by=proof.by,
            )
        case Correction():
            return _("approved correction to {time}: {reason}").format(
                time=f"{proof.at.astimezone(zone):%Y-%m-%d %H:%M}", reason=proof.asked.reason
            )
        case Leave():
            span = written(Span(proof.start, proof.end), zone)
            return f"{_(LEAVE_NAMES[proof.kind])} {span}"
        case Visit():
            span = written(Span(proof.start, proof.end), zone)
            return _("visit to {customer} {span}").format(customer=proof.customer, span=span)
        case Finding():
            return _("{kind} on {time}, found by {by}").format(
                kind=_(FINDING_NAMES[proof.kind]),
                time=f"{proof.at.astimezone(zone):%Y-%m-%d %H:%M}",
                by=proof.asked.asked_by,
            )
        case _:
            return f"{proof.about} {proof.event} {_clock(proof.at, zone)}"


def _day_row(day: DayResult, month: PersonMonth, zone: ZoneInfo) -> tuple[object, ...]:
    cost = sum(line.fen for line in day.lines)
    return (
        day.date,
        *(_slot_cell(day.slots.get(slot), zone) for slot in Slot),
        day_words(day, month, zone),
        written_yuan(cost) if cost else None,
    )


def _slot_cell(result: SlotResult | None, zone: ZoneInfo) -> str | None:
    """When somebody came, or went; what is amiss stands in the column of results."""
    return None if result is None else _clock(result.at, zone)


def _slot(line: Line, month: PersonMonth) -> SlotResult | None:
    """The slot that a line is about; None where it is about a session, the day or the month."""
    if line.slot not in set(Slot):
        return None
    day = next((each for each in month.days if each.date == line.date), None)
    return None if day is None else day.slots.get(Slot(line.slot))


def _state_words(line: Line) -> str:
    state = _(STATE_NAMES[line.state])
    if line.at_stake != line.fen:
        state = _("{state} ({amount} yuan at stake)").format(
            state=state, amount=written_yuan(line.at_stake)
        )
    if line.doubt is not None:
        state = f"{state}: {_(DOUBT_NAMES[line.doubt])}"
    return state


def _clock(at: datetime | None, zone: ZoneInfo) -> str | None:
    return None if at is None else f"{at.astimezone(zone):%H:%M:%S}"
