"""The log on the screen: filters reach all of it, typing never waits, reading is on record."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.times import stored
from screens.review.log_form import LogForm
from screens.review.log_histogram import LogHistogram
from screens.review.log_sheet import LogSheet
from screens.review.views.log import LogView
from tests.screens.review.conftest import NOW, Desk, Open

pytestmark = pytest.mark.usefixtures("english")

COUNT = 250
LATER = datetime.now(UTC) + timedelta(days=1)
"""After the furnishing of the office, which stands in the log by the real clock."""
NASTY = "[bold]x[/] ' OR 1=1 \x1b[31m\u202e"


@pytest.fixture
def filled(office: Office) -> Office:
    """A reveal a minute, by turns; one refused PIN long ago."""
    accesses = Accesses(office.store)
    with office.store.transaction():
        for number in range(COUNT):
            at = NOW.astimezone(UTC) - timedelta(minutes=number + 1)
            person = StaffNo("A07" if number % 2 else "A08")
            accesses.add(
                Access(at, "desk1", AccessKind.REVEAL, person=person, customer=f"G{number:04}")
            )
        accesses.add(
            Access(at, "desk1", AccessKind.PIN, AccessResult.REFUSED, person=StaffNo("A03"))
        )
    return office


async def at_log(it: Desk) -> LogView:
    """The log, with something on it."""
    await it.press("f3")
    view = it.view
    assert isinstance(view, LogView)
    await it.until(lambda: bool(view.query_one(LogSheet).content.keys))
    return view


def kinds(office: Office, kind: AccessKind) -> list[str]:
    return [entry.reason for entry in office.log.page(LogFilter(kind=kind)).entries]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (240, 67)], ids=str)
async def test_newest_first_at_every_size(
    desk: Open, filled: Office, size: tuple[int, int]
) -> None:
    async with desk("M01", size=size) as it:
        await at_log(it)
        await it.press("f", "up", "up", "up", "up", *"reveal", "enter")
        await it.until(lambda: "G0000" in it.shows())
        assert "shown in clear" in it.shows()
        await it.until(lambda: "records" in it.said("LogView .heading"))
        assert "records" in it.said("LogView .heading")


async def test_looking_is_on_record_before_anything_is_shown(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        assert kinds(filled, AccessKind.LOG) == [""]
        await it.until(lambda: view.entry is not None)
        await it.press("enter")
        await it.until(lambda: "ledger entry" in it.said("LogView .words Said"))
        assert len(kinds(filled, AccessKind.ENTRY)) == 1


async def test_moving_down_loads_more_and_nothing_twice(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        sheet = view.query_one(LogSheet)
        while "G0249" not in it.shows():
            await it.press("pagedown")
            await it.pilot.pause(0.02)
            assert len(set(sheet.content.keys)) == len(sheet.content.keys)


async def test_end_is_the_oldest_and_home_the_newest_of_all(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        await at_log(it)
        await it.press("end")
        await it.until(lambda: "newer ones above" in it.said("LogView .heading"))
        await it.press("home")
        await it.until(lambda: "newer ones above" not in it.said("LogView .heading"))


async def test_new_entries_come_on_top_and_the_cursor_stays(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.press("down", "down")
        entry = view.entry
        assert entry is not None
        Accesses(filled.store).add(Access(LATER, "desk9", AccessKind.SEARCH))
        await it.until(lambda: "desk9" in it.shows())
        assert view.entry == entry


async def test_filter_reaches_the_whole_log_and_is_on_record(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.press("f", "tab", "tab", *"A03", "tab", "tab")
        await it.until(lambda: view.wanted == LogFilter(person="A03"))
        await it.press(*"pin")
        await it.until(lambda: [e.kind for e in view._window.entries] == ["pin"])
        await it.press("enter")
        await it.until(lambda: kinds(filled, AccessKind.FILTER) == ["person=A03 kind=pin"])
        assert not view.query_one(LogForm).display


async def test_person_is_found_by_name_and_escape_calls_off(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.press("f", "tab", "tab", *"王海燕")
        await it.until(lambda: {e.person for e in view._window.entries} == {"A08"})
        await it.press("escape")
        assert view.wanted == LogFilter()
        await it.until(lambda: len({e.person for e in view._window.entries}) > 1)


async def test_typing_never_waits_and_late_answers_are_thrown_away(
    desk: Open, filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        old = view.looks[0]
        seen = old.see  # the question of before, answered late
        await it.press("f", "tab", "tab", *"A0", "7")
        assert view.wanted.person == "A07", "before any answer came"
        before = view._window.entries
        with filled.store.connection():
            from screens.review.log_looks import LogSeen

            view.take(old, LogSeen(filled.log.page(LogFilter()), {}))
        assert view._window.entries is before
        assert callable(seen)


async def test_text_with_sql_and_markup_is_text(desk: Open, filled: Office) -> None:
    Accesses(filled.store).add(
        Access(NOW.astimezone(UTC), "desk1", AccessKind.REVEAL, customer="G7777", reason=NASTY)
    )
    async with desk("M01") as it:
        view = await at_log(it)
        await it.press("f", "shift+tab", *"[bold]x[/] ' OR")
        await it.until(lambda: [e.customer for e in view._window.entries] == ["G7777"])
        assert "[bold]x[/]" in it.shows()
        assert "\x1b" not in it.shows()
        assert "\u202e" not in it.shows()


async def test_unknown_kind_is_shown_in_its_own_words(desk: Open, filled: Office) -> None:
    filled.store.table("accesses").insert(
        {"at": stored(LATER), "terminal": "d", "kind": "hologram", "result": "?"}
    )
    async with desk("M01") as it:
        await at_log(it)
        await it.until(lambda: "hologram" in it.shows())


async def test_chart_narrows_to_a_column_and_widens_again(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.until(lambda: bool(view.query_one(LogHistogram)._columns))
        await it.press("h", "left", "enter")
        await it.until(lambda: view.wanted.since is not None)
        narrowed = view.wanted
        assert narrowed.until is not None
        await it.press("w")
        assert view.wanted == LogFilter()


async def test_click_on_the_chart_narrows(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.until(lambda: bool(view.query_one(LogHistogram)._columns))
        await it.pilot.click(LogHistogram, offset=(2, 1))
        await it.until(lambda: view.wanted.since is not None)


async def test_filter_is_kept_by_name_and_used_again(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.press("f", "tab", "tab", *"A03", "enter", "s", *"pins", "enter")
        await it.until(lambda: "kept as pins" in it.said(".message"))
        await it.press("c")
        await it.until(lambda: "pins" in view._saved)
        await it.press("l", "1")
        assert view.wanted == LogFilter(person="A03")


async def test_jump_to_a_day_and_to_none(desk: Open, filled: Office) -> None:
    async with desk("M01") as it:
        view = await at_log(it)
        await it.press("g", *"2026-11-20", "enter")
        await it.until(lambda: "11-20" in it.shows() and not view._window.is_live)
        await it.press("g", *"2026-13-99", "enter")
        await it.until(lambda: "is no moment" in it.said(".message"))


@pytest.mark.parametrize("no,written", [("M01", True), ("D01", False)])
async def test_supervisors_hand_it_out_and_the_department_does_not(
    desk: Open, filled: Office, no: str, written: bool
) -> None:
    folder = filled.premises.home.path / "exports"
    async with desk(no) as it:
        await at_log(it)
        await it.press("e", "2")
        await it.until(
            lambda: any(words in it.said(".message") for words in ("exports/", "may not hand out"))
        )
        assert bool(list(folder.glob("*.jsonl"))) is written
        assert len(kinds(filled, AccessKind.EXPORT)) == written
