"""The invented office's flags: every planted case is found, and a clean month is a calm one."""

import shutil
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine

from kiosk.attendance.sheets.month import Month
from kiosk.example.furnish import furnish
from kiosk.home import Home
from kiosk.office import Office
from kiosk.privacy.flags.flag import Flag, FlagKind
from kiosk.privacy.flags.reading import flags_between

NOWS = (datetime(2026, 11, 25, 4, tzinfo=UTC), datetime(2026, 7, 9, 1, tzinfo=UTC))
PLANTED = {
    (FlagKind.ON_LEAVE, "A05"),
    (FlagKind.AFTER_CLOCK_OUT, "A07"),
    (FlagKind.NOT_CLOCKED_IN, "A04"),
    (FlagKind.AFTER_HOURS, "A07"),
    (FlagKind.VOLUME, "A04"),
    (FlagKind.OTHERS, "A05"),
    (FlagKind.SERIAL_SEARCH, "A07"),
    (FlagKind.MANY_VIEWERS, None),
    (FlagKind.REFUSED, "A05"),
    (FlagKind.NO_BUSINESS, "A04"),
    (FlagKind.SAME_SECOND, "A02"),
    (FlagKind.CLOCK_JUMP, None),
    (FlagKind.READER_OUTAGE, None),
}


pytestmark = pytest.mark.xdist_group("example_flags")
"""One worker: the office is made once for all that look at it."""


@pytest.fixture(scope="module", params=NOWS, ids=str)
def found(
    request: pytest.FixtureRequest, new_home: Home, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Flag], list[Flag]]:
    """The flags of the first month, which is clean, and of the time since."""
    now: datetime = request.param
    home = Home(Path(tmp_path_factory.mktemp("flagged") / "home"))
    shutil.copytree(new_home.path, home.path)
    with time_machine.travel(now, tick=True), Office.open(home) as office:
        furnish(office)
        zone = office.premises.config.zone
        last = Month.of((now - timedelta(days=1)).date())
        first = datetime.combine(last.before.before.first, time(), zone)
        then = datetime.combine(last.before.first, time(), zone)
        clean, since = (
            flags_between(office, first, then, now),
            flags_between(office, then, now, now),
        )
    return clean, since


def test_every_planted_case_is_found(found: tuple[list[Flag], list[Flag]]) -> None:
    _, since = found
    assert {(flag.kind, flag.person) for flag in since} >= PLANTED
    assert {kind for kind, _ in PLANTED} == set(FlagKind)


def test_a_clean_month_stays_under_a_flag_a_day(found: tuple[list[Flag], list[Flag]]) -> None:
    clean, _ = found
    assert len(clean) < 20
    assert not {flag.kind for flag in clean} & {FlagKind.VOLUME, FlagKind.OTHERS}


def test_every_flag_has_a_reason_and_entries(found: tuple[list[Flag], list[Flag]]) -> None:
    for flag in (*found[0], *found[1]):
        assert flag.entries
        assert "{" not in flag.why.shown(str)
