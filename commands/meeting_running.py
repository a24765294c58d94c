"""`keyroom meeting`: the commands of a meeting as it runs, and of what it decides."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.meeting_common import (
    MORNING,
    Date,
    Kind,
    Who,
    Why,
    act_on,
    meeting_day,
)
from commands.options import AsJson
from commands.shell import Commands
from commands.values import TODAY
from keyroom.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kiosk.clock import Reading
    from kiosk.meetings.agenda import MeetingKind
    from kiosk.meetings.look import MeetingLook
    from kiosk.office import Office


def start(
    context: typer.Context, *, by: Who, kind: Kind = MORNING, as_json: AsJson = False
) -> None:
    act_on(
        context,
        TODAY,
        kind,
        lambda office, on, now, which: office.meetings.start(on, by=by, now=now, kind=which),
        as_json=as_json,
    )


def go_on(
    context: typer.Context, *, by: Who, kind: Kind = MORNING, as_json: AsJson = False
) -> None:
    _move(context, "NEXT", by, kind, as_json=as_json)


def end(context: typer.Context, *, by: Who, kind: Kind = MORNING, as_json: AsJson = False) -> None:
    _move(context, "END", by, kind, as_json=as_json)


def void(
    context: typer.Context,
    *,
    by: Who,
    reason: Why = "",
    kind: Kind = MORNING,
    as_json: AsJson = False,
) -> None:
    _move(context, "VOID", by, kind, reason, as_json=as_json)


def check(
    context: typer.Context, *, by: Who, kind: Kind = MORNING, as_json: AsJson = False
) -> None:
    act_on(
        context,
        TODAY,
        kind,
        lambda office, on, now, which: office.meetings.check(on, by=by, now=now, kind=which),
        as_json=as_json,
    )


def minutes(
    context: typer.Context,
    day: Date,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("The notes."))],
    *,
    by: Who,
    kind: Kind = MORNING,
    as_json: AsJson = False,
) -> None:
    act_on(
        context,
        day,
        kind,
        lambda office, on, now, which: office.meetings.write_minutes(
            on, text, by=by, now=now, kind=which
        ),
        as_json=as_json,
    )


def action(
    context: typer.Context,
    day: Date,
    no: Annotated[str, typer.Argument(metavar="NO", help=N_("Who does it."))],
    text: Annotated[str, typer.Argument(metavar="TEXT", help=N_("What is to be done."))],
    *,
    due: Annotated[str, typer.Option("--due", metavar="DATE", help=N_("Until when."))],
    by: Who,
    kind: Kind = MORNING,
    as_json: AsJson = False,
) -> None:
    from kiosk.person import staff_no

    def decide(office: "Office", on: "date", now: "Reading", which: "MeetingKind") -> "MeetingLook":
        until = meeting_day(due, office)
        office.meetings.decide_action(on, staff_no(no), text, until, by=by, now=now, kind=which)
        return office.meetings.look(on, now, which)

    act_on(context, day, kind, decide, as_json=as_json)


def _move(
    context: typer.Context, name: str, by: str, kind: str, reason: str = "", *, as_json: bool
) -> None:
    from kiosk.meetings.running import Move

    def moved(office: "Office", on: "date", now: "Reading", which: "MeetingKind") -> "MeetingLook":
        return office.meetings.move(on, Move[name], by=by, now=now, kind=which, reason=reason)

    act_on(context, TODAY, kind, moved, as_json=as_json)


COMMANDS: "dict[str, tuple[str, Callable[..., None]]]" = {
    "start": (N_("Start today's meeting, as its host."), start),
    "next": (N_("Go on to the next block; after the last one the meeting is over."), go_on),
    "end": (N_("End the meeting."), end),
    "void": (N_("Take back that a meeting was started: it was by mistake."), void),
    "check": (N_("Sign for how everybody's books stand, as the host."), check),
    "minutes": (N_("Keep one's own notes of a meeting."), minutes),
    "action": (N_("Note what a meeting decided that somebody does."), action),
}
"""By name: a message id for the help, and the function."""


def offer_running(app: Commands) -> None:
    """Declare the commands of a meeting as it runs."""
    for name, (help_text, command) in COMMANDS.items():
        app.add(name, help_text)(command)
