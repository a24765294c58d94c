"""The tables of the office: which fields are searched, and which tables are never rewritten.

A declared field is absent from a document or of the declared type, never null. Times are UTC text
(`kiosk.times`), dates are `YYYY-MM-DD` in the office's zone. Tables that say what happened are
append-only: a correction is a new record that refers to the old one.
"""

from store import Migration, Schema, Store, TableSchema

PEOPLE = "people"
BADGES = "badges"
PUNCHES = "punches"
READER_EVENTS = "reader_events"
BOOTS = "boots"
LEAVES = "leaves"
VISITS = "visits"
CORRECTIONS = "corrections"
FINDINGS = "findings"
OBJECTIONS = "objections"
DECISIONS = "decisions"
VERDICTS = "verdicts"
WAGES = "wages"
NOTICES = "notices"
DAY_DECISIONS = "day_decisions"
RULEBOOKS = "rulebooks"
CLOSINGS = "closings"
SETTLED = "settled"
PINS = "pins"
CUSTOMERS = "customers"
CONTACTS = "contacts"
ACCESSES = "accesses"
ORIGINALS = "originals"
HANDOVERS = "handovers"
DESTRUCTIONS = "destructions"
DESTRUCTION_STEPS = "destruction_steps"
CASES = "cases"
CASE_STEPS = "case_steps"
ENQUIRIES = "enquiries"
VERIFICATIONS = "verifications"
PLANS = "plans"
VISIT_RESULTS = "visit_results"
NO_VISITS = "no_visits"
ITEMS = "items"
ITEM_STEPS = "item_steps"
MEETINGS = "meetings"
MEETING_STEPS = "meeting_steps"
SAVED_FILTERS = "saved_filters"
RIGHT_NOTICES = "right_notices"
EMBARGOES = "embargoes"


def _requests(name: str, when: str) -> TableSchema:
    return TableSchema(
        name,
        fields={"person": str, when: str, "state": str},
        indexes=(("person", when), (when,), ("state",)),
    )


def _nothing(store: Store) -> None:
    """New tables are made by being declared."""


