"""The books of one office together: what the morning meeting looks at, and what managers ask."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.attendance.concealment import Concealment
from kiosk.attendance.requests.requests import Requests
from kiosk.attendance.requests.state import RequestState
from kiosk.books.book_state import BookState, Entered, book_state
from kiosk.books.customer_names import CustomerNames
from kiosk.books.item_book import ItemBook
from kiosk.books.items import Owed, still_open
from kiosk.books.outcome import Due, Outcome, Visited, due_customers, outcome
from kiosk.books.plan_book import PlanBook, Planned
from kiosk.books.visit_book import LoggedVisit, VisitBook
from kiosk.config import Config
from kiosk.people import People
from kiosk.person import Person, StaffNo
from kiosk.roles import Role
from store import Store

KEEPERS = frozenset({Role.ACCOUNT_MANAGER})
"""Who keeps the two books (GZ-3 is about account managers)."""
Away = Callable[[StaffNo, date], bool]
"""Whether a person was away with permission, or not employed, all of a day."""


@dataclass(frozen=True, slots=True)
class DayBooks:
    """How a person's two books stand at a meeting (HY-5-8)."""

    visit_log: BookState
    """Of the working day before."""
    plan_book: BookState
    """Of the day itself."""


@dataclass(frozen=True, slots=True)
class JudgedPlan:
    """A line of a plan, and what became of it."""

    planned: Planned
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class BooksReport:
    """What a manager must know of the books of some days."""

    first: date
    last: date
    plans: tuple[JudgedPlan, ...]
    visits: tuple[LoggedVisit, ...]
    overdue: tuple[Owed, ...]
    """Open items whose day has gone by, promises among them (GZ-2-7)."""
    unreported: tuple[Owed, ...]
    """Noted in these days, and not passed on the same day (GZ-3-5)."""
    due: tuple[Due, ...]
    """Customers not visited within the interval (GZ-3-9)."""
    names: CustomerNames

    @property
    def unsigned(self) -> list[LoggedVisit]:
        """Visits about a problem that no customer has signed for (GZ-3-7b)."""
        return [
            each for each in self.visits if each.result is not None and not each.result.is_closed
        ]


class Books:
    """The books of one office."""

    def __init__(
        self,
        store: Store,
        people: People,
        requests: Requests,
        concealment: Concealment,
        config: Config,
    ) -> None:
        zone = config.zone
        self._store = store
        self._config = config
        self._zone = zone
        self.items = ItemBook(store, people)
        self.plans = PlanBook(store, people, self.items, zone)
        self.visits = VisitBook(store, people, requests, self.items, concealment, zone)

    def customer_names(self) -> CustomerNames:
        """The register's numbers and groups as they are now."""
        return CustomerNames.read(self._store)

    def states(
        self, people: Iterable[Person], log_day: date, plan_day: date, due: datetime, away: Away
    ) -> Mapping[StaffNo, DayBooks]:
        """How the books of those who keep them stand for the meeting that is planned at `due`."""
        with self._store.connection():
            plans = self.plans.of(plan_day)
            visits = self.visits.between(log_day, log_day)
            declared = self.visits.declared(log_day, plan_day)
        logs = _entered(visits)
        return {
            person.no: DayBooks(
                book_state(
                    Entered(*logs[person.no], declared.get((person.no, log_day))),
                    due,
                    away=away(person.no, log_day),
                    must_declare=self._config.visitbook.require_declaration,
                ),
                book_state(
                    Entered(_planned(plans, person.no), 0, declared.get((person.no, plan_day))),
                    due,
                    away=away(person.no, plan_day),
                ),
            )
            for person in people
            if person.role in KEEPERS
        }

    def report(
        self, first: date, last: date, now: datetime, person: StaffNo | None = None
    ) -> BooksReport:
        """What became of the plans of these days, and what is owed as of `now`."""
        today = now.astimezone(self._zone).date()
        with self._store.connection():
            names = self.customer_names()
            plans = self.plans.between(first, last, person)
            visits = self.visits.between(first, last, person)
            items = [each for each in self.items.all() if person in (None, each.owner)]
            last_visits = self.visits.last_visits(names)
        theirs = [no for no, owner in names.owners.items() if person in (None, owner)]
        return BooksReport(
            first,
            last,
            tuple(_judged(plans, visits, names, today)),
            tuple(visits),
            tuple(each for each in still_open(items) if each.is_overdue(today)),
            tuple(
                each
                for each in items
                if first <= each.item.noted.astimezone(self._zone).date() <= last
                and each.is_unreported(today, self._zone)
            ),
            tuple(due_customers(theirs, last_visits, today, self._config.visit.max_interval_days)),
            names,
        )


def _entered(visits: Iterable[LoggedVisit]) -> Mapping[StaffNo, tuple[list[datetime], int]]:
    """By person: when each visit was written up, and how many approved ones were not."""
    entries: dict[StaffNo, tuple[list[datetime], int]] = defaultdict(lambda: ([], 0))
    for each in visits:
        asked = each.visit.asked
        said, unlogged = entries[asked.person]
        if each.first_entered is not None:
            said.append(each.first_entered)
        elif asked.state is RequestState.APPROVED:
            entries[asked.person] = (said, unlogged + 1)
    return entries


def _planned(plans: Sequence[Planned], person: StaffNo) -> list[datetime]:
    return [
        each.entry.entered
        for each in plans
        if each.entry.person == person and each.entry.dropped is None
    ]


def _judged(
    plans: Iterable[Planned], visits: Sequence[LoggedVisit], names: CustomerNames, today: date
) -> Iterable[JudgedPlan]:
    made: dict[tuple[StaffNo, date], list[Visited]] = defaultdict(list)
    for each in visits:
        if each.result is not None:
            place = (each.visit.asked.person, each.result.day)
            made[place].append(Visited(names.number(each.visit.customer), each.start))
    for planned in plans:
        entry = planned.entry
        became = outcome(
            entry.customer,
            entry.at,
            made[entry.person, entry.day],
            dropped=entry.dropped is not None,
            over=entry.day < today,
        )
        yield JudgedPlan(planned, became)
