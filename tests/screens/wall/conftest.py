"""The wall over a real office at a time that the test sets: threads, records, badges."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from textual.pilot import Pilot

from devices.events import CardPresented, Credential, CredentialKind
from kiosk.attendance.answer import Result
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.clock import Reading
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, StaffNo, staff_no
from kiosk.roles import Role
from kiosk.schema import PUNCHES
from kiosk.signs_of_life import SignsOfLife
from screens.mailbox import Post
from screens.public_board import PublicBoard
from screens.wall.app import WallApp
from screens.wall.place import Place
from screens.wall.screen import WallScreen
from screens.wall.usher import Usher

if TYPE_CHECKING:
    from screens.wall.news import News

EPOCH: Final = datetime(2026, 11, 1, tzinfo=UTC)
PATIENCE_S: Final = 20.0
STAFF: Final = (
    ("M01", "旺堆", Role.ROOM_MANAGER),
    ("T01", "扎西顿珠", Role.TEAM_LEAD),
    ("T02", "李文秀", Role.TEAM_LEAD),
    ("A05", "格桑卓玛", Role.ACCOUNT_MANAGER),
    ("A06", "多吉", Role.ACCOUNT_MANAGER),
    ("A07", "达娃卓玛", Role.ACCOUNT_MANAGER),
    ("A08", "王海燕", Role.ACCOUNT_MANAGER),
    ("A09", "次仁央金", Role.ACCOUNT_MANAGER),
)
TEXTS: Final = {
    "HY-5-1a": "起立迎客，双手接递，先听后答。",
    "HY-5-1b": "格桑卓玛上周新增集团单位 3 家，客户当面致谢。",
    "HY-5-1c": "校园套餐统一答复：59 元含 30G，合约 12 个月，到期可转出，不收违约金。",
    "HY-5-1d": "上午走访开发区三家单位，下午补齐协议台账。",
    "HY-5-1e": "无",
}


def moment(text: str) -> datetime:
    """`24 09:35:07` of November 2026 in the office's zone, as UTC."""
    day, _, time = text.partition(" ")
    local = datetime.fromisoformat(f"2026-11-{day} {time}").replace(tzinfo=OFFICE_ZONE)
    return local.astimezone(UTC)


def badge(no: str) -> Credential:
    """The tag that a person wears."""
    return Credential(CredentialKind.EM4100, f"0B0000{ord(no[0]):02X}{int(no[1:]):02X}")


@dataclass
class Hands:
    """Both clocks of a machine that was booted on the first; the wall clock can be off."""

    utc: datetime = field(default_factory=lambda: moment("24 09:20:00"))
    off: timedelta = timedelta(0)

    def set(self, text: str) -> None:
        """It is this time now."""
        self.utc = moment(text)

    def read(self) -> Reading:
        elapsed = (self.utc - EPOCH).total_seconds()
        return Reading(self.utc + self.off, "boot", elapsed, synchronised=False)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The office as all tests find it: to be copied, never to be opened."""
    home = Home(tmp_path_factory.mktemp("wall") / "home")
    with Office.create(home, "重要客户室") as office, office.store.transaction():
        for no, name, role in STAFF:
            office.people.add(Person(staff_no(no), name, role, "一组", date(2026, 1, 5)), actor="-")
            office.badges.give(no, badge(no), moment("02 08:00"), by="-")
    return home


@pytest.fixture
def home(furnished: Home, tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    shutil.copytree(furnished.path, home.path)
    return home


@pytest.fixture
def clock() -> Hands:
    """A Tuesday in winter, 09:20: the meeting is planned for 09:35."""
    return Hands()


@dataclass
class Room:
    """The same records, as another process has them: an entrance, or a command."""

    office: Office
    clock: Hands

    def tap(self, text: str, people: str) -> None:
        """Taps at the entrance."""
        for no in people.split():
            punch = Punch(moment(text), "entrance", Result.RECORDED, Source.BADGE, StaffNo(no))
            self.office.store.table(PUNCHES).insert(punch.to_document())

    def prepare(self, texts: dict[str, str] = TEXTS, day: int = 24) -> None:
        """The host fills the blocks the evening before."""
        evening = Hands(moment(f"{day - 1} 17:00:00")).read()
        self.office.meetings.prepare(date(2026, 11, day), texts, by="T01", now=evening)

    def leave(self, no: str, start: str, end: str) -> None:
        """Approved leave."""
        first = moment(start)
        asked = self.office.requests.ask_leave(
            StaffNo(no), LeaveKind.ANNUAL, first, moment(end), by=no, now=first
        )
        self.office.requests.decide(asked, RequestState.APPROVED, by="M01", now=first)


@pytest.fixture
def room(home: Home, clock: Hands) -> Iterator[Room]:
    with Office.open(home, "entrance") as office:
        yield Room(office, clock)


@dataclass
class Wall:
    """The screen under test, and what stands behind it."""

    app: WallApp
    usher: Usher
    clock: Hands
    board: PublicBoard
    home: Home
    pilot: Pilot[None] = field(init=False)

    @property
    def screen(self) -> WallScreen:
        assert isinstance(self.app.screen, WallScreen)
        return self.app.screen

    async def until(self, met: Callable[[], bool]) -> None:
        """Let the app run until something is so; it ticks as often as that."""
        async with asyncio.timeout(PATIENCE_S):
            while not met():
                await self.pilot.pause(0.01)

    async def at(self, text: str) -> None:
        """Let it be this time, and be painted."""
        self.clock.set(text)
        self.tick()
        await self.pilot.pause()

    def tick(self) -> None:
        """The second turns."""
        self.screen.on_wall_screen_news_came()

    def present(self, no: str) -> None:
        """Hold a person's badge to the wall's reader."""
        self.usher.post(CardPresented("pad", self.clock.read().utc, badge(no)))

    def shows(self) -> str:
        """All text that is painted in plain letters."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def said(self, selector: str) -> str:
        """What a line says, whatever its size."""
        forms = (each.forms[0] for each in self.screen.query(selector) if each.display)  # type: ignore[attr-defined]
        return "\n".join(forms)


Hang = Callable[..., AbstractAsyncContextManager[Wall]]


@pytest.fixture
def wall(home: Home, clock: Hands) -> Hang:
    """`async with wall() as it`: the screen runs, and has read the records."""

    @asynccontextmanager
    async def run(
        size: tuple[int, int] = (120, 40), readers: tuple[str, ...] = ()
    ) -> AsyncIterator[Wall]:
        premises = Premises.enter(home)
        place = replace(Place.of(premises, "wall"), read=clock.read, readers=readers)
        mailbox: Post[News] = Post()
        board = PublicBoard()
        usher = Usher(
            lambda: premises.open("wall"), mailbox.tell, place.read, SignsOfLife(home), "wall"
        )
        app = WallApp(place, mailbox, usher, board)
        wall = Wall(app, usher, clock, board, home)
        async with app.run_test(size=size) as wall.pilot:
            usher.start()
            await wall.until(lambda: wall.screen.view is not None)
            try:
                yield wall
            finally:
                await asyncio.to_thread(usher.stop)

    return run
