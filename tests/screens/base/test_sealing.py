"""A sealed app: one opaque screen has it to itself, and nothing late covers or leaves it."""

from collections.abc import Callable

import pytest
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input, Label

from screens.base.app import KioskApp
from screens.base.screen import KioskScreen


class Work(KioskScreen):
    """What a customer's record would stand on."""

    def compose(self) -> ComposeResult:
        yield Label("13800000000", id="phone")


class Lock(KioskScreen):
    """What is shown while sealed."""

    BINDINGS = [Binding("f7", "knock", "knock")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.knocks = 0

    def compose(self) -> ComposeResult:
        yield Label("locked")
        yield Input(password=True, id="pin")

    def action_knock(self) -> None:
        self.knocks += 1


class Desk(KioskApp):
    """A terminal that can be locked."""

    BINDINGS = [Binding("f5,a", "leak", "leak", priority=True)]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.leaks = 0

    def get_default_screen(self) -> Screen[None]:
        return Work()

    def action_leak(self) -> None:
        self.leaks += 1

    def key_f9(self) -> None:
        self.leaks += 1


async def test_sealing_destroys_what_was_there_and_shows_the_lock() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        phone = app.screen.query_one("#phone")
        app.push_screen(Work())
        await pilot.pause()
        await app.seal(Lock)
        await pilot.pause()
        assert app.sealed
        assert isinstance(app.screen, Lock)
        assert app.screen_stack == [app.screen]
        assert not phone.is_attached
        assert list(app._screen_stacks) == [app.current_mode]
        assert app.screen.styles.background.a == 1
        text = "".join(s.text for strip in app.screen._compositor.render_strips() for s in strip)
        assert "locked" in text
        assert "13800000000" not in text


LATE: dict[str, Callable[[Desk], object]] = {
    "push": lambda app: app.push_screen(Work()),
    "pop": lambda app: app.pop_screen(),
    "switch": lambda app: app.switch_screen(Work()),
    "mode": lambda app: app.switch_mode("_default"),
    "remove-mode": lambda app: app.remove_mode(app.current_mode),
    "mount": lambda app: app.mount(Label("cover")),
    "mount-all": lambda app: app.mount_all([Label("cover")]),
    "recompose": lambda app: app.refresh(recompose=True),
    "toast": lambda app: app.notify("cover"),
    "dismiss": lambda app: app.screen.dismiss(),
    "action": lambda app: app.call_later(app.run_action, "app.pop_screen"),
    "action-push": lambda app: app.call_later(app.run_action, "leak"),
}


@pytest.mark.parametrize("late", LATE.values(), ids=LATE.keys())
async def test_nothing_late_covers_or_leaves_the_lock(late: Callable[[Desk], object]) -> None:
    app = Desk()
    async with app.run_test(notifications=True) as pilot:
        await app.seal(Lock)
        await pilot.pause()
        lock = app.screen
        late(app)
        await pilot.pause()
        assert app.screen is lock
        assert app.screen_stack == [lock]
        assert {type(widget).__name__ for widget in lock.children if widget.display} <= {
            "Label",
            "Input",
            "ToastRack",
            "Tooltip",
        }
        assert not lock.query("Toast")
        assert len(lock.query("Label")) == 1
        assert app.leaks == 0


async def test_keys_go_to_the_lock_before_priority_bindings_of_the_app() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await app.seal(Lock)
        await pilot.pause()
        app.screen.query_one("#pin", Input).focus()
        await pilot.press("a", "f5", "f9", "f7")
        assert app.leaks == 0
        assert app.screen.query_one("#pin", Input).value == "a"
        assert isinstance(app.screen, Lock)
        assert app.screen.knocks == 1


async def test_a_pin_cannot_be_pasted() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await app.seal(Lock)
        await pilot.pause()
        field = app.screen.query_one("#pin", Input)
        field.focus()
        app.post_message(events.Paste("314159"))
        await pilot.pause()
        assert field.value == ""


async def test_unsealing_shows_a_fresh_screen_and_gives_the_app_back() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await app.seal(Lock)
        await pilot.pause()
        await app.unseal(Work)
        await pilot.pause()
        assert not app.sealed
        assert isinstance(app.screen, Work)
        await pilot.press("f5")
        assert app.leaks == 1
        await app.seal(Lock)
        await pilot.pause()
        assert isinstance(app.screen, Lock)
