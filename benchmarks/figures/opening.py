"""Opening a store with a long history: what every command and every start pays first."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pysqlite3 import dbapi2 as sqlite

from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.offices import office, open_store
from benchmarks.timing import Contender, duration, take_turns
from kiosk.home import Home

GOAL_S: Final = 0.2


def measure(setting: Setting) -> Outcome:
    """The store is opened, looked into once, and closed; beside the library's own open."""
    contenders = []
    for punches in (0, setting.longest_history):
        home = office(setting, punches, f"open-{punches}")
        contenders += [
            Contender(f"raw sqlite3, {punches:,} punches", _raw(home.database), 5),
            Contender(f"Keyroom, {punches:,} punches", _ours(home), 5),
        ]
    take_turns(contenders, 2 if setting.quick else 20)
    longest = contenders[-1].samples
    return Outcome(
        columns=("open, one look, close", "samples", "median", "p99"),
        rows=[
            (
                contender.label,
                f"{len(contender.samples):,}",
                duration(contender.samples.median),
                contender.samples.p99_cell,
            )
            for contender in contenders
        ],
        goals=[
            Goal(
                f"open with {setting.longest_history:,} punches ≤ 0.2 s, worst of all samples",
                duration(longest.worst),
                longest.worst <= GOAL_S,
            )
        ],
    )


def _ours(home: Home) -> Callable[[], None]:
    def act() -> None:
        open_store(home).close()

    return act


def _raw(path: Path) -> Callable[[], None]:
    def act() -> None:
        connection = sqlite.connect(str(path), isolation_level=None)
        connection.execute("SELECT max(seq) FROM ledger").fetchone()
        connection.close()

    return act


FIGURE: Final = Figure("open", "opening the store", measure)
