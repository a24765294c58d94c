"""The supervisor's app: opened by a badge, or by command; locked whenever nobody is at it."""

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.types import CSSPathType

from devices.drivers.wedge import WedgeReader
from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.errors import NotEntitledError
from kiosk.person import Person
from screens.base.app import LANGUAGE_KEY
from screens.base.idle import Idle, Seconds, since_boot
from screens.beside import Away
from screens.mailbox import Post
from screens.news import ReaderChanged
from screens.review.clerk import Clerk
from screens.review.lock import LockScreen
from screens.review.news import (
    Done,
    EndGranted,
    Failed,
    News,
    Opened,
    RightsLost,
    Seen,
    TurnedAway,
)
from screens.review.place import Place
from screens.review.readers import Readers
from screens.review.screen import ReviewScreen
from screens.review.verifier import (
    NotVerified,
    Verified,
    VerifierNews,
    Verifies,
    Verifying,
)
from screens.review.watcher import Watcher
from screens.wedge_app import WedgeApp

CHECK_S = 1.0
"""Between two looks at how long nobody has touched anything."""


class ReviewApp(WedgeApp):
    """Shows the lock or somebody's session, and never anything else."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("review.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [LANGUAGE_KEY]

    class NewsCame(Message):
        """There is something in the mailbox."""

    def __init__(
        self,
        place: Place,
        mailbox: Post[News],
        clerk: Clerk,
        watcher: Watcher,
        verifier: Verifies,
        wedge: WedgeReader | None = None,
        boot: Seconds = since_boot,
    ) -> None:
        """`boot` counts the seconds that nobody touches anything."""
        super().__init__(wedge)
        self._place = place
        self._mailbox = mailbox
        self._clerk = clerk
        self._watcher = watcher
        self._verifier = verifier
        self._idle = Idle(place.idle_s, place.warn_s, boot)
        self._readers = Readers(place.readers)
        self._person: Person | None = None

    @property
    def person(self) -> Person | None:
        """Whose session is open; None while it is locked."""
        return self._person

    def on_mount(self) -> None:
        """Show the lock, or the session of whoever opens it by command; listen to what comes."""
        super().on_mount()
        self.call_later(self._begin)
        self.set_interval(CHECK_S, self._check_idle)
        self._mailbox.listen(lambda: self.post_message(self.NewsCame()))

    def on_unmount(self) -> None:
        """Nobody takes the news any more."""
        self._mailbox.listen(None)

    async def on_event(self, event: events.Event) -> None:
        """Before a key or the mouse does anything: was anybody there all the time?"""
        if isinstance(event, events.Key | events.MouseEvent) and self._person is not None:
            if self._idle.is_over:
                await self.lock()
                return
            self._idle.touch()
        await super().on_event(event)

    async def open(self, person: Person) -> None:
        """Open a fresh session for this person, in place of whatever is there."""
        if self._person is not None:
            await self.lock()
        self._idle.touch()
        self._person = person
        screen = ReviewScreen(
            self._place, person, self._clerk.do, self._watcher.want, self._verifier
        )
        await self.unseal(lambda: screen)

    async def lock(self, reason: KeyroomError | None = None) -> None:
        """Destroy the session and show the lock."""
        self._watcher.rest()
        self._person = None
        await self._lock(reason)

    async def on_review_screen_lock_asked(self) -> None:
        """Whoever is at the screen goes."""
        await self.lock()

    async def on_lock_screen_reopened(self) -> None:
        """Whoever opened it by command can read the records by command too."""
        if self._place.opened_by is not None:
            await self.open(self._place.opened_by)

    async def on_review_app_news_came(self) -> None:
        """Show all there is."""
        for news in self._mailbox.empty():
            await self._take(news)

    async def _begin(self) -> None:
        await self._lock(None)
        if self._place.opened_by is not None:
            await self.open(self._place.opened_by)

    async def _lock(self, reason: KeyroomError | None) -> None:
        screen = LockScreen(self._place, self._readers, self._clerk.expect_end, reason)
        await self.seal(lambda: screen)

    async def _take(self, news: News) -> None:
        match news:
            case Opened(person):
                await self._badge(person)
            case TurnedAway(reason):
                await self._turned_away(reason)
            case EndGranted():
                self.exit()
            case RightsLost(no) if self._person is not None and self._person.no == no:
                await self.lock(
                    NotEntitledError(N_("{no} may not use this screen any more"), no=no)
                )
            case ReaderChanged(event):
                self._readers.changed(event)
                self._tell_screen(news)
            case Away() | Seen() | Done() | Failed() | Verifying() | Verified() | NotVerified():
                self._tell_screen(news)

    def _tell_screen(
        self, news: Away | Seen | Done | Failed | ReaderChanged | VerifierNews
    ) -> None:
        screen = self.screen
        if isinstance(screen, ReviewScreen | LockScreen):
            screen.take(news)

    async def _badge(self, person: Person) -> None:
        screen = self.screen
        if isinstance(screen, ReviewScreen) and self._person == person:
            self._idle.touch()
            screen.badge()
        else:
            await self.open(person)

    async def _turned_away(self, reason: KeyroomError) -> None:
        if self._person is not None:
            await self.lock(reason)
        elif isinstance(self.screen, LockScreen):
            self.screen.turned_away(reason)

    async def _check_idle(self) -> None:
        if self._person is None:
            return
        if self._idle.is_over:
            await self.lock()
        elif isinstance(self.screen, ReviewScreen):
            self.screen.show_time_left(self._idle.left_s if self._idle.is_ending else None)
