"""What people type: dates, times and words, and what cannot be meant."""

from datetime import date, time

import pytest

from kiosk.errors import BadCellError
from screens.entrance.own_page import typed_values
from screens.entrance.own_page.typed_values import Days, Hours

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("1124", (2026, 11, 24), (2026, 11, 24)),
        ("11-24", (2026, 11, 24), (2026, 11, 24)),
        ("1/5", (2027, 1, 5), (2027, 1, 5)),
        ("0105", (2027, 1, 5), (2027, 1, 5)),
        ("0601", (2026, 6, 1), (2026, 6, 1)),
        ("1124-1126", (2026, 11, 24), (2026, 11, 26)),
        ("1230 0102", (2026, 12, 30), (2027, 1, 2)),
        ("0229", (2028, 2, 29), (2028, 2, 29)),
    ],
)
def test_a_day_is_of_the_year_that_is_nearest(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    today = date(2027, 11, 23) if text == "0229" else TODAY
    assert typed_values.days(text, today) == Days(date(*first), date(*last))


@pytest.mark.parametrize("text", ["", "1131", "0229", "1301", "24", "abc", "1126-1124", "1124-"])
def test_what_is_no_date_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(BadCellError) as refused:
        typed_values.days(text, TODAY)
    assert refused.value.hint


@pytest.mark.parametrize(
    "text, meant",
    [("0950", time(9, 50)), ("950", time(9, 50)), ("9:50", time(9, 50)), ("23:59", time(23, 59))],
)
def test_a_time(text: str, meant: time) -> None:
    assert typed_values.clock(text) == meant


@pytest.mark.parametrize("text", ["", "24:00", "0960", "9", "morning", "09:50:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        typed_values.clock(text)


def test_from_one_time_to_another() -> None:
    assert typed_values.hours("0930-1130") == Hours(time(9, 30), time(11, 30))


@pytest.mark.parametrize("text", ["0930", "1130-0930", "0930-0930", "0930-2500", ""])
def test_what_is_not_from_one_time_to_another_is_refused(text: str) -> None:
    with pytest.raises(BadCellError):
        typed_values.hours(text)


def test_a_reason_has_words() -> None:
    assert typed_values.words("the bus") == "the bus"
    with pytest.raises(BadCellError):
        typed_values.words("")
