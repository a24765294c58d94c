"""The rules that an entrance starts with go on record; that never keeps anybody from tapping."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from devices.events import CardPresented, Credential
from kiosk.attendance.answer import Result
from kiosk.attendance.door import LOOK_AROUND_S, Door
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.clock import Clock, Reading
from kiosk.home import Home
from kiosk.office import Premises
from kiosk.schema import RULEBOOKS

Cards = Mapping[str, Credential]
Present = Callable[..., CardPresented]
MORNING = datetime(2026, 7, 6, 1, 10, tzinfo=UTC)


class SetClock(Clock):
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.utc = MORNING
        self.boot_s = 1000.0
        self.synchronised = False

    def read(self) -> Reading:
        return Reading(self.utc, "boot", self.boot_s, self.synchronised)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def enter(home: Home, clock: SetClock) -> Callable[[], Premises]:
    """The configuration as it stands now."""
    return lambda: replace(Premises.enter(home), clock=clock)


@pytest.fixture
def recorded(enter: Callable[[], Premises]) -> Callable[[], list[tuple[str, bool]]]:
    """From when on which rules hold: whether they are the regulation's."""

    def read() -> list[tuple[str, bool]]:
        with enter().open() as office:
            found = office.store.table(RULEBOOKS).all()
        return [(each["since"], each["version"] == "v1") for each in found]

    return read


def test_each_start_with_other_rules_is_recorded(
    enter: Callable[[], Premises], recorded: Callable[[], object], home: Home, clock: SetClock
) -> None:
    Door(enter(), "entrance").close()
    clock.utc += timedelta(days=1)
    Door(enter(), "entrance").close()
    assert recorded() == [("2026-07-06", True)]
    with home.config_file.open("a", encoding="utf-8") as file:
        file.write("\n[absence]\nfine = 150\n")
    Door(enter(), "entrance").close()
    assert recorded() == [("2026-07-06", True), ("2026-07-07", False)]


def test_before_four_o_clock_it_is_still_the_day_before(
    enter: Callable[[], Premises], recorded: Callable[[], object], clock: SetClock
) -> None:
    clock.utc = datetime(2026, 7, 5, 19, 59, tzinfo=UTC)  # 03:59 at the office
    Door(enter(), "entrance").close()
    assert recorded() == [("2026-07-05", True)]


def test_a_clock_that_is_known_to_be_off_dates_no_rules(
    enter: Callable[[], Premises], recorded: Callable[[], object], clock: SetClock
) -> None:
    clock.utc = datetime(1970, 1, 1, tzinfo=UTC)
    with Door(enter(), "entrance") as door:
        assert recorded() == []
        clock.utc, clock.synchronised = MORNING, True
        clock.boot_s += LOOK_AROUND_S
        door.tick()
    assert recorded() == [("2026-07-06", True)]


def test_rules_that_cannot_be_recorded_never_stop_the_door(
    enter: Callable[[], Premises],
    recorded: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
    present: Present,
    cards: Cards,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(books: Rulebooks, today: date) -> bool:
        raise ValueError("damaged")

    monkeypatch.setattr(Rulebooks, "record", broken)
    with Door(enter(), "entrance") as door:
        assert door.tap(present(cards["A07"], MORNING)).result is Result.RECORDED
        assert door.status.fault is None
    assert recorded() == []
    assert "the rules could not be recorded" in caplog.text
