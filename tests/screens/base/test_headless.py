"""Hatches that show without a terminal: bindings, palette, clipboard, actions in data, outlets."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text
from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding
from textual.widgets import DataTable, Header, Input, Label, Static

from keyroom import language
from keyroom.language import Language, _
from screens.base.app import KioskApp
from screens.base.faults import places
from screens.base.screen import KioskScreen


class Sample(KioskApp):
    """Everything that Textual would let a visitor use."""

    BINDINGS = [Binding("f5", "note", "note")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.noted = 0

    def compose(self) -> ComposeResult:
        yield Header(icon="O")
        yield Static("[@click=app.note]click me[/] [oops[", id="markup")
        yield Input("secret", password=True, select_on_focus=False, id="field")
        yield Input("spare", id="other")
        yield DataTable(id="table", show_header=False)
        yield Label(_("late"), id="word")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column("only")
        table.add_row(Text.from_markup("[@click=app.note]cell[/] [link=https://example.test]it[/]"))

    def action_note(self) -> None:
        self.noted += 1


def shown(app: KioskApp) -> str:
    """The text on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@pytest.fixture
def sample() -> Sample:
    return Sample()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the app writes to its driver."""
    from textual.drivers.headless_driver import HeadlessDriver

    data: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "write", lambda _self, text: data.append(text))
    return data


@pytest.mark.parametrize(
    "key", ["ctrl+q", "ctrl+c", "ctrl+p", "ctrl+z", "ctrl+backslash", "super+c"]
)
async def test_no_key_of_textual_is_bound(sample: Sample, key: str) -> None:
    async with sample.run_test() as pilot:
        await pilot.press(key)
        assert key not in sample.active_bindings
        assert sample.is_running
        assert len(sample.screen_stack) == 1


async def test_bindings_are_those_of_the_kiosk_alone(sample: Sample) -> None:
    async with sample.run_test():
        sample.screen.set_focus(None)
        assert set(sample.active_bindings) == {"f2", "f5"}


@pytest.mark.parametrize(
    "action", ["command_palette", "quit", "help_quit", "change_theme", "show_help_panel"]
)
async def test_the_palette_and_its_like_do_not_open(sample: Sample, action: str) -> None:
    async with sample.run_test() as pilot:
        await sample.run_action(action)
        sample.search_commands([])
        sample.search_themes()
        await pilot.pause()
        assert len(sample.screen_stack) == 1
        assert sample.is_running
        assert not list(sample.get_system_commands(sample.screen))


async def test_the_header_s_icon_opens_nothing(sample: Sample) -> None:
    async with sample.run_test() as pilot:
        await pilot.click("HeaderIcon")
        assert len(sample.screen_stack) == 1


async def test_nothing_is_copied(sample: Sample, written: list[str]) -> None:
    async with sample.run_test() as pilot:
        field = sample.query_one("#field", Input)
        field.focus()
        field.select_all()
        await pilot.press("ctrl+c", "ctrl+x")
        sample.copy_to_clipboard("secret")
        assert sample.clipboard == ""
        assert not [data for data in written if "\x1b]52" in data]


async def test_nothing_can_be_selected(sample: Sample) -> None:
    async with sample.run_test() as pilot:
        await pilot.mouse_down("#markup", offset=(0, 0))
        await pilot.hover("#markup", offset=(5, 0))
        await pilot.mouse_up("#markup", offset=(5, 0))
        assert not sample.screen.get_selected_text()


async def test_a_paste_is_dropped(sample: Sample) -> None:
    async with sample.run_test() as pilot:
        field = sample.query_one("#field", Input)
        field.focus()
        sample.post_message(events.Paste("314159"))
        await pilot.press("ctrl+v")
        assert field.value == "secret"


@pytest.mark.parametrize("where, offset", [("#markup", (2, 0)), ("#table", (2, 0))])
async def test_no_action_in_data_runs(sample: Sample, where: str, offset: tuple[int, int]) -> None:
    async with sample.run_test() as pilot:
        await pilot.click(where, offset=offset)
        assert sample.noted == 0
        await pilot.press("f5")
        assert sample.noted == 1


async def test_text_is_never_read_as_markup(sample: Sample) -> None:
    async with sample.run_test() as pilot:
        await pilot.pause()
        assert "[@click=app.note]click me[/] [oops[" in shown(sample)


async def test_no_link_in_data_reaches_the_terminal(sample: Sample) -> None:
    async with sample.run_test() as pilot:
        await pilot.pause()
        strips = sample.screen._compositor.render_strips()
        assert not [s for strip in strips for s in strip if s.style is not None and s.style.link]
        assert "cell it" in shown(sample)


async def test_a_toast_shows_its_words_as_they_stand(sample: Sample) -> None:
    async with sample.run_test(notifications=True) as pilot:
        sample.notify("[@click=app.note]扎西[/]\x1b[2J", markup=True)
        await pilot.pause()
        (toast,) = sample._notifications
        assert not toast.markup
        assert toast.message == "[@click=app.note]扎西[/][2J"


async def test_nothing_is_saved_or_opened(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr("webbrowser.open", lambda *a, **k: opened.append(a))
    source = tmp_path / "source"
    source.write_text("x", encoding="utf-8")
    target = tmp_path / "saved"
    async with sample.run_test() as pilot:
        await sample.run_action("screenshot")
        assert sample.save_screenshot(path=str(target)) == ""
        assert sample.deliver_screenshot(path=str(target)) is None
        assert sample.deliver_text(source, save_directory=target) is None
        assert sample.deliver_binary(source, save_directory=target) is None
        sample.open_url("https://example.test")
        await pilot.pause()
    assert not target.exists()
    assert not opened


async def test_it_cannot_be_suspended(sample: Sample) -> None:
    async with sample.run_test():
        await sample.run_action("suspend_process")
        with pytest.raises(SuspendNotSupported), sample.suspend():
            pass


async def test_no_pointer_sequence_is_written(sample: Sample, written: list[str]) -> None:
    async with sample.run_test() as pilot:
        await pilot.hover("#field")
        assert not [data for data in written if "\x1b]22" in data]


async def test_a_fault_is_logged_by_its_place_alone(
    sample: Sample, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        pin = "314159"
        raise ValueError(f"cannot read {pin}")

    sample.call_later(fail)
    with caplog.at_level(logging.INFO):
        await sample.run_async(headless=True)
    assert sample.return_code == 70
    assert "builtins.ValueError at" in caplog.text
    assert "314159" not in caplog.text
    assert capsys.readouterr() == ("", "")


async def test_a_panic_shows_nothing(sample: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    sample.call_later(sample.panic, "PIN 314159")
    await sample.run_async(headless=True)
    assert capsys.readouterr() == ("", "")


def test_places_name_the_cause_too() -> None:
    error = ValueError("secret")
    error.__cause__ = KeyError("secret")
    said = places(error)
    assert said.index("builtins.ValueError at") < said.index("builtins.KeyError at")
    assert "secret" not in said


class Words(KioskScreen):
    """Words, a half-typed field, and a focus."""

    def compose(self) -> ComposeResult:
        yield Label(_("cancelled"), id="word")
        yield Input(id="name")
        yield Input(id="team")


class InWords(KioskApp):
    """An app of words."""

    def get_default_screen(self) -> KioskScreen:
        return Words()


@pytest.fixture
def english() -> Iterator[None]:
    """Leave the language as it was."""
    before = language.current()
    language.use(Language.ENGLISH)
    yield
    language.use(before)


@pytest.mark.usefixtures("english")
async def test_f2_speaks_the_other_language_and_keeps_what_was_typed() -> None:
    app = InWords()
    async with app.run_test() as pilot:
        app.query_one("#team", Input).focus()
        await pilot.press("x", "y")
        await pilot.press("f2")
        assert language.current() is Language.CHINESE
        assert app.query_one("#team", Input).value == "xy"
        assert app.focused is app.query_one("#team")
        await pilot.press("f2")
        assert language.current() is Language.ENGLISH
