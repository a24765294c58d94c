"""Closes months: freezes what everybody's sheet is, and signs what differs afterwards.

A closed month is shown as it was settled. What it would come to now, after leave that was approved
late or an objection that was upheld, stands beside it as differences, until somebody with the right
signs for them: then newer records take the place of the old ones, which stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from tinydb import where

from keyroom.language import N_
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.register import Register
from kiosk.attendance.requests.rights import require_closer
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.closed import is_closed
from kiosk.attendance.sheets.differences import Difference, difference
from kiosk.attendance.sheets.freezing import Frozen
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.open_matters import (
    OpenKind,
    OpenMatter,
    OpenMattersError,
    open_lines,
    open_requests,
)
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.attendance.sheets.settled import Amendment, ClosedMonth, SettledSheet
from kiosk.attendance.sheets.settlements import Settlement, Settlements
from kiosk.attendance.sheets.sheets import MonthSheet, Sheets
from kiosk.errors import ClosingRefusedError, RequestRefusedError
from kiosk.people import People
from kiosk.person import StaffNo
from kiosk.roles import Role
from kiosk.schema import PUNCHES
from kiosk.times import stored
from store import Store

_FIRST_DAY: Final = date(1900, 1, 1)
"""Before anything on record."""


@dataclass(frozen=True, slots=True)
class MonthLook:
    """A month as it is shown: as it stands, or as it was settled and what has changed since."""

    sheet: MonthSheet
    settlement: Settlement | None = None
    """None while the month is open."""
    differences: tuple[Difference, ...] = ()
    """What nobody has signed for yet."""


class Closing:
    """Closes the months of one office."""

    def __init__(
        self,
        store: Store,
        people: People,
        sheets: Sheets,
        rulebooks: Rulebooks,
        register: Register,
    ) -> None:
        self._store = store
        self._people = people
        self._sheets = sheets
        self._rulebooks = rulebooks
        self._register = register
        self._settlements = Settlements(store)
        self._timetable = rulebooks.current.timetable
        self._zone = self._timetable.zone

    def is_closed(self, month: Month) -> bool:
        """Whether the month is settled."""
        return is_closed(self._store, month)

    def closed(self, month: Month) -> ClosedMonth | None:
        """Who closed the month, and what it came to; None while it is open."""
        return self._settlements.closed(month)

    def look(self, month: Month, now: datetime, person: StaffNo | None = None) -> MonthLook:
        """Everybody's month, or one person's, as it is to be shown. Raises NoSuchPersonError."""
        with self._store.connection():
            settlement = self._settlements.find(month, person)
            if settlement is None:
                return MonthLook(self._sheets.month(month, now, person))
            today = self._judged_anew(settlement, now, person)
            settled = settlement.sheet(self._zone)
            return MonthLook(settled, settlement, tuple(_differences(settled, today)))

    def open_matters(self, month: Month, now: datetime) -> list[OpenMatter]:
        """Everything undecided that keeps the month from being closed."""
        with self._store.connection():
            return self._open_matters(self._sheets.month(month, now), now)

    def close(self, month: Month, *, by: str, now: datetime) -> ClosedMonth:
        """Freeze the month for good.

        Raises NoSuchPersonError, NotEntitledError, ClosingRefusedError, and OpenMattersError with
        everything that is undecided.
        """
        with self._store.transaction(actor=by, action="month.close"):
            require_closer(self._people.get(by), self._today(now))
            self._refuse_out_of_turn(month)
            sheet = self._sheets.month(month, now)
            matters = self._open_matters(sheet, now)
            if matters:
                raise OpenMattersError(month, matters)
            self._rulebooks.record(self._timetable.attendance_day(now), actor=by)
            frozen = Frozen.of(sheet, self._zone)
            closed = frozen.closed(by=by, at=now)
            self._settlements.add(closed, [*frozen.sheets.values()])
        return closed

    def amend(self, month: Month, reason: str, *, by: str, now: datetime) -> list[Difference]:
        """Sign for everything that differs from what was settled; returns what that is.

        Raises NoSuchPersonError, NotEntitledError, RequestRefusedError, ClosingRefusedError.
        """
        with self._store.transaction(actor=by, action="month.amend"):
            require_closer(self._people.get(by), self._today(now))
            if not reason:
                raise RequestRefusedError(
                    "reason", N_("a difference needs a reason"), N_("say why the month is amended")
                )
            settlement = self._untouched(month)
            anew = self._judged_anew(settlement, now)
            differences = list(_differences(settlement.sheet(self._zone), anew))
            if not differences:
                raise ClosingRefusedError(
                    N_("nothing of {month} differs from what was settled"),
                    N_("there is nothing to sign for"),
                    month=month,
                )
            frozen, newest = Frozen.of(anew, self._zone).sheets, settlement.newest
            for each in differences:
                no = each.person.no
                before = newest[no].id if no in newest else None
                signed = Amendment(now, by, reason, each.fen, before)
                sheet = frozen.get(no) or SettledSheet.freeze(month, no, None)
                self._settlements.amend([replace(sheet, amendment=signed)])
        return differences

    def _open_matters(self, sheet: MonthSheet, now: datetime) -> list[OpenMatter]:
        month, (_, end) = sheet.month, self._timetable.bounds(sheet.month.last)
        matters = []
        if now < end:
            matters.append(OpenMatter(OpenKind.MONTH, None, f"{end:%Y-%m-%d %H:%M}", str(month)))
        requests = [
            matter
            for kind in RequestKind
            for matter in self._register.find(
                kind, None, (RequestState.REQUESTED,), month.first, month.last
            )
        ]
        return [*matters, *open_lines(sheet), *open_requests(requests, self._timetable)]

    def _judged_anew(
        self, settlement: Settlement, now: datetime, person: StaffNo | None = None
    ) -> MonthSheet:
        """What the month would come to now, by the roles that people had when it was closed."""
        roles = {
            no: Role(each.sheet["role"])
            for no, each in settlement.newest.items()
            if each.sheet is not None
        }
        return self._sheets.month(settlement.closed.month, now, person, roles)

    def _untouched(self, month: Month) -> Settlement:
        settlement = self._settlements.find(month)
        if settlement is None:
            raise ClosingRefusedError(
                N_("{month} is not closed"), N_("its lines can still be decided"), month=month
            )
        if not settlement.intact:
            raise ClosingRefusedError(
                N_("the records of {month} are not what was settled"),
                N_("find out what was changed with: keyroom log verify"),
                month=month,
            )
        return settlement

    def _refuse_out_of_turn(self, month: Month) -> None:
        if self.is_closed(month):
            raise ClosingRefusedError(
                N_("{month} is closed already"),
                N_("see what has changed since with: keyroom attendance month"),
                month=month,
            )
        if not self._is_tapped_in(month.first, month.last):
            raise ClosingRefusedError(
                N_("nobody tapped in {month}"), N_("there is nothing to settle"), month=month
            )
        earlier = self._open_before(month)
        if earlier is not None:
            raise ClosingRefusedError(
                N_("{earlier} is still open"),
                N_("close it before {month}"),
                earlier=earlier,
                month=month,
            )

    def _open_before(self, month: Month) -> Month | None:
        """The earliest month in which somebody tapped since the last closed one before `month`."""
        closed = max((each for each in self._settlements.months() if each < month), default=None)
        found, each = None, month.before
        while each != closed and self._is_tapped_in(date.min, each.last):
            if self._is_tapped_in(each.first, each.last):
                found = each
            each = each.before
        return found

    def _is_tapped_in(self, first: date, last: date) -> bool:
        """Whether anybody of the office tapped on these attendance days."""
        start, _ = self._timetable.bounds(max(first, _FIRST_DAY))
        _, end = self._timetable.bounds(last)
        within = (where("at") >= stored(start)) & (where("at") < stored(end))
        return self._store.table(PUNCHES).count(within & where("person").exists()) > 0

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._zone).date()


def _differences(settled: MonthSheet, anew: MonthSheet) -> Iterator[Difference]:
    before = {month.person.no: month for month in settled.people}
    after = {month.person.no: month for month in anew.people}
    for no in sorted({**before, **after}):
        person = (after.get(no) or before[no]).person
        found = difference(person, before.get(no), after.get(no))
        if found is not None:
            yield found
