"""Every setting of SQLite that matters, spelled out: defaults differ between builds.

docs/store.md says why each has the value it has.
"""

from typing import Final

CONNECTION_SETTINGS: Final[dict[str, str | int]] = {
    "trusted_schema": "OFF",
    "writable_schema": "OFF",
    "cell_size_check": "ON",
    "foreign_keys": "ON",
    "ignore_check_constraints": "OFF",
    "recursive_triggers": "OFF",
    "mmap_size": 0,
    "cache_size": -8000,
    "temp_store": "MEMORY",
    "secure_delete": "ON",
    "synchronous": "FULL",
    "fullfsync": "ON",
    "checkpoint_fullfsync": "ON",
    "locking_mode": "NORMAL",
    "wal_autocheckpoint": 1000,
    "journal_size_limit": 16 * 1024 * 1024,
}
"""Set on every connection; `busy_timeout` comes from the configuration."""

FILE_SETTINGS: Final[dict[str, str | int]] = {
    "page_size": 4096,
    "encoding": "'UTF-8'",
    "auto_vacuum": "NONE",
    "journal_mode": "WAL",
}
"""Set when a file is made, and kept in it."""
