"""Cold starts: how long until the entrance is painted, and until help is printed."""

import subprocess
import sys
from collections.abc import Callable
from typing import Final

from benchmarks.entrance import Entrance, Line
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.offices import COMMAND, environment, name_readers, office
from benchmarks.timing import Contender, Samples, duration, take_turns
from kiosk.home import Home

ENTRANCE_GOAL_S: Final = 1.0
HELP_GOAL_S: Final = 0.3
A_KEY: Final = b"F10"
"""The foot of the screen names its keys in plain letters."""


def measure(setting: Setting) -> Outcome:
    """Every sample is a process of its own; compiled modules and the disk's cache are warm."""
    starts = 3 if setting.quick else 20
    home = office(setting, setting.longest_history, "start")
    processes = [
        Contender("python -c pass", _process(home, sys.executable, "-c", "pass"), 1),
        Contender(
            "python -c 'import textual.app'",
            _process(home, sys.executable, "-c", "import textual.app"),
            1,
        ),
        Contender("keyroom --help", _process(home, *COMMAND, "--help"), 1),
    ]
    take_turns(processes, starts)
    painted = Samples()
    for number in range(starts):
        painted.add(_first_paint(home, number))
    rows = [(contender.label, contender.samples) for contender in processes]
    rows.append((f"keyroom entrance, first paint, {setting.longest_history:,} punches", painted))
    help_median = processes[-1].samples.median
    return Outcome(
        columns=("start", "samples", "median", "worst"),
        rows=[
            (label, str(len(samples)), duration(samples.median), duration(samples.worst))
            for label, samples in rows
        ],
        goals=[
            Goal(
                "entrance to first paint ≤ 1.0 s",
                duration(painted.median),
                painted.median <= ENTRANCE_GOAL_S,
            ),
            Goal("--help ≤ 0.3 s", duration(help_median), help_median <= HELP_GOAL_S),
        ],
    )


def _process(home: Home, *words: str) -> Callable[[], object]:
    return lambda: subprocess.run(
        words, env=environment(home), check=True, stdout=subprocess.DEVNULL
    )


def _first_paint(home: Home, number: int) -> float:
    line = Line(home.path.parent / f"start-{number}")
    name_readers(home, {"door": line.url})
    running = Entrance(home)
    try:
        return running.await_any([A_KEY]) - running.started
    finally:
        running.kill()
        line.close()


FIGURE: Final = Figure("start", "cold starts", measure)
