"""The watcher: sees what others do to the records within a second, judges anew, and tells.

It judges beside the screen and never in its loop. What nobody looks at is not judged.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from keyroom.errors import KeyroomError
from kiosk.attendance.sheets.kept import KeptSheets
from kiosk.office import Office
from kiosk.reviewers import still_reviews
from screens.beside import Reach, await_end
from screens.review.looks import Look, Records
from screens.review.news import News, RightsLost, Seen

LOOK_S: Final = 0.3
"""Between two looks at whether anything was written; seconds."""
RETRY_S: Final = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is on the screen of whom."""

    person: str
    looks: tuple[Look, ...]


NOTHING: Final = Wanted("", ())


class Watcher:
    """One thread with an office of its own. Any thread may call what is public."""

    def __init__(
        self,
        open_office: Callable[[], Office],
        tell: Callable[[News], None],
        now: Callable[[], datetime],
    ) -> None:
        """`open_office` is called in the thread; `tell` too, and it must not block for long."""
        self._open_office = open_office
        self._tell = tell
        self._now = now
        self._wanted = NOTHING
        self._woken = threading.Event()
        self._stopped = False
        self._reach = Reach(tell)
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def want(self, person: str, looks: Sequence[Look]) -> None:
        """From now on see these, the first one first; on the screen of this person."""
        self._wanted = Wanted(person, tuple(looks))
        self._woken.set()

    def rest(self) -> None:
        """See nothing any more: the screen is locked."""
        self._wanted = NOTHING

    def stop(self) -> None:
        """Let go of the records, end."""
        self._stopped = True
        self._woken.set()
        await_end(self._thread)

    def _run(self) -> None:
        while not self._stopped:
            try:
                with self._open_office() as office:
                    self._watch(office)
            except KeyroomError as fault:
                self._reach.lost(fault)
            except Exception:
                log.exception("the watcher stumbled, and begins anew")
            self._woken.wait(0 if self._stopped else RETRY_S)

    def _watch(self, office: Office) -> None:
        kept = KeptSheets(office.store, office.sheets, office.rulebooks)
        fresh: set[Look] = set()
        minute: datetime | None = None
        rested_at = 0.0
        while not self._stopped:
            self._woken.wait(LOOK_S)
            self._woken.clear()
            now, began = self._now(), time.monotonic()
            this = now.replace(second=0, microsecond=0)
            if began >= rested_at and (office.store.changed() or this != minute):
                fresh.clear()
                minute = this
            self._see(Records(office, kept, now), fresh)
            # In a large office, as long again is left to others as judging has taken.
            rested_at = max(rested_at, 2 * time.monotonic() - began)

    def _see(self, records: Records, fresh: set[Look]) -> None:
        """See what is wanted and not fresh; what comes to be wanted meanwhile goes first."""
        while (wanted := self._wanted) is not NOTHING and not self._stopped:
            look = next((look for look in wanted.looks if look not in fresh), None)
            if look is None:
                fresh.intersection_update(wanted.looks)
                return
            if not still_reviews(records.office, wanted.person, records.now):
                self._tell(RightsLost(wanted.person))
                self.rest()
                return
            seen = look.see(records)
            self._reach.found()
            fresh.add(look)
            if wanted is self._wanted or look in self._wanted.looks:
                self._tell(Seen(look, seen))
