"""What may reach the terminal: the text filters."""

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from screens.base.text import CleanLines, clean, clean_frame

DATA = {
    "ESC": ("\x1b[31mred", "[31mred"),
    "OSC-52": ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
    "C1-CSI": ("\x9b2J", "2J"),
    "C1-OSC": ("\x9d0;title\x9c", "0;title"),
    "bell-and-backspace": ("a\x07\x08b", "ab"),
    "line-ends": ("扎西\r\n卓玛\u2028", "扎西卓玛"),
    "right-to-left-override": ("abc\u202edef\u2069", "abcdef"),
    "lone-surrogate": ("a\ud800b", "a\ufffdb"),
    "delete": ("a\x7fb", "ab"),
}


@pytest.mark.parametrize("text, cleaned", DATA.values(), ids=DATA.keys())
def test_data_loses_what_a_terminal_obeys(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["", "Kelsang 09:15", "格桑 ①☆℃ “上班”", "བཀྲ་ཤིས", "█▀▄ │"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[?1049h", "\x1b[?25l", "\x1b[?2026h", "\x1b[?2026$p", "\x1b[<u", "\x07"],
)
def test_the_driver_s_own_modes_pass(sequence: str) -> None:
    assert clean_frame(sequence) == sequence


def test_a_frame_of_colours_and_positions_passes() -> None:
    frame = "\x1b[12;1H\x1b[38;2;1;2;3;48;5;16m扎西\x1b[0m\n\x1b[1;1H"
    assert clean_frame(frame) == frame


@pytest.mark.parametrize(
    "intruder",
    ["\x1b[?1049l", "\x1b]52;c;aGk=\x07", "\x1b[2J", "\x1bc", "\x9b2J", "\x1b[6n", "\x07"],
)
def test_a_frame_loses_every_other_sequence(intruder: str) -> None:
    cleaned = clean_frame(f"\x1b[1;1H\x1b[0mbefore{intruder}after")
    assert cleaned.startswith("\x1b[1;1H\x1b[0mbefore")
    assert "\x1b" not in cleaned[len("\x1b[1;1H\x1b[0m") :]
    assert not {"\x07", "\x9b"} & set(cleaned)


def test_rendered_lines_lose_control_codes_and_links() -> None:
    link = Style(link="https://example.test", bold=True)
    line = [Segment("a\x1b[2Jb", link), Segment("\x1b[2J", None, [(2,)]), Segment("c")]  # type: ignore[list-item]
    cleaned = CleanLines().apply(line, Color(0, 0, 0))
    assert [segment.text for segment in cleaned] == ["a[2Jb", "c"]
    assert cleaned[0].style is not None
    assert cleaned[0].style.link is None
    assert cleaned[0].style.bold
