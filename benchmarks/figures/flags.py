"""A month of the access log looked through for what is worth asking about; beside SQL by hand."""

from datetime import datetime, time
from typing import Final

from benchmarks import invented_month
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.figures.settlement import month_office
from benchmarks.invented import ZONE
from benchmarks.invented_accesses import accesses, customers
from benchmarks.invented_month import AFTERWARDS, MONTH
from benchmarks.rivals import sql_flags
from benchmarks.timing import Contender, duration, ratio, take_turns
from kiosk.office import Office
from kiosk.privacy.flags.reading import flags_between
from kiosk.schema import ACCESSES, CUSTOMERS

MOST_S: Final = 5.0
ENTRIES: Final = 300_000
PEOPLE: Final = 300


def measure(setting: Setting) -> Outcome:
    """All flags by our rules; three of them by SQL, which must find the same."""
    people = invented_month.staff(30 if setting.quick else PEOPLE)
    entries = 10_000 if setting.quick else ENTRIES
    home = month_office(setting, people, invented_month.taps(people), "flags")
    start = datetime.combine(MONTH.first, time(4), ZONE)
    end = datetime.combine(MONTH.next.first, time(4), ZONE)
    with Office.open(home) as office:
        with office.store.transaction():
            store = office.store
            store.table(CUSTOMERS).insert_multiple(customers(people))
            for month in (MONTH.before, MONTH):
                store.table(ACCESSES).insert_multiple(accesses(people, month, entries))
        there = len(office.store.table(ACCESSES))
        found = {flag.key for flag in flags_between(office, start, end, AFTERWARDS)}
        by_hand = sql_flags.keys(home.database, start, end)
        if {key for key in found if key.partition(":")[0] in sql_flags.QUERIES} != by_hand:
            raise AssertionError("Keyroom and SQL disagree about the flags")
        ours = Contender(
            "Keyroom: all thirteen kinds, with reasons",
            lambda: flags_between(office, start, end, AFTERWARDS),
            1,
        )
        rival = Contender(
            "SQL by hand: three kinds, names and counts",
            lambda: sql_flags.keys(home.database, start, end),
            1,
        )
        take_turns([ours, rival], 2 if setting.quick else 8)
    return Outcome(
        columns=("one month", "entries on record", "flags", "samples", "median", "to SQL"),
        rows=[
            (
                each.label,
                f"{there:,}",
                f"{count:,}",
                str(len(each.samples)),
                duration(each.samples.median),
                ratio(each.samples.median, rival.samples.median),
            )
            for each, count in ((rival, len(by_hand)), (ours, len(found)))
        ],
        goals=[
            Goal(
                f"flags of a month of {entries:,} entries ≤ 5 s",
                duration(ours.samples.median),
                ours.samples.median <= MOST_S,
            )
        ],
        note=(
            f"{len(people)} people; as many entries again of the month before, which are the"
            " history. Attendance of the whole month is judged in ours. The three kinds that SQL"
            " finds are the same, key by key."
        ),
    )


FIGURE: Final = Figure("flags", "what is worth asking about in a month of the access log", measure)
