"""Why a line stands in the sheet, in one sentence: its evidence, its rule, its price. Pure."""

from datetime import date
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.judging.results import Line, SlotResult
from kiosk.attendance.judging.statuses import DOUBT_NAMES, FindingKind, LineState, Rule
from kiosk.attendance.own_month import Discovery, OwnLine, OwnMonth
from screens.entrance.own_page.words import date_words, place_words
from screens.entrance.so_far_words import result_words, yuan_words
from screens.entrance.words import clock_time

FINDINGS: dict[FindingKind, str] = {
    FindingKind.PRIVATE_ERRAND: N_("private errand"),
    FindingKind.UNIFORM: N_("no work uniform"),
}

PRICES: dict[LineState, str] = {
    LineState.CHARGED: "{amount}",
    LineState.PENDING: N_("{amount} not charged yet, because {doubt}"),
    LineState.UNDECIDED: N_("nothing so far, to be decided"),
    LineState.OBJECTED: N_("{amount}, you have objected, to be decided"),
    LineState.UPHELD: N_("{amount}, upheld by decision"),
    LineState.WAIVED: N_("excused by decision, nothing to pay"),
    LineState.ABSORBED: N_("nothing, another line covers the same act"),
}

HINTS: dict[LineState, str] = {
    LineState.CHARGED: N_("Press 3 to object."),
    LineState.PENDING: N_("Press 3 to object."),
    LineState.UNDECIDED: N_("Press 2 to ask for a correction."),
    LineState.UPHELD: N_("Press 3 to object."),
}
"""What can be done about it."""


def explanation(line: OwnLine, own: OwnMonth, zone: ZoneInfo) -> str:
    """The whole sentence, and what can be done about it."""
    said = _("{when}: {facts}, {rule}: {price}.").format(
        when=_when(line.line),
        facts=facts(line, own, zone),
        rule=line.line.rule.value,
        price=price_words(line.line),
    )
    if line.verdict is not None and line.verdict.reason:
        said = _("{sentence} Reason: {reason}.").format(sentence=said, reason=line.verdict.reason)
    hint = HINTS.get(line.line.state)
    if hint is None:
        return said
    return _("{sentence} {hint}").format(sentence=said, hint=_(hint))


def nothing_deducted(own: OwnMonth, day: date) -> str:
    """What to say of a day without a line."""
    said = _("{day}: nothing deducted.").format(day=date_words(day))
    if any(result.prep_missed for result in own.day(day).slots.values()):
        return _("{sentence} {hint}").format(
            sentence=said,
            hint=_("Not early enough to prepare (KQ-2-0): a reminder, it costs nothing."),
        )
    return said


def facts(line: OwnLine, own: OwnMonth, zone: ZoneInfo) -> str:
    """The evidence in words: 应 09:50,打卡 10:02,迟到 12 分钟."""
    if line.discovery is not None:
        return _found(line.discovery, zone)
    if line.punch is not None:
        return _punch(line.punch, zone)
    match line.line.rule:
        case Rule.LEAVE:
            days = ", ".join(
                date_words(leave.start.astimezone(zone).date()) for leave in line.leaves
            )
            return _("leave on {days}, of which {free} are free").format(
                days=days, free=own.sums.allowance.leave_free
            )
        case Rule.CAP:
            return _("deductions beyond the cap are given back")
        case _:
            return _("no tap that counts, no leave, no visit: absent")


def price_words(line: Line) -> str:
    """What it costs, or why it costs nothing."""
    doubt = "" if line.doubt is None else _(DOUBT_NAMES[line.doubt])
    return _(PRICES[line.state]).format(amount=yuan_words(line.at_stake), doubt=doubt)


def short_words(line: OwnLine) -> str:
    """A line in a few words: 11月3日 上午上班 KQ-2-1a 50 元."""
    return f"{_when(line.line)} {line.line.rule} {yuan_words(line.line.at_stake)}"


def _when(line: Line) -> str:
    return " ".join(part for part in (date_words(line.date), place_words(line.slot)) if part)


def _punch(result: SlotResult, zone: ZoneInfo) -> str:
    words = _("due {due}, tapped {made}, {result}")
    if result.at is None:
        words = _("due {due}, no tap, {result}")
    made = "" if result.at is None else clock_time(result.at, zone)
    return words.format(due=clock_time(result.due, zone), made=made, result=result_words(result))


def _found(discovery: Discovery, zone: ZoneInfo) -> str:
    finding = discovery.finding
    words = _("{kind} at {time}, found by {by}")
    if finding.where:
        words = _("{kind} at {time}, {where}, found by {by}")
    return words.format(
        kind=_(FINDINGS[finding.kind]),
        time=clock_time(finding.at, zone),
        where=finding.where,
        by=discovery.by,
    )
