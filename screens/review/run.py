"""The supervisor's screen: readers, clerk, watcher and app, started and ended in order."""

from typing import TYPE_CHECKING

from kiosk.office import Premises
from kiosk.person import Person
from screens.base import memory
from screens.mailbox import Post
from screens.reader_set import ReaderSet
from screens.review.app import ReviewApp
from screens.review.clerk import Clerk
from screens.review.place import Place
from screens.review.verifier import Verifier
from screens.review.watcher import Watcher

if TYPE_CHECKING:
    from screens.review.news import News


def run_review(premises: Premises, terminal: str, opened_by: Person | None = None) -> int:
    """Run until it is ended at the screen or the process is asked to stop; the exit code.

    To be called by `screens.base.launcher.launch`, which has made the terminal quiet.
    """
    memory.close()
    return Review(premises, terminal, opened_by).run()


class Review:
    """The screen, and what stands behind it: clerk, watcher and readers."""

    def __init__(self, premises: Premises, terminal: str, opened_by: Person | None = None) -> None:
        """Nothing runs yet. Raises ReaderUrlError."""
        mailbox: Post[News] = Post()
        place = Place.of(premises, terminal, opened_by)
        self.clerk = Clerk(lambda: premises.open(terminal), mailbox.tell)
        self.watcher = Watcher(lambda: premises.open(terminal), mailbox.tell, place.now)
        self.readers = ReaderSet(premises.config.readers, terminal, self.clerk.post, place.now)
        self.verifier = Verifier(premises, terminal, mailbox.tell)
        self.app = ReviewApp(
            place, mailbox, self.clerk, self.watcher, self.verifier, self.readers.wedge
        )
        self._is_open = False

    def run(self) -> int:
        """Run the app; its exit code."""
        self.app.when_shown = self.open
        try:
            self.app.run()
            return self.app.return_code or 0
        finally:
            self.close()

    def open(self) -> None:
        """Begin with all that stands behind the screen, once the first picture is painted."""
        self._is_open = True
        self.clerk.start()
        self.watcher.start()
        self.readers.start()

    def close(self) -> None:
        """End it."""
        if self._is_open:
            self.readers.stop()
            self.verifier.stop()
            self.watcher.stop()
            self.clerk.stop()
