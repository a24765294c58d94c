"""`kill -9` of the entrance, at any instant: what it has acknowledged is there, and nothing twice.

Two hundred lives of the real program end at random moments, from its first instructions to the
middle of a commit, while tags are held to its reader faster than it can answer. Each life is
forked from a process that has done the imports (`lives`), so that so many fit into a short test,
and goes on with the store as the kills before it left it.
"""

import json
import os
import random
import select
import signal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.end_to_end.lives import Parent
from tests.end_to_end.office import A02, A03, StartHeadless, database
from tests.end_to_end.program import keyroom_json
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.sqlite_shell import sql

KILLS = 200
STORES = 4
EARLY_S = 0.2
"""Every other life ends within this time of its birth, which is mostly before the door is open."""
BUSY_S = 0.15
"""The others end within this time after they opened the reader, in the middle of their work."""
PAUSE_S = 0.001
"""Between two taps."""


@pytest.mark.parametrize("store", range(STORES))
def test_no_acknowledged_tap_is_lost_or_doubled_by_kill_9(
    home: Path, line: SerialLine, store: int
) -> None:
    chance = random.Random(store)
    tags = (f"{number:010X}" for number in count())
    acknowledged: list[str] = []
    with Parent(home) as parent:
        for number in range(KILLS // STORES):
            life, answers = parent.bear()
            if number % 2:
                line.await_opened()
                if number % 4 == 1:
                    # However slow the machine is, some lives have answered when they end.
                    _tap_until_answered(answers, line, tags)
                _tap_for(chance.uniform(0, BUSY_S), line, tags)
            else:
                _tap_for(chance.uniform(0, EARLY_S), line, tags)
            os.kill(life, signal.SIGKILL)
            acknowledged += _punches(answers)
            line.release()

    report = keyroom_json(home, "log", "verify")
    assert report["ok"], report["problems"]
    listed = Counter(punch["id"] for punch in keyroom_json(home, "punches", "list"))
    assert acknowledged
    assert Counter(acknowledged) - listed == Counter()
    # Each tag was held to the reader once; the records know it by its digest.
    badges = sql(database(home), "SELECT body ->> 'badge' FROM doc_punches")
    assert max(Counter(badges).values()) == 1


def test_taps_before_a_kill_are_there_after_the_next_start(
    home: Path, line: SerialLine, headless: StartHeadless
) -> None:
    answers = []
    for number in (A02, A03):
        entrance = headless()
        line.await_opened()
        line.tap(number)
        answers.append(entrance.answer())
        entrance.kill()
        line.release()
    listed = keyroom_json(home, "punches", "list")
    assert [punch["id"] for punch in listed] == [answer["punch"] for answer in answers]


def _tap_for(seconds: float, line: SerialLine, tags: Iterator[str]) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        line.tap_unless_full(next(tags))
        time.sleep(PAUSE_S)


def _tap_until_answered(answers: int, line: SerialLine, tags: Iterator[str]) -> None:
    while not select.select([answers], [], [], PAUSE_S)[0]:
        line.tap_unless_full(next(tags))


def _punches(answers: int) -> list[str]:
    """The records that a life which has ended acknowledged, by whole lines of its output."""
    with os.fdopen(answers, encoding="utf-8") as output:
        lines = output.read().split("\n")[:-1]
    return [json.loads(line)["punch"] for line in lines]
