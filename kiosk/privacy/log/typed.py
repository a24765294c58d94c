"""Conditions as people type them: days and moments, names in either language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.cells import parse_day, parse_moment
from kiosk.errors import BadCellError
from kiosk.privacy.log.entry import KIND_NAMES, RESULT_NAMES
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.words import CONDITION_NAMES, kind_words, result_words

DAY: Final = timedelta(days=1)
_CHOICES: Final = {"kind": KIND_NAMES, "result": RESULT_NAMES}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as a filter; conditions that make no sense yet are left out of it."""

    wanted: LogFilter
    faults: frozenset[str]
    """Names of those."""


def typed_filter(texts: Mapping[str, str], zone: ZoneInfo) -> Typed:
    """The filter that these texts say, by the names of its conditions."""
    given: dict[str, Any] = {}
    faults = set()
    for name in CONDITION_NAMES:
        text = texts.get(name, "").strip()
        if not text:
            continue
        try:
            given[name] = _value(name, text, zone)
        except BadCellError:
            faults.add(name)
    return Typed(LogFilter(**given), frozenset(faults))


def texts_of(wanted: LogFilter, zone: ZoneInfo) -> dict[str, str]:
    """What would have to be typed for this filter."""
    texts: dict[str, str] = {}
    for name in CONDITION_NAMES:
        value = getattr(wanted, name)
        if isinstance(value, datetime):
            texts[name] = f"{value.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        elif name == "kind":
            texts[name] = kind_words(value) if value else ""
        elif name == "result":
            texts[name] = result_words(value) if value else ""
        else:
            texts[name] = value or ""
    return texts


def moment_named(text: str, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """A day, by its beginning or its end, or a moment. Raises BadCellError."""
    try:
        day = parse_day(text)
    except BadCellError:
        return parse_moment(text, zone)
    return datetime.combine(day + DAY if is_end else day, time(), zone)


def _value(name: str, text: str, zone: ZoneInfo) -> str | datetime:
    if name in ("since", "until"):
        return moment_named(text, zone, is_end=name == "until")
    if name in _CHOICES:
        return _choice(text, _CHOICES[name])
    return text


def _choice(text: str, names: Mapping[str, str]) -> str:
    """The code whose code or name this is, or begins with this; else the text: newer ones exist."""
    wanted = text.casefold()
    codes = {**{code: code for code in names}, **{_(name): code for code, name in names.items()}}
    if text in codes:
        return codes[text]
    found = {code for name, code in codes.items() if name.casefold().startswith(wanted)}
    return found.pop() if len(found) == 1 else text
