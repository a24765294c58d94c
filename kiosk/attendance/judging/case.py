"""The case of one person: what is known about him, and how a line about him comes to stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.attendance.judging.evidence import Evidence, Span
from kiosk.attendance.judging.plan import DayPlan
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import Doubt, LineState, Rule, Verdict
from kiosk.money import Fen
from kiosk.person import Person


@dataclass(frozen=True, slots=True)
class Charge:
    """What is held against a person, before anybody's decisions and objections."""

    rule: Rule
    at_stake: Fen
    minutes: int = 0
    evidence: tuple[str, ...] = ()
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One person before the rules."""

    person: Person
    evidence: Evidence
    outages: Sequence[Span]
    """When nobody could tap: readers or terminals out of order."""
    now: datetime
    """Aware; what is not over by then is open."""

    def fined(self, rules: Rulebook) -> bool:
        """Whether deductions can reach the person at all (D-22)."""
        return self.person.role in rules.fined_roles

    def line_id(self, plan: DayPlan, about: str, *, of_month: bool = False) -> str:
        """The name of a line about a day, or about its month; the same whenever it is judged."""
        return f"{self.person.no}:{str(plan.date)[: 7 if of_month else 10]}:{about}"

    def verdict(self, plan: DayPlan, about: str) -> Verdict | None:
        """What was decided about a line of a day."""
        return self.evidence.verdicts.get(self.line_id(plan, about))

    def line(
        self,
        plan: DayPlan,
        about: str,
        charge: Charge,
        *,
        slot: str | None = None,
        of_month: bool = False,
    ) -> Line:
        """A line dated by `plan`, in the state that decisions and objections leave it in."""
        line_id = self.line_id(plan, about, of_month=of_month)
        return Line(
            id=line_id,
            date=plan.date,
            slot=slot,
            rule=charge.rule,
            minutes=charge.minutes,
            at_stake=charge.at_stake,
            state=self._state(line_id, charge),
            evidence=charge.evidence,
            version=plan.rules.version,
            knobs=plan.rules.knobs.get(charge.rule, {}),
            doubt=charge.doubt,
        )

    def _state(self, line_id: str, charge: Charge) -> LineState:
        if charge.rule is Rule.MISSING:
            return LineState.UNDECIDED
        verdict = self.evidence.verdicts.get(line_id)
        if verdict is Verdict.WAIVE:
            return LineState.WAIVED
        if line_id in self.evidence.objected:
            return LineState.OBJECTED
        if verdict is Verdict.CHARGE:
            return LineState.UPHELD
        return LineState.CHARGED if charge.doubt is None else LineState.PENDING
