"""Memory of a running entrance, after everybody tapped, on an empty and on a long history."""

from typing import Final

from benchmarks.entrance import entrance, tap
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.invented import workers
from benchmarks.offices import office

MIB: Final = 2**20
GOAL_BYTES: Final = 120 * 10**6
GROWTH_BYTES: Final = 10 * 10**6
"""Page cache of the engine and chance; a history held in memory would be far beyond it."""
TAPS: Final = 100


def measure(setting: Setting) -> Outcome:
    """Resident memory of the program's two processes."""
    found = {punches: _memory(setting, punches) for punches in (0, setting.longest_history)}
    empty, longest = sum(found[0]), sum(found[setting.longest_history])
    return Outcome(
        columns=("punches in the store", "guard", "screen, readers, store", "together"),
        rows=[
            (f"{punches:,}", *(f"{size / MIB:.1f} MiB" for size in (*sizes, sum(sizes))))
            for punches, sizes in found.items()
        ],
        goals=[
            Goal("at most 120 MB resident", f"{longest / 10**6:.1f} MB", longest <= GOAL_BYTES),
            Goal(
                "not growing with history",
                f"{(longest - empty) / 10**6:+.1f} MB",
                longest - empty <= GROWTH_BYTES,
            ),
        ],
        note=f"After {TAPS} taps. Pages that the two processes share are counted once.",
    )


def _memory(setting: Setting, punches: int) -> tuple[int, int]:
    home = office(setting, punches, f"memory-{punches}")
    with entrance(home) as (running, lines):
        for worker in workers(TAPS):
            tap(running, lines["door"], worker)
        return running.memory()


FIGURE: Final = Figure("memory", "memory of the entrance", measure)
