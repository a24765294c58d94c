"""The entrance as the command line starts it, for the tests to run in a real terminal.

    program.py HOME LOG [demo]

`demo` adds a tray whose badges are held to the serial reader at HOME/door.
"""

import logging
import sys
from pathlib import Path

from screens.base.launcher import launch


def start() -> int:
    logging.basicConfig(level=logging.INFO)
    from keyroom.language import Language, use
    from kiosk.home import Home
    from kiosk.office import Premises

    use(Language.ENGLISH)
    premises = Premises.enter(Home(Path(sys.argv[1])))
    if "demo" not in sys.argv:
        from screens.entrance.run import run_entrance

        return run_entrance(premises, "entrance")
    from devices.events import Credential, CredentialKind
    from devices.virtual.serial_reader import VirtualSerialReader
    from screens.demo.run import run_demo
    from screens.demo.tray import TrayBadge

    def tag(number: str) -> Credential:
        return Credential(CredentialKind.EM4100, number)

    badges = [
        TrayBadge(tag("0000000001"), "Manager", "supervisor"),
        TrayBadge(tag("0000000007"), "Clerk", "tag"),
        TrayBadge(tag("00000000FF"), "Stranger", "unknown"),
    ]
    with VirtualSerialReader(Path(sys.argv[1]) / "door") as reader:
        return run_demo(premises, "entrance", badges, lambda badge: reader.tap(badge.number))


if __name__ == "__main__":
    sys.exit(launch(start, Path(sys.argv[2])))
