"""Bytes of a terminal to keys: nothing ends it, nothing blocks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from screens.base.key_input import OPEN_FOR, KeyInput


def keys(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_any_bytes_are_survived_and_the_next_key_is_heard(chunks: list[bytes]) -> None:
    source = KeyInput()
    now = 0.0
    for chunk in chunks:
        source.feed(chunk, now)
        now += 0.01
    now += OPEN_FOR + 1
    source.tick(now)
    source.feed(b"\x1b[17~", now)
    assert "f6" in keys(source.feed(b"\x1b[17~", now))


@pytest.mark.parametrize(
    "typed",
    [
        b"\x1b[48;2;2;10;10t",
        b"\x1b[?2048;2$y",
        b"\x1b[200~pasted\x1b[201~",
        b"\x1b[12;12R",
        b"\x1b[I",
        b"\x1b[O",
    ],
    ids=["size", "in-band", "paste", "cursor", "focus", "blur"],
)
def test_reports_of_a_terminal_that_anybody_can_type_are_dropped(typed: bytes) -> None:
    assert KeyInput().feed(typed, 0.0) == []


def test_a_typed_size_does_not_scale_the_mouse() -> None:
    source = KeyInput()
    source.feed(b"\x1b[48;24;80;2400;8000t", 0.0)
    (press,) = source.feed(b"\x1b[<0;41;13M", 0.1)
    assert isinstance(press, events.MouseDown)
    assert (press.x, press.y) == (40, 12)


def test_a_paste_that_never_ends_is_given_up() -> None:
    source = KeyInput()
    assert source.feed(b"\x1b[200~hostile", 0.0) == []
    assert source.feed(b"a", OPEN_FOR / 2) == []
    assert keys(source.feed(b"b", OPEN_FOR * 1.5 + 0.1)) == ["b"]


def test_a_long_paste_is_dropped_to_its_end_however_slowly_it_comes() -> None:
    source = KeyInput()
    pieces = (b"\x1b[200~", *[b"314159\r"] * 10, b"\x1b[201~")
    heard = [source.feed(piece, place * OPEN_FOR * 0.9) for place, piece in enumerate(pieces)]
    assert heard == [[]] * len(pieces)


def test_a_character_torn_between_reads_is_whole() -> None:
    source = KeyInput()
    first, second = "卓".encode()[:1], "卓".encode()[1:]
    assert source.feed(first, 0.0) == []
    (key,) = source.feed(second, 0.01)
    assert isinstance(key, events.Key)
    assert key.character == "卓"


def test_what_follows_a_fault_in_the_same_read_is_heard() -> None:
    assert keys(KeyInput().feed(b"a\x1b[99999999999ub", 0.0))[-1] == "b"


def test_a_burst_of_keys_loses_none() -> None:
    digits = "0123456789" * 10
    assert keys(KeyInput().feed(digits.encode() + b"\r", 0.0)) == [*digits, "enter"]
