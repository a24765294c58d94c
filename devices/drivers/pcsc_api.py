"""The PC/SC calls we use, typed, on pyscard's low level: no monitor threads, nothing printed.

`smartcard.CardMonitoring` and `ReaderMonitoring` die for good when pcscd restarts, print to
stderr, and say nothing about a card that lies there at the start; so we wait ourselves.
"""

from collections.abc import Mapping
from enum import IntEnum, IntFlag
from types import ModuleType, TracebackType

from devices.errors import DeviceError, ReaderUnavailableError
from devices.protocols.apdu import STATUS_LENGTH, Response
from keyroom.language import N_

PNP_NOTIFICATION = "\\\\?PnP?\\Notification"
"""A pseudo-reader whose state changes when a reader comes or goes."""


class Code(IntEnum):
    """Return codes by the standard's names, without their SCARD_."""

    S_SUCCESS = 0
    F_INTERNAL_ERROR = 0x80100001
    E_CANCELLED = 0x80100002
    E_INVALID_HANDLE = 0x80100003
    E_INVALID_PARAMETER = 0x80100004
    E_NO_MEMORY = 0x80100006
    E_UNKNOWN_READER = 0x80100009
    E_TIMEOUT = 0x8010000A
    E_SHARING_VIOLATION = 0x8010000B
    E_NO_SMARTCARD = 0x8010000C
    E_PROTO_MISMATCH = 0x8010000F
    F_COMM_ERROR = 0x80100013
    E_NOT_TRANSACTED = 0x80100016
    E_READER_UNAVAILABLE = 0x80100017
    E_NO_SERVICE = 0x8010001D
    E_SERVICE_STOPPED = 0x8010001E
    E_NO_READERS_AVAILABLE = 0x8010002E
    E_COMM_DATA_LOST = 0x8010002F
    W_UNRESPONSIVE_CARD = 0x80100066
    W_UNPOWERED_CARD = 0x80100067
    W_RESET_CARD = 0x80100068
    W_REMOVED_CARD = 0x80100069
    W_SECURITY_VIOLATION = 0x8010006A


class State(IntFlag):
    """A reader's state: flags in the low word; the high word counts insertions and removals."""

    UNAWARE = 0
    CHANGED = 0x0002
    UNKNOWN = 0x0004
    UNAVAILABLE = 0x0008
    EMPTY = 0x0010
    PRESENT = 0x0020
    EXCLUSIVE = 0x0080
    INUSE = 0x0100
    MUTE = 0x0200


SERVICE_GONE = frozenset(
    {
        Code.F_COMM_ERROR,
        Code.F_INTERNAL_ERROR,
        Code.E_INVALID_HANDLE,
        Code.E_NO_SERVICE,
        Code.E_SERVICE_STOPPED,
        Code.W_SECURITY_VIOLATION,
    }
)
"""The context is worthless: release it and establish another. The client library says security
violation when pcscd hung up, be it that it refuses this user or that it just died."""

REMEDIES: dict[int, tuple[str, str]] = {
    **dict.fromkeys(
        SERVICE_GONE,
        (
            N_("the smart card service pcscd does not answer"),
            N_("sudo apt-get install pcscd; sudo systemctl enable --now pcscd.socket"),
        ),
    ),
    Code.W_SECURITY_VIOLATION: (
        N_("the smart card service pcscd hung up"),
        N_("if it goes on, allow this user in polkit: org.debian.pcsc-lite.access_pcsc"),
    ),
    Code.E_NO_MEMORY: (
        N_("the smart card service pcscd has no room for another program"),
        N_("end other programs that use card readers"),
    ),
}
OTHER_REMEDY = (
    N_("smart card service: {call} failed with {code}"),
    N_("see what pcscd says: journalctl -u pcscd"),
)


class PcscError(DeviceError):
    """A PC/SC call failed. `code` is None for a code that is not in our list."""

    def __init__(self, call: str, number: int) -> None:
        known = number in set(Code)
        self.code = Code(number) if known else None
        name = f"{Code(number).name} (0x{number:08X})" if known else f"0x{number:08X}"
        message, hint = REMEDIES.get(number, OTHER_REMEDY)
        super().__init__(message, hint, call=call, code=name)


def _library() -> ModuleType:
    try:
        from smartcard import scard
    except ImportError as error:
        raise ReaderUnavailableError(
            N_("smart cards are not supported by this installation: {error}"),
            N_("sudo apt-get install libpcsclite1, then make setup"),
            error=error,
        ) from error
    return scard  # type: ignore[no-any-return]


class Connection:
    """A card in a reader, shared with other programs; left as it is when closed."""

    def __init__(self, scard: ModuleType, context: int, reader: str) -> None:
        self._scard = scard
        number, self._handle, self._protocol = scard.SCardConnect(
            context,
            reader,
            scard.SCARD_SHARE_SHARED,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        _check("SCardConnect", number)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # The answer does not matter: a card that is gone is disconnected too.
        self._scard.SCardDisconnect(self._handle, self._scard.SCARD_LEAVE_CARD)

    def transmit(self, command: bytes) -> Response:
        """Send a command and return the card's answer; PcscError if none came."""
        number, answer = self._scard.SCardTransmit(self._handle, self._protocol, list(command))
        _check("SCardTransmit", number)
        if len(answer) < STATUS_LENGTH:
            # Some drivers call it a success when the card leaves in the middle.
            raise PcscError("SCardTransmit", Code.E_NOT_TRANSACTED)
        return Response.parse(bytes(answer))


class Context:
    """A connection to the PC/SC service. One thread uses it; any may cancel its wait."""

    def __init__(self) -> None:
        self._scard = _library()
        number, self._handle = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_USER)
        _check("SCardEstablishContext", number)

    def __enter__(self) -> "Context":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._scard.SCardReleaseContext(self._handle)

    def readers(self) -> list[str]:
        """Names of all readers."""
        number, names = self._scard.SCardListReaders(self._handle, [])
        if _unsigned(number) == Code.E_NO_READERS_AVAILABLE:
            return []
        _check("SCardListReaders", number)
        return list(names)

    def wait(self, known: Mapping[str, int], seconds: float) -> dict[str, int]:
        """Wait until a reader's state is not the known one; the states that changed, by name.

        States are as the next wait wants them back: without the CHANGED flag, with the counter.
        Empty when `seconds` passed, the wait was cancelled, or a reader is gone: list them anew.
        """
        number, states = self._scard.SCardGetStatusChange(
            self._handle, round(seconds * 1000), list(known.items())
        )
        if _unsigned(number) in (Code.E_TIMEOUT, Code.E_CANCELLED, Code.E_UNKNOWN_READER):
            return {}
        _check("SCardGetStatusChange", number)
        return {
            name: state ^ int(State.CHANGED)
            for name, state, _atr in states
            if state & State.CHANGED
        }

    def cancel(self) -> None:
        """End the wait that another thread is in."""
        self._scard.SCardCancel(self._handle)

    def connect(self, reader: str) -> Connection:
        """The card in a reader; PcscError if there is none or it cannot be had."""
        return Connection(self._scard, self._handle, reader)


def _unsigned(number: int) -> int:
    return number & 0xFFFF_FFFF


def _check(call: str, number: int) -> None:
    if number != Code.S_SUCCESS:
        raise PcscError(call, _unsigned(number))
