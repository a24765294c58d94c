"""What is wrong with a configuration, in words that a person can act on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from keyroom.language import N_
from kiosk.faults import Fault
from kiosk.knob_tree import knobs, section_at
from kiosk.settings.section import ConflictsError, Place, RefusedError

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

UNKNOWN_KEY = "extra_forbidden"
_CHOICES = ("literal_error", "enum")
_MESSAGES: dict[str, str] = {
    "missing": N_("this key is missing"),
    "int_type": N_("must be a whole number, not {value}"),
    "int_from_float": N_("must be a whole number, not {value}"),
    "float_type": N_("must be a number, not {value}"),
    "finite_number": N_("must be a finite number, not {value}"),
    "bool_type": N_("must be true or false, not {value}"),
    "string_type": N_("must be text in quotes, not {value}"),
    "tuple_type": N_("must be a list in square brackets, not {value}"),
    "dict_type": N_("must be a table, not {value}"),
    "model_type": N_("must be a table, not {value}"),
    "greater_than": N_("must be more than {gt}, not {value}"),
    "greater_than_equal": N_("must be at least {ge}, not {value}"),
    "less_than_equal": N_("must be at most {le}, not {value}"),
    "too_short": N_("must have at least {min_length} entries, not {actual_length}"),
    "too_long": N_("must have at most {max_length} entries, not {actual_length}"),
    "string_too_short": N_("must have at least {min_length} characters"),
    "string_too_long": N_("must have at most {max_length} characters"),
    "string_pattern_mismatch": N_(
        "{value} is no name: write small letters, digits, hyphens and underscores"
    ),
}
"""By the kind of error, as pydantic calls it."""
_OTHER = N_("{value} is not possible here")
_DID_YOU_MEAN = N_("did you mean {name}?")
_KEY = "[key]"
"""Where pydantic means the key of a table and not its value."""


@dataclass(frozen=True, slots=True)
class ConfigFault:
    """A fault, and the place in the file that it is about."""

    place: Place
    unknown_key: bool
    fault: Fault


def faults_of(
    error: "ValidationError", file: str, lines: Mapping[Place, int]
) -> Iterator[ConfigFault]:
    """Every fault that validation found."""
    for details in error.errors(include_url=False):
        place = tuple(part for part in details["loc"] if part != _KEY)
        for inner, message, hint, values in _described(details, place):
            where = (*place, *inner)
            fault = Fault(file, line_of(where, lines), dotted(where), message, hint, values)
            yield ConfigFault(where, details["type"] == UNKNOWN_KEY, fault)


def line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of a place, or of the nearest table around it that the file has."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def dotted(place: Place) -> str:
    """A place as people write it: `readers[1].url`, counted from 0 as editors' schemas do."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def written(value: object) -> str:
    """A value as TOML writes it, near enough to be recognised."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(written(entry) for entry in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name} = {written(entry)}' for name, entry in value.items())}}}"
    return str(value)


def _described(
    details: "ErrorDetails", place: Place
) -> Iterator[tuple[Place, str, str, dict[str, object]]]:
    """The place within, message, hint and values of what one error says."""
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    cause = context.get("error")
    if isinstance(cause, ConflictsError):
        for conflict in cause.conflicts:
            yield conflict.place, conflict.message, conflict.hint, conflict.details
    elif isinstance(cause, RefusedError):
        yield (), cause.message, cause.hint, {**cause.details, "value": written(value)}
    elif kind == UNKNOWN_KEY:
        yield (), N_("unknown key"), *_nearest_key(place)
    elif kind in _CHOICES:
        options = re.split(", | or ", str(context["expected"]).replace("'", ""))
        hint, found = _nearest(str(value), options)
        values = {"value": written(value), "expected": ", ".join(options), **found}
        yield (), N_("must be one of {expected}, not {value}"), hint, values
    else:
        yield (), _MESSAGES.get(kind, _OTHER), "", {**context, "value": written(value)}


def _nearest_key(place: Place) -> tuple[str, dict[str, object]]:
    """A hint at the key that was probably meant."""
    *table, wrong = place
    section = section_at(tuple(table))
    here = [] if section is None else list(section.model_fields)
    hint, found = _nearest(str(wrong), here)
    if hint:
        return hint, found
    elsewhere = [knob.name for knob in knobs() if knob.place[-1] == wrong]
    if elsewhere:
        return _DID_YOU_MEAN, {"name": elsewhere[0]}
    if len(table) == 0:
        return N_("see all keys with: keyroom config show"), {}
    return N_("the keys here are: {names}"), {"names": ", ".join(here)}


def _nearest(wrong: str, known: Sequence[str]) -> tuple[str, dict[str, object]]:
    close = get_close_matches(wrong, known, n=1)
    return (_DID_YOU_MEAN, {"name": close[0]}) if close else ("", {})
