"""What protocols find in a stream of bytes: frames that hold a credential, and faults."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from devices.events import Credential
from keyroom.language import N_


class FaultKind(StrEnum):
    """Why bytes were thrown away."""

    NOISE = "noise"
    TORN = "torn"
    OVERLONG = "overlong"
    CHECKSUM = "checksum"
    PARITY = "parity"
    MALFORMED = "malformed"


FAULT_TEXT = {
    FaultKind.NOISE: N_("noise on the line"),
    FaultKind.TORN: N_("the number broke off in the middle"),
    FaultKind.OVERLONG: N_("the number is too long"),
    FaultKind.CHECKSUM: N_("the checksum is wrong"),
    FaultKind.PARITY: N_("the parity is wrong"),
    FaultKind.MALFORMED: N_("this is not the configured protocol"),
}
"""Message ids for people, one a kind."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole, checked frame."""

    credential: Credential


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes thrown away, once for each run of them. Never holds the bytes: they may be a number."""

    kind: FaultKind


class FrameProtocol(Protocol):
    """One reader's stream; an instance serves one connection."""

    def feed(self, data: bytes, at: float) -> list[Frame | Fault]:
        """Take the bytes that arrived at `at` (monotonic seconds); return what they complete.

        However the stream is cut into calls, the frames are the same. No bytes at all only tells
        the time, so that a partial frame which grew stale is given up.
        """
        ...
