"""What the cited rule says, with the office's own numbers, as a line keeps them. Pure."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from keyroom.language import N_, _
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import TIER_RULES, Rule

CLAUSES: dict[Rule, tuple[str, tuple[str, ...]]] = {
    Rule.PREP: (N_("be there {} minutes before work begins"), ("prep.minutes",)),
    Rule.ABSENCE: (N_("each absence costs {} yuan"), ("absence.fine",)),
    Rule.ERRAND: (N_("each private errand on duty costs {} yuan"), ("errand.fine",)),
    Rule.UNIFORM: (N_("no work uniform costs {} yuan"), ("uniform.fine",)),
    Rule.LEAVE: (
        N_("more than {} leaves a month cost {} yuan"),
        ("leave.free_per_month", "leave.fine"),
    ),
    Rule.MISSING: (N_("a missing punch costs nothing by itself; it has to be decided"), ()),
    Rule.CAP: (N_("deductions end at {} per cent of the month's wage"), ("payroll.cap_percent",)),
}
"""What each says, and the knobs whose values it names."""


def clause(line: Line) -> str:
    """The rule of a line in words: KQ-2-1a: 迟到或早退 1–30 分钟 50 元, …."""
    knobs: Mapping[str, Any] = line.knobs
    if line.rule in TIER_RULES:
        said = _("late or early {tiers}").format(tiers=", ".join(_tiers(knobs)))
    else:
        words, names = CLAUSES[line.rule]
        said = _(words).format(*(f"{knobs[name]:g}" for name in names))
    return _("{rule}: {said}").format(rule=line.rule.value, said=said)


def _tiers(knobs: Mapping[str, Any]) -> Iterator[str]:
    limits, fines = knobs["attendance.tier_limits"], knobs["attendance.tier_fines"]
    edge = int(knobs["attendance.tier_edge"] == "lower")  # D-04: whether a limit is within
    bounds = [1, *(limit + edge for limit in limits)]
    for (first, after), fine in zip(pairwise([*bounds, None]), fines, strict=True):
        span = _("{first} min and more") if after is None else _("{first}–{last} min")
        last = "" if after is None else after - 1
        yield _("{span} {fine} yuan").format(
            span=span.format(first=first, last=last), fine=f"{fine:g}"
        )
