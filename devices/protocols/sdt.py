"""The SDT protocol of resident ID-card readers (GA 450), 115200 8N1: the host asks, it answers.

    command   AA AA AA 96 69 | length, 2 | command, parameter, data | check
    answer    AA AA AA 96 69 | length, 2 | SW1 SW2 SW3, data        | check

The length counts what follows it, the check is the exclusive or of length and body.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import reduce
from operator import xor
from typing import Final

from devices.protocols.frame import Fault, FaultKind

HEADER: Final = bytes.fromhex("AAAAAA9669")


class Size(IntEnum):
    """Bytes of the parts of a frame."""

    LENGTH = 2
    CHECK = 1
    STATUS = 3
    LONGEST = 4096
    """No answer is longer; a length beyond it is noise."""


class Seconds(float, Enum):
    """How long a begun answer may pause; the longest takes 0.12 s on the line."""

    STALE = 0.5


class Command(bytes, Enum):
    """Command and parameter bytes."""

    RESET = b"\x10\xff"
    SAM_STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ = b"\x30\x01"
    READ_NEW_ADDRESS = b"\x30\x03"


class Status(IntEnum):
    """SW3, where SW1 and SW2 are zero; the names are the module's own."""

    CHECKSUM = 0x10
    LENGTH = 0x11
    COMMAND = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_ERROR = 0x24
    CARD_AUTHENTICATES_SAM_FAILED = 0x31
    SAM_AUTHENTICATES_CARD_FAILED = 0x32
    VERIFICATION_FAILED = 0x33
    UNKNOWN_CARD = 0x40
    READ_FAILED = 0x41
    RANDOM_NUMBER_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    SAM_NOT_AUTHORISED = 0x66
    FIND_FAILED = 0x80
    SELECT_FAILED = 0x81
    OK = 0x90
    NO_SUCH_CONTENT = 0x91
    FOUND = 0x9F


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """One whole, checked answer. Its data is personal and is never printed."""

    status: int
    """SW3, or another number where SW1 or SW2 is not zero: then it is no `Status`."""
    data: bytes

    def __repr__(self) -> str:
        return f"<Answer {self.status:02X}, {len(self.data)} bytes>"


def encode(body: bytes) -> bytes:
    """The frame of a command (or, for a simulated reader, of an answer)."""
    checked = (len(body) + Size.CHECK).to_bytes(Size.LENGTH, "big") + body
    return HEADER + checked + bytes([reduce(xor, checked)])


class SdtAnswers:
    """The answers in one reader's stream."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._last_at = 0.0
        self._is_skipping = False
        """Behind a fault that was reported, before the next header."""

    def feed(self, data: bytes, at: float) -> list[Answer | Fault]:
        """Take the bytes that arrived at `at` (monotonic seconds); return what they complete.

        However the stream is cut into calls, the answers are the same. No bytes at all only tells
        the time, so that a partial answer which grew stale is given up.
        """
        found: list[Answer | Fault] = []
        if self._buffer and at - self._last_at > Seconds.STALE:
            self._buffer.clear()
            found.append(Fault(FaultKind.TORN))
        if data:
            self._buffer += data
            self._last_at = at
        while (piece := self._next()) is not None:
            found.append(piece)
        return found

    def _next(self) -> Answer | Fault | None:
        """The next answer or fault in the buffer; None where more bytes are awaited."""
        noise = self._noise()
        del self._buffer[:noise]
        if noise and not self._is_skipping:
            self._is_skipping = True
            return Fault(FaultKind.NOISE)
        start = len(HEADER)
        body_at = start + Size.LENGTH
        if len(self._buffer) < body_at:
            return None
        self._is_skipping = False
        length = int.from_bytes(self._buffer[start:body_at], "big")
        if not Size.STATUS + Size.CHECK <= length <= Size.LONGEST:
            return self._skip_header(FaultKind.OVERLONG)
        end = body_at + length
        if len(self._buffer) < end:
            return None
        if reduce(xor, self._buffer[start:end]):
            return self._skip_header(FaultKind.CHECKSUM)
        body = bytes(self._buffer[body_at : end - Size.CHECK])
        del self._buffer[:end]
        status = int.from_bytes(body[: Size.STATUS], "big")
        return Answer(status, body[Size.STATUS :])

    def _noise(self) -> int:
        """How many bytes stand before the next header, or before what may become one."""
        found = self._buffer.find(HEADER)
        if found >= 0:
            return found
        for kept in range(min(len(HEADER) - 1, len(self._buffer)), 0, -1):
            if HEADER.startswith(bytes(self._buffer[-kept:])):
                return len(self._buffer) - kept
        return len(self._buffer)

    def _skip_header(self, kind: FaultKind) -> Fault:
        """Look for the next header behind this one: a frame may have begun inside it."""
        del self._buffer[: len(HEADER)]
        self._is_skipping = True
        return Fault(kind)
