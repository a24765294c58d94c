"""Signs of life: a frozen wall is told from one that works, and from one that was closed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.clock import Reading
from kiosk.home import Home
from kiosk.signs_of_life import SILENT_S, SignsOfLife

GIVEN = Reading(datetime(2026, 11, 24, 1, 0, tzinfo=UTC), "boot", 1000.0, synchronised=True)


def later(seconds: float, *, wall: float | None = None, boot: str = "boot") -> Reading:
    """The clocks so many seconds later; the wall clock says `wall`."""
    utc = GIVEN.utc + timedelta(seconds=seconds if wall is None else wall)
    return replace(GIVEN, utc=utc, boot_id=boot, boot_time_s=GIVEN.boot_time_s + seconds)


@pytest.fixture
def signs(tmp_path_factory: pytest.TempPathFactory) -> SignsOfLife:
    return SignsOfLife(Home(tmp_path_factory.mktemp("signs")))


@pytest.mark.parametrize(
    "now, is_silent",
    [
        (later(SILENT_S), False),
        (later(SILENT_S + 1), True),
        (later(5, wall=7200), False),
        (later(SILENT_S + 1, wall=-7200), True),
        (later(1, wall=SILENT_S + 1, boot="another"), True),
        (later(1, wall=SILENT_S, boot="another"), False),
    ],
    ids=["in time", "too late", "clock set on", "clock set back", "another boot", "just booted"],
)
def test_silence_is_measured_by_the_clock_that_nobody_sets(
    signs: SignsOfLife, now: Reading, is_silent: bool
) -> None:
    signs.give("wall", GIVEN)
    assert [sign.terminal for sign in signs.silent(now)] == ["wall"] * is_silent


def test_a_wall_that_was_closed_is_not_silent(signs: SignsOfLife) -> None:
    signs.give("wall", GIVEN)
    signs.end("wall")
    assert signs.silent(later(9999)) == []
    signs.end("wall")  # twice is as good


def test_a_sign_that_makes_no_sense_is_passed_over(signs: SignsOfLife) -> None:
    signs.give("wall", GIVEN)
    for file, text in (("half", '{"at": "2026'), ("list", "[]"), ("empty", "")):
        (signs._folder / file).write_text(text)
    assert [sign.terminal for sign in signs.silent(later(9999))] == ["wall"]


def test_a_disk_that_takes_no_sign_is_no_fault(signs: SignsOfLife) -> None:
    signs._folder.parent.joinpath("signs").write_text("a file in its place")
    signs.give("wall", GIVEN)
    assert signs.silent(later(9999)) == []
