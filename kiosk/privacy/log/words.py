"""An entry of the log in words, in the language in use, for screens and for files. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.privacy.access_words import CAUSE_NAMES, FIELD_NAMES, REASON_NAMES
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.log.entry import CHANGE, KIND_NAMES, RESULT_NAMES, LogEntry
from kiosk.privacy.log.log_filter import LogFilter

_FIELDS: Final = {field.value: FIELD_NAMES[field] for field in PersonalField}
CONDITION_NAMES: Final[dict[str, str]] = {
    "since": N_("from"),
    "until": N_("to"),
    "person": N_("person"),
    "customer": N_("customer"),
    "kind": N_("what"),
    "result": N_("result"),
    "terminal": N_("terminal"),
    "reason": N_("reason"),
}
"""How each condition of a filter is called: message ids, in the order of a form."""


def time_words(at: datetime | None, zone: ZoneInfo) -> str:
    """Date and time in the office's zone, to the second."""
    return "?" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def kind_words(kind: str) -> str:
    """What was done; a kind that only a newer version knows stays as it is."""
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def result_words(result: str) -> str:
    """Whether it was allowed."""
    return _(RESULT_NAMES[result]) if result in RESULT_NAMES else result


def reason_words(entry: LogEntry) -> str:
    """Why; of a change, what was done to which record."""
    if entry.kind == CHANGE and entry.about is not None:
        return f"{entry.reason} · {entry.about[0]}"
    return _(REASON_NAMES[entry.reason]) if entry.reason in REASON_NAMES else entry.reason


def field_words(entry: LogEntry) -> str:
    """Which personal fields were shown."""
    return ", ".join(_(_FIELDS[each]) if each in _FIELDS else each for each in entry.fields)


def cause_words(cause: str | None) -> str:
    """Why it ended."""
    return "" if not cause else _(CAUSE_NAMES[cause]) if cause in CAUSE_NAMES else cause


def filter_words(wanted: LogFilter, zone: ZoneInfo) -> str:
    """The conditions, one behind the other; empty where everything is wanted."""
    return "  ".join(_conditions(wanted, zone))


def _conditions(wanted: LogFilter, zone: ZoneInfo) -> Iterator[str]:
    for name, title in CONDITION_NAMES.items():
        value = getattr(wanted, name)
        if isinstance(value, datetime):
            yield f"{_(title)} {value.astimezone(zone):%Y-%m-%d %H:%M}"
        elif value:
            said = {"kind": kind_words, "result": result_words}.get(name, str)(value)
            yield f"{_(title)} {said}"
