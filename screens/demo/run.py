"""The demo: the entrance's own readers, tap thread and screen, and the tray."""

from collections.abc import Callable, Sequence

from devices.events import Credential
from kiosk.office import Premises
from screens.demo.app import DemoApp
from screens.demo.tray import TrayBadge
from screens.entrance.run import Entrance


def run_demo(
    premises: Premises,
    terminal: str,
    badges: Sequence[TrayBadge],
    present: Callable[[Credential], None],
) -> int:
    """Run until a supervisor's badge closes it; the exit code. To be called by `launch`.

    `present` holds a badge to the virtual reader of its kind, and returns at once.
    """
    entrance = Entrance(premises, terminal)

    def make() -> DemoApp:
        return DemoApp(entrance.place, entrance.mailbox, entrance.taps, badges, present)

    return entrance.run(make)
