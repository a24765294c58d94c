"""A reader that types: badges are taken out of the keys, people's keys reach their bindings."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from textual import events
from textual.widgets import Input

from devices.drivers.wedge import WedgeReader
from devices.events import CardPresented, Credential, CredentialKind, Event
from devices.urls import WedgeUrl
from kiosk.attendance.answer import Answer
from kiosk.attendance.own_month import OwnMonth
from screens.entrance.app import EntranceApp
from screens.entrance.own_page.page import OwnPage
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.news import Answered, OwnMonthTold, Purpose
from screens.wedge_keys import WedgeKeys
from screens.wishes import Wishes

BURST_S, PAUSE_S = 0.002, 0.3
Met = Callable[[], bool]


@pytest.fixture
def published() -> list[Event]:
    return []


@pytest.fixture
def reader(published: list[Event]) -> WedgeReader:
    return WedgeReader("pad", WedgeUrl(), published.append, lambda: datetime.now(UTC))


def typed(text: str, start: float, apart: float) -> list[events.Key]:
    """Keys as the terminal's parser makes them; `\\r` is Enter."""
    keys = []
    for number, character in enumerate(text):
        key = events.Key("enter" if character == "\r" else character, character)
        key.time = start + number * apart
        keys.append(key)
    return keys


def test_a_badge_is_presented_and_none_of_its_keys_goes_on(
    reader: WedgeReader, published: list[Event]
) -> None:
    keys = WedgeKeys(reader)
    passed = [on for key in typed("0A0048C105\r", 10.0, BURST_S) for on in keys.take(key)]
    assert passed == []
    (presented,) = published
    assert isinstance(presented, CardPresented)
    assert presented.credential == Credential(CredentialKind.EM4100, "0A0048C105")


def test_a_person_s_keys_go_on_in_order_and_are_the_same_keys(
    reader: WedgeReader, published: list[Event]
) -> None:
    keys = WedgeKeys(reader)
    typing = typed("abc", 10.0, PAUSE_S)
    passed = [on for key in typing for on in keys.take(key)]
    assert keys.deadline is not None
    passed += keys.expire(keys.deadline + 0.01)
    assert [id(key) for key in passed] == [id(key) for key in typing]
    assert published == []


def test_a_badge_among_a_person_s_keys_is_taken_out(
    reader: WedgeReader, published: list[Event]
) -> None:
    keys = WedgeKeys(reader)
    stream = [
        *typed("x", 10.0, 0),
        *typed("0A0048C105\r", 10.5, BURST_S),
        *typed("y", 11.0, 0),
    ]
    passed = [on for key in stream for on in keys.take(key)] + keys.expire(12.0)
    assert [key.key for key in passed] == ["x", "y"]
    assert len(published) == 1


def test_more_than_any_badge_has_is_dropped(reader: WedgeReader) -> None:
    keys = WedgeKeys(reader)
    passed = [on for key in typed("7" * 2000 + "\r", 10.0, BURST_S) for on in keys.take(key)]
    assert passed == []


@pytest.fixture
def wedge_app(place: Place, mailbox: Mailbox, heard: Wishes, reader: WedgeReader) -> EntranceApp:
    return EntranceApp(place, mailbox, heard, reader)


async def test_the_app_hands_a_badge_to_the_reader_and_acts_on_none_of_its_keys(
    wedge_app: EntranceApp, published: list[Event], expected: list[Purpose]
) -> None:
    async with wedge_app.run_test() as pilot:
        now = events.Key("a", "a").time
        for key in typed("https://example.test/?help\r", now, BURST_S):
            wedge_app.post_message(key)
        await pilot.pause(0.2)
        assert isinstance(published[-1], CardPresented)
        assert expected == []
        assert not wedge_app.screen.query_one("KeyHelp").display


@pytest.mark.parametrize("key", ["f6", "question_mark"])
async def test_the_app_acts_on_a_person_s_key_all_the_same(
    wedge_app: EntranceApp, expected: list[Purpose], key: str
) -> None:
    done: dict[str, Met] = {
        "f6": lambda: expected == [Purpose.CORRECT],
        "question_mark": lambda: bool(wedge_app.screen.query_one("KeyHelp").display),
    }
    async with wedge_app.run_test() as pilot:
        await pilot.press(key)
        while not done[key]():
            await pilot.pause(0.01)


async def test_a_badge_never_types_into_a_field_and_a_person_s_words_are_never_a_badge(
    wedge_app: EntranceApp, published: list[Event]
) -> None:
    async with wedge_app.run_test() as pilot:
        field = Input()
        await wedge_app.screen.mount(field)
        field.focus()
        await pilot.pause()
        start = events.Key("a", "a").time - 3  # all is over: nobody needs to wait for a pause
        badge = typed("0A0048C105\r", start + 2 * PAUSE_S, BURST_S)
        for key in [*typed("no", start, PAUSE_S), *badge, *typed("rbu", start + 1, PAUSE_S)]:
            wedge_app.post_message(key)
        while field.value != "norbu":
            await pilot.pause(0.01)
        assert [type(event) for event in published] == [CardPresented]


async def test_a_badge_never_types_into_the_own_page_and_a_reason_is_never_a_badge(
    wedge_app: EntranceApp,
    mailbox: Mailbox,
    answer: Callable[..., Answer],
    own: Callable[..., OwnMonth],
    published: list[Event],
) -> None:
    async with wedge_app.run_test() as pilot:
        mailbox.tell(Answered(answer(person=own().person)))
        await pilot.pause()
        await pilot.press("f3")
        mailbox.tell(OwnMonthTold(own()))
        await pilot.pause()
        page = wedge_app.screen.query_one(OwnPage)
        await pilot.press("tab", "3")
        start = events.Key("a", "a").time - 9  # all is over: nobody needs to wait for a pause
        badge = typed("0A0048C105\r", start + 2, BURST_S)
        for key in [*typed("5no", start, PAUSE_S), *badge, *typed("bus", start + 3, PAUSE_S)]:
            wedge_app.post_message(key)
        while page.view.form is None or page.view.form.typed != "nobus":
            await pilot.pause(0.01)
        assert [type(event) for event in published] == [CardPresented]
