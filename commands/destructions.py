"""`keyroom destructions`: what was destroyed, what is pending, and carrying on with it (BM-6)."""

from typing import TYPE_CHECKING

import typer

from commands.exits import ExitCode
from commands.options import AsJson
from commands.output import print_json_list, print_table
from commands.shell import Commands
from keyroom.language import N_, _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from kiosk.privacy.destruction import Progress

app = Commands(N_("Destructions: what was destroyed, and what is pending."))


@app.add("list", N_("List the destructions; a desk begins them, with two badges."))
def list_destructions(context: typer.Context, *, as_json: AsJson = False) -> None:
    from commands.office import open_office
    from kiosk.privacy.destructions import Destructions

    with open_office(context.obj) as office:
        found = Destructions(office.store).all()
        zone = office.premises.config.zone
    _tell(found, zone, as_json=as_json)


@app.add("resume", N_("Carry on with what is pending; exit code 1 while it still is."))
def resume(context: typer.Context, *, as_json: AsJson = False) -> None:
    from commands.office import open_office
    from kiosk.privacy.destroyer import Destroyer
    from kiosk.privacy.destructions import Destructions
    from kiosk.privacy.vault import Vault

    with open_office(context.obj) as office:
        register = Destructions(office.store)
        pending = [each.id for each in register.pending()]
        if pending:
            Destroyer(office, Vault.open(office.premises.home)).resume()
        found = [register.get(record) for record in pending]
        zone = office.premises.config.zone
    _tell(found, zone, as_json=as_json)
    if any(each.certificate is None for each in found):
        raise typer.Exit(ExitCode.NO)


def _tell(found: "list[Progress]", zone: "ZoneInfo", *, as_json: bool) -> None:
    from kiosk.privacy.destructions import row

    if as_json:
        print_json_list(map(row, found))
    else:
        print_table(_headings(), (_row(each, zone) for each in found))


def _headings() -> tuple[str, ...]:
    return (
        _("destruction"),
        _("time"),
        _("method"),
        _("customers"),
        _("originals"),
        _("signers"),
        _("state"),
        _("certificate"),
    )


def _row(progress: "Progress", zone: "ZoneInfo") -> tuple[object, ...]:
    from kiosk.privacy.destruction import METHOD_NAMES, OBSTACLE_NAMES

    destruction, certificate = progress.destruction, progress.certificate
    order = destruction.order
    state = _("destroyed") if certificate is not None else _("PENDING")
    if progress.obstacle is not None:
        state = f"{state}: {_(OBSTACLE_NAMES[progress.obstacle])} {progress.detail}".strip()
    return (
        destruction.no,
        destruction.at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        None if order.method is None else _(METHOD_NAMES[order.method]),
        ", ".join(order.customers),
        ", ".join(order.originals),
        ", ".join(destruction.signers),
        state,
        None if certificate is None else certificate.id,
    )
