"""The names of lines: whose they are, and of which month."""

import re
from datetime import date

from keyroom.language import N_
from kiosk.attendance.sheets.month import Month
from kiosk.errors import NoSuchLineError
from kiosk.person import StaffNo

_NAMED = re.compile(r"([^:]+):(\d{4}-\d{2})(-\d{2})?:.+")


def parse_line(line: str) -> tuple[StaffNo, Month]:
    """Whose line it is, and the month of the sheet that it stands in. Raises NoSuchLineError."""
    match = _NAMED.fullmatch(line)
    if match is None:
        raise no_such_line(line)
    try:
        return StaffNo(match[1]), Month.of(date.fromisoformat(match[2] + (match[3] or "-01")))
    except ValueError:
        raise no_such_line(line) from None


def no_such_line(line: str) -> NoSuchLineError:
    """The error for a name that no line has."""
    return NoSuchLineError(
        N_("there is no line {line}"),
        N_("see the lines with: keyroom attendance month --json"),
        line=line,
    )
