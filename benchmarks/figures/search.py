"""One person's punches of one month among a million: TinyDB's query beside SQL written by hand."""

import json
from typing import Final

from pysqlite3 import dbapi2 as sqlite
from tinydb import where

from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.offices import office, open_store
from benchmarks.timing import Contender, duration, ratio, take_turns
from kiosk.schema import PUNCHES

MOST_TIMES_SQL: Final = 3.0
BY_HAND: Final = (
    "SELECT id, body FROM doc_punches "
    "WHERE field_person = ? AND field_at >= ? AND field_at < ? ORDER BY id"
)
PERSON: Final = "P042"
MONTH: Final = ("2026-06-01T00:00:00.000000Z", "2026-07-01T00:00:00.000000Z")


def measure(setting: Setting) -> Outcome:
    """Both read and decode the same documents from the same file."""
    home = office(setting, setting.longest_history, "search")
    store = open_store(home)
    table = store.table(PUNCHES)
    wanted = (where("person") == PERSON) & (where("at") >= MONTH[0]) & (where("at") < MONTH[1])
    raw = sqlite.connect(str(home.database), isolation_level=None)

    def by_hand() -> list[object]:
        rows = raw.execute(BY_HAND, (PERSON, *MONTH))
        return [json.loads(body) for _, body in rows]

    found = len(table.search(wanted))
    if found != len(by_hand()):
        raise AssertionError("the two searches disagree")
    sql = Contender("SQL by hand, decoded", by_hand, 20)
    ours = Contender("Keyroom: table.search(person, month)", lambda: table.search(wanted), 20)
    counted = Contender("Keyroom: table.count(person, month)", lambda: table.count(wanted), 20)
    take_turns([sql, ours, counted], 2 if setting.quick else 25)
    raw.close()
    store.close()
    times = ours.samples.median / sql.samples.median
    return Outcome(
        columns=("one search", "found", "samples", "median", "p99", "to SQL by hand"),
        rows=[
            (
                contender.label,
                str(found),
                f"{len(contender.samples):,}",
                duration(contender.samples.median),
                contender.samples.p99_cell,
                ratio(contender.samples.median, sql.samples.median),
            )
            for contender in (sql, ours, counted)
        ],
        goals=[
            Goal(
                f"search by person and month among {setting.longest_history:,} "
                "≤ 3 × SQL by hand on the same file",
                f"{times:.2f} ×",
                times <= MOST_TIMES_SQL,
            )
        ],
    )


FIGURE: Final = Figure("search", "search by person and month", measure)
