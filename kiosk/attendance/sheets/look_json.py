"""A month as `attendance month --json` shows it: its sheet, and what became of a closed one."""

from zoneinfo import ZoneInfo

from kiosk.attendance.sheets.closing import MonthLook
from kiosk.attendance.sheets.differences import Difference
from kiosk.attendance.sheets.json_form import Json, sheet_json
from kiosk.attendance.sheets.open_matters import OpenMatter
from kiosk.attendance.sheets.settled import Amendment, ClosedMonth
from kiosk.person import StaffNo
from kiosk.times import stored


def look_json(look: MonthLook, zone: ZoneInfo) -> Json:
    """The sheet as it is kept where the month is closed, else as it stands."""
    settlement = look.settlement
    if settlement is None:
        return {**sheet_json(look.sheet, zone), "closed": False}
    closed = settlement.closed
    return {
        **settlement.form,
        "closed": True,
        "closed_at": stored(closed.at),
        "closed_by": closed.by,
        "digest": closed.digest,
        "intact": settlement.intact,
        "altered": settlement.altered,
        "differences": [difference_json(each) for each in look.differences],
        "amendments": [_amendment(no, signed) for no, signed in settlement.amendments],
    }


def closed_json(closed: ClosedMonth) -> Json:
    """What was settled, in numbers."""
    return {
        "month": str(closed.month),
        "closed": True,
        "closed_at": stored(closed.at),
        "closed_by": closed.by,
        "rule_version": closed.version,
        "people": closed.people,
        "total_fen": closed.total,
        "digest": closed.digest,
    }


def open_json(matter: OpenMatter) -> Json:
    """Something that keeps a month open."""
    return {
        "no": matter.person,
        "kind": matter.kind.value,
        "place": matter.place,
        "id": matter.id,
    }


def difference_json(difference: Difference) -> Json:
    """How one person's month differs from what was settled."""
    return {
        "no": difference.person.no,
        "before_fen": difference.before,
        "after_fen": difference.after,
        "difference_fen": difference.fen,
        "lines": [
            {"id": each.id, "before_fen": each.before_fen, "after_fen": each.after_fen}
            for each in difference.lines
        ],
        "counts": {each.name: [each.before, each.after] for each in difference.counts},
    }


def _amendment(no: StaffNo, signed: Amendment) -> Json:
    return {
        "no": no,
        "at": stored(signed.at),
        "by": signed.by,
        "reason": signed.reason,
        "difference_fen": signed.difference,
    }
