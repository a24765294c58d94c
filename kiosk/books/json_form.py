"""The books as programs read them (docs/cli.md)."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.books.books import BooksReport, JudgedPlan
from kiosk.books.items import Owed
from kiosk.books.purpose import PURPOSE_CLAUSES
from kiosk.books.visit_book import LoggedVisit
from kiosk.times import stored


def plan_json(judged: JudgedPlan) -> dict[str, Any]:
    """A line of a plan."""
    entry = judged.planned.entry
    return {
        "id": judged.planned.id,
        "no": entry.person,
        "date": entry.day.isoformat(),
        "at": stored(entry.at),
        "customer": entry.customer,
        "purpose": entry.purpose,
        "clause": PURPOSE_CLAUSES[entry.purpose],
        "note": entry.note,
        "entered": stored(entry.entered),
        "by": entry.by,
        "item": entry.item,
        "dropped": entry.dropped,
        "outcome": judged.outcome,
    }


def logged_json(logged: LoggedVisit) -> dict[str, Any]:
    """A visit, and what the log says of it."""
    result = logged.result
    return {
        "id": logged.id,
        "no": logged.visit.asked.person,
        "status": logged.visit.asked.state,
        "customer": logged.visit.customer,
        "from": stored(logged.visit.start),
        "to": stored(logged.visit.end),
        "log": result
        and {
            "entered": stored(logged.first_entered or result.entered),
            "by": result.by,
            "result": result.result,
            "out": None if result.out is None else stored(result.out),
            "back": None if result.back is None else stored(result.back),
            "problem": result.problem,
            "signed_by": None if result.signature is None else result.signature.kind,
            "next_step": result.next_step,
            "closed": result.is_closed,
        },
    }


def item_json(owed: Owed, today: date, zone: ZoneInfo) -> dict[str, Any]:
    """Something that is owed, with all that has happened to it."""
    item = owed.item
    return {
        "id": owed.id,
        "kind": item.kind,
        "owner": owed.owner,
        "customer": item.customer,
        "text": item.text,
        "due": item.due and item.due.isoformat(),
        "noted": stored(item.noted),
        "by": item.by,
        "source": item.source,
        "age_days": owed.age(today, zone),
        "overdue": owed.is_overdue(today),
        "unreported": owed.is_unreported(today, zone),
        "done": None if owed.done is None else stored(owed.done),
        "steps": [
            {
                "step": each.step,
                "at": stored(each.at),
                "by": each.by,
                "to": each.to,
                "note": each.note,
            }
            for each in owed.steps
        ],
    }


def report_json(report: BooksReport, today: date, zone: ZoneInfo) -> dict[str, Any]:
    """What a manager must know of the books of some days."""
    return {
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "plans": [plan_json(each) for each in report.plans],
        "visits": [logged_json(each) for each in report.visits],
        "unsigned": [each.id for each in report.unsigned],
        "overdue": [item_json(each, today, zone) for each in report.overdue],
        "unreported": [item_json(each, today, zone) for each in report.unreported],
        "due": [
            {
                "customer": each.customer,
                "group": report.names.groups.get(each.customer),
                "owner": report.names.owners.get(each.customer),
                "last": each.last and each.last.isoformat(),
            }
            for each in report.due
        ],
    }
