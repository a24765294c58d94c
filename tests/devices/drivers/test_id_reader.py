"""The ID-card reader's driver, on real pyserial over a pseudo-terminal."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.events import IdDocumentRead, ReaderDown, ReaderFault, ReaderUp
from devices.protocols.sdt import SdtAnswers
from devices.readers import Reader
from devices.virtual.id_reader import VirtualIdReader
from devices.virtual.serial_reader import VirtualSerialReader
from devices.virtual.watch import Watch
from tests.devices.protocols.test_id_text import CARDS

Start = Callable[..., Reader]


@pytest.fixture
def id_reader(tmp_path: Path) -> Iterator[VirtualIdReader]:
    with VirtualIdReader(tmp_path / "ttyID") as reader:
        yield reader


@pytest.mark.parametrize("layout", CARDS)
def test_a_card_that_is_laid_down_is_read_once(
    layout: str, id_reader: VirtualIdReader, start_reader: Start, watch: Watch
) -> None:
    start_reader(id_reader.url)
    watch.expect(ReaderUp)
    id_reader.lay(CARDS[layout])
    assert watch.expect(IdDocumentRead).document == CARDS[layout]
    id_reader.lift()
    other = CARDS["I" if layout != "I" else "Y"]
    id_reader.lay(other)
    # Had the first been told again while it lay there, that would come first.
    assert watch.expect(IdDocumentRead).document == other


def test_a_reader_that_fails_until_the_card_is_lifted_is_the_same_to_us(
    id_reader: VirtualIdReader, start_reader: Start, watch: Watch
) -> None:
    id_reader.fails_until_lifted = True
    start_reader(id_reader.url)
    watch.expect(ReaderUp)
    id_reader.lay(CARDS["resident"])
    assert watch.expect(IdDocumentRead).document == CARDS["resident"]
    id_reader.lift()
    id_reader.lay(CARDS["J"])
    assert watch.expect(IdDocumentRead).document == CARDS["J"]


def test_unplugged_and_back(id_reader: VirtualIdReader, start_reader: Start, watch: Watch) -> None:
    start_reader(id_reader.url)
    watch.expect(ReaderUp)
    id_reader.unplug()
    watch.expect(ReaderDown)
    id_reader.plug()
    watch.expect(ReaderUp)
    id_reader.lay(CARDS["resident"])
    watch.expect(IdDocumentRead)


def test_a_port_without_such_a_reader_is_down_and_not_up(
    port: VirtualSerialReader, start_reader: Start, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.drivers.id_reader.ANSWER_S", 0.05)
    start_reader(f"serial:{port.link}?protocol=sdt")
    down = watch.expect(ReaderDown)
    assert "does not answer as an ID-card reader" in down.reason


def test_answers_that_make_no_sense_are_told_and_it_goes_on(
    id_reader: VirtualIdReader, start_reader: Start, watch: Watch
) -> None:
    start_reader(id_reader.url)
    watch.expect(ReaderUp)
    id_reader.write(b"\x00\x01\x02 noise")
    id_reader.lay(CARDS["resident"])
    events = [watch.expect(object), watch.expect(object)]
    assert any(isinstance(event, IdDocumentRead) for event in events) or isinstance(
        watch.expect(object), IdDocumentRead
    )
    assert all(isinstance(event, IdDocumentRead | ReaderFault) for event in events)


def test_nothing_of_a_card_is_logged(
    id_reader: VirtualIdReader, start_reader: Start, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    start_reader(id_reader.url)
    watch.expect(ReaderUp)
    id_reader.lay(CARDS["resident"])
    event = watch.expect(IdDocumentRead)
    logging.getLogger("test").debug("%s %r", event, event)
    for secret in ("扎西", "540202", "桑珠孜", "1990"):
        assert secret not in caplog.text


def test_the_simulated_reader_speaks_the_published_frames(id_reader: VirtualIdReader) -> None:
    line = os.open(id_reader.link, os.O_RDWR)
    try:
        os.write(line, bytes.fromhex("AAAAAA96690003200122"))
        assert os.read(line, 100) == bytes.fromhex("AAAAAA9669000400008084")
        id_reader.lay(CARDS["resident"])
        os.write(line, bytes.fromhex("AAAAAA96690003300132"))
        answers, got = SdtAnswers(), b""
        while not (found := answers.feed(part := os.read(line, 4096), 1.0)):
            got += part
        assert (got + part)[:14].hex().upper().startswith("AAAAAA9669050800009001000400")
        assert len(got + part) == 1295
        assert len(found) == 1
    finally:
        os.close(line)
