"""`keyroom demo`: an invented office on virtual readers, and a tray of badges to tap."""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.output import complain, prompt
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commands.demo_hardware import DemoHardware
    from commands.invocation import Invocation
    from devices.events import Credential
    from screens.demo.tray import TrayBadge

HELP = N_("Try it: an invented office with virtual readers; tap badges by key or mouse.")


def demo(
    context: typer.Context,
    *,
    no_screen: Annotated[
        bool,
        typer.Option(
            "--no-screen", help=N_("Print JSON lines instead; each line of input taps a badge.")
        ),
    ] = False,
) -> None:
    from commands.demo_hardware import DemoHardware
    from commands.demo_office import TERMINAL, alone, demo_home, make_ready, ports
    from commands.demo_tray import tray
    from commands.office import open_office

    asked: Invocation = context.obj
    home = demo_home(asked.home_folder)
    hardware = DemoHardware(ports(home))
    make_ready(home, hardware.knobs(TERMINAL))
    asked.home_folder = home.path
    with alone(home), hardware:
        with open_office(asked) as office:
            badges = tray(office, card_reader=hardware.fault is None)
        _introduce(home.path)
        if hardware.fault is not None:
            complain(_("no card reader: {reason}").format(reason=hardware.fault.shown(_)))
        if no_screen:
            _run_headless(asked, badges, hardware)
        else:
            _run_screen(asked, badges, hardware.present)


def _introduce(home: Path) -> None:
    prompt(_("the demo's office is in {home}, and stays there").format(home=home))
    look = _("look at it: {program} --home {home} punches list --from today")
    prompt(look.format(program=_program(), home=home))
    prompt(_("remove it: rm -r {home}").format(home=home))


def _program() -> str:
    """How this program was called, so that the line can be copied."""
    called = Path(sys.argv[0])
    return f"python {called}" if called.suffix == ".py" else str(called)


def _run_screen(
    asked: "Invocation",
    badges: "Sequence[TrayBadge]",
    present: "Callable[[Credential], None]",
) -> None:
    from commands.screen import run_on_screen

    def start() -> int:
        from commands.demo_office import TERMINAL
        from commands.office import enter
        from screens.demo.run import run_demo

        return run_demo(enter(asked), TERMINAL, badges, present)

    run_on_screen(asked, start)


def _run_headless(
    asked: "Invocation",
    badges: "Sequence[TrayBadge]",
    hardware: "DemoHardware",
) -> None:
    from commands.demo_office import TERMINAL
    from commands.office import enter
    from screens.demo.tray import KEYS
    from screens.headless import run_headless

    by_key = dict(zip(KEYS, badges, strict=False))
    for key, badge in by_key.items():
        prompt(f"{key}  {_(badge.label)}  {_(badge.note)}")

    def tap() -> None:
        hardware.await_opened()
        for line in sys.stdin:
            if (badge := by_key.get(line.strip())) is not None:
                hardware.present(badge.credential)

    threading.Thread(target=tap, name="tray", daemon=True).start()
    run_headless(enter(asked), TERMINAL)
