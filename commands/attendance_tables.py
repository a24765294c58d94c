"""A day and a month as tables for people, and how a closed month stands."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from commands.attendance_words import COUNTS, SLOTS
from commands.output import print_table, say
from keyroom.language import _
from kiosk.attendance.judging.results import DayResult, PersonMonth, SlotResult
from kiosk.attendance.reports.wording import SEASON_NAMES, day_off_words, slot_words
from kiosk.attendance.sheets.closing import MonthLook
from kiosk.attendance.sheets.differences import Difference
from kiosk.attendance.sheets.sheets import MonthSheet, PersonDay
from kiosk.attendance.timetable import Slot
from kiosk.money import written_yuan

_COUNTED: Final = (
    "late",
    "serious_late",
    "early",
    "missing_in",
    "missing_out",
    "absent",
    "leave",
    "corrections",
)
"""The counts of the monthly table, in the order of its columns."""


def print_day(day: date, people: Sequence[PersonDay], zone: ZoneInfo) -> None:
    """Everybody's slots of a day: on a day off, those that somebody came for."""
    if people:
        result = people[0].result
        kind = day_off_words(result.day)
        if result.day.working:
            kind = _("working day, {season} hours").format(season=_(SEASON_NAMES[result.season]))
        say(f"{day}: {kind}")
    headings = (
        *(_("staff number"), _("name"), _("slot"), _("due"), _("time")),
        *(_("result"), _("minutes"), _("rule"), _("yuan")),
    )
    print_table(headings, (row for each in people for row in _day_rows(each, zone)))


def print_month(sheet: MonthSheet) -> None:
    """What everybody's month comes to; then what whoever settles it must know."""
    headings = (
        *(_("staff number"), _("name"), _("days due"), _("days attended")),
        *(_(COUNTS[name]) for name in _COUNTED),
        *(_("waiting"), _("yuan")),
    )
    rows = [_month_row(each) for each in sheet.people]
    total = written_yuan(sum(each.total for each in sheet.people))
    waiting = sum(_waiting(each) for each in sheet.people)
    counts = [sum(each.counts[name] for each in sheet.people) for name in _COUNTED]
    print_table(headings, [*rows, (_("total"), None, None, None, *counts, waiting, total)])
    for remark in sheet.warnings:
        say(_("note: {text}").format(text=_(remark.message).format(**remark.details)))


def print_standing(look: MonthLook, zone: ZoneInfo) -> None:
    """Whether the month is open, or by whom it was closed and what has changed since."""
    month, settlement = look.sheet.month, look.settlement
    if settlement is None:
        say(_("{month} is open; rules {version}").format(month=month, version=look.sheet.version))
        return
    closed = settlement.closed
    say(
        _("{month} was closed by {by} on {at:%Y-%m-%d %H:%M}; rules {version}").format(
            month=month, by=closed.by, at=closed.at.astimezone(zone), version=closed.version
        )
    )
    say(_("digest {digest}").format(digest=closed.digest))
    for no, signed in settlement.amendments:
        say(
            _("{no}: {amount} yuan, signed by {by} on {at:%Y-%m-%d %H:%M}: {reason}").format(
                no=no,
                amount=_signed_yuan(signed.difference),
                by=signed.by,
                at=signed.at.astimezone(zone),
                reason=signed.reason,
            )
        )
    for each in look.differences:
        for line in difference_words(each):
            say(line)
    if look.differences:
        say(_("nobody has signed for these differences: keyroom attendance amend"))


def difference_words(difference: Difference) -> Iterator[str]:
    """How a person's month differs from what was settled: the sum, then what makes it."""
    yield _("{no} {name}: {before} yuan settled, {after} yuan now ({amount})").format(
        no=difference.person.no,
        name=difference.person.name,
        before=written_yuan(difference.before),
        after=written_yuan(difference.after),
        amount=_signed_yuan(difference.fen),
    )
    for line in difference.lines:
        yield "  " + _("{line}: {before} yuan, now {after}").format(
            line=line.id,
            before=written_yuan(line.before_fen),
            after=written_yuan(line.after_fen),
        )
    for count in difference.counts:
        yield "  " + _("{name}: {before:g}, now {after:g}").format(
            name=_(COUNTS[count.name]), before=count.before, after=count.after
        )


def _day_rows(person: PersonDay, zone: ZoneInfo) -> Iterator[tuple[object, ...]]:
    for slot, result in _worth_showing(person.result):
        yield (person.person.no, person.person.name, *_slot_cells(slot, result, zone))


def _worth_showing(day: DayResult) -> Iterable[tuple[Slot, SlotResult]]:
    return (item for item in day.slots.items() if day.day.working or item[1].at is not None)


def _slot_cells(slot: Slot, result: SlotResult, zone: ZoneInfo) -> tuple[object, ...]:
    at = None if result.at is None else f"{result.at.astimezone(zone):%H:%M:%S}"
    return (
        _(SLOTS[slot]),
        f"{result.due.astimezone(zone):%H:%M}",
        at,
        slot_words(result),
        result.minutes or None,
        result.rule,
        written_yuan(result.fen) if result.fen else None,
    )


def _month_row(month: PersonMonth) -> tuple[object, ...]:
    return (
        month.person.no,
        month.person.name,
        f"{month.days_due:g}",
        f"{month.days_attended:g}",
        *(month.counts[name] or None for name in _COUNTED),
        _waiting(month) or None,
        written_yuan(month.total),
    )


def _waiting(month: PersonMonth) -> int:
    return sum(line.state.waits for line in month.lines)


def _signed_yuan(fen: int) -> str:
    return f"+{written_yuan(fen)}" if fen > 0 else written_yuan(fen)
