"""The demo's readers: a tag reader, a code scanner and a card reader, virtual up to the drivers.

Bytes go through a pseudo-terminal and real pyserial, cards through pcscd and real pyscard.
"""

import threading
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from devices.errors import VirtualHardwareError
from devices.events import Credential, CredentialKind
from devices.virtual.pcscd import PcscDaemon
from devices.virtual.serial_reader import VirtualSerialReader
from kiosk.settings.terminals import ReaderKnobs

HOLD_S: Final = 0.9
"""How long a card lies on its reader: vpcd looks for one every 0.4 s."""

PATIENCE_S: Final = 10.0
"""For somebody to listen to a reader."""


class DemoHardware:
    """The three readers; use it in a `with`. Without pcscd there is no card reader."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the serial readers appear; nothing happens before `with`."""
        self._door, self._scanner = folder / "door", folder / "scanner"
        self._running = ExitStack()
        self._serial: dict[Path, VirtualSerialReader] = {}
        self._pcscd: PcscDaemon | None = None
        self._card = threading.Lock()
        self.fault: VirtualHardwareError | None = None
        """Why there is no card reader."""

    def knobs(self, terminal: str) -> tuple[ReaderKnobs, ...]:
        """How the three are configured."""
        urls = {
            "door": f"serial:{self._door}?protocol=em4100",
            "scanner": f"serial:{self._scanner}?protocol=lines",
            "card": "pcsc:*",
        }
        return tuple(
            ReaderKnobs(name=name, terminal=terminal, url=url) for name, url in urls.items()
        )

    def __enter__(self) -> Self:
        for link in (self._door, self._scanner):
            link.unlink(missing_ok=True)  # of a demo that was killed
            self._serial[link] = self._running.enter_context(VirtualSerialReader(link))
        try:
            self._pcscd = self._running.enter_context(PcscDaemon())
        except VirtualHardwareError as fault:
            self.fault = fault
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()

    def await_opened(self) -> None:
        """Wait until the serial readers are listened to: what is sent before is lost."""
        for reader in self._serial.values():
            reader.await_opened(PATIENCE_S)

    def present(self, credential: Credential) -> None:
        """Hold a tag, a card or a code to the reader that reads its kind; returns at once.

        A card is not presented where there is no card reader, nor while another one lies there.
        """
        match credential.kind:
            case CredentialKind.CARD_UID:
                threading.Thread(target=self._hold, args=(credential.number,), daemon=True).start()
            case CredentialKind.CODE:
                self._serial[self._scanner].write(credential.number.encode("ascii") + b"\r\n")
            case _:
                self._serial[self._door].tap(credential.number)

    def _hold(self, uid: str) -> None:
        if self._pcscd is None or not self._card.acquire(blocking=False):
            return
        reader = self._pcscd.readers[0]
        try:
            reader.insert(uid)
            threading.Event().wait(HOLD_S)
            reader.remove()
        finally:
            self._card.release()
