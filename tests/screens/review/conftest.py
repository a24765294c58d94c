"""The supervisor's screen over a real office at a set time: threads, records, badges."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from devices.events import CardPresented, Credential, CredentialKind
from kiosk.attendance.answer import Result
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, StaffNo, staff_no
from kiosk.roles import Role
from kiosk.schema import PUNCHES
from screens.mailbox import Post
from screens.review.app import ReviewApp
from screens.review.clerk import Clerk
from screens.review.news import News
from screens.review.place import Place
from screens.review.screen import ReviewScreen
from screens.review.tabs import CONFIDENTIALITY
from screens.review.verifier import Verifier
from screens.review.view import View
from screens.review.watcher import Watcher
from screens.widgets.said import Said

NOW: Final = datetime(2026, 11, 23, 10, 30, tzinfo=OFFICE_ZONE)
"""A Monday morning in winter."""
PATIENCE_S: Final = 20.0

STAFF: Final = (
    ("M01", "旺堆", Role.ROOM_MANAGER, "重要室"),
    ("M02", "李文秀", Role.ACTING_MANAGER, "重要室"),
    ("D01", "尼玛", Role.DEPT_GROUP, "集团客户部"),
    ("A03", "扎西顿珠", Role.TEAM_LEAD, "一组"),
    ("A07", "达娃卓玛", Role.ACCOUNT_MANAGER, "二组"),
    ("A08", "王海燕", Role.ACCOUNT_MANAGER, "二组"),
)
TAPS: Final = {
    "A03": ("11-20 09:35", "11-20 13:01", "11-20 15:10", "11-20 18:32", "11-23 09:38"),
    "A07": ("11-20 10:05", "11-20 13:02", "11-20 15:12", "11-23 09:41"),
    "A08": ("11-20 09:45", "11-20 13:00", "11-20 15:15", "11-20 18:31", "11-23 10:02"),
    "M01": ("11-23 09:20",),
}
"""On Friday A07 came late and forgot the last tap; on Monday A08 came late."""


def moment(text: str) -> datetime:
    """`11-20 09:35` in the office's zone."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=OFFICE_ZONE)


def badge(no: str) -> Credential:
    """The tag that a person wears."""
    return Credential(CredentialKind.EM4100, f"0B0000{ord(no[0]):02X}{int(no[1:]):02X}")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The office as all tests find it: to be copied, never to be opened."""
    home = Home(tmp_path_factory.mktemp("review") / "home")
    with Office.create(home, "重要室") as office, office.store.transaction():
        for no, name, role, team in STAFF:
            # On the staff since the day before: the days before have nothing to judge.
            person = Person(staff_no(no), name, role, team, date(2026, 11, 20))
            office.people.add(person, actor="-")
            office.badges.give(no, badge(no), moment("11-20 08:00").astimezone(UTC), by="-")
        for no, taps in TAPS.items():
            for tap in taps:
                record_tap(office, no, tap)
    return home


def record_tap(office: Office, no: str, when: str) -> None:
    """A tap at the entrance, as its record."""
    punch = Punch(
        moment(when).astimezone(UTC),
        "entrance",
        Result.RECORDED,
        person=StaffNo(no),
        reader="door",
    )
    office.store.table(PUNCHES).insert(punch.to_document())


@pytest.fixture
def home(furnished: Home, tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    shutil.copytree(furnished.path, home.path)
    return home


@pytest.fixture
def office(home: Home) -> Iterator[Office]:
    """The same records, as another process has them: an entrance, or a command."""
    with Office.open(home, "entrance") as office:
        yield office


@dataclass
class Boot:
    """Seconds since boot, as the test says."""

    s: float = 1000.0

    def __call__(self) -> float:
        return self.s


@dataclass
class Desk:
    """The screen under test, and what stands behind it."""

    app: ReviewApp
    clerk: Clerk
    watcher: Watcher
    mailbox: Post[News]
    boot: Boot
    pilot: Pilot[None] = field(init=False)

    async def until(self, met: Callable[[], bool]) -> None:
        """Let the app run until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not met():
                await self.pilot.pause(0.01)

    async def present(self, no: str, *, seen: bool = True) -> None:
        """Hold a person's badge to the reader; `seen`: until his session is open."""
        self.clerk.post(CardPresented("pad", NOW.astimezone(UTC), badge(no)))
        if seen:
            await self.until(lambda: self.app.person is not None and self.app.person.no == no)
            await self.until(lambda: bool(self.said(".whose")))

    @property
    def view(self) -> View:
        """What is shown."""
        assert isinstance(self.app.screen, ReviewScreen)
        return self.app.screen.view

    def shows(self) -> str:
        """All text that is painted."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def said(self, selector: str) -> str:
        """What a part of the screen says, whole."""
        part = self.app.screen.query(selector).results(Said)
        return "\n".join(str(each.render()) for each in part)

    async def confidential(self, view: type[View]) -> None:
        """Turn to a view of the second tab."""
        number = [spec.make for spec in CONFIDENTIALITY.views].index(view) + 1
        await self.press("f3", str(number))
        await self.until(lambda: isinstance(self.view, view))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.pilot.press(key)
        await self.pilot.pause()


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def desk(home: Home) -> Open:
    """`async with desk() as it`: the screen runs, locked; `desk("M01")` opens it by command."""

    @asynccontextmanager
    async def run(
        no: str | None = None,
        size: tuple[int, int] = (120, 36),
        readers: tuple[str, ...] = ("pad",),
        now: datetime = NOW,
    ) -> AsyncIterator[Desk]:
        premises = Premises.enter(home)
        person = None
        if no is not None:
            with premises.open() as office:
                person = office.people.get(no)
        place = replace(
            Place.of(premises, "review", person),
            now=lambda: now,
            today=lambda: now.date(),
            readers=readers,
        )
        mailbox: Post[News] = Post()
        clerk = Clerk(lambda: premises.open("review"), mailbox.tell)
        watcher = Watcher(lambda: premises.open("review"), mailbox.tell, place.now)
        boot = Boot()
        verifier = Verifier(premises, "review", mailbox.tell)
        app = ReviewApp(place, mailbox, clerk, watcher, verifier, boot=boot)
        desk = Desk(app, clerk, watcher, mailbox, boot)
        async with app.run_test(size=size) as desk.pilot:
            clerk.start()
            watcher.start()
            await desk.until(lambda: bool(desk.said(".whose")) if no else app.sealed)
            try:
                yield desk
            finally:
                await asyncio.to_thread(verifier.stop)
                await asyncio.to_thread(watcher.stop)
                await asyncio.to_thread(clerk.stop)

    return run


@pytest.fixture
def ask_leave(office: Office) -> Callable[..., str]:
    """`ask_leave("A07")`: leave on Wednesday, asked for yesterday; the request's id."""

    def ask(no: str, reason: str = "家中有事") -> str:
        return office.requests.ask_leave(
            StaffNo(no),
            LeaveKind.PERSONAL,
            moment("11-25 09:50"),
            moment("11-25 18:30"),
            reason,
            by=no,
            now=NOW - timedelta(days=1),
        )

    return ask
