"""Line scanners: line ends, stale and overlong lines, characters that do not belong on a screen."""

from collections.abc import Callable

import pytest

from devices.credentials import Digits, TextRules
from devices.events import Credential, CredentialKind
from devices.protocols.frame import Fault, FaultKind, Frame, FrameProtocol
from devices.protocols.lines import LineScanner, Size

Found = list[str | FaultKind]
Fed = Callable[[FrameProtocol, bytes], Found]


@pytest.mark.parametrize(
    "case, stream, expected",
    [
        ("CR", b"ONE\rTWO\r", ["ONE", "TWO"]),
        ("LF", b"ONE\nTWO\n", ["ONE", "TWO"]),
        ("CRLF", b"ONE\r\nTWO\r\n", ["ONE", "TWO"]),
        ("empty lines", b"\r\n\n\rONE\r\n\r\n", ["ONE"]),
        ("blanks outside, not inside", b"  A B \r", ["A B"]),
        ("escape sequence", b"\x1b[2JABC\x07\r", ["[2JABC"]),
        ("C1 and format characters", "\u009bA\u202eB\u200bC\u2028\ufeff\r".encode(), ["ABC"]),
        ("Chinese", "张三-07\r".encode(), ["张三-07"]),
        ("not UTF-8", b"\xff\xfe\rONE\r", [FaultKind.NOISE, "ONE"]),
        ("nothing visible", b"\x00\x01 \rONE\r", [FaultKind.NOISE, "ONE"]),
        ("longest", b"x" * Size.LONGEST_LINE + b"\r", ["x" * Size.LONGEST_LINE]),
        (
            "overlong, once however long",
            b"x" * 3 * Size.LONGEST_LINE + b"\rONE\r",
            [FaultKind.OVERLONG, "ONE"],
        ),
        ("hundred back to back", b"CODE-7\r\n" * 100, ["CODE-7"] * 100),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_lines_stream(fed: Fed, case: str, stream: bytes, expected: Found) -> None:
    assert fed(LineScanner(), stream) == expected


def test_lines_stale_rest_does_not_run_into_the_next_scan() -> None:
    scanner = LineScanner()
    assert scanner.feed(b"12345", 1.0) == []
    assert scanner.feed(b"678\r", 1.5) == [
        Fault(FaultKind.TORN),
        Frame(Credential(CredentialKind.CODE, "678")),
    ]


def test_lines_overlong_line_that_stops_does_not_eat_the_next_scan() -> None:
    scanner = LineScanner()
    assert scanner.feed(b"x" * 600, 1.0) == [Fault(FaultKind.OVERLONG)]
    assert scanner.feed(b"678\r", 1.5) == [Frame(Credential(CredentialKind.CODE, "678"))]


def test_lines_time_alone_gives_up_a_stale_line_once() -> None:
    scanner = LineScanner()
    scanner.feed(b"12345", 1.0)
    assert scanner.feed(b"", 1.1) == []
    assert scanner.feed(b"", 1.5) == [Fault(FaultKind.TORN)]
    assert scanner.feed(b"", 2.0) == []


def test_lines_follow_the_configured_meaning_of_digits() -> None:
    scanner = LineScanner(TextRules(Digits.DECIMAL, "01"))
    assert scanner.feed(b"0000472288\r62E3086CED\r", 1.0) == [
        Frame(Credential(CredentialKind.EM4100, "01000734E0")),
        Frame(Credential(CredentialKind.EM4100, "62E3086CED")),
    ]
