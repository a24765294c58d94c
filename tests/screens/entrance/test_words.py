"""Dates and spans as people write them."""

from datetime import datetime, timedelta

import pytest

from keyroom.language import Language
from screens.entrance.words import long_date, short_date, signed_span


def test_the_date_is_in_the_form_of_its_language(spoken: Language) -> None:
    local = datetime(2026, 11, 23, 9, 42)  # noqa: DTZ001 - already the office's
    written = {
        Language.CHINESE: ("2026年11月23日 星期一", "11月23日 星期一"),
        Language.ENGLISH: ("Monday, 23 November 2026", "Monday, 23 November"),
    }
    assert (long_date(local), short_date(local)) == written[spoken]


@pytest.mark.parametrize(
    "span, written",
    [
        (timedelta(0), "+0:00:00"),
        (timedelta(hours=-1), "-1:00:00"),
        (timedelta(days=2, seconds=5), "+48:00:05"),
        (timedelta(milliseconds=-1600), "-0:00:02"),
    ],
)
def test_a_span_has_its_sign(span: timedelta, written: str) -> None:
    assert signed_span(span) == written
