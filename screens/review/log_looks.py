"""What the screen asks of the log. Whoever asks is on record before anything is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.office import Office
from kiosk.privacy.log.detail import Detail, detail
from kiosk.privacy.log.entry import LogEntry
from kiosk.privacy.log.histogram import Histogram, histogram
from kiosk.privacy.log.log import LogPage
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.reads import Read
from kiosk.privacy.log.saved import SavedFilters
from kiosk.privacy.log.window import Question
from screens.review.looks import Records


@dataclass(frozen=True, slots=True)
class LogSeen:
    """A page of the log, and who is who on it."""

    page: LogPage
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LogLook:
    """What comes next in the log?"""

    question: Question
    read: Read

    def see(self, records: Records) -> LogSeen:
        """The page."""
        office, question = records.office, self.question
        self.read.record(office.store, office.terminal)
        page = office.log.page(
            _resolved(office, question.wanted), question.after, rising=question.rising
        )
        people = {entry.person for entry in page.entries}
        names = {
            str(person.no): person.name for person in office.people.all() if person.no in people
        }
        return LogSeen(page, names)


@dataclass(frozen=True, slots=True)
class HistogramLook:
    """How much happened when?"""

    wanted: LogFilter
    most: int
    read: Read

    def see(self, records: Records) -> Histogram:
        """At most so many columns."""
        office = records.office
        self.read.record(office.store, office.terminal)
        wanted = _resolved(office, self.wanted)
        zone = office.premises.config.zone
        return histogram(office.store, office.log, wanted, self.most, zone, records.now)


@dataclass(frozen=True, slots=True)
class DetailLook:
    """What is known about an entry?"""

    entry: LogEntry
    read: Read

    def see(self, records: Records) -> Detail:
        """All of it."""
        self.read.record(records.office.store, records.office.terminal)
        return detail(records.office, self.entry)


@dataclass(frozen=True, slots=True)
class SavedLook:
    """Which filters were kept?"""

    def see(self, records: Records) -> Mapping[str, LogFilter]:
        """By name."""
        return SavedFilters(records.office.store).all()


def _resolved(office: Office, wanted: LogFilter) -> LogFilter:
    """People may be named; the records have their numbers."""
    if not wanted.person:
        return wanted
    return replace(wanted, person=office.log.staff_no(wanted.person) or wanted.person)
