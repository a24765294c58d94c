"""Commands to smart cards and their status words (ISO 7816-4, PC/SC part 3), sans-I/O."""

from dataclasses import dataclass
from enum import Enum, IntEnum

from devices.credentials import UidSize
from devices.events import Credential, CredentialKind


class Command(bytes, Enum):
    """Whole commands, ready to send."""

    GET_UID = bytes.fromhex("FF CA 00 00 00")
    """PC/SC part 3, GET DATA: the reader itself answers with the UID of a contactless card."""


class StatusWord(IntEnum):
    """SW1 SW2 by the standard's meaning."""

    OK = 0x9000
    WARNING_END_OF_DATA = 0x6282
    NO_INFORMATION = 0x6300
    WRONG_LENGTH = 0x6700
    SECURITY_NOT_SATISFIED = 0x6982
    CONDITIONS_NOT_SATISFIED = 0x6985
    FUNCTION_NOT_SUPPORTED = 0x6A81
    WRONG_PARAMETERS = 0x6B00
    INSTRUCTION_NOT_SUPPORTED = 0x6D00
    CLASS_NOT_SUPPORTED = 0x6E00
    NO_DIAGNOSIS = 0x6F00


STATUS_LENGTH = 2
"""Bytes of the status word at the end of each answer."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a card answers: data and status word."""

    data: bytes
    status: int

    @classmethod
    def parse(cls, raw: bytes) -> "Response":
        """Split an answer of at least STATUS_LENGTH bytes."""
        return cls(raw[:-STATUS_LENGTH], int.from_bytes(raw[-STATUS_LENGTH:]))

    @property
    def status_name(self) -> str:
        """The status word for logs: `6A81 FUNCTION_NOT_SUPPORTED`."""
        try:
            return f"{self.status:04X} {StatusWord(self.status).name}"
        except ValueError:
            return f"{self.status:04X}"


def uid_credential(response: Response) -> Credential | None:
    """The UID in an answer to GET_UID, or None if there is none or it has no UID's length."""
    if response.status != StatusWord.OK or len(response.data) not in set(UidSize):
        return None
    return Credential(CredentialKind.CARD_UID, response.data.hex().upper())
