"""`keyroom config`: what the configuration says, whether it is right, and its schema."""

from pathlib import Path
from typing import Annotated

import typer

from commands.exits import ExitCode
from commands.options import AsJson
from commands.output import complain, print_json, print_json_list, print_table, say
from commands.shell import Commands
from keyroom.language import N_, _

app = Commands(N_("Show, check and describe the configuration."))

ConfigPath = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help=N_("Another file than the office's keyroom.toml.")),
]


@app.add("show", N_("Show every key with its value, and who says so."))
def show(context: typer.Context, *, as_json: AsJson = False) -> None:
    from commands.configuration import read_checked
    from kiosk.config_faults import written
    from kiosk.config_view import settings

    home = context.obj.home()
    home.require()
    file = read_checked(home.config_file)
    context.obj.speak(file.config.language)
    if as_json:
        print_json_list(
            {"key": setting.key, "value": setting.value, "line": setting.line}
            for setting in settings(file)
        )
        return
    print_table(
        (_("key"), _("value"), _("set in line")),
        (
            (
                setting.key,
                "" if setting.value is None else written(setting.value),
                _("default") if setting.line is None else setting.line,
            )
            for setting in settings(file)
        ),
    )


@app.add("check", N_("Check the configuration: one line for each fault."))
def check(context: typer.Context, file: ConfigPath = None, *, as_json: AsJson = False) -> None:
    from commands.configuration import read_checked
    from kiosk.faults import FaultyFileError

    if file is None:
        context.obj.home().require()
    path = file or context.obj.home().config_file
    try:
        context.obj.speak(read_checked(path).config.language)
    except FaultyFileError as error:
        if as_json:
            faults = [
                {"file": fault.file, "line": fault.line, "key": fault.place, "text": fault.shown(_)}
                for fault in error.faults
            ]
            print_json({"ok": False, "faults": faults})
        else:
            complain(error.shown(_))
        raise typer.Exit(ExitCode.USAGE) from error
    if as_json:
        print_json({"ok": True, "faults": []})
    else:
        say(_("{file}: nothing is wrong").format(file=path))


@app.add("schema", N_("Print the JSON Schema of keyroom.toml, for editors."))
def schema() -> None:
    from kiosk.config_view import json_schema

    print_json(json_schema(_))
