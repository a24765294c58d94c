"""What is loaded of the log while somebody moves through it: a stretch, and its ends. Pure.

The screen asks for no more than it is about to show; a stretch that grows too long loses its other
end, and asks for it again when somebody comes back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from kiosk.privacy.log.log import LogPage
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.times import stored
from store import Place

if TYPE_CHECKING:
    from kiosk.privacy.log.entry import LogEntry

AHEAD: Final = 100
"""So many entries are loaded beyond what is seen."""
MOST: Final = 1_000
"""Entries that are loaded at a time."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which entries are asked for: those behind `after`, upwards or downwards."""

    wanted: LogFilter
    after: Place | None = None
    rising: bool = False


class Window:
    """A stretch of the log, newest first."""

    def __init__(self, wanted: LogFilter, start: Place | None = None) -> None:
        """From `start` on in both directions; from the newest on for None."""
        self.wanted = wanted
        self.entries: list[LogEntry] = []
        self._above = start
        """Where newer ones begin; None: the newest are here, and new ones are added."""
        self._below = start
        self._is_begun = start is not None
        self._has_older = True

    @classmethod
    def around(cls, wanted: LogFilter, at: datetime) -> Self:
        """What was before and after a moment."""
        return cls(wanted, Place(stored(at), ""))

    @classmethod
    def oldest(cls, wanted: LogFilter) -> Self:
        """From the very first entry on."""
        return cls(wanted, Place("", ""))

    @property
    def is_live(self) -> bool:
        """Whether the newest entries are in it."""
        return self._above is None

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing older than what is in it."""
        return self._is_begun and not self._has_older

    @property
    def looked_back_to(self) -> Place | None:
        """How far has been looked for older ones; None: to the end, or not at all."""
        return self._below if self._has_older else None

    def questions(self, seen: range) -> Iterator[Question]:
        """What is to be asked while these rows are seen, the most urgent first."""
        if self._is_begun and self._has_older and len(self.entries) - seen.stop < AHEAD:
            yield Question(self.wanted, self._below)
        if not self.is_live and seen.start < AHEAD:
            yield Question(self.wanted, self._above, rising=True)
        if self.is_live:
            yield Question(self.wanted)

    def take(self, question: Question, page: LogPage) -> bool:
        """Take in an answer; False where the question is not of now."""
        if question.wanted != self.wanted:
            return False
        if question.after is None:
            return self.is_live and self._take_newest(page)
        if question.rising:
            return question.after == self._above and self._take_newer(page)
        return question.after == self._below and self._has_older and self._take_older(page)

    def _take_newest(self, page: LogPage) -> bool:
        if not self._is_begun:
            self._is_begun = True
            self.entries = [*page.entries]
            self._below, self._has_older = page.ended, page.ended is not None
            return True
        first = self.entries[0].place if self.entries else self._below
        if first is not None and page.ended is not None and page.ended > first:
            # More came than a page holds: what lies between is not known.
            self.entries, self._below, self._has_older = [*page.entries], page.ended, True
            return True
        new = [entry for entry in page.entries if first is None or entry.place > first]
        now = {entry.place: entry for entry in page.entries}
        known = [now.get(entry.place, entry) for entry in self.entries]
        self.entries = [*new, *known]
        return True

    def _take_newer(self, page: LogPage) -> bool:
        self.entries = [*reversed(page.entries), *self.entries]
        self._above = page.ended
        if len(self.entries) > MOST:
            del self.entries[MOST:]
            self._below, self._has_older = self.entries[-1].place, True
        return True

    def _take_older(self, page: LogPage) -> bool:
        self.entries = [*self.entries, *page.entries]
        self._below, self._has_older = page.ended, page.ended is not None
        if len(self.entries) > MOST:
            del self.entries[:-MOST]
            self._above = self.entries[0].place
        return True
