"""Integrity on the supervisor's screen: verified, signed, compared, and what was altered named."""

from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite
from textual.widgets import TextArea

from kiosk.home import Home
from kiosk.integrity import Integrity
from kiosk.office import Office, Premises
from kiosk.schema import VERIFICATIONS
from screens.picture import picture
from screens.review.views.integrity import IntegrityView
from store.checkpoints import kept_copies
from store.note import Checkpoint, text_of
from tests.qr_reading import read_codes
from tests.screens.review.conftest import Desk, Open, record_tap

pytestmark = pytest.mark.usefixtures("english")


async def turn(it: Desk) -> None:
    """Show the view, with its look answered."""
    await it.confidential(IntegrityView)
    await it.until(lambda: "entries" in it.said("IntegrityView Said"))


async def give(it: Desk, note: str) -> None:
    await it.press("o")
    it.app.screen.query_one(TextArea).text = note
    await it.press("f9")


def witnessed(home: Home, folder: Path) -> None:
    folder.mkdir()
    with home.config_file.open("a") as config:
        config.write(f'[store]\nwitness_folder = "{folder}"\n')


async def test_what_nobody_changed_is_said_so_and_recorded(desk: Open, office: Office) -> None:
    async with desk("M01") as it:
        await turn(it)
        assert "Not verified yet" in it.said(".heading")
        await it.press("v")
        await it.until(lambda: "Nothing was changed" in it.said(".heading"))
        assert "a cut end would not show" in it.said(".words Said")
    (recorded,) = office.store.table(VERIFICATIONS).all()
    assert (recorded["by"], recorded["problems"]) == ("M01", 0)


async def test_what_was_altered_is_named_within_one_verification(desk: Open, home: Home) -> None:
    with closing(sqlite.connect(home.database)) as file:
        file.execute("UPDATE doc_people SET body = replace(body, '王海燕', '王海鸥')")
        file.commit()
    async with desk("M01") as it:
        await turn(it)
        await it.press("v")
        await it.until(lambda: "Problems found: 1" in it.said(".heading"))
        assert "altered" in it.said(".words Said")
        assert "people" in it.said(".words Said")


async def test_bm7_the_newest_checkpoint_is_read_off_the_screen(desk: Open, office: Office) -> None:
    async with desk("M01", size=(120, 40)) as it:
        await turn(it)
        await it.press("c")
        await it.until(lambda: "signed" in it.shows())
        await it.until(lambda: "▄" in it.said(".code"))
        (read,) = read_codes(picture(it.app))
    signed = Integrity(office).standing().checkpoint
    assert signed is not None
    assert read == signed.note


async def test_a_window_too_small_for_the_code_says_how_large_it_must_be(desk: Open) -> None:
    async with desk("M01", size=(80, 24)) as it:
        await turn(it)
        await it.press("c")
        await it.until(lambda: "The code needs" in it.said(".code"))


async def test_an_old_checkpoint_is_compared_and_kept(desk: Open, office: Office) -> None:
    premises = office.premises
    note = Integrity(office).sign("M01").note
    folder = premises.folder(premises.config.store.checkpoint_folder)
    for copy in kept_copies(folder):
        copy.unlink()
    async with desk("M01") as it:
        await turn(it)
        await give(it, note)
        await it.until(lambda: "continues this checkpoint" in it.shows())
    (kept,) = kept_copies(folder)
    assert kept.read_text() == note


@pytest.mark.parametrize("how", ["forged", "shortened", "of another office", "no checkpoint"])
async def test_a_checkpoint_that_is_not_ours_is_refused(
    desk: Open, office: Office, tmp_path: Path, how: str
) -> None:
    note = Integrity(office).sign("M01").note
    match how:
        case "forged":
            size = Checkpoint.parse(text_of(note)).size
            note = note.replace(f"\n{size}\n", f"\n{size - 1}\n")
            said = "not signed by a key of this ledger"
        case "shortened":
            note = note[: len(note) // 2]
            said = "✗"
        case "of another office":
            with Office.create(Home(tmp_path / "other"), "别处") as other:
                note = Integrity(other).sign("-").note
            said = "another office's"
        case _:
            note, said = "good morning", "✗"
    async with desk("M01") as it:
        await turn(it)
        await give(it, note)
        await it.until(lambda: bool(it.said(".message")))
        if said != "✗":
            assert said in it.said(".message")
        assert "continues this checkpoint" not in it.said(".message")


async def test_a_cut_end_shows_against_the_checkpoint_on_the_supervisor_s_stick(
    desk: Open, home: Home, tmp_path: Path
) -> None:
    witnessed(home, tmp_path / "stick")
    before = home.database.read_bytes()
    with Office.open(home) as office:
        record_tap(office, "A07", "11-23 13:02")
        Integrity(office).sign("M01")
    assert len(kept_copies(tmp_path / "stick")) == 1
    premises = Premises.enter(home)
    for copy in kept_copies(premises.folder(premises.config.store.checkpoint_folder)):
        copy.unlink()
    for side in ("-wal", "-shm"):
        home.database.with_name(home.database.name + side).unlink(missing_ok=True)
    home.database.write_bytes(before)
    async with desk("M01") as it:
        await turn(it)
        await it.press("v")
        await it.until(lambda: "Problems found" in it.said(".heading"))
        # Entries are written after the cut: by then it is another past.
        found = it.said(".words Said")
        assert "rolled back" in found or "another past" in found
        assert "held against 1 checkpoints from elsewhere" in it.said(".words Said")
