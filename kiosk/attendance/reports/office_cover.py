"""The cover of an office's forms: its name, its knobs, and who decided about the lines."""

from datetime import datetime

from tinydb import where

from kiosk.attendance.judging.statuses import Rule
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.office import Office
from kiosk.schema import VERDICTS

_FOUND = frozenset({Rule.ERRAND, Rule.UNIFORM})


def cover_of(office: Office, sheet: MonthSheet, now: datetime, note: str = "") -> Cover:
    """The cover of a sheet; `note` says in the reader's words whether it is closed."""
    config = office.premises.config
    return Cover(
        office=config.office.name,
        zone=config.zone,
        made_at=now,
        note=note,
        cap_percent=config.payroll.cap_percent,
        handlers=_handlers(office, sheet),
    )


def _handlers(office: Office, sheet: MonthSheet) -> dict[str, str]:
    """Who approved each finding, and who last decided about each line; the latter counts."""
    finding_of = {
        line.id: line.evidence[0]
        for month in sheet.people
        for line in month.lines
        if line.rule in _FOUND
    }
    approvals = office.requests.register.last_decisions(list(finding_of.values()))
    found = office.store.table(VERDICTS).search(where("month") == str(sheet.month))
    return {
        **{
            line: approvals[finding].by
            for line, finding in finding_of.items()
            if finding in approvals
        },
        **{document["line"]: document["by"] for document in found},
    }
