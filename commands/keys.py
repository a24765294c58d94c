"""`keyroom keys`: the keys to the customers' data."""

from typing import TYPE_CHECKING

import typer

from commands.exits import ExitCode
from commands.options import AsJson
from commands.output import complain, print_json, print_table, say
from commands.shell import Commands
from keyroom.language import N_, _

if TYPE_CHECKING:
    from kiosk.privacy.key_status import KeyFile

app = Commands(N_("The keys to the customers' data."))


@app.add("status", N_("Say which keys are there, who may read them, and what they open."))
def status(context: typer.Context, *, as_json: AsJson = False) -> None:
    from kiosk.privacy.key_status import key_status

    home = context.obj.home()
    home.require()
    found = key_status(home)
    if as_json:
        print_json(
            {
                "ok": not found.faults,
                "master": _as_json(found.master),
                "customer_keys": _as_json(found.keys),
                "customers": found.customers,
                "faults": [fault.shown(_) for fault in found.faults],
            }
        )
    else:
        rows = [
            (_("master key"), found.master.path, _mode(found.master)),
            (_("customers' keys"), found.keys.path, _mode(found.keys)),
        ]
        print_table((_("key"), _("file"), _("mode")), rows)
        say(_("{count} customers have a key").format(count=found.customers))
        for fault in found.faults:
            complain(fault.shown(_))
    if found.faults:
        raise typer.Exit(ExitCode.NO)


def _mode(file: "KeyFile") -> str:
    return _("not made yet") if file.mode is None else f"{file.mode:04o}"


def _as_json(file: "KeyFile") -> dict[str, str | None]:
    return {"path": str(file.path), "mode": None if file.mode is None else f"{file.mode:04o}"}
