"""The calendar that holds now: what ships and is configured, under what the office has recorded.

Notices that were imported (table `notices`) and decisions about single days (`day_decisions`) are
records that are never changed: the newest about a year or a day counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Self, TypeVar

from tinydb import where

from keyroom.language import N_
from kiosk.attendance.calendar import DECEMBER, Calendar, DatedDays, Day, Source
from kiosk.attendance.holidays import statutory
from kiosk.attendance.notice import Notice
from kiosk.attendance.notice_file import parse_notice, read_notice
from kiosk.cells import parse_name
from kiosk.errors import OfficeError
from kiosk.schema import CLOSINGS, DAY_DECISIONS, NOTICES
from kiosk.times import moment, stored
from store import Document, Store
from store.errors import Corrupted


class CalendarUnreadableError(OfficeError):
    """A record of the calendar that does not say what it must: no day can be relied upon."""


@dataclass(frozen=True, slots=True)
class DayDecision:
    """What the office decided about one date (table `day_decisions`)."""

    day: date
    work: bool
    name: str
    by: str
    at: datetime
    """UTC."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `day_decisions`."""
        return {
            "day": self.day.isoformat(),
            "work": self.work,
            "name": self.name,
            "by": self.by,
            "at": stored(self.at),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The decision that `to_document` wrote."""
        return cls(
            date.fromisoformat(document["day"]),
            document["work"],
            document["name"],
            document["by"],
            moment(document["at"]),
        )


class Imported(StrEnum):
    """What became of a notice."""

    ADDED = "added"
    REPLACED = "replaced"
    """It stands in the place of one that was imported before."""
    UNCHANGED = "unchanged"
    """It says what the one imported before says."""


@dataclass(frozen=True, slots=True)
class NoticeImport:
    """What an import did."""

    notice: Notice
    outcome: Imported
    changed: tuple[date, ...]
    """Days that were worked before and are off now, or the other way round."""
    unnamed: tuple[date, ...]
    """Days off by law of which the notice does not speak: they stay off."""
    closed: tuple[str, ...]
    """Months (`YYYY-MM`) that it speaks of and that are closed: they stay as they were settled."""


@dataclass(frozen=True, slots=True)
class DecidedDay:
    """What a decision did."""

    before: Day
    after: Day
    closed: bool
    """Its month is closed, and stays as it was settled."""


class OfficeCalendar:
    """The calendar of one office."""

    def __init__(self, store: Store, configured: Calendar) -> None:
        """`configured` is the calendar without the office's records."""
        self._store = store
        self._configured = configured
        self._read: tuple[list[str], Calendar] = ([], configured)
        """The records that were there when it was last looked at, and what they make."""

    def current(self) -> Calendar:
        """The calendar that holds now, whoever changed it last.

        Records never change, so their ids tell whether it must be made anew. Raises
        CalendarUnreadableError.
        """
        try:
            with self._store.connection():
                notices = self._store.table(NOTICES).all()
                decisions = self._store.table(DAY_DECISIONS).all()
        except Corrupted as fault:
            raise _unreadable(fault) from fault
        ids = [str(document.doc_id) for document in (*notices, *decisions)]
        if ids != self._read[0]:
            self._read = ids, self._made(notices, decisions)
        return self._read[1]

    def missing_years(self, today: date) -> tuple[int, ...]:
        """The years whose notice should be known by `today` and is not."""
        return self.current().missing_years(today)

    def import_notice(self, source: Path | bytes, *, by: str, now: datetime) -> NoticeImport:
        """Take in a notice in the form of holiday-cn: all of it, or nothing.

        Raises FileUnreadableError, FaultyFileError with every fault, CalendarUnreadableError.
        """
        notice = read_notice(source) if isinstance(source, Path) else parse_notice(source)
        with self._store.transaction(actor=by, action="calendar.import"):
            before = self.current()
            former = before.notices.get(notice.year)
            if former != notice:
                document = notice.to_document() | {"by": by, "at": stored(now)}
                self._store.table(NOTICES).insert(document)
            after = self.current()
            spoken_of = {*notice.days, *(() if former is None else former.days)}
            closed = self._closed_months(spoken_of)
        return NoticeImport(
            notice,
            _outcome(notice, former),
            tuple(_changed(notice.year, before, after)),
            tuple(sorted(set(statutory(notice.year)) - set(notice.days))),
            closed,
        )

    def decide(
        self, day: date, name: str = "", *, work: bool, by: str, now: datetime
    ) -> DecidedDay:
        """Decide that a day is worked, or off, whatever every notice says; the last word counts.

        Raises BadCellError for a name that cannot be shown, CalendarUnreadableError.
        """
        decision = DayDecision(day, work, parse_name(name) if name else "", by, now)
        with self._store.transaction(actor=by, action="calendar.override"):
            before = self.current().day(day)
            self._store.table(DAY_DECISIONS).insert(decision.to_document())
            after = self.current().day(day)
            closed = self._closed_months([day])
        return DecidedDay(before, after, bool(closed))

    def _closed_months(self, days: Iterable[date]) -> tuple[str, ...]:
        months = sorted({f"{day:%Y-%m}" for day in days})
        table = self._store.table(CLOSINGS)
        return tuple(month for month in months if table.count(where("month") == month))

    def _made(self, notices: Sequence[Document], decisions: Sequence[Document]) -> Calendar:
        by_year: dict[int, Notice] = {}
        decided: dict[date, Day] = {}
        for document in notices:
            notice = _parsed(document, Notice)
            by_year[notice.year] = notice
        for document in decisions:
            decision = _parsed(document, DayDecision)
            decided[decision.day] = self._configured.decided(
                decision.day, decision.name, Source.DECISION, work=decision.work
            )
        layers = (DatedDays(decided), *self._configured.layers)
        return replace(self._configured, layers=layers, notices=by_year)


def _outcome(notice: Notice, former: Notice | None) -> Imported:
    if former is None:
        return Imported.ADDED
    return Imported.UNCHANGED if former == notice else Imported.REPLACED


def _changed(year: int, before: Calendar, after: Calendar) -> Iterator[date]:
    """The days, from the December before the year on, that are worked in one and not the other."""
    day = date(year - 1, DECEMBER, 1)
    while day.year <= year:
        if before.day(day).working is not after.day(day).working:
            yield day
        day += timedelta(days=1)


Record = TypeVar("Record", Notice, DayDecision)


def _parsed(document: Document, kind: type[Record]) -> Record:
    try:
        return kind.from_document(document)
    except (KeyError, TypeError, ValueError) as fault:
        raise _unreadable(document.doc_id) from fault


def _unreadable(what: object) -> CalendarUnreadableError:
    return CalendarUnreadableError(
        N_("the calendar cannot be read: {what}"),
        N_("see what was altered with: keyroom log verify; a backup brings it back"),
        what=what,
    )
