"""Filters of the log that reviewers keep under a name; the newest of a name counts."""

from collections.abc import Mapping
from typing import Final

from keyroom.language import N_
from kiosk.errors import BadNameError
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.schema import SAVED_FILTERS
from store import Store

LONGEST: Final = 32
"""Characters of a name."""


class SavedFilters:
    """The saved filters of one office, which all reviewers share."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, name: str, wanted: LogFilter, *, by: str) -> None:
        """Keep a filter under this name, in the place of an older one. Raises BadNameError."""
        if not name or len(name) > LONGEST or not name.isprintable():
            raise BadNameError(
                N_("a filter cannot be called “{text}”"),
                N_("use 1 to 32 visible characters"),
                text=name,
            )
        with self._store.transaction(actor=by, action="filter.save"):
            self._store.table(SAVED_FILTERS).insert({"name": name, "wanted": wanted.to_document()})

    def all(self) -> Mapping[str, LogFilter]:
        """The filters by name, in the order of the names."""
        kept = {
            str(document["name"]): LogFilter.from_document(document["wanted"])
            for document in self._store.table(SAVED_FILTERS).all()
        }
        return dict(sorted(kept.items()))
