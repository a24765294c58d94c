"""The door's program killed with SIGKILL: no acknowledged tap is lost, none is there twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.events import CardPresented, Credential
from kiosk.attendance import records_link
from kiosk.attendance.door import Door
from kiosk.attendance.listing import listing
from kiosk.home import Home
from kiosk.office import Premises
from store.verify import verify

Cards = Mapping[str, Credential]
Present = Callable[..., CardPresented]

MORNING = datetime(2026, 7, 6, 1, 10, tzinfo=UTC)

PRELUDE = """
import itertools, os, signal, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from devices.events import CardPresented, Credential, CredentialKind
from kiosk.attendance import spool
from kiosk.attendance.door import Door
from kiosk.attendance.recorder import Recorder
from kiosk.attendance.spool_file import SpoolFile
from kiosk.home import Home
from kiosk.office import Premises

premises = Premises.enter(Home(Path(sys.argv[1])))
"""

TAPPING = """
with Door(premises, "entrance") as door:
    for minutes in itertools.count():
        at = datetime(2026, 7, 6, tzinfo=UTC) + timedelta(minutes=minutes)
        card = Credential(CredentialKind.EM4100, "62E3000000")
        print(door.tap(CardPresented("door", at, card)).punch, flush=True)
"""

FOLDING = """
spool.BATCH = 10
moment, left = sys.argv[2], int(sys.argv[3])

def dying(name, owner, when):
    real = getattr(owner, name)
    def replacement(*args):
        global left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, replacement)

{
    "while a batch is written": lambda: dying("record", Recorder, "before"),
    "after a batch is committed": lambda: dying("fold", Recorder, "after"),
    "before the spool is emptied": lambda: dying("retire", SpoolFile, "before"),
    "after the spool is emptied": lambda: dying("retire", SpoolFile, "after"),
}[moment]()
door = Door(premises, "entrance")
while True:
    door.tick()
"""


def run(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def recorded(home: Home) -> list[str]:
    """The records, once the ledger agrees with every one of them."""
    with Premises.enter(home).open() as office:
        assert not verify(office.store).problems
        return [row.id for row in listing(office.punches)]


def test_every_acknowledged_tap_survives_kills_at_any_moment(home: Home) -> None:
    acknowledged: list[str] = []
    for taps in (1, 2, 7, 20, 3):
        with run(TAPPING, str(home.path)) as process:
            assert process.stdout is not None
            acknowledged += [process.stdout.readline().strip() for _ in range(taps)]
            process.kill()
            acknowledged += process.stdout.read().split()
    found = recorded(home)
    assert len(found) == len(set(found))
    assert [punch for punch in found if punch in acknowledged] == acknowledged


@pytest.mark.parametrize(
    "moment, turn",
    [
        ("while a batch is written", 1),
        ("while a batch is written", 15),
        ("after a batch is committed", 1),
        ("after a batch is committed", 2),
        ("before the spool is emptied", 1),
        ("after the spool is emptied", 1),
    ],
)
def test_a_kill_while_the_spool_comes_in_neither_loses_nor_doubles(
    moment: str,
    turn: int,
    home: Home,
    present: Present,
    cards: Cards,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(records_link, "RETRY_S", 0.0)
    away = home.database.with_suffix(".away")
    with Door(Premises.enter(home), "entrance") as door:
        answers = [door.tap(present(cards["unknown"], MORNING))]
        home.database.rename(away)
        for seconds in range(1, 26):
            at = MORNING + timedelta(seconds=seconds)
            answers.append(door.tap(present(cards["unknown"], at)))
        assert door.status.spooled == 25
    away.rename(home.database)
    with run(FOLDING, str(home.path), moment, str(turn)) as process:
        assert process.wait() == -signal.SIGKILL
    with Door(Premises.enter(home), "entrance") as door:
        door.tick()
        assert (door.status.spooled, door.status.aside) == (0, 0)
    assert recorded(home) == [answer.punch for answer in answers]
    assert os.listdir(home.spool) == ["entrance.spool"]  # noqa: PTH208
