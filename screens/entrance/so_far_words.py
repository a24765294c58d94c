"""The person's month in the answer to a tap: what the tap came to, and the month so far. Pure."""

from collections.abc import Iterator

from keyroom.language import _
from kiosk.attendance.judging.results import SlotResult
from kiosk.attendance.judging.statuses import STATE_NAMES, STATUS_NAMES, Status
from kiosk.attendance.leave_kind import LEAVE_NAMES, LeaveKind
from kiosk.attendance.so_far import MonthSoFar, Sums, Tapped
from kiosk.money import written_yuan
from screens.entrance.words import SLOTS

JOINT = " · "
OFF = frozenset({Status.LATE, Status.SERIOUS_LATE, Status.EARLY_LEAVE, Status.ABSENT_LATE})
"""Results that have minutes."""


def tapped_words(tapped: Tapped) -> tuple[str, str]:
    """What a tap came to, fit to be read from afar; then shorter."""
    result = result_words(tapped.result)
    whole = _("{slot}: {result}").format(slot=_(SLOTS[tapped.slot]), result=result)
    return whole[:1].upper() + whole[1:], result


def priced_words(tapped: Tapped) -> str:
    """The same with its rule and what it costs; empty where there is neither."""
    price = list(_price(tapped))
    return JOINT.join((tapped_words(tapped)[0], *price)) if price else ""


def month_words(so_far: MonthSoFar) -> str:
    """The month so far, and what may still be asked for."""
    sums = so_far.sums
    return _("Month: {sums}").format(sums=JOINT.join((late_words(sums), *rest_words(sums))))


def late_words(sums: Sums) -> str:
    """How often, and how long in all: 迟到 2 次 17 分钟."""
    if not sums.late:
        return _("never late")
    late = _("late {count} times, {minutes}") if sums.late > 1 else _("late once, {minutes}")
    return late.format(count=sums.late, minutes=minutes_words(sums.late_minutes))


def rest_words(sums: Sums) -> Iterator[str]:
    """What people look for besides."""
    yield _("missing {count}").format(count=sums.missing)
    yield _("leave {count}/{free}").format(count=sums.leave, free=sums.allowance.leave_free)
    yield _("corrections left {count}").format(count=sums.allowance.corrections_left)


def result_words(result: SlotResult) -> str:
    """What became of a planned punch: 迟到 12 分钟."""
    kind = result.result
    if isinstance(kind, LeaveKind):
        return _(LEAVE_NAMES[kind])
    if kind in OFF:
        return f"{_(STATUS_NAMES[kind])} {minutes_words(result.minutes)}"
    if result.prep_missed:
        return _("in time, not early to prepare")
    return _(STATUS_NAMES[kind])


def minutes_words(minutes: int) -> str:
    """A number of minutes: 12 分钟."""
    return _("{count} min").format(count=minutes)


def yuan_words(fen: int) -> str:
    """An amount: 50 元."""
    return _("{amount} yuan").format(amount=written_yuan(fen))


def _price(tapped: Tapped) -> Iterator[str]:
    """The rule, then the amount, or why there is none."""
    if tapped.result.rule is not None:
        yield tapped.result.rule.value
    if tapped.line is not None:
        state = tapped.line.state
        yield yuan_words(tapped.line.fen) if state.costs else _(STATE_NAMES[state])
