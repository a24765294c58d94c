"""From the badge's last byte on the serial line to the name on the terminal, after the disk."""

import random
from typing import Final

from benchmarks.entrance import COMMON, LARGEST, Size, entrance, tap
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.invented import workers
from benchmarks.offices import office
from benchmarks.timing import Samples, duration

GOAL_S: Final = 0.050
GROWING: Final = 1.5
"""More than this times the median of an empty store counts as growing with history."""
BETWEEN_S: Final = (0.05, 0.25)
"""Pause between two taps; not a fixed one, or all would fall at the same place of some cycle."""


def measure(setting: Setting) -> Outcome:
    """Everyone taps once, on stores of several lengths; each tap is recorded before it is shown."""
    by_history = {punches: _taps(setting, punches, COMMON) for punches in setting.histories}
    on_largest = _taps(setting, 0, LARGEST)
    empty, longest = (by_history[punches] for punches in (0, setting.longest_history))
    worst = max(samples.p99 for samples in by_history.values())
    rows = [(f"{punches:,}", COMMON, samples) for punches, samples in by_history.items()]
    rows.append(("0", LARGEST, on_largest))
    return Outcome(
        columns=("punches in the store", "terminal", "taps", "median", "p99", "worst"),
        rows=[
            (
                punches,
                str(size),
                f"{len(samples):,}",
                duration(samples.median),
                duration(samples.p99),
                duration(samples.worst),
            )
            for punches, size, samples in rows
        ],
        goals=[
            Goal(
                f"tap to painted answer, p99 ≤ 50 ms on a terminal of {COMMON}",
                duration(worst),
                worst <= GOAL_S,
            ),
            Goal(
                "not growing with history",
                f"median {duration(empty.median)} at 0, {duration(longest.median)} at "
                f"{setting.longest_history:,}",
                longest.median <= GROWING * empty.median,
            ),
        ],
        note=(
            "The terminal is a pseudo-terminal that reads at once. The serial line is one too: "
            "the 14.6 ms that 14 bytes take at 9600 baud are not in these figures."
        ),
    )


def _taps(setting: Setting, punches: int, size: Size) -> Samples:
    home = office(setting, punches, f"tap-{punches}-{size.columns}")
    staff = workers()[: 30 if setting.quick else None]
    chance = random.Random(punches)
    samples = Samples()
    with entrance(home, size=size) as (running, lines):
        for number, worker in enumerate(staff):
            running.watch(chance.uniform(*BETWEEN_S))
            seconds = tap(running, lines["door"], worker)
            # The first tap pays for what every later one finds warm.
            if number:
                samples.add(seconds)
    return samples


FIGURE: Final = Figure("tap", "tap to durable record and painted answer", measure)
