"""Requests as programs read them (docs/cli.md)."""

from typing import Any

from kiosk.attendance.requests.kinds import Matter
from kiosk.attendance.requests.records import (
    Correction,
    Decision,
    Finding,
    Leave,
    Objection,
    Visit,
)
from kiosk.times import stored


def matter_json(matter: Matter, decision: Decision | None) -> dict[str, Any]:
    """A request with the newest decision about it."""
    asked = matter.record.asked
    return {
        "id": matter.id,
        "no": asked.person,
        **_about(matter),
        "status": asked.state,
        "reason": asked.reason,
        "asked_at": stored(asked.asked_at),
        "asked_by": asked.asked_by,
        "decision": decision
        and {
            "outcome": decision.outcome,
            "by": decision.by,
            "at": stored(decision.at),
            "reason": decision.reason,
        },
    }


def _about(matter: Matter) -> dict[str, Any]:
    match matter.record:
        case Leave(_, kind, start, end):
            return {"kind": kind, "from": stored(start), "to": stored(end)}
        case Visit(_, start, end, customer):
            return {"from": stored(start), "to": stored(end), "customer": customer}
        case Correction(_, day, slot, at, evidence):
            return {
                "date": day.isoformat(),
                "slot": slot,
                "at": stored(at),
                "evidence": list(evidence),
            }
        case Finding(_, kind, at, where):
            return {"kind": kind, "at": stored(at), "where": where}
        case Objection(_, month, line):
            return {"month": month, "line": line}
