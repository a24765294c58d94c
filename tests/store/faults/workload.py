"""A process that writes and notes what it was told: `workload.py PATH ACKS COUNT [SETTING...]`.

Transaction N inserts the halves `N-a` and `N-b`. Then one line goes to the file ACKS: `done N`,
`refused N` (nothing was written) or `unknown N`. A SETTING is an SQLite pragma, as `name=value`.
"""

import os
import sys

from store import Store
from store.errors import OutcomeUnknown, StoreUnavailable
from store.sqlite_settings import CONNECTION_SETTINGS


def outcome(store: Store, number: int) -> str:
    """Run one transaction; how it ended."""
    try:
        with store.transaction():
            store.insert_multiple([{"half": f"{number}-a"}, {"half": f"{number}-b"}])
    except OutcomeUnknown:
        return "unknown"
    except StoreUnavailable:
        return "refused"
    return "done"


def main(path: str, acks: str, count: str, *settings: str) -> None:
    """Run the transactions."""
    for setting in settings:
        name, _, value = setting.partition("=")
        CONNECTION_SETTINGS[name] = value
    descriptor = os.open(acks, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    store = Store(path, busy_timeout_s=0.5)
    for number in range(int(count)):
        os.write(descriptor, f"{outcome(store, number)} {number}\n".encode())
    os._exit(0)  # as when the power goes: nothing is closed in order


main(*sys.argv[1:])
