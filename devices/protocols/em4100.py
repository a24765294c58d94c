"""EM4100 tags as RDM6300 and its kin send them: 9600 8N1, fourteen bytes a frame.

    02 | ten hex digits | two hex digits of checksum | 03

in ASCII; the checksum is the exclusive or of the five bytes. ID-12 readers put CR LF before the
03, which is taken too. The checksum cannot see two bytes exchanged, nor one bit flipped twice.
"""

import re
from enum import Enum, IntEnum, auto
from functools import reduce
from operator import xor

from devices.events import Credential, CredentialKind
from devices.protocols.frame import Fault, FaultKind, Frame


class Byte(IntEnum):
    """Bytes that frame a number."""

    STX = 0x02
    ETX = 0x03
    LF = 0x0A
    CR = 0x0D


class Size(IntEnum):
    """Bytes between STX and ETX."""

    NUMBER = 10
    CHECKSUM = 2
    LONGEST_BODY = 14


class Seconds(float, Enum):
    """How long the protocol waits; a whole frame takes 0.015 s at 9600 baud."""

    STALE = 0.2


class Place(Enum):
    """Where in the stream the next byte falls."""

    BETWEEN = auto()
    INSIDE = auto()
    SKIPPING = auto()
    """Behind a fault that was reported, before the next STX."""


LINE_ENDS = frozenset({Byte.CR, Byte.LF})
BODY_BYTES = frozenset(b"0123456789ABCDEF") | LINE_ENDS
BODY = re.compile(rb"([0-9A-F]{10})([0-9A-F]{2})(\r\n)?")


def checksum(number: bytes) -> int:
    """The exclusive or of the number's five bytes."""
    return reduce(xor, number)


def encode(number: str) -> bytes:
    """The frame of an EM4100 number (ten hex digits), as a reader sends it."""
    digits = f"{number}{checksum(bytes.fromhex(number)):02X}"
    return bytes([Byte.STX, *digits.encode("ascii"), Byte.ETX])


class Em4100:
    """The stream of one reader."""

    def __init__(self) -> None:
        self._place = Place.BETWEEN
        self._body = bytearray()
        self._last_at = 0.0

    def feed(self, data: bytes, at: float) -> list[Frame | Fault]:
        """Take bytes; see `FrameProtocol`."""
        found: list[Frame | Fault] = []
        if at - self._last_at > Seconds.STALE:
            if self._place is Place.INSIDE:
                found.append(Fault(FaultKind.TORN))
            self._place = Place.BETWEEN
        for byte in data:
            found.extend(self._take(byte))
        if data:
            self._last_at = at
        return found

    def _take(self, byte: int) -> list[Frame | Fault]:
        if byte == Byte.STX:
            # No frame holds the first byte of another: one cut short costs only itself.
            torn = self._place is Place.INSIDE
            self._place = Place.INSIDE
            self._body.clear()
            return [Fault(FaultKind.TORN)] if torn else []
        if self._place is Place.INSIDE:
            return self._take_inside(byte)
        if self._place is Place.BETWEEN and byte not in LINE_ENDS:
            return self._skip(FaultKind.NOISE)
        return []

    def _take_inside(self, byte: int) -> list[Frame | Fault]:
        if byte == Byte.ETX:
            self._place = Place.BETWEEN
            return [judge(bytes(self._body))]
        if byte not in BODY_BYTES:
            return self._skip(FaultKind.NOISE)
        self._body.append(byte)
        return self._skip(FaultKind.OVERLONG) if len(self._body) > Size.LONGEST_BODY else []

    def _skip(self, kind: FaultKind) -> list[Frame | Fault]:
        self._place = Place.SKIPPING
        return [Fault(kind)]


def judge(body: bytes) -> Frame | Fault:
    """What stands between STX and ETX, checked."""
    if len(body) < Size.NUMBER + Size.CHECKSUM:
        return Fault(FaultKind.TORN)
    parts = BODY.fullmatch(body)
    if parts is None:
        return Fault(FaultKind.MALFORMED)
    number = parts[1].decode("ascii")
    if checksum(bytes.fromhex(number)) != int(parts[2], 16):
        return Fault(FaultKind.CHECKSUM)
    return Frame(Credential(CredentialKind.EM4100, number))
