"""Wiegand text: device-vectors §5, all forms, all parity conventions."""

from collections.abc import Callable

import pytest

from devices.events import Credential, CredentialKind
from devices.options import Form, Parity
from devices.protocols.frame import Fault, FaultKind, Frame, FrameProtocol
from devices.protocols.wiegand import Layout, Wiegand, encode

Found = list[str | FaultKind]
Fed = Callable[[FrameProtocol, bytes], Found]


@pytest.mark.parametrize(
    "layout, facility, card, value",
    [
        (Layout.H10301, 90, 324, int("00101101000000001010001000", 2)),
        (Layout.H10301, 118, 1603, 0x2EC0C86),
        (Layout.H10301, 118, 1603, int("10111011000000110010000110", 2)),
        (Layout.H10306, 1, 1, 0x200020002),
        (Layout.H10306, 0x1234, 0x5678, 0x22468ACF1),
        (Layout.H10306, 300, 12345, 0x002586073),
        (Layout.H10306, 65535, 65535, 0x1FFFFFFFF),
    ],
)
def test_wiegand_vectors_both_ways(layout: Layout, facility: int, card: int, value: int) -> None:
    assert encode(layout, facility, card) == value
    kind = {Layout.H10301: CredentialKind.WIEGAND26, Layout.H10306: CredentialKind.WIEGAND34}
    expected = [Frame(Credential(kind[layout], f"{facility}-{card}"))]
    bits = f"{value:0{layout.bits}b}\r\n".encode()
    digits = f"{value:0{-(-layout.bits // 4)}X}\r\n".encode()
    assert Wiegand(layout).feed(bits, 0.0) == expected
    assert Wiegand(layout).feed(digits, 0.0) == expected


@pytest.mark.parametrize(
    "case, layout, form, line, expected",
    [
        ("26 decimal", Layout.H10301, Form.ANY, "90,324", "90-324"),
        ("26 decimal with zeros", Layout.H10301, Form.DECIMAL, "090,00324", "90-324"),
        ("26 decimal with blanks", Layout.H10301, Form.DECIMAL, " 090,00324 ", "90-324"),
        ("26 hex", Layout.H10301, Form.HEX, "2ec0c86", "118-1603"),
        ("26 hex without parity bits", Layout.H10301, Form.HEX, "760643", "118-1603"),
        ("26 largest", Layout.H10301, Form.DECIMAL, "255,65535", "255-65535"),
        ("34 decimal", Layout.H10306, Form.ANY, "300,12345", "300-12345"),
        ("34 hex without parity bits", Layout.H10306, Form.HEX, "12345678", "4660-22136"),
        ("facility too large", Layout.H10301, Form.ANY, "256,1", FaultKind.MALFORMED),
        ("card too large", Layout.H10301, Form.ANY, "1,65536", FaultKind.MALFORMED),
        ("third number", Layout.H10301, Form.ANY, "1,2,3", FaultKind.MALFORMED),
        ("no facility", Layout.H10301, Form.ANY, ",324", FaultKind.MALFORMED),
        ("negative", Layout.H10301, Form.ANY, "-1,324", FaultKind.MALFORMED),
        ("other digits than ASCII", Layout.H10301, Form.ANY, "９０,324", FaultKind.MALFORMED),
        ("text", Layout.H10301, Form.ANY, "hello", FaultKind.MALFORMED),
        ("25 bits", Layout.H10301, Form.BITS, "0" * 25, FaultKind.MALFORMED),
        ("34 bits to a 26 reader", Layout.H10301, Form.ANY, "0" * 34, FaultKind.MALFORMED),
        ("27 bits in hex", Layout.H10301, Form.HEX, "4000000", FaultKind.MALFORMED),
        ("decimal where hex is set", Layout.H10301, Form.HEX, "90,324", FaultKind.MALFORMED),
        ("hex where decimal is set", Layout.H10301, Form.DECIMAL, "2EC0C86", FaultKind.MALFORMED),
        ("first parity wrong", Layout.H10301, Form.HEX, "0EC0C86", FaultKind.PARITY),
        ("last parity wrong", Layout.H10301, Form.HEX, "2EC0C87", FaultKind.PARITY),
        ("overlong", Layout.H10301, Form.ANY, "1" * 60, FaultKind.OVERLONG),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_wiegand_line(
    fed: Fed, case: str, layout: Layout, form: Form, line: str, expected: str | FaultKind
) -> None:
    stream = f"{line}\r\n90,324\n".encode()
    after = "90-324" if form in (Form.ANY, Form.DECIMAL) else FaultKind.MALFORMED
    assert fed(Wiegand(layout, form=form), stream) == [expected, after]


@pytest.mark.parametrize("sent", [parity for parity in Parity if parity is not Parity.NONE])
@pytest.mark.parametrize("read", Parity)
@pytest.mark.parametrize("layout", Layout)
def test_wiegand_parity_conventions_are_told_apart(
    fed: Fed, layout: Layout, sent: Parity, read: Parity
) -> None:
    line = f"{encode(layout, 12, 3456, sent):0{layout.bits}b}\n".encode()
    expected = "12-3456" if read in (sent, Parity.NONE) else FaultKind.PARITY
    assert fed(Wiegand(layout, read), line) == [expected]


@pytest.mark.parametrize("layout", Layout)
def test_wiegand_any_one_wrong_bit_is_seen(layout: Layout) -> None:
    value = encode(layout, 90, 324)
    for bit in range(layout.bits):
        line = f"{value ^ 1 << bit:0{layout.bits}b}\n".encode()
        assert Wiegand(layout).feed(line, 0.0) == [Fault(FaultKind.PARITY)]


def test_wiegand_hundred_cards_back_to_back(fed: Fed) -> None:
    stream = "".join(f"{n},{n * 7}\r\n" for n in range(100)).encode()
    assert fed(Wiegand(Layout.H10301), stream) == [f"{n}-{n * 7}" for n in range(100)]
