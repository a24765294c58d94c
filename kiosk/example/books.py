"""The invented plan books and visit logs: mostly kept, now and then late, forgotten, or missing."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from tinydb import where

from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.records import Asked, Decision, Visit
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import Session
from kiosk.books.books import KEEPERS
from kiosk.books.entries import NoVisit, PlanEntry, Signature, SignedBy, VisitResult
from kiosk.books.items import ItemKind, ItemStep
from kiosk.books.purpose import Purpose
from kiosk.example.days import SEED, InventedDay
from kiosk.example.staff import MANAGER
from kiosk.example.stretch import ExampleDays
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.schema import CUSTOMERS, NO_VISITS, PLANS, VISIT_RESULTS

_UNPLANNED: Final = 0.04
_PLANNED_LATE: Final = 0.06
_UNLOGGED: Final = 0.05
_LOGGED_LATE: Final = 0.05
_GOES_OUT: Final = 0.85
_MISSES: Final = 0.12
_PROBLEM: Final = 0.2
_UNSIGNED: Final = 0.2
"""Shares: of days, of visits, and of problems."""
_RESULTS: Final = (
    "确认续签意向",
    "收集账单意见",
    "演示企信通",
    "送达宣传资料",
    "办理集团彩铃",
    "回访满意",
)
_PURPOSES: Final = (
    *(Purpose.REGULAR, Purpose.REQUEST, Purpose.MATERIAL, Purpose.DEMONSTRATION),
    *(Purpose.PROMOTION, Purpose.FEEDBACK, Purpose.CARE),
)
FORGOTTEN: Final = "G0008"
"""The customer whom nobody visits."""
_IN_ALL_DAY: Final = StaffNo("A04")
_QUIET: Final = (timedelta(days=31), timedelta(days=15))
"""Who visited nobody for two weeks, and when that was."""
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
Days = Mapping[StaffNo, Mapping[date, InventedDay]]


def keep_books(office: Office, days: ExampleDays, invented: Days) -> None:
    """Fill the books of every account manager; joins the open transaction."""
    keeper = _Keeper(office, days)
    for no, theirs in invented.items():
        if office.people.get(no).role in KEEPERS:
            keeper.keep(no, theirs)
    keeper.plan_today(invented)
    _owe(office, days)


class _Keeper:
    """Keeps the books of one office's account managers."""

    def __init__(self, office: Office, days: ExampleDays) -> None:
        self._office = office
        self._zone = office.premises.config.zone
        self._calendar = office.calendar.current()
        self._days = days
        self._own: dict[str, list[str]] = {}
        for document in office.store.table(CUSTOMERS).search(where("no") != FORGOTTEN):
            self._own.setdefault(document["owner"], []).append(document["no"])

    def keep(self, no: StaffNo, theirs: Mapping[date, InventedDay]) -> None:
        """One person's plans, visits and declarations."""
        over_noon = self._over_noon(no)
        for day, invented in theirs.items():
            if not self._calendar.day(day).working or len(invented.away) == len(Session):
                continue
            chance = random.Random(f"{SEED} {no} {day} books")
            plan = self._plan(no, day, chance)
            self._office.store.table(PLANS).insert_multiple(each.to_document() for each in plan)
            visits = [*over_noon.get(day, []), *self._visits(no, day, invented, plan, chance)]
            if chance.random() < _UNLOGGED:
                continue
            late = timedelta(days=1) if chance.random() < _LOGGED_LATE else timedelta()
            entered = self._at(day, time(18, 10)) + late + chance.uniform(0, 15) * _MINUTE
            entered = min(entered, self._days.now.astimezone(UTC))
            self._log(no, day, visits, entered, chance)

    def plan_today(self, invented: Days) -> None:
        """Some have planned today already, the evening before."""
        today = self._days.today
        if not self._calendar.day(today).working:
            return
        for no in list(invented)[::2]:
            person = self._office.people.get(no)
            if person.role in KEEPERS and person.works_on(today):
                chance = random.Random(f"{SEED} {no} {today} books")
                evening = self._at(today - _DAY, time(18, 5))
                table = self._office.store.table(PLANS)
                table.insert_multiple(
                    each.to_document() for each in self._lines(no, today, evening, chance)
                )

    def _plan(self, no: StaffNo, day: date, chance: random.Random) -> list[PlanEntry]:
        """Written before the meeting, or late, or not at all."""
        drawn = chance.random()
        if drawn < _UNPLANNED:
            return []
        clock = time(10, 5) if drawn < _UNPLANNED + _PLANNED_LATE else time(8, 45)
        entered = self._at(day, clock) + chance.uniform(0, 15) * _MINUTE
        return list(self._lines(no, day, entered, chance))

    def _lines(
        self, no: StaffNo, day: date, entered: datetime, chance: random.Random
    ) -> Iterator[PlanEntry]:
        own = self._own.get(no, ["东方酒店"])
        for hour, customer in zip((16, 17), chance.sample(own, min(2, len(own))), strict=False):
            at = self._at(day, time(hour, chance.choice((30, 45))))
            purpose = chance.choice(_PURPOSES)
            yield PlanEntry(no, day, at, customer, purpose, "", entered, no)

    def _visits(
        self,
        no: StaffNo,
        day: date,
        invented: InventedDay,
        plan: list[PlanEntry],
        chance: random.Random,
    ) -> Iterator[tuple[str, Visit]]:
        """Some of the visits that he had planned."""
        quiet = no == _IN_ALL_DAY and self._days.ago(_QUIET[0]) <= day <= self._days.ago(_QUIET[1])
        if Session.PM in invented.away or chance.random() >= _GOES_OUT or quiet:
            return
        for entry in plan:
            if chance.random() < _MISSES:
                continue
            start = entry.at - chance.randrange(-4, 20) * _MINUTE
            end = start + chance.randrange(20, 40) * _MINUTE
            asked = Asked(no, RequestState.APPROVED, self._at(day, time(15, 30)), no)
            visit = Visit(asked, start.astimezone(UTC), end.astimezone(UTC), entry.customer)
            register = self._office.requests.register
            matter = register.add(visit)
            approved = Decision(matter, RequestState.APPROVED, MANAGER.no, asked.asked_at, "")
            register.note(approved)
            yield matter, visit

    def _over_noon(self, no: StaffNo) -> Mapping[date, list[tuple[str, Visit]]]:
        """The visits that excused his slots, by day."""
        found: dict[date, list[tuple[str, Visit]]] = {}
        for matter in self._office.requests.find(RequestKind.VISIT, no):
            if isinstance(matter.record, Visit):
                day = matter.record.start.astimezone(self._zone).date()
                found.setdefault(day, []).append((matter.id, matter.record))
        return found

    def _log(
        self,
        no: StaffNo,
        day: date,
        visits: list[tuple[str, Visit]],
        entered: datetime,
        chance: random.Random,
    ) -> None:
        if not visits:
            declared = NoVisit(no, day, entered, no)
            self._office.store.table(NO_VISITS).insert(declared.to_document())
            return
        self._office.store.table(VISIT_RESULTS).insert_multiple(
            self._result(matter, visit, day, entered, chance).to_document()
            for matter, visit in visits
        )

    def _result(
        self, matter: str, visit: Visit, day: date, entered: datetime, chance: random.Random
    ) -> VisitResult:
        no = visit.asked.person
        problem = chance.random() < _PROBLEM
        signature = None
        if problem and chance.random() >= _UNSIGNED:
            signature = Signature(SignedBy.PAPER, f"{day:%Y%m%d}-{no}")
        return VisitResult(
            visit=matter,
            person=no,
            day=day,
            result=chance.choice(_RESULTS),
            entered=entered,
            by=no,
            out=visit.start,
            back=visit.end,
            problem=problem,
            signature=signature,
        )

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self._zone).astimezone(UTC)


