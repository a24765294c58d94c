"""An office whose access log is very long, written by bulk SQL into the real schema.

Through the store it would take hours: every record with its digest and its leaf, synced. Here rows
go straight into the table, in the order of their ids, before its indexes are made again. The ledger
has no leaves for them: no figure that reads this office asks for proofs.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from pysqlite3 import dbapi2 as sqlite

from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.roles import Role
from kiosk.times import stored

FIRST: Final = datetime(2021, 1, 4, 1, 0, tzinfo=UTC)
LAST: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
BUSY: Final = "A07"
"""One in ten entries is this person's."""
CUSTOMERS: Final = 5_000
KINDS: Final = ("search",) * 30 + ("customer",) * 40 + ("reveal",) * 20 + ("session",) * 10
ENDED: Final = 10
"""One row in so many is the end of something."""
RARE: Final = 100_003
"""One row in so many is a refused PIN at an old terminal, with a reason of its own."""
TABLE: Final = "doc_accesses"

Row = tuple[str, str, bytes, int]


def long_log(cache: Path, rows: int) -> Home:
    """The office with so many rows in its access log; built once, and kept in the cache."""
    folder = cache / f"log-{rows}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _build(Home(folder / "home"), rows)
        (folder / "done").touch()
    return Home(folder / "home")


def _build(home: Home, rows: int) -> None:
    home.path.parent.mkdir(parents=True)
    with Office.create(home, "重要室") as office:
        for number in range(1, 41):
            role = Role.ROOM_MANAGER if number == 1 else Role.ACCOUNT_MANAGER
            person = Person(staff_no(f"A{number:02}"), f"员工{number}", role, "一组", FIRST.date())
            office.people.add(person, actor="-")
    raw = sqlite.connect(str(home.database), isolation_level=None)
    for name, value in (("journal_mode", "OFF"), ("synchronous", "OFF"), ("cache_size", -500_000)):
        raw.execute(f"PRAGMA {name} = {value}")
    found = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql > ''"
    indexes = raw.execute(found, (TABLE,)).fetchall()
    for name, _ in indexes:
        raw.execute(f"DROP INDEX {name}")
    raw.execute("BEGIN")
    raw.executemany(f"INSERT INTO {TABLE} (id, body, salt, seq) VALUES (?, ?, ?, ?)", _rows(rows))
    raw.execute("COMMIT")
    for _, sql in indexes:
        raw.execute(sql)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()


def _rows(count: int) -> Iterator[Row]:
    chance = Random(20261125)
    step = (LAST - FIRST) / count
    salt = bytes(16)
    before = ""
    for number in range(count):
        at = FIRST + number * step
        doc = f"{int(at.timestamp() * 1000):012x}-{number:012x}"
        yield doc, _body(number, stored(at), before, chance), salt, 1000 + number
        before = doc


def _body(number: int, at: str, before: str, chance: Random) -> str:
    if number % RARE == RARE - 1:
        return (
            f'{{"at":"{at}","terminal":"desk0","kind":"pin","result":"refused",'
            f'"person":"A{number % 40 + 1:02}","reason":"wrong {number}"}}'
        )
    if number % ENDED == ENDED - 1:
        return f'{{"at":"{at}","of":"{before}","seconds":12.5,"cause":"closed"}}'
    person = BUSY if number % 9 == 0 else f"A{chance.randrange(1, 41):02}"
    kind = KINDS[chance.randrange(len(KINDS))]
    desk, customer = chance.randrange(1, 5), chance.randrange(CUSTOMERS)
    fields = '"fields":["phone"],' if kind == "reveal" else ""
    return (
        f'{{"at":"{at}","terminal":"desk{desk}","kind":"{kind}","result":"allowed",'
        f'"person":"{person}","session":"s{number // 50}","customer":"G{customer:05}",{fields}'
        f'"reason":"business"}}'
    )


def moments(days: int) -> tuple[datetime, datetime]:
    """The last so many days of the log."""
    return LAST - timedelta(days=days), LAST
