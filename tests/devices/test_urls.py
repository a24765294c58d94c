"""Readers' addresses: what they mean, and what is said about wrong ones."""

import pytest

from devices.credentials import Digits, TextRules
from devices.errors import ReaderUrlError
from devices.options import Baud, Form, LineFormat, Parity, SerialProtocol
from devices.urls import PcscUrl, ReaderUrl, SerialUrl, WedgeUrl, parse_reader_url

PORT = "/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0"


@pytest.mark.parametrize(
    "url, expected",
    [
        (f"serial:{PORT}?protocol=em4100", SerialUrl(PORT, SerialProtocol.EM4100)),
        (
            f"serial:{PORT}?protocol=em4100&baud=19200&line=8E1",
            SerialUrl(PORT, SerialProtocol.EM4100, Baud.B19200, LineFormat.EIGHT_EVEN_ONE),
        ),
        (
            f"serial:{PORT}?protocol=wiegand34&parity=even-even&form=hex",
            SerialUrl(PORT, SerialProtocol.WIEGAND34, parity=Parity.EVEN_EVEN, form=Form.HEX),
        ),
        (
            "serial:/dev/tty%20x?protocol=lines&digits=decimal&high=0a",
            SerialUrl("/dev/tty x", SerialProtocol.LINES, text=TextRules(Digits.DECIMAL, "0A")),
        ),
        ("pcsc:*", PcscUrl("*")),
        ("pcsc:ACS ACR122U*", PcscUrl("ACS ACR122U*")),
        ("pcsc:ACS%20ACR122U%2A", PcscUrl("ACS ACR122U*")),
        ("wedge:", WedgeUrl()),
        ("wedge:?digits=8h5d&high=0100", WedgeUrl(TextRules(Digits.FACILITY, "0100"))),
    ],
)
def test_address_is_understood(url: str, expected: ReaderUrl) -> None:
    assert parse_reader_url(url) == expected


@pytest.mark.parametrize(
    "url, words",
    [
        ("", "not a reader's address"),
        ("/dev/ttyUSB0", "not a reader's address"),
        ("usb:1", "begins with serial:, pcsc: or wedge:"),
        ("serial:ttyUSB0?protocol=em4100", "begins with /"),
        ("serial:/dev/ttyUSB0", "one of em4100, wiegand26, wiegand34, lines"),
        ("serial:/dev/ttyUSB0?protocol=em4200", "protocol=em4200 is not possible"),
        ("serial:/dev/ttyUSB0?protocol=em4100&baud=9601", "baud=9601 is not possible"),
        ("serial:/dev/ttyUSB0?protocol=em4100&bauds=9600", "nearest: baud"),
        ("serial:/dev/ttyUSB0?protocol=em4100&parity=even", "unknown parameter parity"),
        ("serial:/dev/ttyUSB0?protocol=wiegand34&parity=even", "possible: even-odd, odd-even"),
        ("serial:/dev/ttyUSB0?protocol=lines&high=01", "high=01 does not fit digits=code"),
        ("serial:/dev/a?protocol=em4100&baud=9600&baud=9600", "baud is given twice"),
        ("pcsc:", "name is missing"),
        ("pcsc:*?baud=9600", "unknown parameter baud"),
        ("wedge:desk", "a wedge has no name"),
        ("wedge:?digits=decimal", "two hex digits"),
    ],
)
def test_address_that_cannot_be_meant_is_refused_by_name(url: str, words: str) -> None:
    with pytest.raises(ReaderUrlError) as refused:
        parse_reader_url(url)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    "pattern, name, matches",
    [
        ("*", "ACS ACR122U PICC Interface 00 00", True),
        ("ACS ACR122U*", "ACS ACR122U PICC Interface 00 00", True),
        ("ACS ACR122U", "ACS ACR122U PICC Interface 00 00", False),
        ("*[OMNIKEY 5022]*", "HID Global [OMNIKEY 5022] (K1) 00 00", True),
        ("*OMNIKEY 5.22*", "HID Global [OMNIKEY 5022] (K1) 00 00", False),
    ],
)
def test_pcsc_pattern_knows_the_star_and_nothing_else(
    pattern: str, name: str, matches: bool
) -> None:
    assert PcscUrl(pattern).matches(name) is matches
