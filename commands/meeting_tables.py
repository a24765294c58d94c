"""Meetings for people: one as it stands, its record as text, and a month of them."""

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from commands.files import written
from commands.output import print_table, say
from keyroom.language import _
from kiosk.books.book_state import BOOK_STATE_NAMES, BookState
from kiosk.meetings.agenda import MEETING_KIND_NAMES
from kiosk.meetings.attending import ATTENDANCE_NAMES
from kiosk.meetings.look import MeetingLook
from kiosk.meetings.overview import Overview
from kiosk.meetings.record_text import (
    Letterhead,
    action_line,
    host_reason,
    length_flags,
    minutes_and_seconds,
    prepared,
    record_text,
)

if TYPE_CHECKING:
    from kiosk.office import Office


def print_look(look: MeetingLook, zone: ZoneInfo) -> None:
    """A meeting as it stands."""
    planned = f"{look.times.planned:%H:%M}"
    kind = _(MEETING_KIND_NAMES[look.times.kind])
    say(_("{day} {kind}, planned for {at}").format(day=look.times.day, kind=kind, at=planned))
    say(_("host: {no} ({reason})").format(no=look.choice.host or "–", reason=host_reason(look)))
    say(_("prepared: {text}").format(text=prepared(look, zone)))
    say(_standing(look))
    people = (
        (
            each.person.no,
            each.person.name,
            each.attended.attendance and _(ATTENDANCE_NAMES[each.attended.attendance]),
            each.attended.arrived and f"{each.attended.arrived.astimezone(zone):%H:%M:%S}",
            _state(each.visit_log),
            _state(each.plan_book),
            _state(each.minutes),
        )
        for each in look.people
    )
    print_table(
        (
            *(_("staff number"), _("name"), _("meeting"), _("came")),
            *(_("visit log"), _("plan book"), _("notes")),
        ),
        people,
    )
    print_table(
        (_("block"), _("subject"), _("time"), _("text")),
        (
            (
                each.id,
                _(each.title),
                None if each.seconds is None else minutes_and_seconds(each.seconds),
                each.text.replace("\n", " / "),
            )
            for each in look.blocks
        ),
    )
    for owed in look.actions:
        say(_("action: {text}").format(text=action_line(owed)))


def print_record(office: "Office", look: MeetingLook) -> None:
    """The record of a meeting."""
    for line in record_text(look, _head(office)):
        say(line)


def write_record(office: "Office", look: MeetingLook, path: Path) -> None:
    """The record of a meeting in a file: as PDF where its name says so, else as text.

    Raises WrongUsageError and FileUnwritableError where it cannot be written, NoFontError.
    """
    if path.suffix.lower() == ".pdf":
        from kiosk.meetings.record_pdf import write_record_pdf

        write_record_pdf(path, look, _head(office))
        return
    with written(path) as file:
        file.writelines(f"{line}\n" for line in record_text(look, _head(office)))


def print_overview(found: Overview) -> None:
    """A month: every meeting, then hosts and people."""
    print_table(
        (
            *(_("day"), _("meeting"), _("host"), _("prepared in time")),
            *(_("length"), _("to note")),
        ),
        (
            (
                look.times.day,
                _(MEETING_KIND_NAMES[look.times.kind]),
                look.choice.host,
                _("yes") if look.prepared_in_time else _("no"),
                look.length and minutes_and_seconds(look.length.seconds),
                "; ".join(_(flag) for flag in length_flags(look))
                if look.started
                else _("not held"),
            )
            for look in found.meetings
        ),
    )
    print_table(
        (
            *(_("host"), _("held"), _("prepared in time"), _("overruns")),
            *(_("too short"), _("into work time")),
        ),
        (
            (
                *(each.host, each.held, each.prepared_in_time, each.overruns),
                *(each.short, each.into_work_time),
            )
            for each in found.hosts
        ),
    )
    print_table(
        (
            *(_("staff number"), _("visit log missing"), _("plan missing")),
            *(_("late"), _("not there"), _("notes missing")),
        ),
        (
            (
                *(each.person, each.visit_log_missing, each.plan_book_missing),
                *(each.late, each.missing, each.minutes_missing),
            )
            for each in found.people
        ),
    )


def _standing(look: MeetingLook) -> str:
    if look.length is None:
        return _("not held") if look.over else _("not started yet")
    length = minutes_and_seconds(look.length.seconds)
    if look.running is not None:
        return _("running since {length}, in {block}").format(length=length, block=look.running)
    flags = [_(flag) for flag in length_flags(look)]
    return "; ".join([_("over after {length}").format(length=length), *flags])


def _state(state: BookState | None) -> str | None:
    return None if state is None else _(BOOK_STATE_NAMES[state])


def _head(office: "Office") -> Letterhead:
    config = office.premises.config
    return Letterhead(config.office.name, config.meeting.place, config.zone)
