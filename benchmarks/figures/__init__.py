"""Every figure, in the order in which they are printed."""

from typing import Final

from benchmarks.figure import Figure
from benchmarks.figures import insert, opening, search

FIGURES: Final[tuple[Figure, ...]] = (insert.FIGURE, search.FIGURE, opening.FIGURE)
