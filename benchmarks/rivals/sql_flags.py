"""Three of the flags as somebody would ask for them in SQL, on the same file."""

import datetime as dt
from pathlib import Path
from typing import Any, Final

from pysqlite3 import dbapi2 as sqlite3

_OTHERS: Final = """
SELECT body ->> 'person', date(body ->> 'at', '+4 hours'), count(DISTINCT body ->> 'customer')
FROM doc_accesses
WHERE body ->> 'at' >= ? AND body ->> 'at' < ? AND body ->> 'kind' = 'customer'
  AND body ->> 'result' = 'allowed' AND body ->> 'second_person' IS NOT NULL
GROUP BY 1, 2 HAVING count(DISTINCT body ->> 'customer') >= 3
"""
_VIEWERS: Final = """
SELECT body ->> 'customer', date(body ->> 'at', '+4 hours'), count(DISTINCT body ->> 'person')
FROM doc_accesses
WHERE body ->> 'at' >= ? AND body ->> 'at' < ? AND body ->> 'kind' IN ('customer', 'reveal')
  AND body ->> 'result' = 'allowed' AND body ->> 'customer' IS NOT NULL
GROUP BY 1, 2 HAVING count(DISTINCT body ->> 'person') >= 4
"""
_REFUSED: Final = """
SELECT body ->> 'person', date(body ->> 'at', '+4 hours'), count(*)
FROM doc_accesses
WHERE body ->> 'at' >= ? AND body ->> 'at' < ? AND body ->> 'result' = 'refused'
GROUP BY 1, 2 HAVING count(*) >= 4
"""
QUERIES: Final = {"others": _OTHERS, "many_viewers": _VIEWERS, "refused": _REFUSED}
"""By flag. An attendance day begins at 04:00 in UTC+8, which is 20:00 in UTC."""


def keys(database: Path, start: dt.datetime, end: dt.datetime) -> set[str]:
    """The keys of these flags."""
    between = tuple(f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.000000Z}" for at in (start, end))
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        found: list[tuple[str, Any]] = [
            (flag, row)
            for flag, query in QUERIES.items()
            for row in connection.execute(query, between).fetchall()
        ]
    finally:
        connection.close()
    return {f"{flag}:{who}:{day}" for flag, (who, day, _count) in found}
