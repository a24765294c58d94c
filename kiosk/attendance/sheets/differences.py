"""What a closed month would come to now, beside what it was settled at: line by line. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.attendance.judging.results import Line, PersonMonth
from kiosk.money import Fen
from kiosk.person import Person


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that costs something else now."""

    id: str
    before: Line | None
    """None where there was no such line."""
    after: Line | None
    """None where there is no such line any more."""

    @property
    def before_fen(self) -> Fen:
        """What it cost."""
        return _price(self.before)

    @property
    def after_fen(self) -> Fen:
        """What it costs."""
        return _price(self.after)


@dataclass(frozen=True, slots=True)
class CountChange:
    """Something counted otherwise now; `name` is that of the JSON form."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How one person's month differs from what was settled."""

    person: Person
    before: Fen
    after: Fen
    lines: tuple[LineChange, ...]
    counts: tuple[CountChange, ...]

    @property
    def fen(self) -> Fen:
        """What the person is charged more; less, where it is negative."""
        return Fen(self.after - self.before)


def difference(
    person: Person, before: PersonMonth | None, after: PersonMonth | None
) -> Difference | None:
    """How a person's month changed; None where every line costs, and all counts are, as before.

    A month is None where the person was not in the office. Names, teams and the words of records
    may change: they make no difference.
    """
    lines, counts = tuple(_lines(before, after)), tuple(_counts(before, after))
    if not lines and not counts:
        return None
    return Difference(person, _total(before), _total(after), lines, counts)


def _lines(before: PersonMonth | None, after: PersonMonth | None) -> Iterator[LineChange]:
    old, new = _by_id(before), _by_id(after)
    for each in {**old, **new}:
        change = LineChange(each, old.get(each), new.get(each))
        if change.before_fen != change.after_fen:
            yield change


def _counts(before: PersonMonth | None, after: PersonMonth | None) -> Iterator[CountChange]:
    old, new = _counted(before), _counted(after)
    for each in {**old, **new}:
        if old.get(each, 0) != new.get(each, 0):
            yield CountChange(each, old.get(each, 0), new.get(each, 0))


def _by_id(month: PersonMonth | None) -> Mapping[str, Line]:
    return {} if month is None else {line.id: line for line in month.lines}


def _counted(month: PersonMonth | None) -> Mapping[str, float]:
    if month is None:
        return {}
    return {"days_due": month.days_due, "days_attended": month.days_attended, **month.counts}


def _total(month: PersonMonth | None) -> Fen:
    return Fen(0) if month is None else month.total


def _price(line: Line | None) -> Fen:
    return Fen(0) if line is None else line.fen
