"""What stands over and beside a month's forms: whose they are, when they were made, who decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.sheets import MonthSheet

_FILE_NAME: Final = N_("attendance_{year:04}{month:02}")
_CAP_PERCENT: Final = 20.0
"""D-23."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the forms say of themselves."""

    office: str
    zone: ZoneInfo
    made_at: datetime
    note: str = ""
    """Whether this is a draft, or closed and under which digest; already in the reader's words."""
    cap_percent: float = _CAP_PERCENT
    handlers: Mapping[str, str] = field(default_factory=dict)
    """Who decided about each line, a staff number by the line's id."""

    def title(self, month: Month) -> str:
        """`2026年6月 考勤月报 — 重要室`."""
        return _("Attendance report {year}-{month:02} — {office}").format(
            year=month.year, month=month.number, office=self.office
        )

    def subtitle(self, sheet: MonthSheet) -> str:
        """The days it is about, when it was made, by which rules, and its note."""
        parts = [
            _("days: {first} to {last}").format(first=sheet.month.first, last=sheet.month.last),
            _("made: {at:%Y-%m-%d %H:%M}").format(at=self.made_at.astimezone(self.zone)),
            _("rules: {version}").format(version=sheet.version),
        ]
        return "    ".join([*parts, self.note] if self.note else parts)


def named(path: Path, month: Month, suffix: str) -> Path:
    """`path`, or in the folder that it is, the file's usual name: `重要室_考勤月报_202606.xlsx`."""
    if not path.is_dir():
        return path
    return path / (_(_FILE_NAME).format(year=month.year, month=month.number) + suffix)
