"""`keyroom access flags`: what in the access log is worth asking about, and why (BM-7)."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson
from commands.output import print_json_list, print_table
from commands.values import end_named, start_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commands.shell import Commands
    from kiosk.privacy.flags.flag import Flag


def offer_flags(app: "Commands") -> None:
    """Declare the command `flags`."""

    @app.add("flags", N_("What is worth asking about, by person, with its reason; for 31 days."))
    def flags(
        context: typer.Context,
        *,
        since: Annotated[
            str, typer.Option("--since", metavar="WHEN", help=N_("From this day or moment on."))
        ] = "",
        until: Annotated[
            str,
            typer.Option(
                "--until", metavar="WHEN", help=N_("To the end of this day, or to this moment.")
            ),
        ] = "",
        as_json: AsJson = False,
    ) -> None:
        from datetime import timedelta

        from commands.office import open_office
        from kiosk.privacy.flags.flag import by_person
        from kiosk.privacy.flags.reading import flags_between

        with open_office(context.obj) as office:
            now = office.premises.clock.read().utc
            end = end_named(until, office) if until else now
            days = office.premises.config.flags.days
            start = start_named(since, office) if since else end - timedelta(days=days)
            found = flags_between(office, start, end, now)
        if as_json:
            print_json_list(map(_row, found))
            return
        headings = (_("staff number"), _("rank"), _("what"), _("why"), _("entries"))
        print_table(headings, (_line(flag) for group in by_person(found) for flag in group.flags))


def _row(flag: "Flag") -> "Mapping[str, object]":
    from kiosk.times import stored

    return {
        "key": flag.key,
        "kind": flag.kind.value,
        "person": flag.person,
        "people": sorted(flag.people),
        "at": stored(flag.at),
        "weight": flag.weight,
        "reason": flag.why.shown(_),
        "message": flag.why.message,
        "values": dict(flag.why.values),
        "entries": list(flag.entries),
    }


def _line(flag: "Flag") -> tuple[object, ...]:
    from kiosk.privacy.flags.flag import FLAG_NAMES

    return (
        flag.person,
        flag.weight,
        _(FLAG_NAMES[flag.kind]),
        flag.why.shown(_),
        len(flag.entries),
    )
