"""The rulebook that a configuration amounts to, its version, and its form in the records."""

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from kiosk.attendance.judging.rulebook import (
    REGULATION,
    CapMode,
    Knobs,
    Rulebook,
    Tiers,
    Unresolved,
)
from kiosk.attendance.judging.statuses import Rule
from kiosk.attendance.leave_kind import CHINESE_KINDS
from kiosk.attendance.timetable import Session

if TYPE_CHECKING:
    from kiosk.config import Config

SECTIONS: Final = (
    "season",
    "shift",
    "attendance",
    "absence",
    "errand",
    "stack",
    "uniform",
    "leave",
    "visit",
    "prep",
    "missing_punch",
    "discipline",
    "payroll",
)
"""The tables of `keyroom.toml` that decide what a month costs."""

_INCLUDED: Final = dict.fromkeys(SECTIONS, True) | {"visit": {"excuses_punch"}}
"""All of them; but how often customers are visited costs nobody anything."""

_HOURS: Final = ("season", "shift", "discipline")
_PUNCHES: Final = (
    *_HOURS,
    "attendance.punches_per_day",
    "attendance.rounding",
    "attendance.dedupe_seconds",
    "attendance.infer_direction",
    "attendance.day_cutoff",
    "attendance.split",
    "visit",
)
_TIERS: Final = (
    *_PUNCHES,
    "attendance.tier_limits",
    "attendance.tier_fines",
    "attendance.tier_edge",
)
RULE_KNOBS: Final[Mapping[Rule, tuple[str, ...]]] = {
    Rule.PREP: (*_PUNCHES, "prep"),
    Rule.OFF_BY_TIER_1: _TIERS,
    Rule.OFF_BY_TIER_2: _TIERS,
    Rule.OFF_BY_TIER_3: _TIERS,
    Rule.ABSENCE: (
        *_PUNCHES,
        "absence",
        "attendance.late_as_absent_after",
        "attendance.tier_fines",
        "missing_punch",
        "stack",
    ),
    Rule.ERRAND: (*_HOURS, "errand", "stack"),
    Rule.UNIFORM: (*_HOURS, "uniform"),
    Rule.LEAVE: ("discipline", "leave"),
    Rule.MISSING: (*_PUNCHES, "missing_punch"),
    Rule.CAP: ("payroll",),
}
"""What each rule's lines depend on: whole tables, or single knobs."""
_DIGITS: Final = 8


def rulebook_of(config: "Config") -> Rulebook:
    """The rules as this configuration has them."""
    attendance, absence, leave = config.attendance, config.absence, config.leave
    written = written_rules(config)
    return Rulebook(
        taps=config.tap_rules(),
        tiers=Tiers(
            limits=attendance.tier_limits,
            fines=attendance.tier_fines,
            upper_included=attendance.tier_edge == "lower",
        ),
        to_the_second=attendance.rounding == "second",
        late_as_absent_after=attendance.late_as_absent_after,
        absence_fine=absence.fine,
        absence_by_day=absence.unit == "day",
        absence_min_equal_late=absence.min_equal_late,
        errand_fine=config.errand.fine,
        errand_on_absence=config.stack.absence_and_errand,
        uniform_fine=config.uniform.fine,
        uniform_a_day=config.uniform.max_per_day,
        leave_free=leave.free_per_month,
        leave_fine=leave.fine,
        leave_each=leave.fine_mode == "per_extra",
        leave_counted=frozenset(CHINESE_KINDS[kind] for kind in leave.counted_types),
        visits_excuse=config.visit.excuses_punch,
        prep=timedelta(minutes=config.prep.minutes),
        prep_sessions=frozenset(Session(session) for session in config.prep.sessions),
        prep_fine=config.prep.fine,
        unresolved=Unresolved(config.missing_punch.unresolved),
        fined_roles=frozenset(config.discipline.roles),
        cap_percent=config.payroll.cap_percent,
        cap_mode=CapMode(config.payroll.cap_mode),
        minimum_wage=config.payroll.minimum_wage,
        version=_version(written, written_rules(type(config)())),
        knobs={rule: _values(written, names) for rule, names in RULE_KNOBS.items()},
    )


def written_rules(config: "Config") -> dict[str, Any]:
    """The tables that matter, as `keyroom.toml` would have them; `Config` reads them back."""
    return config.model_dump(mode="json", include=_INCLUDED)


def _version(written: Mapping[str, Any], regulation: Mapping[str, Any]) -> str:
    """The regulation's name; with a mark of what differs from it, if anything does."""
    changed = {
        f"{section}.{knob}": value
        for section, knobs in written.items()
        for knob, value in knobs.items()
        if value != regulation[section][knob]
    }
    if not changed:
        return REGULATION
    text = json.dumps(changed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{REGULATION}+{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def _values(written: Mapping[str, Any], names: tuple[str, ...]) -> Knobs:
    found: dict[str, object] = {}
    for name in names:
        section, _, knob = name.partition(".")
        values = written[section]
        for each in (knob,) if knob else values:
            found[f"{section}.{each}"] = values[each]
    return found
