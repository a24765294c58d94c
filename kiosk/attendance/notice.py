"""A national holiday notice: which days of a year are off, and which are worked for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self


class NoticedDay(NamedTuple):
    """What a notice says of one date."""

    name: str
    """The holiday that the day is off for, or worked for."""
    off: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """The State Council's notice for one year, as it was imported.

    It may also arrange days of the December before: those of the New Year's holiday.
    """

    year: int
    days: Mapping[date, NoticedDay]
    papers: tuple[str, ...] = ()
    """Where the notice itself can be read."""

    @property
    def off(self) -> int:
        """So many days off."""
        return sum(day.off for day in self.days.values())

    @property
    def makeup(self) -> int:
        """So many make-up workdays."""
        return len(self.days) - self.off

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `notices`."""
        return {
            "year": self.year,
            "papers": list(self.papers),
            "days": [
                {"date": day.isoformat(), "name": said.name, "off": said.off}
                for day, said in sorted(self.days.items())
            ],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The notice that `to_document` wrote."""
        days = {
            date.fromisoformat(day["date"]): NoticedDay(day["name"], day["off"])
            for day in document["days"]
        }
        return cls(document["year"], days, tuple(document["papers"]))
