"""A search at the desk among a hundred thousand customers, its record included."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from pysqlite3 import dbapi2 as sqlite

from benchmarks import customers
from benchmarks.desk_program import BADGE, READER
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.timing import Contender, duration, take_turns
from devices.events import CardPresented
from kiosk.office import Premises
from kiosk.privacy.desk import Open
from kiosk.privacy.desk_service import DeskService
from kiosk.privacy.vault import Vault
from kiosk.privacy.works.customers import CustomersPage, CustomerWork

GOAL_S: Final = 0.050
BY_HAND: Final = (
    "SELECT body FROM doc_customers WHERE field_initials >= ? AND field_initials < ? "
    "ORDER BY field_initials LIMIT 50"
)


def measure(setting: Setting) -> Outcome:
    """Each search is recorded and committed before its list is there, as at every desk."""
    home = customers.office(setting, "customer-search")
    premises = Premises.enter(home)
    raw = sqlite.connect(str(home.database), isolation_level=None)
    with premises.open("desk") as office:
        desk = DeskService(office, Vault.open(home))
        desk.laid(CardPresented(READER, datetime.now(UTC), BADGE))
        desk.pin(desk.view.desk.tickets, customers.PIN)
        assert isinstance(desk.view.desk, Open)
        somebody = customers.count(setting) // 2
        asked = {
            "a number": customers.number(somebody),
            "the beginning of a name": customers.groups(somebody)[-1][:6],
            "four initials": "rkzs",
            "one initial, which thousands begin with": "r",
            "one character": "日",
            "a whole phone number": customers.person(somebody).phone,
        }
        found: dict[str, int] = {}

        def search(what: str, text: str) -> Callable[[], object]:
            def act() -> None:
                desk.do(desk.view.desk.tickets, CustomerWork, lambda work: work.search(text))
                page: Any = desk.view.page
                assert isinstance(page, CustomersPage)
                found[what] = len(page.customers)

            return act

        def by_hand() -> object:
            found[rival.label] = len(rows := raw.execute(BY_HAND, ("rkzs", "rkzt")).fetchall())
            return [json.loads(body) for (body,) in rows]

        rival = Contender("SQL by hand, decoded: four initials, no record", by_hand, 5)
        ours = [
            Contender(f"Keyroom: {what}", search(what, text), 5) for what, text in asked.items()
        ]
        take_turns([rival, *ours], 2 if setting.quick else 25)
        desk.close()
    raw.close()
    slowest = max(each.samples.p99 for each in ours)
    return Outcome(
        columns=("one search", "found", "samples", "median", "p99"),
        rows=[
            (
                each.label,
                str(found[each.label.removeprefix("Keyroom: ")]),
                str(len(each.samples)),
                duration(each.samples.median),
                each.samples.p99_cell,
            )
            for each in (rival, *ours)
        ],
        goals=[
            Goal(
                f"search among {customers.count(setting):,} customers ≤ 50 ms p99, slowest kind",
                duration(slowest),
                slowest <= GOAL_S,
            )
        ],
    )


FIGURE: Final = Figure("customer_search", "a search among customers, recorded", measure)
