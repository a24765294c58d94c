"""The desk's screen with a clock of the test's own: lock, PIN, idle, removal (BM-1, D-44)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from devices.events import CardRemoved, Credential, CredentialKind, ReaderDown
from kiosk.person import Person, StaffNo, staff_no
from kiosk.privacy.accesses import Access, AccessKind
from kiosk.privacy.customer import Contact, ContactRole, Customer, Personal, PersonalField
from kiosk.privacy.desk import Cause, Desk, DeskRules, Held, Identifying, Locked, Open
from kiosk.privacy.desk_view import DeskView, Said
from kiosk.privacy.embargo import Embargo, EmbargoKind
from kiosk.privacy.who_looked import Looked
from kiosk.privacy.works.customers import CustomersPage, CustomerWork, Record
from kiosk.privacy.works.who_looked import WhoLookedPage, WhoLookedWork
from kiosk.privacy.works.work import Work
from kiosk.roles import Role
from screens.desk.app import DeskApp
from screens.desk.attendant import Request
from screens.desk.lock_screen import LockScreen
from screens.desk.pin_field import PinField
from screens.desk.place import DeskPlace
from screens.desk.window import Window
from screens.desk.work_screen import WorkScreen
from screens.public_board import PublicBoard
from screens.widgets.public_notices import PublicNotices

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 11, 23, 1, 42, 7, tzinfo=UTC)
CARD = Credential(CredentialKind.CARD_UID, "04A1B2C3")
HELD = Held("pad", CARD, StaffNo("A07"))
PERSON = Person(staff_no("A07"), "达娃卓玛", Role.ACCOUNT_MANAGER, "一组", date(2024, 1, 1))
GROUP = Customer("G0001", "第一小学", StaffNo("A07"), "dyxx")
TARIFF = Embargo(EmbargoKind.TARIFF, "[red]新资费[/red]", "每月 99 元", NOW, StaffNo("M01"), NOW)
MASKED = Personal("张*三", "138****1234", "540202********0017", "***")
CLEAR = replace(MASKED, phone="13812341234")


class Asked:
    """A service that only notes what it is asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.named: list[tuple[str, bool]] = []
        """What it was told by name, such as `expect_end(expected=True)`."""

    def do(self, ticket: int, kind: type[Work], act: Callable[[Any], None]) -> None:
        """What the work would be asked, with the ticket that it was asked with."""
        asked = Asked()
        act(asked)
        self.calls += [(name, ticket, *words) for name, *words in asked.calls]

    def __getattr__(self, name: str) -> Callable[..., None]:
        def called(*words: Any, **named: bool) -> None:
            if named:
                self.named += [(name, value) for value in named.values()]
            else:
                self.calls.append((name, *words))

        return called


@dataclass
class AtScreen:
    """The app, its window, its clock, and what it asks for."""

    window: Window = field(default_factory=Window)
    asked: Asked = field(default_factory=Asked)
    boot_s: float = 1000.0
    board: PublicBoard = field(default_factory=PublicBoard)

    def app(self) -> DeskApp:
        place = DeskPlace(
            office="重要室",
            terminal="desk",
            zone=ZoneInfo("Asia/Shanghai"),
            readers=("pad",),
            now=lambda: NOW,
            rules=DeskRules(60, 10),
            boot_s=lambda: self.boot_s,
            board=self.board,
        )
        return DeskApp(place, self.window, self._ask)

    def _ask(self, request: Request) -> None:
        asked: Any = self.asked
        request(asked)

    def open(self, **more: Any) -> None:
        """A session of ticket 1 begins, or its view changes."""
        desk = Open(HELD, self.boot_s, self.boot_s, 1, customer=more.pop("customer", None))
        page = CustomersPage(PERSON.no, (GROUP,), **more)
        self.show(desk, person=PERSON, page=page)

    def open_record(self, **more: Any) -> None:
        contacts = (Contact("c1", "G0001", ContactRole.CONTACT, MASKED),)
        self.open(record=Record(GROUP, contacts, None), customer="G0001", **more)

    def reveal(self) -> None:
        self.open_record(shown=Contact("c1", "G0001", ContactRole.CONTACT, CLEAR))

    def show(self, desk: Desk, **more: Any) -> None:
        self.window.show(DeskView(desk=desk, **more))


@pytest.fixture
def at() -> AtScreen:
    return AtScreen()


