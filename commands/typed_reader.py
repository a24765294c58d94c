"""A keyboard-wedge reader on the command line: it types a line where the command reads one."""

import os
import select
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime

from devices.credentials import TextRules, clean_text, credential_from_text
from devices.events import CardPresented, Event, ReaderUp

_POLL_S = 0.2


class TypedReader:
    """Lines of this process's own input, each a badge; stops at the end of the input."""

    def __init__(
        self,
        name: str,
        rules: TextRules,
        publish: Callable[[Event], None],
        now: Callable[[], datetime],
    ) -> None:
        self.name = name
        self._rules = rules
        self._publish = publish
        self._now = now
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"reader {name}", daemon=True)

    def start(self) -> None:
        """Begin to read lines."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is typed from now on is left for others."""
        self._stopping.set()
        self._thread.join(1.0)

    def _run(self) -> None:
        self._publish(ReaderUp(self.name, self._now(), "keyboard"))
        source = sys.stdin.fileno()
        pending = b""
        while not self._stopping.is_set():
            if not select.select([source], [], [], _POLL_S)[0]:
                continue
            data = os.read(source, 4096)
            if not data:
                return
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                self._present(clean_text(line.decode("utf-8", "replace")))

    def _present(self, text: str) -> None:
        if text:
            credential = credential_from_text(text, self._rules)
            self._publish(
                CardPresented(self.name, self._now(), credential, received=time.monotonic())
            )
