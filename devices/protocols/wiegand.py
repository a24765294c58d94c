"""Wiegand 26 and 34 as converters to serial send them: one card a line, as text.

    H10301, 26 bits:  parity | facility, 8 bits  | card, 16 bits | parity
    H10306, 34 bits:  parity | facility, 16 bits | card, 16 bits | parity

The first parity bit covers the first half of the data bits, the last one the second half. Even
first and odd last is the rule of H10301; for 34 bits makers differ, so it can be configured.

A line is `FACILITY,CARD` in decimal, or all bits in hex (with or without the parity bits), or the
bits themselves. Only forms with parity bits carry a check, and it sees only odd numbers of errors.
"""

import re
from collections.abc import Callable
from enum import Enum, IntEnum

from devices.events import Credential, CredentialKind
from devices.options import Form, Parity
from devices.protocols.frame import Fault, FaultKind, Frame
from devices.protocols.lines import LineSplitter


class Size(IntEnum):
    """Longest line in bytes: 34 bits as text, and room for blanks."""

    LONGEST_LINE = 48


class Layout(Enum):
    """A card format by its maker's name: kind of credential, facility bits, card bits."""

    H10301 = (CredentialKind.WIEGAND26, 8, 16)
    H10306 = (CredentialKind.WIEGAND34, 16, 16)

    @property
    def kind(self) -> CredentialKind:
        """The kind of credential that cards of this format are."""
        return self.value[0]

    @property
    def facility_bits(self) -> int:
        """Bits of the facility code."""
        return self.value[1]

    @property
    def card_bits(self) -> int:
        """Bits of the card number."""
        return self.value[2]

    @property
    def data_bits(self) -> int:
        """Bits between the two parity bits."""
        return self.facility_bits + self.card_bits

    @property
    def bits(self) -> int:
        """All bits, parity included."""
        return self.data_bits + 2


PARITY_BITS = {
    Parity.EVEN_ODD: (0, 1),
    Parity.ODD_EVEN: (1, 0),
    Parity.EVEN_EVEN: (0, 0),
    Parity.ODD_ODD: (1, 1),
}
"""Ones of each half and its parity bit together, modulo 2."""


Reading = Callable[[str], Frame | Fault | None]
"""Reads a line in one form; None if the line is not of that form."""


def _parity_of(layout: Layout, parity: Parity, data: int) -> tuple[int, int]:
    half = layout.data_bits // 2
    first, last = PARITY_BITS.get(parity, (0, 0))
    ones_first, ones_last = (data >> half).bit_count(), (data & ((1 << half) - 1)).bit_count()
    return (ones_first + first) % 2, (ones_last + last) % 2


def encode(layout: Layout, facility: int, card: int, parity: Parity = Parity.EVEN_ODD) -> int:
    """All bits of a card, parity included, as one number; the first bit is the highest."""
    data = facility << layout.card_bits | card
    first, last = _parity_of(layout, parity, data)
    return first << (layout.data_bits + 1) | data << 1 | last


class Wiegand:
    """The stream of one converter."""

    def __init__(
        self, layout: Layout, parity: Parity = Parity.EVEN_ODD, form: Form = Form.ANY
    ) -> None:
        self._layout = layout
        self._parity = parity
        # The forms cannot be mistaken for one another: a comma, 26 or 34 places, 6 to 9 places.
        readings: dict[Form, Reading] = {
            Form.DECIMAL: self._decimal,
            Form.BITS: self._bits,
            Form.HEX: self._hex,
        }
        self._readings = [read for each, read in readings.items() if form in (Form.ANY, each)]
        self._lines = LineSplitter(Size.LONGEST_LINE)

    def feed(self, data: bytes, at: float) -> list[Frame | Fault]:
        """Take bytes; see `FrameProtocol`."""
        return [
            line if isinstance(line, Fault) else self._judge(line)
            for line in self._lines.feed(data, at)
        ]

    def _judge(self, line: bytes) -> Frame | Fault:
        text = line.strip(b" ").decode("ascii", errors="replace")
        for read in self._readings:
            found = read(text)
            if found is not None:
                return found
        return Fault(FaultKind.MALFORMED)

    def _decimal(self, text: str) -> Frame | None:
        parts = re.fullmatch(r"([0-9]{1,5}),([0-9]{1,5})", text)
        if parts is None:
            return None
        facility, card = int(parts[1]), int(parts[2])
        if facility >> self._layout.facility_bits or card >> self._layout.card_bits:
            return None
        return self._frame(facility << self._layout.card_bits | card)

    def _bits(self, text: str) -> Frame | Fault | None:
        if not re.fullmatch(rf"[01]{{{self._layout.bits}}}", text):
            return None
        return self._checked(int(text, 2))

    def _hex(self, text: str) -> Frame | Fault | None:
        if not re.fullmatch(r"[0-9A-Fa-f]+", text):
            return None
        value = int(text, 16)
        if len(text) == self._layout.data_bits // 4:
            return self._frame(value)
        if len(text) == -(-self._layout.bits // 4) and not value >> self._layout.bits:
            return self._checked(value)
        return None

    def _checked(self, value: int) -> Frame | Fault:
        data = value >> 1 & ((1 << self._layout.data_bits) - 1)
        found = value >> (self._layout.data_bits + 1), value & 1
        if self._parity is not Parity.NONE and found != _parity_of(
            self._layout, self._parity, data
        ):
            return Fault(FaultKind.PARITY)
        return self._frame(data)

    def _frame(self, data: int) -> Frame:
        facility = data >> self._layout.card_bits
        card = data & ((1 << self._layout.card_bits) - 1)
        return Frame(Credential(self._layout.kind, f"{facility}-{card}"))
