"""Virtual smart cards, which are TCP clients of vpcd, the driver of virtual readers in pcscd.

vpcd's frames are a length (two bytes, big endian) and that many bytes. One byte alone is a signal
of the reader; anything else is a command to the card. Closing the connection removes the card.
"""

import logging
import socket
import struct
import threading
from dataclasses import dataclass
from enum import Enum, IntEnum

from devices.protocols.apdu import Command, StatusWord

logger = logging.getLogger(__name__)


class Signal(IntEnum):
    """Frames of one byte, from vpcd."""

    POWER_OFF = 0
    POWER_ON = 1
    RESET = 2
    GET_ATR = 4


class Atr(bytes, Enum):
    """Answers to reset of contactless cards, as PC/SC part 3 makes them up."""

    MIFARE_CLASSIC_1K = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
    DESFIRE = bytes.fromhex("3B8180018080")


LENGTH = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class VirtualCard:
    """What a card answers."""

    uid: bytes
    atr: bytes = Atr.MIFARE_CLASSIC_1K
    refusal: StatusWord | None = None
    """Answer every command with this alone."""
    vanishes: bool = False
    """Leave the reader in the middle of the first command."""

    def respond(self, command: bytes) -> bytes:
        """The answer to a command, status word included."""
        if self.refusal is not None:
            return self.refusal.to_bytes(2)
        if command == Command.GET_UID:
            return self.uid + StatusWord.OK.to_bytes(2)
        return StatusWord.INSTRUCTION_NOT_SUPPORTED.to_bytes(2)


class VirtualPcscReader:
    """One slot of a virtual reader in pcscd; vpcd looks for cards every 0.4 s."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        """The name that PC/SC shows."""
        self._port = port
        self._connection: socket.socket | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address of this reader in a configuration."""
        return f"pcsc:{self.name}"

    @property
    def is_occupied(self) -> bool:
        """Whether a card was inserted and neither removed nor lost since."""
        return self._thread is not None and self._thread.is_alive()

    def insert(self, card: VirtualCard | bytes | str) -> None:
        """Put a card in, or one with this UID (bytes or hex), in place of the one that is there.

        Raises OSError if pcscd does not run.
        """
        self.remove()
        if isinstance(card, str):
            card = bytes.fromhex(card)
        if isinstance(card, bytes):
            card = VirtualCard(card)
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=5)
        connection.settimeout(None)
        self._connection = connection
        self._thread = threading.Thread(
            target=_serve, args=(connection, card), name=f"card in {self.name}", daemon=True
        )
        self._thread.start()

    def remove(self) -> None:
        """Take the card out; nothing happens if there is none."""
        if self._connection is None or self._thread is None:
            return
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            logger.debug("%s: the card was gone already", self.name)
        self._thread.join()
        self._connection = None


def _serve(connection: socket.socket, card: VirtualCard) -> None:
    """Answer vpcd until it or the card leaves."""
    with connection:
        try:
            while (message := _receive(connection)) is not None:
                answer = _answer(card, message)
                if answer is None:
                    return
                if answer:
                    connection.sendall(LENGTH.pack(len(answer)) + answer)
        except OSError as error:
            logger.debug("the card lost its reader: %s", error)


def _answer(card: VirtualCard, message: bytes) -> bytes | None:
    """What the card sends back; empty for nothing, None if it leaves."""
    if len(message) == 1:
        return card.atr if message[0] == Signal.GET_ATR else b""
    return None if card.vanishes else card.respond(message)


def _receive(connection: socket.socket) -> bytes | None:
    """One frame's payload, None at the end of the connection."""
    header = _receive_exactly(connection, LENGTH.size)
    if header is None:
        return None
    (length,) = LENGTH.unpack(header)
    return _receive_exactly(connection, length)


def _receive_exactly(connection: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(length - len(parts))
        if not part:
            return None
        # Must be set again after each recv: else Nagle and delayed ACK add 130 to 175 ms.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        parts += part
    return bytes(parts)
