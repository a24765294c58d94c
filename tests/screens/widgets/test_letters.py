"""Big letters: their sizes, their rows, and what happens without the font."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from kiosk import font
from kiosk.font import font_file
from screens.widgets import letters
from screens.widgets.letters import SIZES, fit, half_blocks, rows, width
from screens.widgets.reader_health import Health
from screens.widgets.symbols import Symbol, symbol_rows

needs_font = pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")


def test_pixels_become_half_blocks() -> None:
    pixels = Image.new("L", (4, 2))
    for at in ((1, 0), (2, 1), (3, 0), (3, 1)):
        pixels.putpixel(at, 1)
    assert half_blocks(pixels) == (" ▀▄█",)


@needs_font
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["09:42", "上班", "Kelsang 卓玛", "é✓"])
def test_a_text_has_rows_of_equal_width(text: str, size: int) -> None:
    drawn = rows(text, size)
    assert len(drawn) == size // 2
    assert {len(row) for row in drawn} == {width(text, size)}
    assert set("".join(drawn)) <= set(" ▀▄█")


@needs_font
def test_a_chinese_letter_is_as_wide_as_high_and_a_latin_one_narrower() -> None:
    assert width("班", 16) == 16
    assert width("i", 16) < width("W", 16) < 16


@needs_font
def test_the_smallest_letters_come_from_the_font_s_bitmaps() -> None:
    """Strokes are one pixel wide, and whole."""
    assert [row.rstrip() for row in rows("上", 12)][-2:] == ["▄▄▄▄█▄▄▄▄▄", ""]


@needs_font
@pytest.mark.parametrize("size", [12, 16])
@pytest.mark.parametrize("pair", ["ut", "st", "at", "mo", "00"])
def test_small_letters_do_not_touch_one_another(pair: str, size: int) -> None:
    columns = ["".join(column) for column in zip(*rows(pair, size), strict=True)]
    inked = "".join("x" if column.strip() else " " for column in columns)
    assert len(inked.split()) == len(pair)


@needs_font
@given(
    text=st.text(alphabet="上班格桑 AKbg09:", min_size=1, max_size=20),
    columns=st.integers(1, 300),
    lines=st.integers(1, 80),
)
def test_what_fits_fits(text: str, columns: int, lines: int) -> None:
    fitting = fit(text, columns, lines)
    if fitting is not None:
        size, broken = fitting
        assert all(width(line, size) <= columns for line in broken)
        assert len(broken) * size // 2 <= lines
        assert " ".join(broken).split() == text.split()


@needs_font
@pytest.mark.parametrize(
    "text, room, size, lines",
    [
        ("09:42:07", (76, 10), 16, ("09:42:07",)),
        ("格桑卓玛", (76, 8), 16, ("格桑卓玛",)),
        ("格桑卓玛", (480, 50), 96, ("格桑卓玛",)),
        ("Kelsang Wangchuk", (80, 16), 16, ("Kelsang", "Wangchuk")),
    ],
)
def test_the_largest_size_that_fits_is_taken(
    text: str, room: tuple[int, int], size: int, lines: tuple[str, ...]
) -> None:
    assert fit(text, *room) == (size, lines)


def test_without_room_there_are_no_big_letters() -> None:
    assert fit("格桑卓玛", 80, 1) is None
    assert fit("格桑卓玛", 30, 20) is None
    assert fit("", 80, 20) is None


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(font, "FONTS", (Path("/nowhere/font.ttc"),))
    font_file.cache_clear()
    yield
    font_file.cache_clear()


@pytest.mark.usefixtures("no_font")
def test_without_the_font_there_are_no_big_letters() -> None:
    assert fit("上班", 200, 60) is None


@pytest.mark.parametrize("symbol", Symbol)
@pytest.mark.parametrize("size", [6, 12, 20, 60])
def test_a_sign_is_a_square_and_needs_no_font(symbol: Symbol, size: int) -> None:
    drawn = symbol_rows(symbol, size)
    assert (len(drawn), {len(row) for row in drawn}) == (size // 2, {size})


@pytest.mark.parametrize("size", [6, 12, 20, 60])
def test_signs_differ_at_every_size(size: int) -> None:
    assert len({symbol_rows(symbol, size) for symbol in Symbol}) == len(Symbol)


@pytest.mark.parametrize("sign", [*Symbol, *(health.value for health in Health)])
def test_signs_in_plain_text_are_in_every_chinese_font(sign: str) -> None:
    assert sign.encode("gb2312")


@needs_font
@pytest.mark.parametrize("text", ["09:42", "上班 W", "KQ-2-1a", "↑↓ ←→", "i W —"])
def test_on_a_grid_every_letter_is_as_wide_as_its_cells(text: str) -> None:
    drawn = letters.grid_rows(text, 12)
    assert len(drawn) == 6
    assert {len(row) for row in drawn} == {6 * cell_len(text)}


@needs_font
@pytest.mark.parametrize("sign", "↑↓←→·–")
def test_a_sign_that_is_wider_in_the_font_is_still_to_be_seen(sign: str) -> None:
    assert set("".join(letters.grid_rows(sign, 12))) & set("▀▄█")
