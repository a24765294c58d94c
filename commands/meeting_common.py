"""What the commands of meetings have in common: which meeting is meant, and how it stands then."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import WrongUsageError
from commands.output import print_json
from commands.values import day_named, today_in
from keyroom.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kiosk.clock import Reading
    from kiosk.meetings.agenda import MeetingKind
    from kiosk.meetings.look import MeetingLook
    from kiosk.office import Office

Date = Annotated[
    str, typer.Argument(metavar="DATE", help=N_("YYYY-MM-DD, today, tomorrow or yesterday."))
]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help=N_("morning, weekly or adhoc."))]
Who = Annotated[str, typer.Option("--by", metavar="NO", help=N_("Staff number of who does this."))]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why."))]
MORNING = "morning"
TOMORROW = "tomorrow"


def act_on(
    context: typer.Context,
    day: str,
    kind: str,
    act: "Callable[[Office, date, Reading, MeetingKind], MeetingLook]",
    *,
    as_json: bool,
) -> None:
    """Do something to a meeting, and say how it stands then."""
    from commands.office import open_office

    with open_office(context.obj) as office:
        on, now = meeting_day(day, office), office.premises.clock.read()
        report_look(office, act(office, on, now, kind_named(kind)), as_json=as_json)


def report_look(office: "Office", look: "MeetingLook", *, as_json: bool) -> None:
    """Say how a meeting stands."""
    from commands.meeting_tables import print_look
    from kiosk.meetings.look import look_json

    if as_json:
        print_json(look_json(look))
    else:
        print_look(look, office.premises.config.zone)


def meeting_day(text: str, office: "Office") -> "date":
    """The day that is meant. Raises BadCellError."""
    from datetime import timedelta

    today = today_in(office)
    return today + timedelta(days=1) if text == TOMORROW else day_named(text, today)


def kind_named(text: str) -> "MeetingKind":
    """The kind that is meant. Raises WrongUsageError."""
    from kiosk.meetings.agenda import MeetingKind

    for kind in MeetingKind:
        if text.lower() in (kind.value, kind.value.removesuffix("_meeting")):
            return kind
    raise WrongUsageError(
        N_("“{text}” is no kind of meeting; write morning, weekly or adhoc"), text=text
    )
