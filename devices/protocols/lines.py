"""Barcode and QR scanners, and whatever else sends text in lines ended by CR, LF or CRLF."""

from enum import Enum, IntEnum

from devices.credentials import PLAIN, TextRules, clean_text, credential_from_text
from devices.protocols.frame import Fault, FaultKind, Frame


class Byte(IntEnum):
    """Bytes that end a line."""

    LF = 0x0A
    CR = 0x0D


class Size(IntEnum):
    """Longest line in bytes; a signed badge token has some 150."""

    LONGEST_LINE = 512


class Seconds(float, Enum):
    """How long the rest of a line may take; 60 characters need 0.06 s at 9600 baud."""

    STALE = 0.2


class LineSplitter:
    """Cuts a stream into lines without their ends; empty lines are not reported.

    A line longer than `longest` bytes, and one whose rest does not come, are thrown away whole:
    what was left of them must not run into the next scan.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._line = bytearray()
        self._skipping = False
        self._last_at = 0.0

    def feed(self, data: bytes, at: float) -> list[bytes | Fault]:
        """Take bytes that arrived at `at` (monotonic seconds); return whole lines and faults."""
        found: list[bytes | Fault] = []
        if at - self._last_at > Seconds.STALE:
            if self._line:
                found.append(Fault(FaultKind.TORN))
            self._start_line()
        for byte in data:
            if byte in (Byte.CR, Byte.LF):
                if self._line:
                    found.append(bytes(self._line))
                self._start_line()
            elif not self._skipping:
                self._line.append(byte)
                if len(self._line) > self._longest:
                    self._line.clear()
                    self._skipping = True
                    found.append(Fault(FaultKind.OVERLONG))
        if data:
            self._last_at = at
        return found

    def _start_line(self) -> None:
        self._line.clear()
        self._skipping = False


class LineScanner:
    """The stream of one scanner; each line is a credential as `rules` say."""

    def __init__(self, rules: TextRules = PLAIN) -> None:
        self._rules = rules
        self._lines = LineSplitter(Size.LONGEST_LINE)

    def feed(self, data: bytes, at: float) -> list[Frame | Fault]:
        """Take bytes; see `FrameProtocol`."""
        return [
            line if isinstance(line, Fault) else self._judge(line)
            for line in self._lines.feed(data, at)
        ]

    def _judge(self, line: bytes) -> Frame | Fault:
        try:
            text = clean_text(line.decode())
        except UnicodeDecodeError:
            return Fault(FaultKind.NOISE)
        if not text:
            return Fault(FaultKind.NOISE)
        return Frame(credential_from_text(text, self._rules))
