"""TinyDB as it comes: one JSON file, rewritten whole at each write."""

import json
from pathlib import Path

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from benchmarks import invented

TABLE = "punches"


def json_file(path: Path, records: int) -> Path:
    """A TinyDB file that already holds `records` punches, written without TinyDB's help."""
    table = {str(number): body for number, body in enumerate(invented.punches(records), start=1)}
    path.write_text(json.dumps({TABLE: table}), encoding="utf-8")
    return path


def stock(path: Path) -> TinyDB:
    """TinyDB with its default storage: fsync at each write."""
    return TinyDB(path, storage=JSONStorage)


def cached(path: Path) -> TinyDB:
    """TinyDB with CachingMiddleware: on disk at every thousandth write only, so never durable."""
    return TinyDB(path, storage=CachingMiddleware(JSONStorage))  # type: ignore[no-untyped-call]
