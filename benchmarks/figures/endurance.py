"""Two readers at once for ten minutes, and a hundred frames in one breath: all there, once."""

import time
from collections import Counter
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Final

from tinydb import where

from benchmarks.entrance import entrance, frame, painted, tap
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.invented import workers
from benchmarks.offices import office, open_store
from benchmarks.timing import Samples, duration
from kiosk.home import Home
from kiosk.schema import PUNCHES

TAPS_A_MINUTE: Final = 60
MINUTES: Final = 10
MINUTES_IN_SHORT: Final = 1
BURST: Final = 100


@dataclass(frozen=True, slots=True)
class Load:
    """What was tapped and what was found in the store afterwards, by staff number."""

    label: str
    tapped: Counter[str]
    kept: Counter[str]
    taps: Samples
    seconds: float

    @property
    def lost(self) -> int:
        """Taps without a record."""
        return (self.tapped - self.kept).total()

    @property
    def doubled(self) -> int:
        """Records without a tap."""
        return (self.kept - self.tapped).total()


def measure(setting: Setting) -> Outcome:
    """Taps at a steady pace from both readers in turn; then the burst, on a store of its own."""
    loads = (_steady(setting), _burst(setting))
    return Outcome(
        columns=("load", "taps", "lost", "doubled", "median", "p99", "took"),
        rows=[
            (
                load.label,
                f"{load.tapped.total():,}",
                str(load.lost),
                str(load.doubled),
                duration(load.taps.median) if len(load.taps) else "–",
                load.taps.p99_cell,
                duration(load.seconds),
            )
            for load in loads
        ],
        goals=[
            Goal(
                "nothing lost, nothing doubled",
                f"{sum(load.lost for load in loads)} lost, "
                f"{sum(load.doubled for load in loads)} doubled",
                not any(load.lost or load.doubled for load in loads),
            )
        ],
    )


def _steady(setting: Setting) -> Load:
    minutes = MINUTES if setting.soak else MINUTES_IN_SHORT
    taps = 10 if setting.quick else minutes * TAPS_A_MINUTE
    home = office(setting, 0, "steady")
    samples = Samples()
    staff = list(islice(cycle(workers()), taps))
    with entrance(home, ("door", "stairs")) as (running, lines):
        begin = time.perf_counter()
        for number, (worker, line) in enumerate(zip(staff, cycle(lines.values()), strict=False)):
            due = begin + number * 60 / TAPS_A_MINUTE
            running.watch(due - time.perf_counter())
            samples.add(tap(running, line, worker))
        seconds = time.perf_counter() - begin
    return Load(
        f"{TAPS_A_MINUTE} taps a minute from two readers",
        Counter(worker.no for worker in staff),
        _kept(home),
        samples,
        seconds,
    )


def _burst(setting: Setting) -> Load:
    home = office(setting, 0, "burst")
    first, *staff = workers(BURST + 1)
    with entrance(home) as (running, lines):
        tap(running, lines["door"], first)
        begin = time.perf_counter()
        lines["door"].send(b"".join(frame(worker.badge.number) for worker in staff))
        seconds = running.await_any(painted(staff[-1].name)) - begin
    return Load(
        f"{BURST} frames in one write",
        Counter(worker.no for worker in staff),
        _kept(home) - Counter([first.no]),
        Samples(),
        seconds,
    )


def _kept(home: Home) -> Counter[str]:
    store = open_store(home)
    found = store.table(PUNCHES).search(where("source") == "badge")
    store.close()
    return Counter(document["person"] for document in found)


FIGURE: Final = Figure("endurance", "two readers at once, and a burst", measure)
