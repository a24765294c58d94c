"""Serial readers: real pyserial on pseudo-terminals."""

import logging
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.events import (
    Assurance,
    CardPresented,
    Credential,
    CredentialKind,
    Event,
    ReaderDown,
    ReaderFault,
    ReaderUp,
)
from devices.protocols import em4100
from devices.readers import Reader, open_reader
from devices.virtual.serial_reader import VirtualSerialReader
from devices.virtual.watch import Watch

Start = Callable[..., Reader]

A, B = "62E3086CED", "01000734E0"


class Retries(logging.Handler):
    """Hears the driver try in vain while its reader is down."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._heard = threading.Semaphore(0)

    def emit(self, record: logging.LogRecord) -> None:
        if "still down" in record.msg:
            self._heard.release()

    def await_one(self) -> None:
        assert self._heard.acquire(timeout=10)


@pytest.fixture
def retries(caplog: pytest.LogCaptureFixture) -> Iterator[Retries]:
    handler = Retries()
    caplog.set_level(logging.DEBUG, logger="devices")
    logging.getLogger("devices").addHandler(handler)
    yield handler
    logging.getLogger("devices").removeHandler(handler)


def test_tap_is_published_with_name_time_and_assurance(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    start_reader(port.url, "door")
    up = watch.expect(ReaderUp)
    assert (up.reader, up.detail) == ("door", str(port.link))
    before, monotonic_before = datetime.now(UTC), time.monotonic()
    port.tap(A)
    tap = watch.expect(CardPresented)
    assert tap.reader == "door"
    assert tap.credential == Credential(CredentialKind.EM4100, A)
    assert tap.assurance is Assurance.UID_ONLY
    assert before <= tap.at <= datetime.now(UTC)
    assert monotonic_before <= tap.received <= time.monotonic()


@pytest.mark.parametrize(
    "query, sent, expected",
    [
        ("protocol=em4100&baud=19200", em4100.encode(A), f"em4100:{A}"),
        ("protocol=wiegand26", b"90,324\r\n", "wiegand26:90-324"),
        ("protocol=wiegand34&form=hex&parity=even-odd", b"002586073\r", "wiegand34:300-12345"),
        ("protocol=lines&baud=115200&line=8E1", "张三-07\n".encode(), "code:张三-07"),
        ("protocol=lines&digits=decimal&high=01", b"0000472288\r", "em4100:01000734E0"),
    ],
)
def test_every_protocol_and_setting_of_an_address_reaches_the_port(
    port: VirtualSerialReader,
    watch: Watch,
    start_reader: Start,
    query: str,
    sent: bytes,
    expected: str,
) -> None:
    start_reader(f"serial:{port.link}?{query}")
    watch.expect(ReaderUp)
    port.write(sent)
    assert str(watch.expect(CardPresented).credential) == expected


def test_hundred_frames_back_to_back_are_hundred_taps_in_order(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    start_reader(port.url)
    watch.expect(ReaderUp)
    numbers = [f"{n:010X}" for n in range(100)]
    port.write(b"".join(map(em4100.encode, numbers)))
    assert [watch.expect(CardPresented).credential.number for _ in numbers] == numbers


def test_two_readers_at_once_lose_and_mix_nothing(
    tmp_path: Path, watch: Watch, start_reader: Start
) -> None:
    numbers = {name: [f"{side}{n:09X}" for n in range(60)] for side, name in ((0, "a"), (1, "b"))}
    with VirtualSerialReader(tmp_path / "a") as a, VirtualSerialReader(tmp_path / "b") as b:
        for name, reader in (("a", a), ("b", b)):
            start_reader(reader.url, name)
            watch.expect(ReaderUp)
        senders = [
            threading.Thread(target=lambda r=reader, n=name: [r.tap(x) for x in numbers[n]])
            for name, reader in (("a", a), ("b", b))
        ]
        for sender in senders:
            sender.start()
        taps = [watch.expect(CardPresented) for _ in range(120)]
        for sender in senders:
            sender.join()
    for name, expected in numbers.items():
        assert [tap.credential.number for tap in taps if tap.reader == name] == expected


def test_card_held_to_the_reader_is_one_presentation(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    start_reader(port.url)
    watch.expect(ReaderUp)
    for number in (A, A, A, B, A, B):
        port.tap(number)
    port.write(b"!")
    assert watch.expect(CardPresented).credential.number == A
    assert watch.expect(CardPresented).credential.number == B
    watch.expect(ReaderFault)


def test_noise_is_reported_and_the_next_frame_counts(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    start_reader(port.url)
    watch.expect(ReaderUp)
    port.write(b"\xff\x00garbage" + em4100.encode(A))
    assert watch.expect(ReaderFault).reason == "noise on the line"
    assert watch.expect(CardPresented).credential.number == A


def test_torn_frame_is_reported_though_nothing_follows(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    start_reader(port.url)
    watch.expect(ReaderUp)
    port.write(em4100.encode(A)[:8])
    assert watch.expect(ReaderFault).reason == "the number broke off in the middle"


def test_reader_unplugged_in_the_middle_of_a_frame_comes_back(
    port: VirtualSerialReader,
    watch: Watch,
    start_reader: Start,
    capfd: pytest.CaptureFixture[str],
) -> None:
    start_reader(port.url)
    watch.expect(ReaderUp)
    for number in ("0000000001", "0000000002", "0000000003"):
        port.write(em4100.encode(A)[:8])
        port.unplug()
        assert watch.expect(ReaderDown).reason.startswith(f"{port.link} has gone")
        port.plug()
        watch.expect(ReaderUp)
        port.write(em4100.encode(A)[8:] + em4100.encode(number))
        watch.expect(ReaderFault)
        assert watch.expect(CardPresented).credential.number == number
    assert capfd.readouterr().err == ""


def test_port_that_is_not_there_is_reported_once_with_its_remedy(
    port: VirtualSerialReader, watch: Watch, start_reader: Start, retries: Retries
) -> None:
    port.unplug()
    start_reader(port.url)
    down = watch.expect(ReaderDown)
    assert down.reason.startswith(f"{port.link} is not there — plug the reader in")
    assert down.cause is not None
    assert down.cause.shown(str) == down.reason
    retries.await_one()
    assert watch.is_empty()
    port.plug()
    watch.expect(ReaderUp)


def test_something_else_in_the_place_of_the_port_is_reported_once(
    port: VirtualSerialReader, watch: Watch, start_reader: Start, retries: Retries
) -> None:
    port.unplug()
    port.link.write_text("not a serial port")
    start_reader(port.url)
    assert "does not work" in watch.expect(ReaderDown).reason
    retries.await_one()
    assert watch.is_empty()
    port.link.unlink()
    port.plug()
    watch.expect(ReaderUp)


def test_port_is_ours_alone(port: VirtualSerialReader, watch: Watch, start_reader: Start) -> None:
    first = start_reader(port.url, "first")
    watch.expect(ReaderUp)
    start_reader(port.url, "second")
    down = watch.expect(ReaderDown)
    assert (down.reader, "in use by another program" in down.reason) == ("second", True)
    first.stop()
    assert watch.expect(ReaderUp).reader == "second"


def test_stop_is_quick_and_nothing_comes_after_it(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    reader = start_reader(port.url)
    watch.expect(ReaderUp)
    began = time.monotonic()
    reader.stop()
    assert time.monotonic() - began < 0.5
    port.tap(A)
    port.unplug()
    assert "reader door" not in {thread.name for thread in threading.enumerate()}
    assert watch.is_empty()


def test_stop_is_quick_while_the_reader_is_down(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    port.unplug()
    reader = start_reader(port.url)
    watch.expect(ReaderDown)
    began = time.monotonic()
    reader.stop()
    assert time.monotonic() - began < 0.5


def test_reader_outlives_whatever_publish_does(port: VirtualSerialReader, watch: Watch) -> None:
    def publish(event: Event) -> None:
        watch.publish(event)
        raise RuntimeError("the receiver failed")

    reader = open_reader("door", port.url, publish, lambda: datetime.now(UTC))
    reader.start()
    watch.expect(ReaderUp)
    for number in (A, B):
        port.tap(number)
        assert watch.expect(CardPresented).credential.number == number
    reader.stop()


def test_bytes_wake_the_reader_at_once(
    port: VirtualSerialReader, watch: Watch, start_reader: Start
) -> None:
    start_reader(port.url)
    watch.expect(ReaderUp)
    waits = []
    for n in range(200):
        sent = time.perf_counter()
        port.tap(f"{n:010X}")
        watch.expect(CardPresented)
        waits.append(time.perf_counter() - sent)
    # Far above what was measured (docs/devices.md), far below any polling.
    assert statistics.median(waits) < 0.005
