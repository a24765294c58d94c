"""What the view of flags looks at: flags, cases, and the records behind one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kiosk.person import StaffNo
from kiosk.privacy.cases.case import Case, Subject
from kiosk.privacy.cases.cases import Cases
from kiosk.privacy.flags.behind import Behind, behind
from kiosk.privacy.flags.flag import Flag
from kiosk.privacy.flags.reading import flags_between
from kiosk.privacy.log.reads import Read
from screens.review.looks import Records


@dataclass(frozen=True, slots=True)
class FlagsSeen:
    """Flags, the weightiest first, and everybody's name."""

    flags: Sequence[Flag]
    names: Mapping[StaffNo, str]


@dataclass(frozen=True, slots=True)
class FlagsLook:
    """What is worth asking about?"""

    def see(self, records: Records) -> FlagsSeen:
        """The flags of the last days."""
        office, now = records.office, records.now
        since = now - timedelta(days=office.premises.config.flags.days)
        names = {person.no: person.name for person in office.people.all()}
        return FlagsSeen(flags_between(office, since, now, now, records.sheet), names)


@dataclass(frozen=True, slots=True)
class CasesLook:
    """What was taken up, and where does it stand?"""

    def see(self, records: Records) -> list[Case]:
        """All cases, the newest first."""
        return Cases(records.office).all()


@dataclass(frozen=True, slots=True)
class BehindLook:
    """What lies behind one of them? Whoever looks is on record before it is shown."""

    subject: Subject
    read: Read

    def __hash__(self) -> int:
        # What a subject says of itself holds a mapping, which has no hash.
        return hash(self.subject.key)

    def see(self, records: Records) -> list[Behind]:
        """The records."""
        self.read.record(records.office.store, records.office.terminal)
        return behind(records.office.store, self.subject.entries)
