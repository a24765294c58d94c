"""What a figure is: a name, a way to measure, and the table and goals that come of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What all figures of one run share."""

    cache: Path
    """Kept between runs: big stores are built here once."""
    scratch: Path
    """This run's own folder, on the same disk as the cache; removed afterwards."""
    quick: bool
    """Fewer rounds and smaller stores: to see that it runs, not to believe."""
    soak: bool
    """Take the real ten minutes where a figure asks for them."""

    @property
    def histories(self) -> tuple[int, ...]:
        """Numbers of punches that a store may already hold."""
        return (0, 1_000, 10_000) if self.quick else (0, 100_000, 1_000_000)

    @property
    def longest_history(self) -> int:
        """The largest of them."""
        return self.histories[-1]


@dataclass(frozen=True, slots=True)
class Goal:
    """What was asked for, and what came out."""

    wanted: str
    found: str
    met: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One figure as measured: its table, its goals, and what a reader must know about it."""

    columns: Cells
    rows: Sequence[Cells]
    goals: Sequence[Goal] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One question about speed, and how it is answered."""

    name: str
    title: str
    measure: Callable[[Setting], Outcome]
