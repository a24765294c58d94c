"""The record of a meeting as plain text, in the reader's language: for a folder, a printer, a mail.

Texts that people wrote stand in it as they are, each line set in: whatever marks are in them mean
nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.books.book_state import BOOK_STATE_NAMES, BookState
from kiosk.books.items import Owed
from kiosk.meetings.agenda import MEETING_KIND_NAMES
from kiosk.meetings.attending import ATTENDANCE_NAMES
from kiosk.meetings.hosts import HOST_REASON_NAMES
from kiosk.meetings.look import BlockLook, MeetingLook, Participant

SIGNATURE: Final = "________"
_INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a record, and how its times are shown."""

    office: str
    place: str
    zone: ZoneInfo


def notes_owed(look: MeetingLook) -> str:
    """Who has still to write his notes."""
    missing = _names(person.no for person in look.missing_minutes)
    return _("Notes still owed by: {people}").format(people=missing)


def signatures() -> str:
    """Where host and manager sign."""
    return _("Host: {line}    Manager: {line}").format(line=SIGNATURE)


def minutes_and_seconds(seconds: int) -> str:
    """A length as people read it: `12:30`."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes}:{rest:02}"


def record_title(look: MeetingLook, head: Letterhead) -> str:
    """What stands above a record."""
    return f"{head.office} · {_(MEETING_KIND_NAMES[look.times.kind])} · {look.times.day}"


def record_text(look: MeetingLook, head: Letterhead) -> Iterator[str]:
    """The lines of a meeting's record."""
    yield record_title(look, head)
    yield ""
    yield from record_facts(look, head)
    yield ""
    yield from _agenda(look)
    yield _("People")
    names = {each.person.no: each.person.name for each in look.people}
    for each in look.people:
        yield _INDENT + person_line(each, head.zone)
    yield from (_INDENT + line for line in books_signed(look))
    if look.actions:
        yield ""
        yield _("Actions")
        for owed in look.actions:
            yield _INDENT + action_line(owed)
    if look.course.minutes:
        yield ""
        yield _("Notes")
        for no, text in sorted(look.course.minutes.items()):
            yield f"{_INDENT}{no} {names.get(no, '')}"
            yield from _set_in(text, _INDENT * 2)
    if look.missing_minutes:
        yield ""
        yield notes_owed(look)
    yield ""
    yield signatures()


def record_facts(look: MeetingLook, head: Letterhead) -> Iterator[str]:
    """Place, host, preparation, times and length, a line each."""
    zone = head.zone
    yield _("Place: {place}").format(place=head.place)
    if look.reason:
        yield _("Reason: {reason}").format(reason=look.reason)
    yield _("Planned: {at}").format(at=_clock(look.times.planned, zone))
    yield _("Host: {no} ({reason})").format(no=look.choice.host or "–", reason=host_reason(look))
    yield _("Prepared: {text}").format(text=prepared(look, zone))
    if look.started is None:
        yield _("Not held.") if look.over else _("Not started yet.")
        return
    ended = "–" if look.ended is None else _clock(look.ended.at, zone)
    yield _("Held: {started} – {ended}").format(started=_clock(look.started.at, zone), ended=ended)
    if look.length is not None:
        flags = [_(flag) for flag in length_flags(look)]
        yield _("Length: {length}").format(
            length="; ".join([minutes_and_seconds(look.length.seconds), *flags])
        )


def host_reason(look: MeetingLook) -> str:
    """Why the host hosts: the words of whoever named him, or the rule."""
    return look.choice.said or _(HOST_REASON_NAMES[look.choice.reason])


def prepared(look: MeetingLook, zone: ZoneInfo) -> str:
    """Whether and when the host was prepared, and what is missing."""
    at = look.course.prepared_at
    if at is None:
        return _("not yet: {blocks} without a text").format(blocks=", ".join(look.unfilled))
    shown = f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if look.prepared_in_time:
        return _("{at}, in time").format(at=shown)
    return _("{at}, too late").format(at=shown)


def length_flags(look: MeetingLook) -> list[str]:
    """What is to be said of a meeting's length: message ids."""
    found = look.length
    if found is None:
        return []
    flags = (
        (found.overrun_s > 0, N_("longer than it should be")),
        (found.short, N_("shorter than it should be")),
        (found.into_work_time, N_("went on after work had begun")),
        (found.clock_moved, N_("the clock was moved meanwhile")),
    )
    return [flag for holds, flag in flags if holds]


def block_title(block: BlockLook) -> str:
    """A block's clause, subject and time."""
    seconds = "" if block.seconds is None else f"  {minutes_and_seconds(block.seconds)}"
    return f"{block.id} {_(block.title)}{seconds}"


def _agenda(look: MeetingLook) -> Iterator[str]:
    for block in look.blocks:
        yield block_title(block)
        yield from _set_in(block.text or "–", _INDENT)
        yield ""


def person_line(each: Participant, zone: ZoneInfo) -> str:
    """One participant: came when, kept what."""
    parts = [f"{each.person.no} {each.person.name}"]
    attendance = each.attended.attendance
    if attendance is not None:
        came = each.attended.arrived
        parts.append(
            _(ATTENDANCE_NAMES[attendance]) + ("" if came is None else f" {_clock(came, zone)}")
        )
    for title, state in (
        (_("visit log"), each.visit_log),
        (_("plan book"), each.plan_book),
        (_("notes"), each.minutes),
    ):
        if state is not None:
            parts.append(f"{title} {_(BOOK_STATE_NAMES[state])}")
    return " · ".join(parts)


def action_line(owed: Owed) -> str:
    """One action item: whose, until when, what."""
    state = _("done") if owed.done else _("due {day}").format(day=owed.item.due or "–")
    return f"{owed.owner} · {state} · {owed.item.text}"


def books_signed(look: MeetingLook) -> Iterator[str]:
    """What the host signed for; the books may say something else by now."""
    checked = look.course.checked
    if checked is None:
        if look.started is not None:
            yield _("The host has not signed for the books.")
        return
    yield _("Books signed for by {no}.").format(no=look.course.checked_by)
    lacking = [no for no, states in checked.items() if BookState.MISSING in states]
    if lacking:
        yield _("Not filled then: {people}").format(people=_names(lacking))


def _names(numbers: Iterable[str]) -> str:
    return ", ".join(numbers)


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M:%S}"


def _set_in(text: str, indent: str) -> Iterator[str]:
    for line in text.splitlines() or [""]:
        yield indent + line
