"""What people write into cells: days, moments, roles and names."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cells import parse_day, parse_moment, parse_name, parse_role
from kiosk.errors import BadCellError
from kiosk.roles import CHINESE_ROLES, Role

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("text", ["2026-10-01", "2026/10/1", "2026.10.01", "2026-10-1"])
def test_day_may_be_written_as_spreadsheets_do(text: str) -> None:
    assert parse_day(text) == date(2026, 10, 1)


@pytest.mark.parametrize(
    "text", ["", "2026-02-29", "2026-13-01", "26-10-01", "2026-10", "01.10.2026", "9999-12-31"]
)
def test_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(BadCellError, match="YYYY-MM-DD"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-10-01 09:15", datetime(2026, 10, 1, 1, 15, tzinfo=UTC)),
        ("2026-10-01T09:15:07", datetime(2026, 10, 1, 1, 15, 7, tzinfo=UTC)),
        ("2026/10/1 9:15", datetime(2026, 10, 1, 1, 15, tzinfo=UTC)),
        ("2026-10-01 09:15:07.25", datetime(2026, 10, 1, 1, 15, 7, 250_000, tzinfo=UTC)),
        ("2026-10-01T01:15:07Z", datetime(2026, 10, 1, 1, 15, 7, tzinfo=UTC)),
        ("2026-10-01T09:15:07+08:00", datetime(2026, 10, 1, 1, 15, 7, tzinfo=UTC)),
        ("2026-09-30T22:15:07-0300", datetime(2026, 10, 1, 1, 15, 7, tzinfo=UTC)),
        ("2026-10-01 07:45 +06:30", datetime(2026, 10, 1, 1, 15, tzinfo=UTC)),
    ],
)
def test_moment_is_the_offices_unless_it_says_otherwise(text: str, at: datetime) -> None:
    assert parse_moment(text, SHANGHAI) == at


@given(
    at=st.datetimes(
        datetime(1992, 1, 1),  # noqa: DTZ001 - the zone comes apart; since then one offset
        datetime(2999, 12, 30),  # noqa: DTZ001
        timezones=st.sampled_from((UTC, SHANGHAI)),
    )
)
def test_written_moment_reads_back(at: datetime) -> None:
    assert parse_moment(at.isoformat(), SHANGHAI) == at
    assert parse_moment(at.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(), SHANGHAI) == at


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-10-01",
        "09:15",
        "2026-10-01 24:00",
        "2026-02-30 09:15",
        "2026-10-01 09:15+25:00",
        "9999-12-31 23:59",
    ],
)
def test_impossible_moment_is_refused(text: str) -> None:
    with pytest.raises(BadCellError, match="HH:MM"):
        parse_moment(text, SHANGHAI)


def test_moment_that_the_clocks_skipped_is_refused() -> None:
    with pytest.raises(BadCellError):
        parse_moment("2026-03-29 02:30", BERLIN)
    assert parse_moment("2026-03-29 02:30+01:00", BERLIN).hour == 1


@pytest.mark.parametrize(
    ("text", "role"),
    [*CHINESE_ROLES.items(), *((role.value, role) for role in Role), ("Team_Lead", Role.TEAM_LEAD)],
)
def test_role_is_a_code_or_the_regulations_word(text: str, role: Role) -> None:
    assert parse_role(text) is role


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_role, "boss"),
        (parse_role, ""),
        (parse_name, ""),
        (parse_name, "a\x1b[2J"),
        (parse_name, "x" * 65),
    ],
)
def test_what_is_no_role_or_name_is_refused(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(BadCellError):
        parse(text)


@pytest.mark.parametrize("text", ["旺堆", "བསོད་ནམས་", "O'Neill, Jr.", "x" * 64])
def test_names_of_all_scripts_are_names(text: str) -> None:
    assert parse_name(text) == text
