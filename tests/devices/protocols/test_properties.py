"""What holds for every stream: however it is cut, whatever lies between the frames."""

import re
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from devices.protocols.em4100 import Em4100, checksum, encode
from devices.protocols.frame import Fault, Frame, FrameProtocol
from devices.protocols.lines import LineScanner
from devices.protocols.wedge import Burst, Released, WedgeDetector
from devices.protocols.wiegand import Layout, Wiegand

settings.register_profile("devices", deadline=None, max_examples=150)
settings.load_profile("devices")

NUMBERS = st.binary(min_size=5, max_size=5).map(lambda number: number.hex().upper())
FRAMES = NUMBERS.map(encode)
# Bytes that matter to the protocols, so that noise hits their weak places.
NOISE = st.one_of(
    st.binary(max_size=40),
    st.lists(st.sampled_from(b"\x02\x03\r\n,0019AF\xff\x00"), max_size=40).map(bytes),
    FRAMES.flatmap(lambda frame: st.integers(1, 13).map(lambda n: frame[:n])),
    FRAMES.flatmap(lambda frame: st.integers(1, 13).map(lambda n: frame[n:])),
)
LINES = st.text(st.sampled_from("0123456789ABCDEFxyz,- "), max_size=45).map(str.encode)


def holds_a_frame(stream: bytes) -> bool:
    bodies = re.findall(rb"(?=\x02([0-9A-F]{10})([0-9A-F]{2})(?:\r\n)?\x03)", stream)
    return any(checksum(bytes.fromhex(n.decode())) == int(check, 16) for n, check in bodies)


def numbers(found: list[Frame | Fault]) -> list[str]:
    return [each.credential.number for each in found if isinstance(each, Frame)]


@pytest.mark.parametrize(
    "protocol",
    [Em4100, LineScanner, lambda: Wiegand(Layout.H10301), lambda: Wiegand(Layout.H10306)],
    ids=["em4100", "lines", "wiegand26", "wiegand34"],
)
@given(data=st.data())
def test_any_cut_of_the_stream_gives_the_same(
    protocol: Callable[[], FrameProtocol], data: st.DataObject
) -> None:
    parts = data.draw(st.lists(st.one_of(FRAMES, NOISE, LINES, st.just(b"\r\n")), max_size=12))
    stream = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=30)))
    cut = protocol()
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    found = [each for piece in pieces for each in cut.feed(piece, 1.0)]
    assert found == protocol().feed(stream, 1.0)


@given(st.lists(st.tuples(NOISE, NUMBERS), max_size=8), NOISE)
def test_em4100_noise_neither_makes_nor_loses_a_credential(
    pairs: list[tuple[bytes, str]], tail: bytes
) -> None:
    assume(not any(holds_a_frame(noise) for noise, _ in pairs) and not holds_a_frame(tail))
    stream = b"".join(noise + encode(number) for noise, number in pairs) + tail
    assert numbers(Em4100().feed(stream, 1.0)) == [number for _, number in pairs]


@given(NUMBERS, st.integers(0, 13), st.integers(0, 255), NUMBERS)
def test_em4100_one_wrong_byte_never_gives_another_credential(
    number: str, place: int, byte: int, following: str
) -> None:
    frame = bytearray(encode(number))
    assume(frame[place] != byte)
    frame[place] = byte
    assert numbers(Em4100().feed(bytes(frame) + encode(following), 1.0)) == [following]


@given(NUMBERS, st.integers(0, 13), st.integers(1, 14), NUMBERS)
def test_em4100_lost_bytes_never_give_another_credential(
    number: str, start: int, length: int, following: str
) -> None:
    frame = encode(number)
    torn = frame[:start] + frame[start + length :]
    assert numbers(Em4100().feed(torn + encode(following), 1.0)) == [following]


@given(st.binary(max_size=60), st.integers(0, 255), st.integers(0, 65535))
def test_wiegand_noise_before_a_pause_loses_no_card(noise: bytes, facility: int, card: int) -> None:
    reader = Wiegand(Layout.H10301)
    reader.feed(noise, 1.0)
    assert numbers(reader.feed(f"{facility},{card}\r\n".encode(), 1.5)) == [f"{facility}-{card}"]


@given(st.binary(max_size=600), st.from_regex(r"[A-Z]{3}[0-9]{1,9}", fullmatch=True))
def test_lines_noise_before_a_pause_loses_no_scan(noise: bytes, code: str) -> None:
    scanner = LineScanner()
    scanner.feed(noise, 1.0)
    assert numbers(scanner.feed(f"{code}\r".encode(), 1.5)) == [code]


@given(st.binary(max_size=700))
def test_lines_never_let_a_control_character_through(stream: bytes) -> None:
    found = numbers(LineScanner().feed(stream + b"\r", 1.0))
    assert all(number.isprintable() for number in found)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*"0123456789AF", "enter", "tab", "left", "f2"]),
            st.sampled_from([0.001, 0.05, 0.1, 0.12, 0.5]),
        ),
        max_size=60,
    )
)
def test_wedge_every_key_is_released_or_used_by_a_badge_in_order(
    presses: list[tuple[str, float]],
) -> None:
    detector, at = WedgeDetector(), 1.0
    seen: list[str] = []
    for key, gap in presses:
        at += gap
        verdict = detector.feed(key, at)
        if isinstance(verdict, Released):
            seen.extend(verdict.keys)
        elif isinstance(verdict, Burst):
            assert len(verdict.text) >= 4
            assert key in ("enter", "tab")
            seen.extend((*verdict.text, key))
    rest = detector.expire(at + 1)
    seen.extend(rest.keys if rest else ())
    assert seen == [key for key, _ in presses]
