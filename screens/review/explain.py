"""A day and its lines in words: every slot, rule, amount and record that it rests on. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.text import Text

from keyroom.language import N_, _
from kiosk.attendance.calendar import DayKind
from kiosk.attendance.judging.results import DayResult, Line, PersonMonth, SlotResult
from kiosk.attendance.judging.statuses import (
    DOUBT_NAMES,
    STATE_NAMES,
    FindingKind,
    LineState,
    Rule,
    Status,
)
from kiosk.attendance.leave_kind import LEAVE_NAMES
from kiosk.attendance.punch import Punch
from kiosk.attendance.requests.records import Correction, Finding, Leave, Visit
from kiosk.attendance.sheets.proofs import MachineNote, Proof
from kiosk.attendance.sheets.settled import ClosedMonth
from kiosk.attendance.timetable import Season, Session, Slot
from kiosk.money import written_yuan
from screens.entrance.words import SLOTS
from screens.review.words import long_day, result_words, time_of
from screens.widgets.tone import Tone

STYLES: dict[LineState, Tone] = {
    LineState.CHARGED: Tone.BAD,
    LineState.UPHELD: Tone.BAD,
    LineState.OBJECTED: Tone.WARN,
    LineState.PENDING: Tone.WARN,
    LineState.UNDECIDED: Tone.WARN,
    LineState.WAIVED: Tone.FAINT,
    LineState.ABSORBED: Tone.FAINT,
}
SESSIONS: dict[Session, str] = {Session.AM: N_("morning"), Session.PM: N_("afternoon")}
SEASONS: dict[Season, str] = {
    Season.SUMMER: N_("summer hours"),
    Season.WINTER: N_("winter hours"),
}
DAY_KINDS: dict[DayKind, str] = {
    DayKind.WORKDAY: N_("working day"),
    DayKind.MAKEUP_WORKDAY: N_("make-up workday"),
    DayKind.WEEKEND: N_("day off"),
    DayKind.HOLIDAY: N_("holiday"),
}
FINDING_NAMES: dict[FindingKind, str] = {
    FindingKind.PRIVATE_ERRAND: N_("private errand on duty"),
    FindingKind.UNIFORM: N_("no work uniform"),
}
RULES: dict[Rule, str] = {
    Rule.PREP: N_("not ten minutes early"),
    Rule.OFF_BY_TIER_1: N_("late or early, first tier"),
    Rule.OFF_BY_TIER_2: N_("late or early, second tier"),
    Rule.OFF_BY_TIER_3: N_("late or early, third tier"),
    Rule.ABSENCE: N_("absence"),
    Rule.ERRAND: N_("private errand on duty"),
    Rule.UNIFORM: N_("no work uniform"),
    Rule.LEAVE: N_("more leaves than are free"),
    Rule.MISSING: N_("missing punch"),
    Rule.CAP: N_("beyond the cap, given back"),
}
NOTES = {
    "down": N_("reader {about} out of order from {time}"),
    "up": N_("reader {about} works again at {time}"),
    "start": N_("terminal {about} started at {time}"),
    "stop": N_("terminal {about} stopped at {time}"),
    "jump": N_("the clock of {about} jumped at {time}"),
}


def day_heading(month: PersonMonth, day: DayResult) -> Text:
    """Whose day it is, and what kind of day."""
    person = month.person
    kind = _(DAY_KINDS[day.day.kind])
    name = f" ({_(day.day.name)})" if day.day.name else ""
    parts = (long_day(day.date), f"{kind}{name}", _(SEASONS[day.season]))
    return Text.assemble((f"{person.name} {person.no}", Tone.STRONG), "  ", " · ".join(parts))


def explained_day(
    month: PersonMonth, day: DayResult, proofs: Mapping[str, Proof], zone: ZoneInfo
) -> Text:
    """The whole day, a line each for its slots and for what they cost."""
    text = day_heading(month, day)
    if not day.employed:
        return text.append("\n" + _("not on the staff on this day"))
    for slot, result in day.slots.items():
        if result.at is not None or result.result is not Status.REST:
            text.append("\n").append_text(slot_words(slot, result, proofs, zone))
    lines = [line for line in month.lines if line.date == day.date]
    for line in lines:
        text.append("\n").append_text(line_words(line, proofs, zone))
    if not day.day.working:
        text.append("\n").append(_("Nobody is due on this day."), Tone.FAINT)
    elif not lines:
        text.append("\n").append(_("No line of deduction on this day."), Tone.FAINT)
    return text


def slot_words(slot: Slot, result: SlotResult, proofs: Mapping[str, Proof], zone: ZoneInfo) -> Text:
    """One planned punch: when it was due, when it was made, what became of it."""
    made = time_of(result.at, zone) or "--:--"
    said = _(RULES[Rule.PREP]) if result.prep_missed else result_words(result)
    text = Text.assemble(
        (_(SLOTS[slot]), Tone.STRONG),
        "  ",
        _("due {due}, made {made}").format(due=time_of(result.due, zone), made=made),
        "  ",
        (said, Tone.PLAIN if result.rule is None else Tone.STRONG),
    )
    if result.rule is not None:
        text.append(f"  {result.rule}")
    if result.fen:
        text.append("  ").append(
            _("{amount} yuan").format(amount=written_yuan(result.fen)), Tone.BAD
        )
    return text.append_text(_resting_on(result.evidence, proofs, zone))


def line_words(line: Line, proofs: Mapping[str, Proof], zone: ZoneInfo) -> Text:
    """One line of the sheet: its rule, what it costs, where it stands and what it rests on."""
    text = Text.assemble(
        (f"{line.rule} ", Tone.STRONG),
        _(RULES[line.rule]),
        f" {place_words(line.slot)}  ",
        (price_words(line), STYLES[line.state]),
    )
    if line.minutes:
        text.append("  ").append(_("{minutes} min").format(minutes=line.minutes))
    text.append("  ").append(_("rules {version}").format(version=line.version), Tone.FAINT)
    return text.append_text(_resting_on(line.evidence, proofs, zone))


def price_words(line: Line) -> str:
    """What a line costs and where it stands: `50 yuan, charged`."""
    said = _(STATE_NAMES[line.state])
    if line.at_stake:
        said = f"{yuan_words(line.at_stake)}, {said}"
    return said if line.doubt is None else f"{said}: {_(DOUBT_NAMES[line.doubt])}"


def yuan_words(amount: int) -> str:
    """An amount of fen in yuan."""
    return _("{amount} yuan").format(amount=written_yuan(amount))


def place_words(slot: str | None) -> str:
    """The slot or session that a line is about; nothing where it is about the day or month."""
    if slot in set(Slot):
        return _(SLOTS[Slot(slot)])
    return _(SESSIONS[Session(slot)]) if slot in set(Session) else ""


def _resting_on(ids: tuple[str, ...], proofs: Mapping[str, Proof], zone: ZoneInfo) -> Text:
    said = [proof_words(proofs[each], zone) for each in ids if each in proofs]
    return Text("  ← " + "; ".join(said), Tone.FAINT) if said else Text()


def proof_words(proof: Proof, zone: ZoneInfo) -> str:
    """A record that something rests on."""
    match proof:
        case Punch():
            return _punch(proof, zone)
        case Correction():
            return _("correction to {time}: {reason}").format(
                time=_moment(proof.at, zone), reason=proof.asked.reason or "-"
            )
        case Leave():
            return _("{kind} {span}").format(
                kind=_(LEAVE_NAMES[proof.kind]), span=span_words(proof.start, proof.end, zone)
            )
        case Visit():
            return _("visit to {customer} {span}").format(
                customer=proof.customer, span=span_words(proof.start, proof.end, zone)
            )
        case Finding():
            return _("{kind} at {time}, found by {by}").format(
                kind=_(FINDING_NAMES[proof.kind]),
                time=_moment(proof.at, zone),
                by=proof.asked.asked_by,
            )
        case MachineNote():
            words = NOTES.get(proof.event, "{about} {time}")
            return _(words).format(about=proof.about, time=_moment(proof.at, zone))


def _punch(punch: Punch, zone: ZoneInfo) -> str:
    place = "/".join(part for part in (punch.terminal, punch.reader) if part)
    time = f"{punch.at.astimezone(zone):%H:%M:%S}"
    if punch.corrects is not None:
        return _("tap {time} at {place}, turned by {by}").format(
            time=time, place=place, by=punch.by or "-"
        )
    return _("tap {time} at {place}").format(time=time, place=place)


def span_words(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """From when to when; the day once where it is one day."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%m-%d %H:%M}"
    return f"{first:%m-%d %H:%M}–{until}"


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%m-%d %H:%M}"


def closed_words(closed: ClosedMonth, zone: ZoneInfo) -> str:
    """That a month is closed, by whom and when, and the beginning of its digest."""
    return _("closed {at} by {by}, digest {digest}…").format(
        at=_moment(closed.at, zone), by=closed.by, digest=closed.digest[:DIGEST_SHOWN]
    )


def month_words(month: PersonMonth) -> Iterator[str]:
    """A person's month so far, in a few words each."""
    counts = month.counts
    for name, words in COUNTS.items():
        if counts.get(name):
            yield _(words).format(count=counts[name])
    yield yuan_words(month.total)


DIGEST_SHOWN = 12
"""Characters of a digest: enough to compare by eye with a printed one."""

COUNTS = {
    "late": N_("late {count}"),
    "serious_late": N_("seriously late {count}"),
    "early": N_("early {count}"),
    "missing_in": N_("missing in {count}"),
    "missing_out": N_("missing out {count}"),
    "absent": N_("absent {count}"),
    "leave": N_("leave {count}"),
    "corrections": N_("corrections {count}"),
}
