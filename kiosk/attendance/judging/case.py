"""The case of one person: what is known about him, and how a line about him comes to stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.attendance.judging.evidence import Evidence, Span
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.judging.statuses import Doubt, LineState, Rule, Verdict
from kiosk.money import Fen
from kiosk.person import Person


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

    def line_id(self, day: date, about: str) -> str:
        """The name of a line, the same whenever it is judged."""
        return f"{self.person.no}:{day}:{about}"

    def verdict(self, day: date, about: str) -> Verdict | None:
        """What was decided about a line."""
        return self.evidence.verdicts.get(self.line_id(day, about))

    def line(
        self,
        rules: Rulebook,
        rule: Rule,
        day: date,
        about: str,
        *,
        at_stake: Fen,
        minutes: int = 0,
        slot: str | None = None,
        evidence: tuple[str, ...] = (),
        doubt: Doubt | None = None,
        undecided: bool = False,
        named: str | None = None,
    ) -> Line:
        """A line in the state that decisions, objections and doubts leave it in.

        `named` is its id where it is not named after its day.
        """
        line_id = named or self.line_id(day, about)
        return Line(
            id=line_id,
            date=day,
            slot=slot,
            rule=rule,
            minutes=minutes,
            at_stake=at_stake,
            state=LineState.UNDECIDED if undecided else self._state(line_id, doubt),
            evidence=evidence,
            version=rules.version,
            knobs=rules.knobs.get(rule, {}),
            doubt=doubt,
        )

    def _state(self, line_id: str, doubt: Doubt | None) -> LineState:
        verdict = self.evidence.verdicts.get(line_id)
        if verdict is Verdict.WAIVE:
            return LineState.WAIVED
        if line_id in self.evidence.objected:
            return LineState.OBJECTED
        if verdict is not None:
            return LineState.UPHELD
        return LineState.CHARGED if doubt is None else LineState.PENDING
