"""How a poster divides its room: what matters stays large, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.font import font_file
from screens.widgets import letters
from screens.widgets.poster_layout import PosterLine, set_lines
from screens.widgets.symbols import Symbol

pytestmark = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")

HEADLINE = PosterLine(("上班 09:42",), 4, breaks=True, symbol=Symbol.ARRIVE)
NAME = PosterLine(("Kelsang Wangchuk Dorje", "Kelsang Wangchuk", "Kelsang"), 6, 1, breaks=True)
COUNTED = PosterLine(("计为上午上班", "上午上班"), 2, rank=2)
FOLLOWING = PosterLine(("下次 上午下班 13:00", "下次 13:00"), 2, rank=2)
LINES = (HEADLINE, NAME, COUNTED, FOLLOWING)

WORDS = st.lists(st.sampled_from(["上班", "Kelsang", "13:00", "下次，", "W" * 40]), min_size=1).map(
    " ".join
)
SOME_LINES = st.lists(
    st.builds(
        PosterLine,
        st.lists(WORDS, min_size=1, max_size=3).map(tuple),
        st.integers(1, 6),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@given(SOME_LINES, st.integers(1, 500), st.integers(1, 140))
def test_whatever_the_lines_they_fit_the_room(
    lines: list[PosterLine], columns: int, rows: int
) -> None:
    settings = set_lines(lines, [columns] * len(lines), rows)
    assert sum(setting.rows for setting in settings) <= rows
    for setting in settings:
        if setting.size:
            assert all(letters.width(text, setting.size) <= columns for text in setting.text)


@given(SOME_LINES, st.integers(1, 500), st.integers(4, 140))
def test_the_whole_text_of_every_line_is_to_be_read(
    lines: list[PosterLine], columns: int, rows: int
) -> None:
    for line, setting in zip(lines, set_lines(lines, [columns] * len(lines), rows), strict=True):
        painted = setting.whole or "".join(setting.text)
        assert painted.replace(" ", "") == line.forms[0].replace(" ", "")


@pytest.mark.parametrize(
    "rows, large",
    [(80, 4), (32, 4), (22, 2), (12, 1), (4, 0)],
    ids=["much", "enough", "little", "less", "none"],
)
def test_with_less_room_details_become_plain_first_then_the_name(rows: int, large: int) -> None:
    settings = set_lines(LINES, [100] * 4, rows)
    assert [bool(setting.size) for setting in settings] == [True] * large + [False] * (4 - large)


def test_lines_of_one_rank_are_large_together() -> None:
    wide = PosterLine(("不" * 30,), 2, rank=2)
    settings = set_lines((HEADLINE, wide, FOLLOWING), [100] * 3, 60)
    assert [bool(setting.size) for setting in settings] == [True, False, False]


def test_a_name_rather_breaks_than_is_shortened_and_a_detail_the_other_way_round() -> None:
    name, following = set_lines((NAME, FOLLOWING), [100, 100], 40)
    assert " ".join(name.text) == NAME.forms[0]
    assert (following.text, following.whole) == (("下次 13:00",), "下次 上午下班 13:00")


def test_no_line_breaks_before_a_number() -> None:
    assert letters.broken("Already in since 09:41", 12, 70) == ("Already in", "since 09:41")


def test_chinese_breaks_after_its_punctuation() -> None:
    assert letters.broken("签名不符；此事已记录", 12, 80) == ("签名不符；", "此事已记录")


def test_lines_that_are_plain_together_share_a_row() -> None:
    details = (
        PosterLine(("late 12 min",), 2, rank=2, plain=("late 12 min · Next morning out", "late")),
        PosterLine(("Next morning out",), 2, rank=2, plain=()),
    )
    settings = set_lines((HEADLINE, NAME, *details), [76] * 4, 22)
    assert [setting.text for setting in settings[2:]] == [("late 12 min · Next morning out",), ()]
    assert [setting.rows for setting in settings[2:]] == [1, 0]


@pytest.mark.parametrize("columns, text", [(40, "a longer text"), (10, "shorter"), (3, "shorter")])
def test_of_plain_forms_the_first_that_fits_is_taken_or_the_last(columns: int, text: str) -> None:
    line = PosterLine(("W" * 500,), 2, plain=("a longer text", "shorter"))
    (setting,) = set_lines([line], [columns], 1)
    assert setting.text == (text,)
