"""The keyboard as a reader: a badge becomes an event, a person's keys do not."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from devices.drivers.wedge import WedgeReader
from devices.events import CardPresented, Credential, CredentialKind, ReaderFault, ReaderUp
from devices.protocols.wedge import Burst, Released, Size
from devices.readers import open_reader
from devices.virtual.watch import Watch


@pytest.fixture
def open_wedge(watch: Watch) -> Callable[[str], WedgeReader]:
    def open_started(url: str) -> WedgeReader:
        reader = open_reader("keys", url, watch.publish, lambda: datetime.now(UTC))
        assert isinstance(reader, WedgeReader)
        reader.start()
        assert watch.expect(ReaderUp).reader == "keys"
        return reader

    return open_started


def type_burst(reader: WedgeReader, text: str, at: float) -> object:
    for place, key in enumerate(text):
        reader.feed(key, at + place * 0.01)
    return reader.feed("enter", at + len(text) * 0.01)


@pytest.mark.parametrize(
    "url, typed, expected",
    [
        ("wedge:", "62E3086CED", Credential(CredentialKind.EM4100, "62E3086CED")),
        ("wedge:", "0000472288", Credential(CredentialKind.CODE, "0000472288")),
        (
            "wedge:?digits=decimal&high=01",
            "0000472288",
            Credential(CredentialKind.EM4100, "01000734E0"),
        ),
    ],
)
def test_burst_is_a_badge_as_the_address_says(
    watch: Watch,
    open_wedge: Callable[[str], WedgeReader],
    url: str,
    typed: str,
    expected: Credential,
) -> None:
    assert type_burst(open_wedge(url), typed, 5.0) == Burst(typed)
    tap = watch.expect(CardPresented)
    assert (tap.reader, tap.credential, tap.received) == ("keys", expected, 5.1)


def test_repeated_burst_is_one_presentation(
    watch: Watch, open_wedge: Callable[[str], WedgeReader]
) -> None:
    reader = open_wedge("wedge:")
    for at in (5.0, 6.0, 7.5, 11.0):
        type_burst(reader, "62E3086CED", at)
    assert [watch.expect(CardPresented).received for _ in range(2)] == [5.1, 11.1]
    assert watch.is_empty()


def test_person_typing_is_no_event(watch: Watch, open_wedge: Callable[[str], WedgeReader]) -> None:
    reader = open_wedge("wedge:")
    reader.feed("a", 5.0)
    assert reader.deadline == pytest.approx(5.1)
    assert reader.expire(5.2) == Released(("a",))
    assert reader.feed("enter", 5.3) == Released(("enter",))
    assert watch.is_empty()


def test_flood_is_reported_once(watch: Watch, open_wedge: Callable[[str], WedgeReader]) -> None:
    type_burst(open_wedge("wedge:"), "9" * (Size.LONGEST + 50), 5.0)
    assert watch.expect(ReaderFault).reason == "the number is too long"
    assert watch.is_empty()


def test_burst_of_nothing_visible_is_a_fault(
    watch: Watch, open_wedge: Callable[[str], WedgeReader]
) -> None:
    type_burst(open_wedge("wedge:"), "    ", 5.0)
    watch.expect(ReaderFault)
    assert watch.is_empty()
