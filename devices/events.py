"""What readers tell the house: plain data, the only part of `devices` that the office knows."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from devices.id_document import IdDocument
from keyroom.errors import KeyroomError


class CredentialKind(StrEnum):
    """What was read. The number's canonical form depends on the kind."""

    EM4100 = "em4100"
    """125 kHz tag: 10 upper-case hex digits (RDM6300 frames, printed numbers turned back)."""
    WIEGAND26 = "wiegand26"
    """H10301: `FACILITY-CARD` in decimal, such as `90-324`."""
    WIEGAND34 = "wiegand34"
    """H10306: `FACILITY-CARD` in decimal."""
    CARD_UID = "uid"
    """ISO 14443 UID from PC/SC: upper-case hex digits."""
    CODE = "code"
    """Text of a barcode or QR code, as scanned; signed badge tokens arrive as this kind."""


class Assurance(IntEnum):
    """How hard the credential is to copy; ordered, so that a floor can be compared."""

    UID_ONLY = 1
    """Anyone can clone it: EM4100, card UIDs, plain barcodes."""
    SIGNED_CODE = 2
    """A code signed by the office with an end of validity; a photo of it works until then."""
    MUTUAL_AUTH = 3
    """The card proved that it holds a key (DESFire AES)."""


_RANDOM_UID = re.compile("08[0-9A-F]{6}")


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential in canonical form. `str()` is `kind:number`, as badges are written."""

    kind: CredentialKind
    number: str

    @property
    def is_random(self) -> bool:
        """A UID drawn anew at each presentation (phones, some DESFire cards): no badge for anyone.

        ISO 14443-3: a single-size UID that begins with 08.
        """
        return self.kind is CredentialKind.CARD_UID and bool(_RANDOM_UID.fullmatch(self.number))

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


@dataclass(frozen=True, slots=True)
class ReaderEvent:
    """What every event carries: the reader's configured name, and when (aware, UTC)."""

    reader: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardPresented(ReaderEvent):
    """A credential was presented: once per presentation, however often the reader repeats it."""

    credential: Credential
    assurance: Assurance = Assurance.UID_ONLY
    received: float = field(default=0.0, compare=False)
    """`time.monotonic()` when the last byte arrived, for latency figures; seconds."""


@dataclass(frozen=True, slots=True)
class CardRemoved(ReaderEvent):
    """The card left the field. Only readers that can see presence report it (PC/SC)."""

    credential: Credential | None = None


@dataclass(frozen=True, slots=True)
class CardReturned(ReaderEvent):
    """The card is back within 2 s of its removal: still the same presentation.

    Whoever counts presentations ignores it; whoever watches presence needs it.
    """

    credential: Credential


@dataclass(frozen=True, slots=True)
class ReaderUp(ReaderEvent):
    """The reader works (again)."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReaderDown(ReaderEvent):
    """The reader stopped working: reported once per outage, however often reopening fails."""

    reason: str = ""
    """English, message and remedy, for logs."""
    cause: KeyroomError | None = field(default=None, compare=False)
    """The same for people: `cause.shown(_)` is in their language."""


@dataclass(frozen=True, slots=True)
class ReaderFault(ReaderEvent):
    """Something was read and thrown away: noise, a bad checksum, an overlong or torn frame."""

    reason: str = ""
    """A message id without places: English as it stands, `_(reason)` for people."""


@dataclass(frozen=True, slots=True)
class IdDocumentRead(ReaderEvent):
    """A resident ID card was laid down and read: once for each time it is laid down."""

    document: IdDocument


Event = (
    CardPresented
    | CardRemoved
    | CardReturned
    | IdDocumentRead
    | ReaderUp
    | ReaderDown
    | ReaderFault
)
