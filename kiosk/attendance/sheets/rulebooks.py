"""Which rules were in force when: a changed knob holds from the day on which a terminal started
with it, or a month was closed under it; the days before keep the rules that they had.

Until the first such day there is no history, and the configuration holds for all days. Of several
records about one day the newest counts: one that a clock far ahead wrote is undone by the next.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.config import Config
from kiosk.schema import RULEBOOKS
from kiosk.settings.rulebook import written_rules
from store import Store

Since = tuple[date, Rulebook]
"""From which day on a rulebook holds."""


class Rulebooks:
    """The rulebooks of one office."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._current = config.rulebook()
        self._by_version = {self._current.version: self._current}

    @property
    def current(self) -> Rulebook:
        """What the configuration says now."""
        return self._current

    def in_force(self, today: date) -> list[Since]:
        """The rulebooks by the day from which they hold, the earliest first; never empty."""
        history = self._history()
        if not self._are_current(history, today):
            history = [*_before(history, today), (today, self._current)]
        return history

    def record(self, today: date, *, actor: str = "-") -> bool:
        """Keep the current rules as those that hold from `today`; False where they are known."""
        with self._store.transaction(actor=actor, action="rules.record"):
            if self._are_current(self._history(), today):
                return False
            self._store.table(RULEBOOKS).insert(
                {
                    "since": today.isoformat(),
                    "version": self._current.version,
                    "rules": written_rules(self._config),
                }
            )
        return True

    def _history(self) -> list[Since]:
        history: list[Since] = []
        for document in self._store.table(RULEBOOKS).all():
            since = date.fromisoformat(document["since"])
            history = [*_before(history, since), (since, self._rulebook(document))]
        return history

    def _are_current(self, history: Sequence[Since], today: date) -> bool:
        """Whether the current rules are on record as those of `today`, and of the days to come."""
        return (
            bool(history)
            and history[-1][0] <= today
            and history[-1][1].version == self._current.version
        )

    def _rulebook(self, document: Mapping[str, Any]) -> Rulebook:
        version = document["version"]
        if version not in self._by_version:
            # The zone is the office's now: it was never another.
            zone = {"calendar": {"timezone": self._config.calendar.timezone}}
            config = Config.model_validate(document["rules"] | zone)
            self._by_version[version] = config.rulebook()
        return self._by_version[version]


def _before(history: Iterable[Since], day: date) -> list[Since]:
    return [row for row in history if row[0] < day]
