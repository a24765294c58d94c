"""Nothing leaves the program: no screenshot, no saved file, no browser, no suspended process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from textual.app import App, SuspendNotSupported


class NoDeliveries(App[None]):
    """Everything that writes a file, starts a program or gives the terminal away does nothing.

    `export_screenshot` stays: it returns a picture to whoever calls it, in the program.
    """

    def save_screenshot(
        self,
        filename: str | None = None,  # noqa: ARG002
        path: str | None = None,  # noqa: ARG002
        time_format: str | None = None,  # noqa: ARG002
    ) -> str:
        """Save nothing; no name."""
        return ""

    def deliver_screenshot(
        self,
        filename: str | None = None,  # noqa: ARG002
        path: str | None = None,  # noqa: ARG002
        time_format: str | None = None,  # noqa: ARG002
    ) -> str | None:
        """Save nothing."""
        return None

    def deliver_text(self, path_or_file: str | Path | TextIO, **_: Any) -> str | None:  # noqa: ANN401, ARG002
        """Save nothing."""
        return None

    def deliver_binary(self, path_or_file: str | Path | BinaryIO, **_: Any) -> str | None:  # noqa: ANN401, ARG002
        """Save nothing."""
        return None

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open nothing."""

    def action_suspend_process(self) -> None:
        """Stay in the foreground."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Refuse: raises SuspendNotSupported."""
        raise SuspendNotSupported("a kiosk is never suspended")
        yield

    def _set_pointer_shape(self, shape: str) -> None:
        # An OSC sequence, and no terminal of a kiosk needs it.
        pass
