"""`keyroom keys`: the keys to the customers' data."""

from typing import TYPE_CHECKING

import typer

from commands.exits import ExitCode
from commands.options import AsJson, By
from commands.output import complain, print_json, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named
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
                "changing": found.is_changing,
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
        if found.is_changing:
            say(_("a change of the master key was not ended; end it with: keyroom keys rotate"))
        for fault in found.faults:
            complain(fault.shown(_))
    if found.faults:
        raise typer.Exit(ExitCode.NO)


@app.add("rotate", N_("Put the customers' keys under a new master key, and delete the old one."))
def rotate(context: typer.Context, *, by: By = NOBODY, as_json: AsJson = False) -> None:
    from commands.office import open_office
    from kiosk.privacy.accesses import Access, Accesses, AccessKind
    from kiosk.privacy.desk import Cause
    from kiosk.privacy.vault import Vault

    with open_office(context.obj) as office:
        actor = actor_named(by, office)
        person = None if actor == NOBODY else office.people.get(actor).no
        vault = Vault.open(office.premises.home)
        accesses, began = Accesses(office.store), office.premises.clock.read()
        # Before anything is changed: what was begun is known, also when it does not come to an end.
        record = accesses.add(Access(began.utc, office.terminal, AccessKind.KEYS, person=person))
        vault.change.rotate()
        ended = office.premises.clock.read()
        took = ended.boot_time_s - began.boot_time_s
        accesses.end(record, took, Cause.FINISHED, at=ended.utc, by=actor)
        count = len(vault.keys.customers())
    if as_json:
        print_json({"customers": count, "record": record})
    else:
        say(_("the keys of {count} customers are under a new master key").format(count=count))
        say(_("copies of the folder of keys open nothing any more: make a new one"))


def _mode(file: "KeyFile") -> str:
    return _("not made yet") if file.mode is None else f"{file.mode:04o}"


def _as_json(file: "KeyFile") -> dict[str, str | None]:
    return {"path": str(file.path), "mode": None if file.mode is None else f"{file.mode:04o}"}
