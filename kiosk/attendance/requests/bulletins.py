"""Circulars in the area about private errands (片区通报; KQ-2-3b, D-21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.attendance.judging.statuses import Rule
from kiosk.money import Fen
from kiosk.person import StaffNo


@dataclass(frozen=True, slots=True)
class BulletinRules:
    """The knobs of D-21."""

    days: int = 7
    """`bulletin.days`: calendar days, that of the approval included."""
    amount: Fen | None = None
    """What a circular names as the deduction; None where `bulletin.show_amount` is off."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What the wall shows: who, when, which clause; nothing of where, and nobody else's name."""

    finding: str
    """The finding's document id."""
    no: StaffNo
    name: str
    day: date
    """On which it was found."""
    rule: Rule
    amount: Fen | None
    first: date
    """The day of approval."""
    last: date
    """The last day on which it stands."""


@dataclass(frozen=True, slots=True)
class ApprovedErrand:
    """A finding that was approved."""

    finding: str
    no: StaffNo
    name: str
    day: date
    approved: date
    """The calendar day, in the office's zone."""


def standing(
    errands: Iterable[ApprovedErrand], today: date, rules: BulletinRules
) -> list[Bulletin]:
    """The circulars that stand on a day, the newest approval first."""
    bulletins = (
        Bulletin(
            finding=errand.finding,
            no=errand.no,
            name=errand.name,
            day=errand.day,
            rule=Rule.ERRAND,
            amount=rules.amount,
            first=errand.approved,
            last=errand.approved + timedelta(days=rules.days - 1),
        )
        for errand in errands
    )
    return sorted(
        (each for each in bulletins if each.first <= today <= each.last),
        key=lambda each: (each.first, each.finding),
        reverse=True,
    )
