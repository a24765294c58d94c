"""The tables of the office: which fields are searched, and which tables are never rewritten.

A declared field is absent from a document or of the declared type, never null. Times are UTC text
(`kiosk.times`), dates are `YYYY-MM-DD` in the office's zone. Tables that say what happened are
append-only: a correction is a new record that refers to the old one.
"""

from store import Schema, TableSchema

PEOPLE = "people"
BADGES = "badges"
PUNCHES = "punches"
READER_EVENTS = "reader_events"
BOOTS = "boots"

OFFICE_SCHEMA = Schema(
    version=1,
    tables=(
        TableSchema(PEOPLE, fields={"no": str}, indexes=(("no",),)),
        TableSchema(
            BADGES,
            fields={"kind": str, "number": str, "person": str},
            indexes=(("kind", "number"), ("person",)),
        ),
        TableSchema(
            PUNCHES,
            fields={"person": str, "at": str, "corrects": str},
            indexes=(("person", "at"), ("at",), ("corrects",)),
            append_only=True,
        ),
        # Lateness inside an outage is pending, not charged: outages must be found by time.
        TableSchema(
            READER_EVENTS,
            fields={"reader": str, "at": str},
            indexes=(("reader", "at"), ("at",)),
            append_only=True,
        ),
        # Starts, stops and clock jumps of a terminal: their order is that of the ids, because
        # the wall clock is what is in doubt.
        TableSchema(
            BOOTS,
            fields={"terminal": str, "at": str},
            indexes=(("terminal",), ("at",)),
            append_only=True,
        ),
    ),
)
