"""A program for the tests to run in a real terminal: a kiosk app that shows what reaches it.

    probe.py LOG

The last lines of the screen are `keys:`, the newest first, and `size:`.
"""

import logging
import os
import sys
import time
from pathlib import Path

from screens.base.launcher import FAULT, launch

HELD_UP_BY = "PROBE_HELD_UP_BY"
"""The variable names a file: as long as it is there, the slow imports have not begun."""
SECRET = "PIN-314159"
WATCHED = "PROBE_WATCHED"
"""The variable says after how many seconds without a heartbeat the guard ends it."""
RESTARTS = "PROBE_RESTARTS"
"""The variable says how many times in a row the guard starts it again."""
HANGS_S = 3600


def start() -> int:
    logging.basicConfig(level=logging.INFO)
    while os.environ.get(HELD_UP_BY) and Path(os.environ[HELD_UP_BY]).exists():
        time.sleep(0.01)
    from textual import events
    from textual.app import ComposeResult
    from textual.widgets import Input, Static

    from screens.base.app import KioskApp

    class Probe(KioskApp):
        CSS = "#keys { dock: bottom; height: 1; }"

        def __init__(self) -> None:
            super().__init__()
            self.seen: list[str] = []

        def compose(self) -> ComposeResult:
            yield Static("probe ready", markup=False)
            yield Static("before \x1b]0;stolen title\x07\x1b[2Jafter \x9b31m.", markup=False)
            yield Input(id="field")
            yield Static("", id="keys", markup=False)
            yield Static("", id="size", markup=False)

        def on_key(self, event: events.Key) -> None:
            if event.key == "f8":
                self.crash(SECRET)
            if event.key == "f9":
                self.exit()
            if event.key == "f7":
                time.sleep(HANGS_S)
            self.seen.insert(0, event.key)
            self.query_one("#keys", Static).update("keys: " + " ".join(self.seen[:12]))

        def on_resize(self, event: events.Resize) -> None:
            self.query_one("#size", Static).update(f"size: {event.size.width}x{event.size.height}")

        def crash(self, secret: str) -> None:
            raise ValueError(f"cannot read {secret}")

    print("a stray print")
    print("a stray error", file=sys.stderr)
    probe = Probe()
    probe.run()
    return probe.return_code or 0


if __name__ == "__main__":
    try:
        hang = os.environ.get(WATCHED)
        hang_s = float(hang) if hang else None
        restarts = int(os.environ.get(RESTARTS, "0"))
        sys.exit(launch(start, Path(sys.argv[1]), hang_s=hang_s, restarts=restarts))
    except Exception as error:  # noqa: BLE001
        print(error)
        sys.exit(FAULT)
