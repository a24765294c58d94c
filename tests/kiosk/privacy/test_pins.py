"""PINs: who may set one, what a try costs, and that a try counts before it is checked."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from kiosk.clock import Reading
from kiosk.errors import NotEntitledError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy import pins as pins_module
from kiosk.privacy.pins import BadPinError, PinAnswer, Pins, PinState
from kiosk.schema import PINS

NOW = Reading(datetime(2026, 11, 25, 1, 0, tzinfo=UTC), "boot-1", 1000.0, synchronised=True)
A07 = StaffNo("A07")
RIGHT, WRONG = "271828", "314159"
IN_SERVICE = pins_module.HASHER


def later(seconds: float, boot: str = "boot-1") -> Reading:
    return replace(NOW, boot_id=boot, boot_time_s=NOW.boot_time_s + seconds)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second a try is meant for guessers, not for tests."""
    monkeypatch.setattr(pins_module, "HASHER", PasswordHasher(1, 1024, 1))


@pytest.fixture
def pins(office: Office, staff: Mapping[str, Person]) -> Pins:
    pins = Pins(office.store)
    pins.set("A07", RIGHT, by="A07")
    return pins


def test_a_right_pin_opens_and_forgives(pins: Pins) -> None:
    assert pins.try_(A07, WRONG, NOW).state is PinState.WRONG
    assert pins.try_(A07, RIGHT, NOW) == PinAnswer(PinState.RIGHT)
    assert [pins.try_(A07, WRONG, NOW).state for _ in range(2)] == [PinState.WRONG] * 2
    assert pins.try_(A07, RIGHT, NOW).state is PinState.RIGHT


def test_from_the_third_failure_on_the_waits_grow(pins: Pins) -> None:
    waits = []
    at = 0.0
    for _ in range(5):
        answer = pins.try_(A07, WRONG, later(at))
        waits.append(answer.wait_s)
        at += answer.wait_s
    assert waits == [0, 0, 5, 10, 20]
    early = pins.try_(A07, RIGHT, later(at - 1))
    assert early.state is PinState.WAIT
    assert early.wait_s == pytest.approx(1)
    assert pins.try_(A07, RIGHT, later(at)).state is PinState.RIGHT


def test_a_try_during_the_wait_is_not_counted(pins: Pins) -> None:
    for _ in range(3):
        pins.try_(A07, WRONG, NOW)
    for _ in range(20):
        assert pins.try_(A07, WRONG, later(1)).state is PinState.WAIT
    assert pins.try_(A07, RIGHT, later(5)).state is PinState.RIGHT


def test_pulling_the_plug_shortens_no_wait(pins: Pins) -> None:
    for _ in range(3):
        pins.try_(A07, WRONG, NOW)
    rebooted = replace(NOW, boot_id="boot-2", boot_time_s=2.0)
    answer = pins.try_(A07, RIGHT, rebooted)
    assert answer.state is PinState.WAIT
    assert answer.wait_s == pytest.approx(3)


def test_locked_at_ten_until_a_supervisor_resets_it(pins: Pins) -> None:
    for place in range(10):
        answer = pins.try_(A07, WRONG, later(1000.0 * place))
    assert answer.state is PinState.LOCKED
    assert pins.is_locked(A07)
    assert pins.try_(A07, RIGHT, later(1e9)).state is PinState.LOCKED
    pins.set("A07", RIGHT, by="M01")
    assert pins.try_(A07, RIGHT, later(1e9)).state is PinState.RIGHT


