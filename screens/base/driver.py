"""The kiosk's terminal driver: Textual's, with its hatches closed.

- Input goes through `KeyInput`: no bytes can end it.
- Output goes through `clean_frame` and a writer that cannot freeze the screen.
- The size comes from the kernel alone. In-band reports of it are neither asked for nor believed:
  whoever can type could send one.
- A terminal that is gone ends the app instead of spinning.
- SIGTERM, SIGHUP and SIGQUIT leave through the front door; SIGTSTP does nothing; SIGCONT repaints.
"""

import errno
import logging
import os
import selectors
import signal
import termios
import time
import tty
from threading import Thread
from typing import Any, BinaryIO, TextIO

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from screens.base import terminal
from screens.base.key_input import KeyInput
from screens.base.text import clean_frame
from screens.base.writer import KioskWriter

log = logging.getLogger(__name__)

LEAVING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
POLL_S = 0.1
CHUNK = 4096
WAITING_KEYS = 1024
"""So many keys may wait: more than the longest code that a scanner types at once."""
DEFAULT_SIZE = (80, 24)
GONE = 1
"""Exit code when the terminal is lost."""


class KioskDriver(LinuxDriver):
    """Draws on `terminal.output()`, listens on stdin."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,  # noqa: ARG002 - it would write every key to keys.log
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=False, mouse=mouse, size=size)
        self._output = terminal.output()
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    @property
    def can_suspend(self) -> bool:
        """Never: behind a suspended kiosk stands a shell."""
        return False

    def start_application_mode(self) -> None:
        """Take the terminal: raw input, alternate screen, threads for reading and writing."""
        self._writer_thread = KioskWriter(
            self._output, caught_up=self._repaint, gone=self._terminal_gone
        )
        self._writer_thread.start()
        for number in LEAVING:
            self._loop.add_signal_handler(number, self._leave, number)
        # SIGSTOP cannot be refused, and nobody knows what happened to the terminal meanwhile.
        self._loop.add_signal_handler(signal.SIGCONT, self._take_again)
        self._loop.add_signal_handler(signal.SIGWINCH, self._resized)
        self._tell_size()
        self._make_raw()
        self._set_modes()
        self._key_thread = Thread(target=self._run_input_thread, name="terminal-input")
        self._key_thread.start()
        self._request_terminal_sync_mode_support()

    def write(self, data: str) -> None:
        """Queue `data` for the terminal, rid of everything that Textual does not write itself."""
        super().write(clean_frame(data))

    def wipe(self) -> None:
        """Take everything off the terminal, before whatever is drawn next.

        A frame goes out in several writes: the first rows of a lock would stand over the last rows
        of what it hides.
        """
        if isinstance(self._writer_thread, KioskWriter):
            self._writer_thread.wipe(terminal.WIPE)

    def stop_application_mode(self) -> None:
        """Give the terminal back, wiped: without an alternate screen it keeps what it has."""
        self.wipe()
        super().stop_application_mode()

    def close(self) -> None:
        """Stop writing, and leave the signals to whoever comes next."""
        for number in (*LEAVING, signal.SIGCONT, signal.SIGWINCH):
            self._loop.remove_signal_handler(number)
        super().close()

    def run_input_thread(self) -> None:
        """Read the terminal until the app ends or the terminal does."""
        keys = KeyInput()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                found = keys.tick(time.monotonic())
                if selector.select(POLL_S):
                    data = os.read(self.fileno, CHUNK)
                    if not data:
                        raise OSError(errno.EIO, os.strerror(errno.EIO))
                    found += keys.feed(data, time.monotonic())
                for message in found:
                    # What is typed faster than it is handled is lost: a lock would wait behind it.
                    if self._app.message_queue_size < WAITING_KEYS:
                        self.process_message(message)

    def open_url(self, url: str, new_tab: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Open nothing."""

    def deliver_binary(self, binary: BinaryIO | TextIO, **_: object) -> None:
        """Save nothing."""
        binary.close()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError as error:
            # A closed terminal reads as EIO or as nothing, for ever.
            log.warning("the terminal is gone: %s", error.strerror)
            self._terminal_gone()

    def _get_terminal_size(self) -> tuple[int, int]:
        # Not shutil's: that believes COLUMNS and LINES, and asks stdout, which is the log file.
        try:
            size = os.get_terminal_size(self.fileno)
        except OSError:
            return DEFAULT_SIZE
        return (size.columns, size.lines) if size.columns and size.lines else DEFAULT_SIZE

    def _tell_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))

    def _resized(self) -> None:
        self._tell_size()
        # It may have been small and large again by now, with nothing left of what it showed.
        self._repaint()

    def _make_raw(self) -> None:
        try:
            if self.attrs_before is None:
                self.attrs_before = termios.tcgetattr(self.fileno)
            raw = termios.tcgetattr(self.fileno)
            raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
            raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, raw)
        except termios.error as error:
            log.warning("the terminal cannot be set up: %s", error)

    def _set_modes(self) -> None:
        self.write("\x1b[?1049h")  # the alternate screen, which has no scrollback
        self.write("\x1b[?25l")
        self._enable_mouse_support()
        # A paste then arrives as such, and can be told from typing and dropped.
        self._enable_bracketed_paste()
        self._disable_line_wrap()

    def _take_again(self) -> None:
        self._make_raw()
        self._set_modes()
        self._repaint()

    def _repaint(self) -> None:
        self._app.call_later(self._app.refresh, layout=True)

    def _leave(self, number: int) -> None:
        log.info("asked to stop by %s", signal.Signals(number).name)
        self._app.exit()

    def _terminal_gone(self) -> None:
        self._app.call_later(self._app.exit, return_code=GONE)
