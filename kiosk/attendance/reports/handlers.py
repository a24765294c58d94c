"""Who decided about the lines of a month: the newest decision about each."""

from collections.abc import Iterator

from tinydb import where

from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import Rule
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.schema import DECISIONS, VERDICTS
from store import Store

_FOUND = frozenset({Rule.ERRAND, Rule.UNIFORM})


def handlers(store: Store, sheet: MonthSheet) -> dict[str, str]:
    """Staff numbers by the ids of the sheet's lines; none where nobody decided."""
    decided = {line.id: by for line, by in _approvals(store, sheet)}
    found = store.table(VERDICTS).search(where("month") == str(sheet.month))
    # In the order in which they were made: a line's newest wins, over the finding's approval too.
    return decided | {document["line"]: document["by"] for document in found}


def _approvals(store: Store, sheet: MonthSheet) -> Iterator[tuple[Line, str]]:
    """The lines of findings, and who approved each."""
    approved = where("outcome") == RequestState.APPROVED.value
    for month in sheet.people:
        for line in month.lines:
            if line.rule in _FOUND:
                for decision in store.table(DECISIONS).search(
                    (where("matter") == line.evidence[0]) & approved
                ):
                    yield line, decision["by"]