def test_a_try_counts_although_the_power_went_before_it_was_checked(
    pins: Pins, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCutError(Exception):
        pass

    def cut(*_: object) -> bool:
        raise PowerCutError

    monkeypatch.setattr(pins_module, "_matches", cut)
    for _ in range(3):
        with pytest.raises(PowerCutError):
            pins.try_(A07, WRONG, NOW)
    monkeypatch.undo()
    assert pins.try_(A07, RIGHT, NOW).state is PinState.WAIT


def test_two_desks_share_the_count(pins: Pins, office: Office) -> None:
    other = Pins(office.store)
    for desk in (pins, other, pins):
        desk.try_(A07, WRONG, NOW)
    assert other.try_(A07, RIGHT, NOW).state is PinState.WAIT


def test_eight_desks_that_guess_at_once_have_no_more_tries_than_one(
    pins: Pins, office: Office
) -> None:
    desks = 8
    together = Barrier(desks)

    def guess(number: int) -> PinState:
        with office.premises.open(f"desk{number}") as there:
            together.wait()
            return Pins(there.store).try_(A07, WRONG, NOW).state

    with ThreadPoolExecutor(desks) as pool:
        states = Counter(pool.map(guess, range(desks)))
    assert states == {PinState.WRONG: 3, PinState.WAIT: desks - 3}


def test_a_pin_that_is_replaced_while_it_is_tried_opens_nothing_and_stays_replaced(
    pins: Pins, monkeypatch: pytest.MonkeyPatch
) -> None:
    def matches(*_: object) -> bool:
        pins.set("A07", WRONG, by="M01")
        return True

    monkeypatch.setattr(pins_module, "_matches", matches)
    assert pins.try_(A07, RIGHT, NOW).state is PinState.WRONG
    monkeypatch.undo()
    assert pins.try_(A07, RIGHT, NOW).state is PinState.WRONG
    assert pins.try_(A07, WRONG, NOW).state is PinState.RIGHT


KILLED_WHILE_TRYING = """
import os, signal, sys
from pathlib import Path
from kiosk.home import Home
from kiosk.office import Premises
from kiosk.privacy import pins
pins._matches = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
premises = Premises.enter(Home(Path(sys.argv[1])))
with premises.open("desk") as office:
    pins.Pins(office.store).try_("A07", sys.argv[2], premises.clock.read())
"""


def test_a_power_cut_after_each_try_gives_no_free_try(pins: Pins, office: Office) -> None:
    for _ in range(3):
        command = [sys.executable, "-c", KILLED_WHILE_TRYING, str(office.premises.home.path), WRONG]
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    now = office.premises.clock.read()
    assert pins.try_(A07, RIGHT, now).state is PinState.WAIT


@pytest.mark.parametrize("hours", [-24, 24], ids=["back", "forward"])
def test_a_clock_that_is_set_shortens_no_wait(pins: Pins, hours: int) -> None:
    for _ in range(3):
        pins.try_(A07, WRONG, NOW)
    set_ = replace(later(1), utc=NOW.utc + timedelta(hours=hours))
    assert pins.try_(A07, RIGHT, set_).wait_s == pytest.approx(4)


def test_who_has_no_pin_opens_nothing(pins: Pins) -> None:
    assert pins.try_(StaffNo("A08"), RIGHT, NOW) == PinAnswer(PinState.NONE)
    assert not pins.has_one(StaffNo("A08"))


@pytest.mark.parametrize("by", ["A08"])
def test_nobody_else_sets_a_pin(pins: Pins, by: str) -> None:
    with pytest.raises(NotEntitledError):
        pins.set("A07", WRONG, by=by)
    assert pins.try_(A07, RIGHT, NOW).state is PinState.RIGHT


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567890123", "12345a", "１２３４５６", "123456", "111111", "654321"]
)
def test_a_pin_that_is_none_or_easily_guessed_is_refused(pins: Pins, pin: str) -> None:
    with pytest.raises(BadPinError):
        pins.set("A07", pin, by="A07")


def test_no_pin_lies_in_the_records(pins: Pins, office: Office) -> None:
    assert all(RIGHT not in str(record) for record in office.store.table(PINS).all())
    assert RIGHT.encode() not in office.premises.home.database.read_bytes()


def test_a_guess_costs_what_the_design_says() -> None:
    found = extract_parameters(IN_SERVICE.hash(RIGHT))
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (64 * 1024, 3, 4)
