"""Every figure, in the order in which they are printed."""

from typing import Final

from benchmarks.figure import Figure
from benchmarks.figures import (
    customer_search,
    desk,
    endurance,
    flags,
    insert,
    log,
    memory,
    opening,
    own_page,
    search,
    settlement,
    start,
    tap,
    verify,
    workbook,
)

FIGURES: Final[tuple[Figure, ...]] = (
    tap.FIGURE,
    own_page.FIGURE,
    insert.FIGURE,
    search.FIGURE,
    customer_search.FIGURE,
    desk.FIGURE,
    log.FIGURE,
    settlement.FIGURE,
    flags.FIGURE,
    workbook.FIGURE,
    opening.FIGURE,
    memory.FIGURE,
    endurance.FIGURE,
    verify.FIGURE,
    start.FIGURE,
)
