"""The books as tables for people."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from commands.output import print_table, say
from keyroom.language import N_, _
from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.requests.spans import written
from kiosk.attendance.requests.state import REQUEST_STATE_NAMES
from kiosk.books.books import BooksReport, JudgedPlan
from kiosk.books.customer_names import CustomerNames
from kiosk.books.entries import SIGNED_BY_NAMES
from kiosk.books.items import ITEM_KIND_NAMES, Owed
from kiosk.books.outcome import OUTCOME_NAMES
from kiosk.books.purpose import PURPOSE_NAMES
from kiosk.books.visit_book import LoggedVisit

PLAN_HEADINGS: Final = (
    *(N_("staff number"), N_("time"), N_("customer"), N_("purpose")),
    *(N_("note"), N_("outcome"), N_("id")),
)
ITEM_HEADINGS: Final = (
    *(N_("kind"), N_("whose"), N_("customer"), N_("what"), N_("until")),
    *(N_("days open"), N_("state"), N_("id")),
)
_VISIT_HEADINGS: Final = (
    *(N_("staff number"), N_("customer"), N_("time"), N_("state")),
    *(N_("result"), N_("signature"), N_("next step"), N_("id")),
)
_DUE_HEADINGS: Final = (N_("customer"), N_("owner"), N_("last visit"))


def plan_row(judged: JudgedPlan, names: CustomerNames, zone: ZoneInfo) -> tuple[object, ...]:
    """A line of a plan."""
    entry = judged.planned.entry
    return (
        entry.person,
        f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M}",
        names.shown(entry.customer),
        _(PURPOSE_NAMES[entry.purpose]),
        entry.note,
        " · ".join(filter(None, (_(OUTCOME_NAMES[judged.outcome]), entry.dropped))),
        judged.planned.id,
    )


def item_row(owed: Owed, names: CustomerNames, today: date, zone: ZoneInfo) -> tuple[object, ...]:
    """Something that is owed."""
    customer = owed.item.customer
    return (
        _(ITEM_KIND_NAMES[owed.item.kind]),
        owed.owner,
        None if customer is None else names.shown(customer),
        owed.item.text,
        owed.item.due,
        owed.age(today, zone),
        _state(owed, today, zone),
        owed.id,
    )


def print_report(report: BooksReport, today: date, zone: ZoneInfo) -> None:
    """What a manager must know of the books of some days."""
    names = report.names
    say(_("Plans"))
    print_table(_all(PLAN_HEADINGS), (plan_row(each, names, zone) for each in report.plans))
    say(_("Visits"))
    print_table(_all(_VISIT_HEADINGS), (_visit_row(each, zone) for each in report.visits))
    for title, items in (
        (_("Past due"), report.overdue),
        (_("Not passed on the same day"), report.unreported),
    ):
        say(title)
        print_table(_all(ITEM_HEADINGS), (item_row(each, names, today, zone) for each in items))
    say(_("Customers due for a visit"))
    print_table(
        _all(_DUE_HEADINGS),
        (
            (names.shown(each.customer), names.owners[each.customer], each.last)
            for each in report.due
        ),
    )


def _visit_row(logged: LoggedVisit, zone: ZoneInfo) -> tuple[object, ...]:
    visit, result = logged.visit, logged.result
    signature = None
    if result is not None and result.problem:
        kind = None if result.signature is None else SIGNED_BY_NAMES[result.signature.kind]
        signature = _("missing") if kind is None else _(kind)
    return (
        visit.asked.person,
        visit.customer,
        written(Span(visit.start, visit.end), zone),
        _(REQUEST_STATE_NAMES[visit.asked.state]),
        _("not written up") if result is None else result.result,
        signature,
        result and result.next_step,
        logged.id,
    )


def _state(owed: Owed, today: date, zone: ZoneInfo) -> str:
    said = (
        (owed.done is not None, N_("done")),
        (owed.escalated, N_("escalated")),
        (owed.is_overdue(today), N_("past due")),
        (owed.is_unreported(today, zone), N_("not passed on the same day")),
    )
    return ", ".join(_(word) for holds, word in said if holds)


def _all(headings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_(heading) for heading in headings)
