"""`keyroom embargo`: tariffs and notices that customers may not see before their time (BM-5)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.exits import ExitCode, WrongUsageError
from commands.options import AsJson
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from keyroom.language import N_, _

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from kiosk.privacy.embargo import Embargo
    from kiosk.privacy.embargoes import Announced

INTERNAL, PUBLIC, WITHDRAWN = "internal", "public", "withdrawn"
STATE_NAMES: dict[str, str] = {
    INTERNAL: N_("internal · not public"),
    PUBLIC: N_("public"),
    WITHDRAWN: N_("withdrawn"),
}

app = Commands(N_("Tariffs and notices that customers may not see before their time."))

BySupervisor = Annotated[
    str, typer.Option("--by", metavar="NO", help=N_("Staff number of a supervisor."))
]


@app.add("add", N_("Take in an announcement; customers see it from its time on."))
def add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("One line."))],
    *,
    publish_at: Annotated[
        str,
        typer.Option(
            "--publish-at",
            metavar="WHEN",
            help=N_("When it becomes public: “2026-12-01 09:20:00” in the office's time."),
        ),
    ],
    by: BySupervisor,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("What it says."))] = "",
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help=N_("A file with what it says, UTF-8 or GBK.")),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=N_("tariff, promotion or notice"))
    ] = "notice",
    clock_is_right: Annotated[
        bool,
        typer.Option(
            "--clock-is-right",
            help=N_("The supervisor has compared this machine's clock with another."),
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.embargo import parse_kind, parse_publish_at, parse_text, parse_title
    from kiosk.privacy.embargoes import Embargoes

    if text and file is not None:
        raise WrongUsageError(N_("give --text or --file, not both"))
    chosen, line = parse_kind(kind), parse_title(title)
    words = parse_text(text if file is None else _text_of(file))
    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        at = parse_publish_at(publish_at, zone)
        entry = Embargoes(office).add(chosen, line, words, at, by=by, clock_is_right=clock_is_right)
    if as_json:
        print_json({"id": entry, "publish_at": _stored(at)})
    else:
        said = _("{title}: internal until {at}; {entry}")
        say(said.format(title=line, at=_local(at, zone), entry=entry))


@app.add("list", N_("List the announcements; those that are not public yet say so."))
def list_embargoes(
    context: typer.Context,
    *,
    public: Annotated[
        bool, typer.Option("--public", help=N_("Only what customers may see now."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.embargo import board_at
    from kiosk.privacy.embargoes import Embargoes

    with open_office(context.obj) as office:
        embargoes = Embargoes(office)
        now, zone = embargoes.now(), office.premises.config.zone
        found = embargoes.all()
        board = board_at(embargoes.standing(), now)
    if not public:
        if as_json:
            print_json_list(_as_json(each, now) for each in found)
        else:
            print_table(_headings(), (_row(each, now, zone) for each in found))
        return
    if as_json:
        print_json_list(_public_json(each) for each in board.public)
    else:
        print_table(_public_headings(), (_public_row(each, zone) for each in board.public))
    if not board.public:
        raise typer.Exit(ExitCode.NO)


@app.add("withdraw", N_("Take an announcement back, before or after its time."))
def withdraw(
    context: typer.Context,
    entry: Annotated[str, typer.Argument(metavar="ID", help=N_("As the list shows it."))],
    *,
    by: BySupervisor,
) -> None:
    from commands.office import open_office
    from kiosk.privacy.embargoes import Embargoes

    with open_office(context.obj) as office:
        embargo = Embargoes(office).withdraw(entry, by=by)
    say(_("“{title}” is withdrawn").format(title=embargo.title))


def _text_of(file: Path) -> str:
    from kiosk.csv_file import decoded
    from kiosk.given_file import read_given

    text, _encoding = decoded(read_given(file), file.name)
    return text


def _state(announced: "Announced", now: "datetime") -> str:
    if announced.withdrawn:
        return WITHDRAWN
    return PUBLIC if announced.embargo.is_public(now) else INTERNAL


def _as_json(announced: "Announced", now: "datetime") -> dict[str, Any]:
    embargo = announced.embargo
    return {
        "id": announced.id,
        "state": _state(announced, now),
        **_public_json(embargo),
        "by": embargo.by,
        "at": _stored(embargo.at),
    }


def _public_json(embargo: "Embargo") -> dict[str, Any]:
    return {
        "kind": embargo.kind.value,
        "title": embargo.title,
        "text": embargo.text,
        "publish_at": _stored(embargo.publish_at),
    }


def _headings() -> tuple[str, ...]:
    return (_("state"), *_public_headings(), _("taken in by"), _("id"))


def _row(announced: "Announced", now: "datetime", zone: "ZoneInfo") -> tuple[object, ...]:
    state = _(STATE_NAMES[_state(announced, now)])
    return (state, *_public_row(announced.embargo, zone), announced.embargo.by, announced.id)


def _public_headings() -> tuple[str, ...]:
    return (_("public from"), _("kind"), _("title"))


def _public_row(embargo: "Embargo", zone: "ZoneInfo") -> tuple[object, ...]:
    from kiosk.privacy.embargo import EMBARGO_NAMES

    return _local(embargo.publish_at, zone), _(EMBARGO_NAMES[embargo.kind]), embargo.title


def _local(at: "datetime", zone: "ZoneInfo") -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _stored(at: "datetime") -> str:
    from kiosk.times import stored

    return stored(at)
