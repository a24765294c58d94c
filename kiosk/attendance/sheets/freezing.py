"""Makes the records of a closed month out of its sheet. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from kiosk.attendance.sheets.json_form import sheet_json
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.sheets.settled import ClosedMonth, Form, SettledSheet, closing_digest
from kiosk.attendance.sheets.sheets import MonthSheet
from kiosk.money import Fen
from kiosk.person import StaffNo

_OF_MONTH = ""
"""Whose the warnings are that name nobody."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A month's sheet as it is kept."""

    month: Month
    version: str
    warnings: Sequence[Form]
    """Of the month as a whole."""
    sheets: Mapping[StaffNo, SettledSheet]

    @classmethod
    def of(cls, sheet: MonthSheet, zone: ZoneInfo) -> Self:
        """The same for the same sheet, whenever and for whomever it is made."""
        form = sheet_json(sheet, zone)
        warnings: dict[str, list[Form]] = defaultdict(list)
        for warning in form["warnings"]:
            warnings[warning.get("person", _OF_MONTH)].append(warning)
        sheets = {
            each["no"]: SettledSheet.freeze(sheet.month, each["no"], each, warnings[each["no"]])
            for each in form["people"]
        }
        return cls(sheet.month, sheet.version, warnings[_OF_MONTH], sheets)

    def closed(self, *, by: str, at: datetime) -> ClosedMonth:
        """The closing of the month."""
        digests = {no: each.digest for no, each in self.sheets.items()}
        return ClosedMonth(
            month=self.month,
            at=at,
            by=by,
            version=self.version,
            warnings=self.warnings,
            people=len(self.sheets),
            total=Fen(sum(each.total for each in self.sheets.values())),
            digest=closing_digest(self.month, self.version, self.warnings, digests),
        )
