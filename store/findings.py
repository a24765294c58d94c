"""What verification finds: problems, each with its kind and its place, and the report of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST: Final = 1000
"""Problems kept in a report; the others are only counted, so that memory stays bounded."""


class Kind(StrEnum):
    """What differs from what the ledger, or a checkpoint, says."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    ROLLED_BACK = "rolled_back"
    """The ledger is shorter than a checkpoint of it."""
    FORKED = "forked"
    """The ledger is not the one that a checkpoint was taken of."""
    BAD_SIGNATURE = "bad_signature"
    OTHER_OFFICE = "other_office"
    RETIRED_KEY = "retired_key"
    SCHEMA_ALTERED = "schema_altered"
    """A table, an index, a trigger or a view is not as this program makes it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One difference, with as much of its place as applies."""

    kind: Kind
    seq: int | None = None
    table: str | None = None
    id: str | None = None
    detail: str = ""
    """What exactly, in English, for logs and experts."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a verification."""

    ok: bool
    entries: int
    root: bytes
    """Root hash over the entries as they are on disk now, whatever was found."""
    problems: tuple[Problem, ...] = ()
    omitted: int = 0
    """Problems found beyond those listed."""


class Findings:
    """Collects problems, and remembers which entries are already known to be wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.omitted = 0
        self.shifted = False
        """Rows were renumbered: an entry's place no longer tells its number."""
        self._entries: set[int] = set()
        self._gaps: list[range] = []

    def add(
        self,
        kind: Kind,
        *,
        seq: int | None = None,
        table: str | None = None,
        id: str | None = None,  # noqa: A002 - the report's own word
        detail: str = "",
    ) -> None:
        """Report a problem."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(kind, seq, table, id, detail))
        else:
            self.omitted += 1

    def add_entry(self, kind: Kind, seq: int, table: str, doc: str, detail: str) -> None:
        """Report an entry that is wrong; what follows from it need not be reported again."""
        self.add(kind, seq=seq, table=table, id=doc, detail=detail)
        if len(self._entries) < MOST:
            self._entries.add(seq)

    def add_gap(self, missing: range) -> None:
        """Report that entries are missing."""
        detail = f"entries {missing.start} to {missing.stop - 1} are missing"
        self.add(Kind.REMOVED, seq=missing.start, detail=detail)
        if len(self._gaps) < MOST:
            self._gaps.append(missing)

    def knows(self, seq: int) -> bool:
        """Whether entry `seq` is already known to be wrong or missing."""
        return seq in self._entries or any(seq in gap for gap in self._gaps)

    def report(self, entries: int, root: bytes) -> Report:
        """The report of all that was found."""
        return Report(not self.problems, entries, root, tuple(self.problems), self.omitted)
