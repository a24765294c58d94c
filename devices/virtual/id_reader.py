"""A resident ID-card reader on a pseudo-terminal that answers as real ones do; demo and tests."""

import os
import select
import threading
from pathlib import Path
from types import TracebackType
from typing import Final

from devices.id_document import IdDocument
from devices.protocols.id_text import Place, compose
from devices.protocols.sdt import HEADER, Command, Size, Status, encode
from devices.virtual.serial_reader import VirtualSerialReader

PHOTO: Final = bytes(1024)
"""Nothing: the format of real ones is licensed, and nobody here looks at it."""
_LOOK_S: Final = 0.05


class VirtualIdReader(VirtualSerialReader):
    """A reader on which at most one card lies."""

    def __init__(self, link: Path) -> None:
        super().__init__(link)
        self.fails_until_lifted = False
        """As some readers do: a card that was read is not found again before it was lifted."""
        self._card: IdDocument | None = None
        self._was_read = False
        self._asked = bytearray()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="virtual id reader", daemon=True)
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        super().__exit__(kind, error, trace)

    @property
    def url(self) -> str:
        """The address of this reader in a configuration."""
        return f"serial:{self.link}?protocol=sdt"

    def lay(self, card: IdDocument) -> None:
        """Lay a card on it."""
        self._card, self._was_read = card, False

    def lift(self) -> None:
        """Take the card away."""
        self._card, self._was_read = None, False

    def _serve(self) -> None:
        while not self._ended.is_set():
            ends = self._ends
            if ends is None:
                self._ended.wait(_LOOK_S)
                continue
            try:
                if select.select([ends[0]], [], [], _LOOK_S)[0]:
                    self._take(os.read(ends[0], Size.LONGEST))
            except (OSError, ValueError):
                continue  # pulled out between two looks

    def _take(self, data: bytes) -> None:
        self._asked += data
        while (start := self._asked.find(HEADER)) >= 0:
            body = start + len(HEADER) + Size.LENGTH
            end = body + int.from_bytes(self._asked[body - Size.LENGTH : body], "big")
            if len(self._asked) < max(end, body + Size.CHECK):
                return
            command = bytes(self._asked[body : end - Size.CHECK])
            del self._asked[:end]
            self.write(encode(self._answer(command)))

    def _answer(self, command: bytes) -> bytes:
        card = self._card
        match command:
            case Command.FIND.value:
                there = card is not None and not (self.fails_until_lifted and self._was_read)
                return _status(Status.FOUND) + bytes(4) if there else _status(Status.FIND_FAILED)
            case Command.SELECT.value:
                if card is None:
                    return _status(Status.SELECT_FAILED)
                return _status(Status.OK) + bytes(8)
            case Command.READ.value if card is not None:
                self._was_read = True
                sizes = Place.TEXT_SIZE.to_bytes(2, "big") + len(PHOTO).to_bytes(2, "big")
                return _status(Status.OK) + sizes + compose(card) + PHOTO
            case Command.READ.value:
                return _status(Status.READ_FAILED)
            case _:
                return _status(Status.COMMAND)


def _status(status: Status) -> bytes:
    return bytes([0, 0, status])
