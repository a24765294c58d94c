"""Taking times: contenders in turns, and what is said about their samples."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

ENOUGH_FOR_P99 = 100
"""Below this many samples the 99th percentile is only another name for the largest."""


@dataclass(slots=True)
class Samples:
    """Durations of one kind, in seconds."""

    seconds: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seconds)

    def add(self, seconds: float) -> None:
        """Keep one more."""
        self.seconds.append(seconds)

    @property
    def median(self) -> float:
        """Half of them were quicker."""
        return statistics.median(self.seconds)

    @property
    def worst(self) -> float:
        """The slowest."""
        return max(self.seconds)

    @property
    def p99(self) -> float:
        """Ninety-nine of a hundred were quicker."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]

    @property
    def p99_cell(self) -> str:
        """The 99th percentile as shown: a dash where there are too few samples for one."""
        return duration(self.p99) if len(self) >= ENOUGH_FOR_P99 else "–"


@dataclass(slots=True)
class Contender:
    """One way of doing the same thing, and how long it took each time."""

    label: str
    act: Callable[[], object]
    per_round: int
    warm_up: int = 1
    """Acts before the first that counts: imports, plans, caches, a log file at its full size."""
    samples: Samples = field(default_factory=Samples)


def take_turns(contenders: Sequence[Contender], rounds: int) -> None:
    """Let each contender act `per_round` times, round after round; each act is a sample.

    The order changes with each round: whoever comes after another finds the disk as that one left
    it.
    """
    chance = random.Random(rounds)
    for contender in contenders:
        for _ in range(contender.warm_up):
            contender.act()
    for _ in range(rounds):
        for contender in chance.sample(contenders, len(contenders)):
            for _ in range(contender.per_round):
                contender.samples.add(stopwatch(contender.act))


def stopwatch(act: Callable[[], object]) -> float:
    """How long one act takes, in seconds."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def duration(seconds: float) -> str:
    """Three significant digits in the unit that suits."""
    for unit, scale in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= scale:
            return f"{_three_digits(seconds / scale)} {unit}"
    return f"{_three_digits(seconds / 1e-6)} µs"


def ratio(one: float, other: float) -> str:
    """How many times `other` fits into `one`."""
    return f"{_three_digits(one / other)} ×"


def _three_digits(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
