"""The clerk: takes badges and changes the records, one after the other, beside the screen.

Textual's loop never waits for a disk, and a decision does not wait until a month is judged.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Final

from devices.events import CardPresented, Event, ReaderDown, ReaderFault, ReaderUp
from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.errors import NotEntitledError, OfficeError
from kiosk.office import Office
from kiosk.reviewers import reviewer_by_badge
from screens.beside import Away, await_end
from screens.news import ReaderChanged
from screens.review.news import Done, EndGranted, Failed, Job, News, Opened, TurnedAway

END_S: Final = 15.0
"""How long a supervisor has for presenting the badge that ends the program; seconds."""
RETRY_S: Final = 1.0

log = logging.getLogger(__name__)


class StumbledError(OfficeError):
    """A fault of the program at one job. It is logged; nothing has changed."""


class Clerk:
    """One thread with an office of its own. Any thread may call what is public."""

    def __init__(self, open_office: Callable[[], Office], tell: Callable[[News], None]) -> None:
        """`open_office` is called in the thread; `tell` too, and it must not block for long."""
        self._open_office = open_office
        self._tell = tell
        self._tasks: queue.SimpleQueue[Event | Job | None] = queue.SimpleQueue()
        self._ends_until = 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def post(self, event: Event) -> None:
        """Take an event of a reader."""
        self._tasks.put(event)

    def do(self, job: Job) -> None:
        """Do this when what came before is done."""
        self._tasks.put(job)

    def expect_end(self, *, expected: bool) -> None:
        """Whether the next badge ends the program, if it comes within END_S."""
        self._ends_until = time.monotonic() + END_S if expected else 0.0

    def stop(self) -> None:
        """Do what has come, let go of the records, end."""
        self._stopped.set()
        self._tasks.put(None)
        await_end(self._thread)

    def _run(self) -> None:
        while not self._is_served() and not self._stopped.wait(RETRY_S):
            pass

    def _is_served(self) -> bool:
        """Serve until the end; False where the records are away."""
        try:
            with self._open_office() as office:
                self._serve(office)
        except KeyroomError as fault:
            log.error("the records are away: %s", fault)  # noqa: TRY400 - a known fault
            self._tell(Away(fault))
            return False
        except Exception:
            log.exception("the clerk stumbled, and begins anew")
            return False
        return True

    def _serve(self, office: Office) -> None:
        while (task := self._tasks.get()) is not None:
            match task:
                case Job():
                    self._do(office, task)
                case CardPresented():
                    self._tell(self._presented(office, task))
                case ReaderUp() | ReaderDown() | ReaderFault():
                    self._tell(ReaderChanged(task))

    def _do(self, office: Office, job: Job) -> None:
        try:
            job.run(office)
        except KeyroomError as reason:
            self._tell(Failed(job, reason))
        except Exception:
            log.exception("a job could not be done")
            fault = StumbledError(
                N_("this could not be done; nothing has changed"),
                N_("what happened stands in the log"),
            )
            self._tell(Failed(job, fault))
        else:
            self._tell(Done(job))

    def _presented(self, office: Office, card: CardPresented) -> News:
        ends, self._ends_until = time.monotonic() < self._ends_until, 0.0
        try:
            if ends:
                office.badges.supervisor(card, office.premises.config.assurance.leave)
                return EndGranted()
            return Opened(reviewer_by_badge(office, card))
        except NotEntitledError as reason:
            return TurnedAway(reason)
        except KeyroomError as fault:
            return Away(fault)
