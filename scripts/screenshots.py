"""Draw the README's pictures: the real screens over a real, invented office at a set time."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import time_machine
from textual.pilot import Pilot

from commands.demo_tray import tray
from devices.events import CardPresented, Credential, ReaderUp
from keyroom.language import Language, use
from kiosk.attendance.door import Door
from kiosk.example.furnish import furnish
from kiosk.example.staff import FOUND, MANAGER, STAFF
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.settings.terminals import ReaderKnobs
from screens.base.app import KioskApp
from screens.demo.app import DemoApp
from screens.entrance.app import EntranceApp
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.news import Answered, News
from screens.picture import picture
from screens.review.run import Review
from screens.taps import TapThread

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
READER = ReaderKnobs(name="door", terminal="entrance", url="serial:/dev/ttyUSB0?protocol=em4100")
EARLY = datetime(2026, 11, 23, 1, 36, 20, tzinfo=UTC)
"""09:36 in the office's zone: a quarter of an hour before work (winter)."""
PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who taps before it is taken, and on what screen."""

    name: str
    size: tuple[int, int]
    badges: Sequence[Credential]
    language: Language = Language.CHINESE
    with_tray: bool = False
    keys: tuple[str, ...] = ()
    """Pressed afterwards."""
    until: str = ""
    """What must be painted by then."""


def worn(number: int) -> Credential:
    """The newest badge of the person at this place of the invented staff."""
    return STAFF[number].badges[-1].credential


SHOTS = (
    Shot("entrance", (110, 32), (MANAGER.badges[-1].credential, worn(3), worn(6))),
    Shot("entrance-en", (110, 32), (worn(3), worn(6), FOUND), Language.ENGLISH),
    Shot("demo", (120, 34), (worn(3), worn(6)), with_tray=True),
    Shot("own-page", (110, 32), (worn(7),), keys=("f3",), until="KQ-2-1a"),
)
REVIEW = Shot("review", (120, 30), (), keys=("2",), until="迟到")
"""The supervisor's month, opened for the manager."""


class Studio:
    """An entrance whose readers are the photographer's hands."""

    def __init__(self, premises: Premises, shot: Shot) -> None:
        self.mailbox = Mailbox()
        self.answered = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self.taps = TapThread(lambda: Door(premises, READER.terminal), self._tell)
        place = Place.of(premises, READER.terminal)
        if shot.with_tray:
            with premises.open() as office:
                badges = tray(office, card_reader=True)
            self.app: EntranceApp = DemoApp(place, self.mailbox, self.taps, badges, lambda _: None)
        else:
            self.app = EntranceApp(place, self.mailbox, self.taps)

    def _tell(self, news: News) -> None:
        self.mailbox.tell(news)
        if isinstance(news, Answered):
            self._loop.call_soon_threadsafe(self.answered.set)


async def shoot(premises: Premises, shot: Shot) -> None:
    """Let the badges be tapped one after the other, and take the picture."""
    studio = Studio(premises, shot)
    async with studio.app.run_test(size=shot.size) as pilot:
        studio.taps.start()
        studio.taps.post(ReaderUp(READER.name, datetime.now(UTC)))
        for credential in shot.badges:
            studio.answered.clear()
            studio.taps.post(CardPresented(READER.name, datetime.now(UTC), credential))
            await asyncio.wait_for(studio.answered.wait(), PATIENCE_S)
        await _press(studio.app, pilot, shot)
        picture(studio.app).save(FOLDER / f"{shot.name}.png", optimize=True)
        await asyncio.to_thread(studio.taps.stop)


async def shoot_review(premises: Premises) -> None:
    """The supervisor's screen; nobody taps."""
    with premises.open() as office:
        manager = office.people.get(MANAGER.no)
    review = Review(premises, "review", manager)
    async with review.app.run_test(size=REVIEW.size) as pilot:
        review.open()
        await _press(review.app, pilot, REVIEW)
        picture(review.app).save(FOLDER / f"{REVIEW.name}.png", optimize=True)
        await asyncio.to_thread(review.close)


async def _press(app: KioskApp, pilot: Pilot[None], shot: Shot) -> None:
    await _painted(pilot)
    await pilot.press(*shot.keys)
    async with asyncio.timeout(PATIENCE_S):
        while shot.until not in _text(app):
            await pilot.pause(0.05)
    await _painted(pilot)


def _text(app: KioskApp) -> str:
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no other way
    return "\n".join(strip.text for strip in strips)


async def _painted(pilot: Pilot[None]) -> None:
    # The answer, then the state of the door that follows it.
    for _ in range(3):
        await pilot.pause()


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        use(shot.language)
        with tempfile.TemporaryDirectory() as folder, time_machine.travel(EARLY):
            home = Home(Path(folder) / "home")
            with Office.create(home, "重要室", readers=(READER,)) as office:
                furnish(office)
            asyncio.run(shoot(Premises.enter(home), shot))
        print(FOLDER / f"{shot.name}.png")  # noqa: T201 - what make shows
    use(REVIEW.language)
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(EARLY):
        home = Home(Path(folder) / "home")
        with Office.create(home, "重要室") as office:
            furnish(office)
        asyncio.run(shoot_review(Premises.enter(home)))
    print(FOLDER / f"{REVIEW.name}.png")  # noqa: T201 - what make shows


if __name__ == "__main__":
    main()
