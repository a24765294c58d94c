"""Asking a terminal for its widths, on a pseudo-terminal that answers as terminals do."""

import os
import threading
from collections.abc import Callable, Iterator

import pytest

from commands.health import cell_widths
from commands.health.cell_widths import drawn_width

Terminal = Callable[[bytes], int]


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A terminal that gives a fixed answer to each question for its cursor."""
    opened: list[int] = []

    def answering(answer: bytes) -> int:
        master, slave = os.openpty()
        opened.extend((master, slave))

        def serve() -> None:
            seen = b""
            while not seen.endswith(b"\x1b[6n"):
                seen += os.read(master, 64)
            os.write(master, answer)

        threading.Thread(target=serve, daemon=True).start()
        return slave

    yield answering
    for descriptor in opened:
        os.close(descriptor)


@pytest.mark.parametrize("answer, cells", [(b"\x1b[1;3R", 2), (b"x\x1b[24;2R", 1)])
def test_width_is_where_the_cursor_stands(terminal: Terminal, answer: bytes, cells: int) -> None:
    assert drawn_width("钥", terminal(answer)) == cells


def test_a_terminal_that_answers_nothing_is_not_waited_for_long(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cell_widths, "PATIENCE_S", 0.05)
    assert drawn_width("钥", terminal(b"nonsense")) is None
