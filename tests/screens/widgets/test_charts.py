"""Charts of block characters: exact to an eighth, in their room, whatever the labels."""

import pytest
from rich.cells import cell_len
from textual.geometry import Size

from screens.widgets.charts import Bar, bar, bars, columns


@pytest.mark.parametrize(
    "share, width, drawn",
    [(0, 4, ""), (1, 4, "████"), (0.5, 4, "██"), (0.53125, 4, "██▏"), (2, 4, "████"), (-1, 4, "")],
)
def test_a_bar_is_exact_to_an_eighth_of_a_cell(share: float, width: int, drawn: str) -> None:
    assert bar(share, width) == drawn


def test_labels_stand_before_bars_and_words_behind_them_all_in_line() -> None:
    values = [Bar("星期一", 0.5, "3 次"), Bar("星期二", 1.0, "6 次"), Bar("Sun", 0, "-")]
    lines = bars(values, Size(30, 3)).plain.splitlines()
    assert [cell_len(line) for line in lines] == [30, 30, 30]
    assert lines[0].startswith("星期一 ")
    assert lines[1].endswith(" 6 次")
    assert lines[1].count("█") == 2 * lines[0].count("█")


def test_bars_stand_apart_where_there_is_room() -> None:
    values = [Bar("a", 1), Bar("b", 1)]
    assert "" in bars(values, Size(20, 4)).plain.splitlines()
    assert "" not in bars(values, Size(20, 3)).plain.splitlines()


def test_columns_reach_up_to_their_share_over_their_labels() -> None:
    lines = columns([Bar("8", 1.0), Bar("9", 0.5), Bar("10", 0.25)], Size(30, 9)).plain.splitlines()
    assert len(lines) == 9
    assert lines[0].startswith("100% ")
    heights = [sum(line[5 + 8 * n] == "█" for line in lines[:-1]) for n in range(3)]
    assert heights == [8, 4, 2]
    assert lines[-1][5:].split() == ["8", "9", "10"]


@pytest.mark.parametrize("size", [Size(80, 10), Size(71, 5), Size(30, 3), Size(5, 1), Size(0, 0)])
def test_a_month_fits_or_is_cut_by_its_room_and_no_size_is_too_small(size: Size) -> None:
    values = [Bar(str(day), day / 31) for day in range(1, 32)]
    text = columns(values, size)
    assert len(text.plain.splitlines()) <= max(size.height, 2)
    assert bars(values, size).plain.count("\n") <= size.height
