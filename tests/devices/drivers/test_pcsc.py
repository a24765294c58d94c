"""Smart card readers: real pyscard on a real pcscd, with virtual cards."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.drivers.pcsc_api import Context
from devices.drivers.pcsc_slot import Slot
from devices.events import (
    CardPresented,
    CardRemoved,
    CardReturned,
    Credential,
    CredentialKind,
    Event,
    ReaderDown,
    ReaderFault,
    ReaderUp,
)
from devices.protocols.apdu import StatusWord
from devices.readers import Reader, open_reader
from devices.virtual.card import Atr, VirtualCard
from devices.virtual.pcscd import PcscDaemon
from devices.virtual.watch import Watch

Start = Callable[..., Reader]

A = Credential(CredentialKind.CARD_UID, "04A1B2C3")
B = Credential(CredentialKind.CARD_UID, "04A1B2C3D4E5F6")


def await_card_in(name: str, counter: int) -> None:
    """Wait, beside the driver, until pcscd itself has seen a card come or go so many times."""
    with Context() as context:
        state, deadline = 0, time.monotonic() + 10
        while Slot(state).counter < counter:
            assert time.monotonic() < deadline
            state = context.wait({name: state}, 2).get(name, state)


def test_card_is_presented_and_removed(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:*", "desk")
    up = watch.expect(ReaderUp)
    assert up.detail == "Demo Badge Reader 00 00, Demo Badge Reader 00 01"
    before, monotonic_before = datetime.now(UTC), time.monotonic()
    pcscd.readers[0].insert(A.number)
    card = watch.expect(CardPresented)
    assert (card.reader, card.credential) == ("desk", A)
    assert before <= card.at <= datetime.now(UTC)
    assert monotonic_before <= card.received <= time.monotonic()
    pcscd.readers[0].remove()
    assert watch.expect(CardRemoved).credential == A


def test_card_present_at_start_is_presented(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    pcscd.readers[0].insert(VirtualCard(bytes.fromhex(B.number), Atr.DESFIRE))
    await_card_in(pcscd.readers[0].name, 1)
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    assert watch.expect(CardPresented).credential == B


def test_card_swapped_is_removed_and_presented(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    pcscd.readers[0].insert(A.number)
    watch.expect(CardPresented)
    pcscd.readers[0].insert(B.number)
    assert watch.expect(CardRemoved).credential == A
    assert watch.expect(CardPresented).credential == B


def test_card_swapped_between_polls_is_seen_by_the_counter(pcscd: PcscDaemon, watch: Watch) -> None:
    go_on = threading.Event()

    def publish(event: Event) -> None:
        watch.publish(event)
        if isinstance(event, CardPresented):
            go_on.wait(10)

    reader = open_reader("desk", "pcsc:*", publish, lambda: datetime.now(UTC))
    reader.start()
    watch.expect(ReaderUp)
    slot = pcscd.readers[0]
    slot.insert(A.number)
    assert watch.expect(CardPresented).credential == A
    # The driver is held up; pcscd sees the card go and another come.
    slot.insert(B.number)
    await_card_in(slot.name, 3)
    go_on.set()
    assert watch.expect(CardRemoved).credential == A
    assert watch.expect(CardPresented).credential == B
    reader.stop()


def test_card_that_comes_back_within_two_seconds_is_the_same_presentation(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    pcscd.readers[0].insert(A.number)
    watch.expect(CardPresented)
    pcscd.readers[0].insert(A.number)
    watch.expect(CardRemoved)
    assert watch.expect(CardReturned).credential == A


def test_two_readers_keep_their_cards_apart(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    left, right = pcscd.readers
    start_reader(left.url, "left")
    watch.expect(ReaderUp)
    start_reader("pcsc:*00 01", "right")
    watch.expect(ReaderUp)
    left.insert(A.number)
    presented = watch.expect(CardPresented)
    assert (presented.reader, presented.credential) == ("left", A)
    right.insert(B.number)
    presented = watch.expect(CardPresented)
    assert (presented.reader, presented.credential) == ("right", B)
    left.remove()
    removed = watch.expect(CardRemoved)
    assert (removed.reader, removed.credential) == ("left", A)


def test_pcscd_killed_and_back(
    pcscd: PcscDaemon,
    watch: Watch,
    start_reader: Start,
    capfd: pytest.CaptureFixture[str],
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    pcscd.readers[0].insert(A.number)
    watch.expect(CardPresented)
    handles = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        pcscd.kill()
        assert "the smart card service pcscd" in watch.expect(ReaderDown).reason
        pcscd.start()
        back = time.monotonic()
        watch.expect(ReaderUp)
        assert time.monotonic() - back < 1.0
        pcscd.readers[0].insert(A.number)
        assert watch.expect(CardPresented).credential == A
    assert len(list(Path("/proc/self/fd").iterdir())) <= handles
    assert capfd.readouterr() == ("", "")


def test_pcscd_absent_is_reported_once_with_its_remedy_and_found_later(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    pcscd.stop()
    start_reader("pcsc:*")
    down = watch.expect(ReaderDown)
    assert "sudo apt-get install pcscd" in down.reason
    assert down.cause is not None
    assert down.cause.shown(str) == down.reason
    pcscd.start()
    watch.expect(ReaderUp)


def test_reader_that_is_not_there_is_named(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:ACS ACR122U*")
    assert "no smart card reader is called ACS ACR122U*" in watch.expect(ReaderDown).reason


def test_missing_pyscard_is_reported_with_its_remedy(
    watch: Watch, start_reader: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "smartcard", None)
    start_reader("pcsc:*")
    assert "sudo apt-get install libpcsclite1" in watch.expect(ReaderDown).reason


@pytest.mark.parametrize(
    "card, reason",
    [
        (VirtualCard(b"", refusal=StatusWord.FUNCTION_NOT_SUPPORTED), "gives no number"),
        (VirtualCard(b"", refusal=StatusWord.INSTRUCTION_NOT_SUPPORTED), "gives no number"),
        (VirtualCard(b"\x01\x02\x03"), "gives no number"),
    ],
    ids=["function refused", "instruction refused", "number of no length known"],
)
def test_card_without_number_is_a_fault_and_the_next_card_counts(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start, card: VirtualCard, reason: str
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    pcscd.readers[0].insert(card)
    assert reason in watch.expect(ReaderFault).reason
    pcscd.readers[0].insert(A.number)
    assert watch.expect(CardRemoved).credential is None
    assert watch.expect(CardPresented).credential == A


def test_card_that_vanishes_in_the_middle_of_a_command_is_a_fault(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    pcscd.readers[0].insert(VirtualCard(b"", vanishes=True))
    assert "taken away too soon" in watch.expect(ReaderFault).reason
    assert watch.expect(CardRemoved).credential is None
    pcscd.readers[0].insert(A.number)
    assert watch.expect(CardPresented).credential == A


def test_card_put_in_place_of_a_vanished_one_is_read_though_pcscd_saw_no_change(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    pcscd.readers[0].insert(VirtualCard(b"", vanishes=True))
    watch.expect(ReaderFault)
    # At once: pcscd looks only every 0.4 s and takes it for the card before.
    pcscd.readers[0].insert(A.number)
    assert watch.expect(CardPresented).credential == A


@dataclass(frozen=True, slots=True)
class SwappedCard(VirtualCard):
    """Becomes another card while pcscd does not look: to pcscd it is the same all the time."""

    second: bytes = b""
    swapped: threading.Event = field(default_factory=threading.Event)

    def respond(self, command: bytes) -> bytes:
        return VirtualCard(self.second if self.swapped.is_set() else self.uid).respond(command)


def test_card_swapped_while_pcscd_does_not_look_is_removed_and_presented(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    start_reader("pcsc:*")
    watch.expect(ReaderUp)
    card = SwappedCard(bytes.fromhex(A.number), second=bytes.fromhex(B.number))
    pcscd.readers[0].insert(card)
    assert watch.expect(CardPresented).credential == A
    card.swapped.set()
    assert watch.expect(CardRemoved).credential == A
    assert watch.expect(CardPresented).credential == B


def test_stop_is_quick_and_nothing_comes_after_it(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    reader = start_reader("pcsc:*")
    watch.expect(ReaderUp)
    began = time.monotonic()
    reader.stop()
    assert time.monotonic() - began < 0.5
    assert "reader door" not in {thread.name for thread in threading.enumerate()}
    assert watch.is_empty()


def test_stop_is_quick_while_pcscd_is_absent(
    pcscd: PcscDaemon, watch: Watch, start_reader: Start
) -> None:
    pcscd.stop()
    reader = start_reader("pcsc:*")
    watch.expect(ReaderDown)
    began = time.monotonic()
    reader.stop()
    assert time.monotonic() - began < 0.5
