"""The ledger's entries as lines of JSON, for keeping elsewhere: they hold nothing personal."""

import base64
import json
from collections.abc import Iterator

import sqlalchemy as sa

from kiosk.times import stored
from store import Store
from store.entry import parse
from store.ledger import Ledger


def exported_lines(store: Store, first: int) -> Iterator[str]:
    """One line an entry from entry `first` on, as one state of the ledger, while others write.

    `leaf` is the exact bytes that the tree is made of, so that anybody can compute its root.
    Raises EntryFormatError for an entry that is none; `log verify` tells more of it.
    """
    ledger = Ledger.table
    query = (
        sa.select(ledger.c.leaf)
        .where(ledger.c.seq >= first)
        .order_by(ledger.c.seq)
        .execution_options(yield_per=1000)
    )
    with store.connection() as connection:
        for (leaf,) in connection.execute(query):
            yield _line(leaf)


def _line(leaf: bytes) -> str:
    entry = parse(leaf)
    fields = {
        "seq": entry.seq,
        "at": stored(entry.at),
        "terminal": entry.terminal,
        "actor": entry.actor,
        "action": entry.action,
        "table": entry.table,
        "id": entry.doc,
        "digest": None if entry.digest is None else entry.digest.hex(),
        "prev": entry.prev,
        "leaf": base64.b64encode(leaf).decode("ascii"),
    }
    return json.dumps(fields, ensure_ascii=False)
