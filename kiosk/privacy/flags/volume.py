"""Days on which somebody had far more records shown than he usually has. Pure.

Robust statistics: the median of a person's own days, and how far those usually are from it (the
median of the distances, MAD). One wild day in the history moves neither.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median
from typing import Final, Self

from keyroom.language import N_
from kiosk.privacy.flags.facts import OPENED, Facts
from kiosk.privacy.flags.flag import Flag, FlagKind, Said, flag_key
from kiosk.settings.flags import FlagKnobs

MAD_TO_SIGMA: Final = 1.4826
"""Of a normal distribution, the standard deviation is so many times the MAD."""

_OWN = N_(
    "on {day} {count} records were shown; on the {days} days before it was {usual} (median), give"
    " or take {spread}: {score} times that above"
)
_OFFICE = N_(
    "on {day} {count} records were shown; without a history of his own, the office's days are"
    " {usual} (median of {days}), give or take {spread}: {score} times that above"
)


@dataclass(frozen=True, slots=True)
class Usual:
    """What days are usually like."""

    days: int
    median: float
    spread: float

    @classmethod
    def of(cls, counts: Sequence[int]) -> Self:
        """Of the days that came before.

        The spread is at least that of things that happen by chance (the root of the median), for
        in a history of equal days the smallest difference would be endless.
        """
        middle = median(counts)
        mad = median(abs(count - middle) for count in counts)
        return cls(len(counts), middle, max(MAD_TO_SIGMA * mad, sqrt(middle), 1.0))

    def score(self, count: int) -> float:
        """How many times the spread a day lies above the median."""
        return (count - self.median) / self.spread


def volume_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """A flag for each person and day."""
    for (person, day), entries in facts.by_person.items():
        behind = [entry for entry in entries if entry.kind in OPENED and not entry.refused]
        if len(behind) < knobs.volume_least:
            continue
        history, message = _before(facts.opened.get(person, {}), day, knobs), _OWN
        if len(history) < knobs.history_least:
            history = _pooled(facts.opened.values(), day, knobs)
            message = _OFFICE
            if len(history) < knobs.history_days:
                continue
        usual = Usual.of(history)
        score = usual.score(len(behind))
        if score < knobs.volume_score:
            continue
        yield Flag(
            flag_key(FlagKind.VOLUME, person, day),
            FlagKind.VOLUME,
            person,
            behind[-1].at,
            Said(
                message,
                {
                    "day": day.isoformat(),
                    "count": len(behind),
                    "days": usual.days,
                    "usual": f"{usual.median:g}",
                    "spread": f"{usual.spread:.1f}",
                    "score": f"{score:.1f}",
                },
            ),
            tuple(entry.id for entry in behind),
            frozenset({person}),
        )


def _before(counts: Mapping[date, int], day: date, knobs: FlagKnobs) -> list[int]:
    """The counts of the days before `day` on which there were any."""
    first = day - timedelta(days=knobs.history_days)
    return [count for each, count in counts.items() if first <= each < day and count]


def _pooled(everybody: Iterable[Mapping[date, int]], day: date, knobs: FlagKnobs) -> list[int]:
    return [count for counts in everybody for count in _before(counts, day, knobs)]
