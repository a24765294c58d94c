"""`keyroom readers`: what is attached, what is configured, and what badges say."""

import queue
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import AsJson
from commands.output import print_json, print_json_list, print_table, prompt, say
from commands.shell import Commands
from keyroom.language import N_, _

if TYPE_CHECKING:
    from commands.reader_match import ReaderRow
    from devices.discovery import FoundReader
    from devices.events import Event
    from kiosk.settings.terminals import ReaderKnobs

NOTICE_S = 1.0
"""A Ctrl-C that comes just before a wait begins is noticed when the wait ends; seconds."""

app = Commands(N_("The badge readers: what is attached, and what they read."))


@app.add("list", N_("List attached and configured readers, with addresses for keyroom.toml."))
def list_readers(context: typer.Context, *, as_json: AsJson = False) -> None:
    from commands.configuration import read_checked
    from commands.reader_match import reader_rows

    home = context.obj.home()
    configured: tuple[ReaderKnobs, ...] = ()
    if home.config_file.exists():
        config = read_checked(home.config_file).config
        context.obj.speak(config.language)
        configured = config.readers
    rows = reader_rows(_found(), configured)
    if as_json:
        print_json_list(_as_json(row) for row in rows)
        return
    print_table(
        (_("address"), _("what it says it is"), _("attached"), _("configured as")),
        (
            (
                row.url,
                row.description,
                _("yes") if row.attached else _("no"),
                ", ".join(row.configured_as),
            )
            for row in rows
        ),
    )


@app.add("listen", N_("Show what the configured readers read, until Ctrl-C."))
def listen(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help=N_("Only this reader; else all of them."))
    ] = "",
    *,
    as_json: AsJson = False,
) -> None:
    from commands.office import enter
    from commands.reader_events import event_as_json, event_as_sentence
    from commands.readings import opened, readers_named

    premises = enter(context.obj)
    zone = premises.config.zone
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    with opened(readers_named(premises.config.readers, name), events.put, premises.clock):
        while True:
            try:
                event = events.get(timeout=NOTICE_S)
            except queue.Empty:
                continue
            if as_json:
                print_json(event_as_json(event))
            else:
                say(event_as_sentence(event, zone))
            sys.stdout.flush()


def _found() -> "list[FoundReader]":
    from devices.discovery import discover_pcsc, discover_serial
    from devices.errors import DeviceError

    found = discover_serial()
    try:
        found += discover_pcsc()
    except DeviceError as error:
        prompt(_("smart card readers cannot be listed: {reason}").format(reason=error.shown(_)))
    return found


def _as_json(row: "ReaderRow") -> dict[str, object]:
    return {
        "url": row.url,
        "description": row.description,
        "names": row.names,
        "attached": row.attached,
        "configured_as": row.configured_as,
    }
