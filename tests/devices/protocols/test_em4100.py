"""EM4100 frames: device-vectors §4, and what lines do to frames."""

from collections.abc import Callable

import pytest

from devices.events import Credential, CredentialKind
from devices.protocols.em4100 import Em4100, checksum, encode
from devices.protocols.frame import Fault, FaultKind, Frame, FrameProtocol

Found = list[str | FaultKind]
Fed = Callable[[FrameProtocol, bytes], Found]

A = bytes.fromhex("02 36324533303836434544 3038 03")
B = bytes.fromhex("02 30313030303733344530 4432 03")
A_NUMBER, B_NUMBER = "62E3086CED", "01000734E0"


def test_em4100_frame_carries_its_credential() -> None:
    assert Em4100().feed(A, 0.0) == [Frame(Credential(CredentialKind.EM4100, A_NUMBER))]


@pytest.mark.parametrize("number, frame, check", [(A_NUMBER, A, 0x08), (B_NUMBER, B, 0xD2)])
def test_em4100_vectors_encode(number: str, frame: bytes, check: int) -> None:
    assert checksum(bytes.fromhex(number)) == check
    assert encode(number) == frame


@pytest.mark.parametrize(
    "case, stream, expected",
    [
        ("one frame", A, [A_NUMBER]),
        ("two frames in one read", A + B, [A_NUMBER, B_NUMBER]),
        ("line ends between frames", b"\r\n" + A + b"\r\n" + B + b"\n", [A_NUMBER, B_NUMBER]),
        ("ID-12: CR LF before the end", A[:-1] + b"\r\n\x03" + B, [A_NUMBER, B_NUMBER]),
        ("noise in front", b"\x00\xff?" + A, [FaultKind.NOISE, A_NUMBER]),
        ("noise between", A + b"garbage" + B, [A_NUMBER, FaultKind.NOISE, B_NUMBER]),
        ("noise inside", A[:5] + b"\xff" + A[5:] + B, [FaultKind.NOISE, B_NUMBER]),
        ("lower case is not the protocol", A.lower() + B, [FaultKind.NOISE, B_NUMBER]),
        ("wrong checksum", A[:11] + b"09\x03" + B, [FaultKind.CHECKSUM, B_NUMBER]),
        ("torn by the next frame", A[:9] + B, [FaultKind.TORN, B_NUMBER]),
        ("torn before its end", A[:-1] + B, [FaultKind.TORN, B_NUMBER]),
        ("digits missing", A[:7] + b"\x03" + B, [FaultKind.TORN, B_NUMBER]),
        ("nothing inside", b"\x02\x03" + B, [FaultKind.TORN, B_NUMBER]),
        ("tail of a frame", A[4:] + B, [FaultKind.NOISE, B_NUMBER]),
        ("too many digits", A[:-1] + b"0\x03" + B, [FaultKind.MALFORMED, B_NUMBER]),
        ("overlong", b"\x02" + b"0" * 40 + b"\x03" + B, [FaultKind.OVERLONG, B_NUMBER]),
        ("line end inside", A[:5] + b"\r\n" + A[5:] + B, [FaultKind.MALFORMED, B_NUMBER]),
        ("two starts", b"\x02" + A, [FaultKind.TORN, A_NUMBER]),
        ("two ends", A + b"\x03" + B, [A_NUMBER, FaultKind.NOISE, B_NUMBER]),
        (
            "interleaved byte by byte",
            bytes(byte for pair in zip(A, B, strict=True) for byte in pair) + A,
            [FaultKind.TORN, FaultKind.OVERLONG, A_NUMBER],
        ),
        (
            "interleaved in halves",
            A[:7] + B[:7] + A[7:] + B[7:] + A,
            [FaultKind.TORN, FaultKind.CHECKSUM, FaultKind.NOISE, A_NUMBER],
        ),
        ("hundred back to back", (A + B) * 50, [A_NUMBER, B_NUMBER] * 50),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_em4100_stream(fed: Fed, case: str, stream: bytes, expected: Found) -> None:
    assert fed(Em4100(), stream) == expected


def test_em4100_rest_of_a_stale_frame_is_noise_and_the_next_frame_counts() -> None:
    reader = Em4100()
    assert reader.feed(A[:6], 1.0) == []
    assert reader.feed(A[6:] + B, 1.3) == [
        Fault(FaultKind.TORN),
        Fault(FaultKind.NOISE),
        *Em4100().feed(B, 0.0),
    ]


def test_em4100_time_alone_gives_up_a_stale_frame_once() -> None:
    reader = Em4100()
    reader.feed(A[:6], 1.0)
    assert reader.feed(b"", 1.1) == []
    assert reader.feed(b"", 2.0) == [Fault(FaultKind.TORN)]
    assert reader.feed(b"", 3.0) == []


def test_em4100_slow_frame_is_whole_while_its_gaps_are_short() -> None:
    reader = Em4100()
    found = [each for n, byte in enumerate(A) for each in reader.feed(bytes([byte]), n * 0.15)]
    assert found == Em4100().feed(A, 0.0)
