"""What reviewers look up is on record too, for the next level: who audits the auditors (BM-7)."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from store import Store


@dataclass(eq=False, slots=True)
class Read:
    """One reading of the log by a reviewer; written once, before anything of it is shown."""

    kind: AccessKind
    person: StaffNo
    at: datetime
    what: str = ""
    """The conditions with what is personal hidden, or the entry's id."""
    is_recorded: bool = field(default=False, init=False)

    def record(self, store: Store, terminal: str) -> None:
        """Have it on the disk. Raises StoreError: show nothing."""
        if not self.is_recorded:
            access = Access(self.at, terminal, self.kind, person=self.person, reason=self.what)
            Accesses(store).add(access)
            self.is_recorded = True
