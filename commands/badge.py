"""`keyroom badge`: who wears which badge, and the QR badges of those who forgot theirs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.exits import WrongUsageError
from commands.files import writing
from commands.options import AsJson, By
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, TODAY, actor_named, end_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.badge import Badge

app = Commands(N_("Badges: enrol, replace, revoke, list, and QR badges for a day."))

StaffNumber = Annotated[str, typer.Argument(metavar="NO", help=N_("The staff number."))]
ReaderName = Annotated[
    str, typer.Option("--reader", metavar="NAME", help=N_("Tap at this reader; else at any."))
]
Supervisor = Annotated[
    str,
    typer.Option(
        "--supervisor",
        metavar="NO",
        help=N_("Without taps, for administrators: the supervisor who answers for it."),
    ),
]
BadgeText = Annotated[
    str,
    typer.Option(
        "--badge",
        metavar="BADGE",
        help=N_("With --supervisor: the new badge, such as em4100:62E3086CED."),
    ),
]


@app.add("enrol", N_("Give a person a badge: the supervisor taps, then the new badge."))
def enrol(
    context: typer.Context,
    no: StaffNumber,
    *,
    reader: ReaderName = "",
    supervisor: Supervisor = "",
    badge: BadgeText = "",
    until: Annotated[
        str, typer.Option(metavar="WHEN", help=N_("The badge ends then: a day or a moment."))
    ] = "",
    as_json: AsJson = False,
) -> None:
    from commands import enrolment
    from commands.office import open_office

    _refuse_half_a_pair(supervisor, badge)
    with open_office(context.obj) as office:
        end = end_named(until, office) if until else None
        if supervisor:
            given = enrolment.enrol_without_taps(office, no, supervisor, badge, end)
        else:
            given = enrolment.enrol_with_taps(office, no, reader, end)
    _report(given, as_json=as_json)


@app.add("replace", N_("Give a person a new badge; the old one dies at once."))
def replace(
    context: typer.Context,
    no: StaffNumber,
    *,
    reader: ReaderName = "",
    supervisor: Supervisor = "",
    badge: BadgeText = "",
    old: Annotated[
        str,
        typer.Option(metavar="BADGE", help=N_("The one to end, if the person wears several.")),
    ] = "",
    as_json: AsJson = False,
) -> None:
    from commands import enrolment
    from commands.office import open_office

    _refuse_half_a_pair(supervisor, badge)
    with open_office(context.obj) as office:
        old_id = enrolment.badge_meant(office, old).id if old else None
        if supervisor:
            given = enrolment.replace_without_taps(office, no, supervisor, badge, old_id)
        else:
            given = enrolment.replace_with_taps(office, no, reader, old_id)
    _report(given, as_json=as_json)


@app.add("revoke", N_("End a badge: it was taken back, or lost."))
def revoke(
    context: typer.Context,
    badge: Annotated[
        str,
        typer.Argument(metavar="BADGE", help=N_("em4100:62E3086CED, or the record of the list.")),
    ],
    *,
    lost: Annotated[
        bool, typer.Option("--lost", help=N_("It was lost: the door will say so."))
    ] = False,
    by: By = NOBODY,
    as_json: AsJson = False,
) -> None:
    from commands import enrolment
    from commands.office import open_office
    from kiosk.badge import BadgeState

    state = BadgeState.LOST if lost else BadgeState.REVOKED
    with open_office(context.obj) as office:
        meant = enrolment.badge_meant(office, badge)
        now = office.premises.clock.read().utc
        ended = office.badges.end(meant.id, state, now, by=actor_named(by, office))
    _report(ended, as_json=as_json)


@app.add("list", N_("List the badges that are worn now."))
def list_badges(
    context: typer.Context,
    no: Annotated[str, typer.Argument(metavar="NO", help=N_("Only this person's."))] = "",
    *,
    every: Annotated[bool, typer.Option("--all", help=N_("Also those that have ended."))] = False,
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from kiosk.badge import STATE_NAMES

    with open_office(context.obj) as office:
        now = office.premises.clock.read().utc
        zone = office.premises.config.zone
        badges = office.badges.of(no) if no else office.badges.all()
    shown = [badge for badge in badges if every or badge.covers(now)]
    if as_json:
        print_json_list(_as_json(badge) for badge in shown)
        return
    print_table(
        (_("staff number"), _("badge"), _("from"), _("until"), _("state"), _("record")),
        (
            (
                badge.person,
                badge.credential,
                f"{badge.since.astimezone(zone):%Y-%m-%d %H:%M}",
                badge.until and f"{badge.until.astimezone(zone):%Y-%m-%d %H:%M}",
                _(STATE_NAMES[badge.state]),
                badge.id,
            )
            for badge in shown
        ),
    )


@app.add("qr", N_("Make a QR badge for somebody who forgot his badge."))
def qr(
    context: typer.Context,
    no: StaffNumber,
    *,
    png: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("Write it as a PNG image."))
    ] = None,
    terminal: Annotated[
        bool, typer.Option("--terminal", help=N_("Show it on the terminal."))
    ] = False,
    until: Annotated[
        str, typer.Option(metavar="WHEN", help=N_("It ends then: a day or a moment."))
    ] = TODAY,
    by: By = NOBODY,
) -> None:
    from commands.office import open_office
    from kiosk.qr import qr_ansi, write_qr_png

    if png is None and not terminal:
        raise WrongUsageError(
            N_("where should the QR badge go?"), N_("add --terminal or --png FILE")
        )
    with open_office(context.obj) as office:
        zone = office.premises.config.zone
        now, end = office.premises.clock.read().utc, end_named(until, office)
        badge, text = office.badges.issue_code(no, now, end, by=actor_named(by, office))
    if png is not None:
        with writing(png):
            write_qr_png(text, png)
    if terminal:
        typer.echo(qr_ansi(text), color=True)
    say(
        _("QR badge of {no}, good until {until}").format(
            no=no, until=f"{badge.until.astimezone(zone):%Y-%m-%d %H:%M}" if badge.until else ""
        )
    )


def _refuse_half_a_pair(supervisor: str, badge: str) -> None:
    if bool(supervisor) != bool(badge):
        raise WrongUsageError(
            N_("--supervisor and --badge belong together"),
            N_("without both, the supervisor and the new badge are tapped"),
        )


def _report(badge: "Badge", *, as_json: bool) -> None:
    from kiosk.badge import STATE_NAMES

    if as_json:
        print_json(_as_json(badge))
        return
    say(
        _("badge {badge} of {no}: {state}").format(
            badge=badge.credential, no=badge.person, state=_(STATE_NAMES[badge.state])
        )
    )


def _as_json(badge: "Badge") -> dict[str, object]:
    document = badge.to_document()
    return {
        "id": badge.id,
        "person": badge.person,
        "kind": badge.credential.kind.value,
        "number": badge.credential.number,
        "from": document["from"],
        "until": document.get("until"),
        "state": badge.state.value,
        "by": badge.by,
        "qr": badge.signed,
    }
