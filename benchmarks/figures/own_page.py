"""From the key to the painted own page, on an office with years of history."""

import random
import time
from datetime import datetime
from typing import Final

from benchmarks.entrance import COMMON, Entrance, entrance, tap
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.invented import PEOPLE, TAPS_A_DAY, ZONE, workers
from benchmarks.offices import office
from benchmarks.timing import Samples, duration
from keyroom.language import Language, use
from kiosk.attendance.sheets.month import Month
from screens.entrance.own_page.words import month_words

GOAL_S: Final = 0.050
F3, LEFT = b"\x1bOR", b"\x1b[D"
FULL: Final = Month(2026, 6)
"""The last month of the invented history."""
SETTLED_S: Final = (0.3, 0.5)
"""Between the answer to a tap and the key: the month is judged for the answer meanwhile."""
WORKING_DAYS_A_YEAR: Final = 250


def measure(setting: Setting) -> Outcome:
    """One after the other taps, opens the own page, and turns back to the last full month."""
    use(Language.ENGLISH)  # as the program that is measured
    history = setting.longest_history
    home = office(setting, history, "own-page")
    opened, turned, taken_over = Samples(), Samples(), Samples()
    chance = random.Random(history)
    today = Month.of(datetime.now(ZONE).date())
    with entrance(home) as (running, lines):
        for number, worker in enumerate(workers(20 if setting.quick else 120)):
            seconds = tap(running, lines["door"], worker)
            if number:  # before the first one no page was open
                taken_over.add(seconds)
            running.watch(chance.uniform(*SETTLED_S))
            opened.add(_press(running, F3, today))
            month = today
            while month > FULL:
                month = month.before
                seconds = _press(running, LEFT, month)
            turned.add(seconds)
            running.watch(chance.uniform(*SETTLED_S))
    measured = {
        "F3, the current month": opened,
        "←, a full month": turned,
        "the next person's tap, to the answer": taken_over,
    }
    years = history / (PEOPLE * len(TAPS_A_DAY)) / WORKING_DAYS_A_YEAR
    slowest = max(samples.median for samples in measured.values())
    return Outcome(
        columns=("what is done", "samples", "median", "p99", "worst"),
        rows=[
            (
                label,
                str(len(samples)),
                duration(samples.median),
                samples.p99_cell,
                duration(samples.worst),
            )
            for label, samples in measured.items()
        ],
        goals=[
            Goal(
                f"own page ≤ 50 ms (median) with {years:.1f} years of history, on a terminal of "
                f"{COMMON}",
                duration(slowest),
                slowest <= GOAL_S,
            )
        ],
        note=(
            f"{history:,} punches of {PEOPLE} people, a year having {WORKING_DAYS_A_YEAR} working "
            "days. The month is judged anew for every key; nothing is kept between two."
        ),
    )


def _press(running: Entrance, key: bytes, month: Month) -> float:
    """Seconds from a key to the page of a month on the terminal."""
    begin = time.perf_counter()
    running.press(key)
    return running.await_any([month_words(month).encode()]) - begin


FIGURE: Final = Figure("own_page", "the own page, with years of history", measure)