OFFICE_SCHEMA = Schema(
    version=2,
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
        # Requests: what was asked stays, `state` moves on; every decision is a record of its own.
        _requests(LEAVES, "start"),
        _requests(VISITS, "start"),
        _requests(CORRECTIONS, "day"),
        _requests(FINDINGS, "at"),
        _requests(OBJECTIONS, "month"),
        TableSchema(DECISIONS, fields={"matter": str}, indexes=(("matter",),), append_only=True),
        # Decisions about lines of a month's sheet; the newest about a line counts.
        TableSchema(
            VERDICTS,
            fields={"person": str, "month": str},
            indexes=(("person", "month"), ("month",)),
            append_only=True,
        ),
        TableSchema(WAGES, fields={"month": str}, indexes=(("month",),), append_only=True),
        # The calendar: what was imported and decided; the newest about a year or a day counts.
        TableSchema(NOTICES, append_only=True),
        TableSchema(DAY_DECISIONS, append_only=True),
        TableSchema(RULEBOOKS, append_only=True),
        # A closed month: one record says so, and one for each person keeps the frozen sheet.
        TableSchema(CLOSINGS, fields={"month": str}, indexes=(("month",),), append_only=True),
        TableSchema(
            SETTLED,
            fields={"month": str, "person": str},
            indexes=(("month", "person"), ("person", "month")),
            append_only=True,
        ),
        # The newest about a person counts: what was tried is never taken back.
        TableSchema(PINS, fields={"person": str}, indexes=(("person",),), append_only=True),
        TableSchema(
            CUSTOMERS,
            fields={"no": str, "owner": str, "group": str, "initials": str},
            indexes=(("no",), ("owner", "no"), ("group",), ("initials",)),
        ),
        # Personal fields lie sealed; exact values are found by keyed digests.
        TableSchema(
            CONTACTS,
            fields={"customer": str, "phone_digest": str, "id_digest": str},
            indexes=(("customer",), ("phone_digest",), ("id_digest",)),
        ),
        # Who had the whole store verified, and what came of it.
        TableSchema(VERIFICATIONS, append_only=True),
        # Sessions, searches, reveals, refusals, locks: who saw what, when and why (BM-7).
        TableSchema(
            ACCESSES,
            fields={
                "at": str,
                "person": str,
                "customer": str,
                "session": str,
                "of": str,
                "kind": str,
                "result": str,
                "terminal": str,
            },
            # The log is read along one of these, by whatever it is narrowed to.
            indexes=(
                ("at",),
                ("person", "at"),
                ("customer", "at"),
                ("kind", "at"),
                ("result", "at"),
                ("terminal", "at"),
                # A desk looks at each badge, and at each change, for the person's other sessions.
                ("person", "kind"),
                ("session",),
                ("of",),
            ),
            append_only=True,
        ),
        # Original papers (BM-3): what there is, and each hand-over; the newest says where it is.
        TableSchema(
            ORIGINALS,
            fields={"no": str, "customer": str},
            indexes=(("no",), ("customer",)),
            append_only=True,
        ),
        TableSchema(
            HANDOVERS, fields={"original": str}, indexes=(("original",),), append_only=True
        ),
        # Destructions (BM-6): what was signed for, and each step of carrying it out.
        TableSchema(DESTRUCTIONS, fields={"no": str}, indexes=(("no",),), append_only=True),
        TableSchema(DESTRUCTION_STEPS, fields={"of": str}, indexes=(("of",),), append_only=True),
        # What reviewers took up of it; each question, answer, judgement and finding is a step.
        TableSchema(
            CASES,
            fields={"key": str, "person": str},
            indexes=(("key",), ("person",)),
            append_only=True,
        ),
        TableSchema(CASE_STEPS, fields={"case": str}, indexes=(("case",),), append_only=True),
        # Judicial enquiries: one record a step, all but the first refer to it; people lie sealed.
        TableSchema(
            ENQUIRIES,
            fields={"at": str, "of": str, "step": str, "person": str, "terminal": str},
            indexes=(("of",), ("step", "at"), ("step", "person"), ("step", "terminal")),
            append_only=True,
        ),
        # The books (GZ-3): a plan is taken off, never away; of a visit the newest result counts.
        TableSchema(PLANS, fields={"person": str, "day": str}, indexes=(("day", "person"),)),
        TableSchema(
            VISIT_RESULTS,
            fields={"visit": str, "person": str, "day": str},
            indexes=(("visit",), ("day", "person")),
            append_only=True,
        ),
        TableSchema(
            NO_VISITS,
            fields={"person": str, "day": str},
            indexes=(("day", "person"),),
            append_only=True,
        ),
        TableSchema(ITEMS, fields={"kind": str}, indexes=(("kind",),), append_only=True),
        TableSchema(ITEM_STEPS, fields={"item": str}, indexes=(("item",),), append_only=True),
        # Meetings (HY): what each comes to is read from its steps, which tell all that happened.
        TableSchema(
            MEETINGS, fields={"day": str, "kind": str}, indexes=(("day", "kind"),), append_only=True
        ),
        TableSchema(
            MEETING_STEPS,
            fields={"meeting": str, "step": str},
            indexes=(("meeting",), ("step",)),
            append_only=True,
        ),
        # Filters of the log that reviewers keep under a name; the newest of a name counts.
        TableSchema(SAVED_FILTERS, append_only=True),
        # Changes of post that the billing centre must hear of (BM-4), until one confirms it.
        TableSchema(RIGHT_NOTICES, fields={"person": str, "at": str}, indexes=(("person", "at"),)),
        # What customers may not see before its time (BM-5); what was taken back is a second record.
        TableSchema(EMBARGOES, append_only=True),
    ),
    migrations=(
        Migration(
            2, "tables for leave, closed months, customers and their papers, meetings", _nothing
        ),
    ),
)
