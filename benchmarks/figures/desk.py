"""How long a desk takes to open, and how soon there is nothing on it when it must not be."""

import random
import signal
from typing import Final

from benchmarks import customers
from benchmarks.desk import desk
from benchmarks.entrance import COMMON
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.timing import Samples, duration, stopwatch
from kiosk.privacy.pins import HASHER

PROMPT_S: Final = 0.150
LIST_S: Final = 0.300
REMOVED_S: Final = 0.100
KILLED_S: Final = 0.500
HANGS_S: Final = 3.0
SETTLED_S: Final = (0.3, 0.5)
"""Between two people: the end of a session is recorded meanwhile."""


def measure(setting: Setting) -> Outcome:
    """Sessions one after the other, each with a person in clear; then deaths of the program."""
    home = customers.office(setting, "desk")
    prompt, own, argon, removed, killed, stopped = (Samples() for _ in range(6))
    secret = HASHER.hash(customers.PIN)
    chance = random.Random(len(secret))
    with desk(home) as running:
        for number in range(3 if setting.quick else 101):
            running.watch(chance.uniform(*SETTLED_S))
            asked, listed = running.lay(), running.identify()
            running.reveal()
            lifted = running.lift()
            if number:  # the first one also warms the program up
                prompt.add(asked)
                own.add(listed)
                removed.add(lifted)
                argon.add(stopwatch(lambda: HASHER.verify(secret, customers.PIN)))
        for kind, samples, times in (
            (signal.SIGKILL, killed, 2 if setting.quick else 10),
            (signal.SIGSTOP, stopped, 1 if setting.quick else 5),
        ):
            for _ in range(times):
                running.lay()
                running.identify()
                running.reveal()
                samples.add(running.end(kind))
    rows = {
        "badge to the question for the PIN": prompt,
        "Enter after the PIN to the own list": own,
        "argon2id alone, in the measuring process": argon,
        "badge removed to a wiped terminal": removed,
        "`kill -9` to a wiped terminal": killed,
        "stopped, as a hang is, to a wiped terminal": stopped,
    }
    beyond = own.median - argon.median
    return Outcome(
        columns=("what happens", "samples", "median", "p99", "worst"),
        rows=[
            (
                label,
                str(len(samples)),
                duration(samples.median),
                samples.p99_cell,
                duration(samples.worst),
            )
            for label, samples in rows.items()
        ],
        goals=[
            Goal("badge to PIN prompt ≤ 150 ms p99", duration(prompt.p99), prompt.p99 <= PROMPT_S),
            Goal(
                "PIN to own list ≤ 300 ms plus argon2id (medians)",
                f"{duration(beyond)} plus {duration(argon.median)}",
                beyond <= LIST_S,
            ),
            Goal(
                "badge removed to no customer character ≤ 100 ms p99, from the event",
                duration(removed.p99),
                removed.p99 <= REMOVED_S,
            ),
            Goal("`kill -9` to wiped ≤ 500 ms", duration(killed.worst), killed.worst <= KILLED_S),
            Goal("hang to wiped ≤ 3 s", duration(stopped.worst), stopped.worst <= HANGS_S),
        ],
        note=(
            f"A terminal of {COMMON}, {customers.count(setting):,} customers. The clock starts "
            "with the event, as a reader's driver reports it. Every opening, reveal and end was "
            "recorded and committed in between."
        ),
    )


FIGURE: Final = Figure("desk", "the desk: opened, and empty again", measure)