def painted(app: DeskApp) -> str:
    """All text on the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines)


async def test_it_starts_sealed_and_knows_no_customer(at: AtScreen) -> None:
    async with at.app().run_test() as pilot:
        assert pilot.app.sealed  # type: ignore[attr-defined]
        assert isinstance(pilot.app.screen, LockScreen)


async def test_bm_5_the_lock_shows_what_is_public_and_only_while_it_is(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        assert "tariff" not in painted(app)
        at.board.show((TARIFF,))
        await pilot.pause()
        assert "tariff · [red]新资费[/red]" in painted(app)
        assert "每月 99 元" in painted(app)
        at.show(Identifying(HELD, at.boot_s, 1), person=PERSON)
        await pilot.pause()
        assert "每月 99 元" in painted(app)
        await pilot.press("3", "1")
        assert "● ●" in painted(app)
        at.open()
        await pilot.pause()
        assert "每月 99 元" not in painted(app)
        at.show(Locked(Cause.FINISHED, 1))
        await pilot.pause()
        at.board.show(())
        await pilot.pause()
        assert "新资费" not in painted(app)


async def test_bm_5_a_long_text_is_turned_page_by_page(at: AtScreen) -> None:
    app = at.app()
    at.board.show((replace(TARIFF, text="\n".join(f"line {n}" for n in range(9))),))
    async with app.run_test() as pilot:
        await pilot.pause()
        notices = app.screen.query_one(PublicNotices)
        assert "1/2" in painted(app)
        assert "line 4" in painted(app)
        assert "line 5" not in painted(app)
        notices._turn()
        await pilot.pause()
        assert "2/2" in painted(app)
        assert "line 8" in painted(app)
        notices._turn()
        await pilot.pause()
        assert "line 0" in painted(app)


async def test_a_pin_is_typed_as_digits_alone_shown_as_dots_and_forgotten(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.show(Identifying(HELD, at.boot_s, 1), person=PERSON)
        await pilot.pause()
        await pilot.press("3", "x", "1", "4", "space", "1", "5", "8", "backspace", "9")
        assert "● ● ● ● ● ●" in painted(app)
        assert "314" not in painted(app)
        await pilot.press("enter")
        assert at.asked.calls == [("pin", 1, "314159")]
        assert "●" not in str(app.screen.query_one(PinField).render())


async def test_a_session_opens_the_own_list_and_a_customer(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open()
        await pilot.pause()
        assert isinstance(app.screen, WorkScreen)
        assert "第一小学" in painted(app)
        await pilot.press("enter")
        assert ("open", 1, "G0001") in at.asked.calls


async def test_a_reveal_needs_a_reason_by_a_quick_key_or_typed(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open_record()
        await pilot.pause()
        assert "138****1234" in painted(app)
        await pilot.press("n", "i", "2")
        phone_and_id = (PersonalField.PHONE, PersonalField.ID_NUMBER)
        assert at.asked.calls[-1] == ("reveal", 1, "c1", phone_and_id, "business")
        await pilot.press("4", *"audit", "enter")
        assert at.asked.calls[-1] == ("reveal", 1, "c1", phone_and_id, "audit")
        at.reveal()
        await pilot.pause()
        assert "13812341234" in painted(app)
        await pilot.press("escape")
        assert ("hide", 1) in at.asked.calls


async def test_a_search_is_typed_and_asked_for(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open()
        await pilot.pause()
        await pilot.press("slash", *"dy1", "enter")
        assert ("search", 1, "dy1") in at.asked.calls


async def test_what_is_being_typed_stays_while_the_service_notes_each_touch(
    at: AtScreen,
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open()
        await pilot.pause()
        await pilot.press("slash", "d", "y")
        at.boot_s += 3
        at.open()
        await pilot.pause()
        await pilot.press("1", "enter")
        assert ("search", 1, "dy1") in at.asked.calls


@pytest.mark.parametrize(
    "event, cause",
    [
        (CardRemoved("pad", NOW, CARD), Cause.BADGE_REMOVED),
        (CardRemoved("pad", NOW, None), Cause.BADGE_REMOVED),
        (ReaderDown("pad", NOW), Cause.READER_LOST),
    ],
)
async def test_bm1_removal_locks_before_the_service_has_heard_of_it(
    at: AtScreen, event: CardRemoved | ReaderDown, cause: Cause
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.reveal()
        await pilot.pause()
        work = app.screen
        at.window.tell(event)
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)
        assert "1381" not in painted(app)
        assert not work.is_attached
        assert at.asked.calls == [("lock", 1, cause)]
        at.reveal()  # a late answer of the session that is over
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)


async def test_the_second_person_s_badge_may_go(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.reveal()
        await pilot.pause()
        other = Credential(CredentialKind.CARD_UID, "04FFFFFF")
        at.window.tell(CardRemoved("pad", NOW, other))
        await pilot.pause()
        assert isinstance(app.screen, WorkScreen)


async def test_d44_content_is_gone_during_the_warning_and_a_key_brings_it_back(
    at: AtScreen,
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.reveal()
        await pilot.pause()
        at.boot_s += 50
        await app._tick()
        assert not app.screen.query(OptionList)
        assert "1381" not in painted(app)
        await pilot.press("2")
        assert at.asked.calls == [("touch", 1, 1050.0)]  # and nothing was revealed
        assert "13812341234" in painted(app)


async def test_d44_after_60_s_a_key_finds_the_lock_even_where_no_timer_has_run(
    at: AtScreen,
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open_record()
        await pilot.pause()
        at.boot_s += 60
        await pilot.press("2")
        assert isinstance(app.screen, LockScreen)
        assert at.asked.calls == [("lock", 1, Cause.IDLE)]
        assert "Locked: nobody touched it" in painted(app)


async def test_each_key_puts_the_lock_off(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open()
        await pilot.pause()
        for _ in range(5):
            at.boot_s += 40
            await pilot.press("down")
        assert isinstance(app.screen, WorkScreen)


async def test_escape_goes_back_step_by_step_and_then_locks(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open_record()
        await pilot.pause()
        await pilot.press("escape")
        at.open()
        await pilot.pause()
        await pilot.press("escape")
        calls = [call for call in at.asked.calls if call[0] != "touch"]
        assert calls == [("close", 1), ("lock", 1, Cause.FINISHED)]
        at.show(Locked(Cause.FINISHED, 1))
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)


async def test_a_refusal_is_told_and_the_badge_that_lies_there_may_try_again(
    at: AtScreen,
) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.show(Locked(Cause.PIN_REFUSED, 1), said=Said.PIN_WRONG, wait_s=5.0, badge_lies=True)
        await pilot.pause()
        assert "Wrong PIN; next try in 5 s" in painted(app)
        await pilot.press("enter")
        assert at.asked.calls == [("again",)]


async def test_a_lock_speaks_the_other_language_at_f2(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        before = painted(app)
        await pilot.press("f2")
        await pilot.pause()
        assert painted(app) != before
        assert isinstance(app.screen, LockScreen)
        await pilot.press("f2")


async def test_f10_and_a_supervisor_s_badge_end_the_program(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        await pilot.press("f10")
        at.show(Locked(Cause.START, 0), ending=True)
        await pilot.pause()
        assert "A supervisor's badge ends the program" in painted(app)
        await pilot.press("escape", "f10")
        expected = [("expect_end", each) for each in (True, False, True)]
        assert at.asked.named == expected
        at.show(Locked(Cause.START, 0), ended=True)
        await pilot.pause()
        assert not app.is_running
    assert app.return_code == 0


async def test_ten_thousand_keys_at_the_lock_open_nothing(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        keys = ["escape", "enter", "f9", "slash", "ctrl+c", "ctrl+q", "ctrl+p", "1", "tab"]
        await _press(pilot, keys * 1112)
        assert isinstance(app.screen, LockScreen)
        assert at.asked.calls == []


async def test_a_lock_does_not_wait_behind_a_flood_of_keys(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open_record()
        await pilot.pause()
        for _ in range(500):
            app.post_message(events.Key("1", "1"))
        at.window.tell(CardRemoved("pad", NOW, CARD))
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)
        assert at.asked.calls == [("lock", 1, Cause.BADGE_REMOVED)]


async def test_a_fault_while_somebody_is_shown_ends_it_without_a_word_of_him(
    at: AtScreen, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object) -> None:
        raise ValueError(f"cannot show {CLEAR.phone}")

    app = at.app()

    async def run() -> None:
        async with app.run_test() as pilot:
            at.reveal()
            await pilot.pause()
            monkeypatch.setattr(WorkScreen, "show", fail)
            at.open_record()
            await pilot.pause()

    with pytest.raises(ValueError, match="cannot show"):
        await run()
    assert app.return_code == 70
    assert "ValueError at" in caplog.text
    assert CLEAR.phone not in caplog.text


async def _press(pilot: Pilot[Any], keys: list[str]) -> None:
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()


async def test_bm7_a_key_turns_to_who_looked_and_escape_back(at: AtScreen) -> None:
    app = at.app()
    async with app.run_test() as pilot:
        at.open()
        await pilot.pause()
        await pilot.press("f7")
        assert at.asked.calls.pop() == ("turn_to", 1, WhoLookedWork)
        look = Access(NOW, "desk", AccessKind.REVEAL, person=StaffNo("A08"), customer="G0001")
        seen = Looked("1", look, "次仁", "G0001", "第一小学", StaffNo("A07"))
        desk = Open(HELD, at.boot_s, at.boot_s, 1)
        at.show(desk, person=PERSON, page=WhoLookedPage(PERSON.no, (seen,), NOW))
        await pilot.pause()
        assert "次仁 A08" in painted(app)
        await pilot.press("escape")
        assert at.asked.calls.pop() == ("turn_to", 1, CustomerWork)
