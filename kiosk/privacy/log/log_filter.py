"""What of the log is wanted: conditions that hold together, as plain data. Pure.

Conditions go to the records as values, never as SQL, and are shown as text, never as markup.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Final, Self

from tinydb import where
from tinydb.queries import QueryInstance

from keyroom.language import _
from kiosk.attendance.answer import ACCEPTED
from kiosk.privacy.access_words import REASON_NAMES
from kiosk.privacy.accesses import AccessResult
from kiosk.privacy.log.entry import CHANGE, PUNCH, READER, TERMINAL, LogEntry, Origin
from kiosk.privacy.masking import mask_search
from kiosk.times import moment, stored

_OWN_KINDS: Final = {
    Origin.PUNCH: PUNCH,
    Origin.READER: READER,
    Origin.TERMINAL: TERMINAL,
    Origin.CHANGE: CHANGE,
}
"""The one kind of all entries from there; of accesses there are many."""
_PERSONAL: Final = frozenset({"reason", "customer"})
"""Conditions whose text somebody typed: it may be a customer's name or number."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Entries for which all of this holds; what is None or empty does not matter."""

    since: datetime | None = None
    until: datetime | None = None
    """Excluded."""
    person: str = ""
    """A staff number."""
    customer: str = ""
    kind: str = ""
    result: str = ""
    terminal: str = ""
    reason: str = ""
    """Somewhere in the reason, in letters of either case."""

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self == LogFilter()

    @property
    def is_only_time(self) -> bool:
        """Whether everything of some time is wanted."""
        return replace(self, since=None, until=None).is_empty

    def between(self, since: datetime | None, until: datetime | None) -> "LogFilter":
        """The same, of another time."""
        return replace(self, since=since, until=until)

    def admits(self, origin: Origin) -> bool:
        """Whether anything from there can be wanted."""
        kind = _OWN_KINDS.get(origin)
        if kind is None:
            return self.kind not in _OWN_KINDS.values()
        has_person = origin in (Origin.PUNCH, Origin.CHANGE)
        return self.kind in ("", kind) and not self.customer and (has_person or not self.person)

    def query(self, origin: Origin, but: str) -> QueryInstance | None:
        """What its documents must pass besides the field `but`, which leads to them already."""
        asked: list[QueryInstance] = []
        if origin is Origin.ACCESS and not but:
            asked.append(where("kind").exists())  # ends of accesses are no entries of their own
        for name in ("person", "customer", "terminal"):
            value = getattr(self, name)
            if value and name != but:
                asked.append(where(name) == value)
        if origin is Origin.ACCESS and self.kind and but != "kind":
            asked.append(where("kind") == self.kind)
        if self.result and but != "result":
            asked.append(self._result(origin))
        if self.reason:
            asked.append(where("reason").test(lambda reason: has_reason(reason, self.reason)))
        query = None
        for each in asked:
            query = each if query is None else query & each
        return query

    def passes(self, entry: LogEntry) -> bool:
        """Whether an entry that was read without being asked for is wanted."""
        return (
            self.admits(entry.origin)
            and (not self.person or entry.person == self.person)
            and (not self.customer or entry.customer == self.customer)
            and (not self.kind or entry.kind == self.kind)
            and (not self.result or entry.result == self.result)
            and (not self.terminal or entry.terminal == self.terminal)
            and (not self.reason or has_reason(entry.reason, self.reason))
        )

    def to_document(self) -> dict[str, str]:
        """As kept; what does not matter is left out."""
        return dict(self._texts())

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The filter that `to_document` wrote; what a newer version added is left out."""
        known = {each.name for each in fields(cls)}
        given: dict[str, Any] = {name: document[name] for name in known & document.keys()}
        for name in ("since", "until"):
            if name in given:
                given[name] = moment(given[name])
        return cls(**given)

    def masked(self) -> str:
        """As it may stand in a record: what may be a customer's name or number is hidden."""
        return " ".join(
            f"{name}={mask_search(text) if name in _PERSONAL else text}"
            for name, text in self._texts()
        )

    def _result(self, origin: Origin) -> Any:  # noqa: ANN401 - TinyDB has no type for `~`
        if origin is not Origin.PUNCH:
            return where("result") == self.result
        accepted: QueryInstance = where("result").one_of([each.value for each in sorted(ACCEPTED)])
        return accepted if self.result == AccessResult.ALLOWED else ~accepted

    def _texts(self) -> Iterator[tuple[str, str]]:
        for each in fields(self):
            value = getattr(self, each.name)
            if value:
                yield each.name, stored(value) if isinstance(value, datetime) else value


def has_reason(reason: Any, text: str) -> bool:  # noqa: ANN401 - whatever a record holds
    """Whether a reason says this, as it is kept or as it is shown."""
    if not isinstance(reason, str):
        return False
    shown = _(REASON_NAMES[reason]) if reason in REASON_NAMES else ""
    wanted = text.casefold()
    return wanted in reason.casefold() or wanted in shown.casefold()
