"""The writing thread: in order to the last byte, never in the way, and alive without a reader."""

import os
import select
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from typing import TextIO

import pytest

from screens.base.writer import WAITING, KioskWriter

WITHIN_S = 10
FRAME = "x" * 4096


@dataclass
class Pipe:
    """A writer on a pipe, in a terminal's place: its reader can stop to read, or go."""

    reader: int
    file: TextIO
    caught_up: Event = field(default_factory=Event)
    gone: Event = field(default_factory=Event)

    def start(self) -> KioskWriter:
        writer = KioskWriter(self.file, self.caught_up.set, self.gone.set)
        writer.start()
        return writer

    def read_to_end(self) -> bytes:
        self.file.close()
        with os.fdopen(self.reader, "rb") as reader:
            return reader.read()


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    reader, writer = os.pipe()
    pipe = Pipe(reader, os.fdopen(writer, "w", encoding="utf-8"))
    yield pipe
    with suppress(OSError):
        pipe.file.close()


def test_all_that_was_written_before_the_stop_arrives_in_order(pipe: Pipe) -> None:
    writer = pipe.start()
    for number in range(100):
        writer.write(f"{number} ")
    writer.stop()
    assert not writer.is_alive()
    assert pipe.read_to_end() == "".join(f"{number} " for number in range(100)).encode()


def test_a_terminal_that_does_not_read_is_not_waited_for_and_gets_a_full_frame_later(
    pipe: Pipe,
) -> None:
    writer = pipe.start()
    for _ in range(WAITING * 2):
        writer.write(FRAME)
    assert not pipe.caught_up.is_set()
    while not pipe.caught_up.wait(0.001):
        if select.select([pipe.reader], [], [], 0)[0]:
            os.read(pipe.reader, 1 << 16)
    writer.stop()


def test_stopping_does_not_wait_for_a_terminal_that_does_not_read(pipe: Pipe) -> None:
    writer = pipe.start()
    for _ in range(WAITING * 2):
        writer.write(FRAME)
    writer.stop()
    assert writer.is_alive()
    assert writer.daemon
    os.close(pipe.reader)
    writer.join(WITHIN_S)
    assert not writer.is_alive()


def test_a_terminal_that_is_gone_is_told_once_and_costs_nothing_more(pipe: Pipe) -> None:
    os.close(pipe.reader)
    writer = pipe.start()
    writer.write(FRAME)
    assert pipe.gone.wait(WITHIN_S)
    pipe.gone.clear()
    for _ in range(WAITING * 2):
        writer.write(FRAME)
    writer.stop()
    assert not pipe.gone.is_set()
    assert not writer.is_alive()


def test_a_wipe_finds_room_before_a_terminal_that_does_not_read(pipe: Pipe) -> None:
    writer = pipe.start()
    for _ in range(WAITING * 2):
        writer.write(FRAME)
    writer.wipe("WIPED")
    got = b""
    while b"WIPED" not in got:
        got += os.read(pipe.reader, 1 << 16)
    assert pipe.caught_up.wait(WITHIN_S)
    writer.stop()