def _owe(office: Office, days: ExampleDays) -> None:
    """A promise past due, one to come, feedback that was passed up, and a note that was not."""
    items, now, today = office.books.items, days.now.astimezone(UTC), days.today
    earlier = now - 6 * _DAY
    a04, a05, a07 = map(StaffNo, ("A04", "A05", "A07"))
    items.note(
        ItemKind.PROMISE,
        a04,
        "补开上月发票",
        by=a04,
        now=earlier,
        due=today - _DAY,
        customer="G0001",
    )
    items.note(
        ItemKind.PROMISE,
        a07,
        "送合同样本",
        by=a07,
        now=earlier,
        due=today + 2 * _DAY,
        customer="G0007",
    )
    feedback = items.note(
        ItemKind.FEEDBACK, a05, "景区信号弱", by=a05, now=earlier, customer="G0004"
    )
    items.step(
        feedback.id, ItemStep.ESCALATED, "转网络部", to=MANAGER.no, by=a05, now=earlier + _DAY
    )
    items.note(ItemKind.COMPETITOR_NOTE, a07, "对手推出宽带合约", by=a07, now=earlier)
    solved = items.note(ItemKind.FEEDBACK, a04, "账单看不懂", by=a04, now=earlier, customer="G0002")
    items.step(solved.id, ItemStep.DONE, "已当面讲解", by=a04, now=earlier + 2 * _DAY)
