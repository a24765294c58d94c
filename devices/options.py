"""What a reader's address can choose between; plain names, known to no driver or protocol."""

from enum import IntEnum, StrEnum


class SerialProtocol(StrEnum):
    """What a serial reader speaks."""

    EM4100 = "em4100"
    WIEGAND26 = "wiegand26"
    WIEGAND34 = "wiegand34"
    LINES = "lines"
    SDT = "sdt"
    """Resident ID cards (GA 450): the host asks, the reader answers."""


class Baud(IntEnum):
    """Speeds that serial hardware shares."""

    B1200 = 1200
    B2400 = 2400
    B4800 = 4800
    B9600 = 9600
    B19200 = 19200
    B38400 = 38400
    B57600 = 57600
    B115200 = 115200
    B230400 = 230400


class LineFormat(StrEnum):
    """Data bits, parity, stop bits of the serial line."""

    EIGHT_NONE_ONE = "8N1"
    EIGHT_EVEN_ONE = "8E1"
    EIGHT_ODD_ONE = "8O1"
    EIGHT_NONE_TWO = "8N2"
    SEVEN_EVEN_ONE = "7E1"
    SEVEN_ODD_ONE = "7O1"


class Parity(StrEnum):
    """Wiegand: what the first and the last bit make of their half's number of ones."""

    EVEN_ODD = "even-odd"
    ODD_EVEN = "odd-even"
    EVEN_EVEN = "even-even"
    ODD_ODD = "odd-odd"
    NONE = "none"
    """The two bits mean nothing and are not looked at."""


class Form(StrEnum):
    """Wiegand: how the converter writes a card."""

    ANY = "any"
    DECIMAL = "decimal"
    HEX = "hex"
    BITS = "bits"
