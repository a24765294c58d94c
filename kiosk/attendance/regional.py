"""Regional holidays of Tibet (D-02): every row of the regulation's §5.2, with what is known of it.

The customary festivals' dates are fixed by the local government each year, in a notice of its own.
Not every notice was found, and those of Lhasa need not hold for Shigatse: a row is in force only
where that is likely, for a holiday that is wrongly in force costs nobody a fine (D-00). Others are
kept for whoever looks; the office decides about its days itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from keyroom.language import N_
from kiosk.attendance.calendar import DatedDays, Day, DayKind, Source

LOSAR = N_("Losar")
LOSAR_AND_SPRING_FESTIVAL = N_("Spring Festival and Losar")
SHOTON = N_("Shoton")


@dataclass(frozen=True, slots=True)
class RegionalNotice:
    """One holiday of one year."""

    name: str
    """Message id."""
    first: date
    last: date
    """Days off, both included, with the weekend between them."""
    note: str
    """Message id: whose notice it is, and what is not known of it."""
    makeup: tuple[date, ...] = ()
    """Weekend days that are worked for it."""
    confirmed: bool = False
    """Whether the notice surely holds for this office."""
    active: bool = False
    """Whether the calendar follows it."""

    def days(self) -> Iterator[tuple[date, Day]]:
        """What it makes of its dates."""
        for distance in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=distance)
            yield day, Day(DayKind.HOLIDAY, self.name, source=Source.REGIONAL)
        for day in self.makeup:
            yield day, Day(DayKind.MAKEUP_WORKDAY, self.name, source=Source.REGIONAL)


_LHASA_ONLY = N_("notice of Lhasa; none was found for Shigatse")
_LHASA_DATES = N_("the festival's dates in Lhasa; no notice was found")

TIBET: tuple[RegionalNotice, ...] = (
    RegionalNotice(
        LOSAR, date(2009, 2, 23), date(2009, 3, 1), N_("of the whole region, as the press had it")
    ),
    RegionalNotice(SHOTON, date(2010, 8, 10), date(2010, 8, 16), _LHASA_DATES),
    RegionalNotice(SHOTON, date(2017, 8, 21), date(2017, 8, 27), _LHASA_DATES),
    RegionalNotice(SHOTON, date(2018, 8, 11), date(2018, 8, 17), _LHASA_DATES),
    RegionalNotice(SHOTON, date(2019, 8, 30), date(2019, 9, 5), _LHASA_DATES),
    RegionalNotice(
        LOSAR,
        date(2023, 2, 20),
        date(2023, 2, 26),
        _LHASA_ONLY,
        makeup=(date(2023, 2, 18), date(2023, 2, 19)),
    ),
    RegionalNotice(
        LOSAR,
        date(2024, 2, 10),
        date(2024, 2, 10),
        N_("fell on the Spring Festival; no notice was found"),
    ),
    RegionalNotice(
        LOSAR,
        date(2025, 2, 27),
        date(2025, 3, 4),
        N_("notice for all prefectures and cities"),
        confirmed=True,
        active=True,
    ),
    RegionalNotice(
        LOSAR_AND_SPRING_FESTIVAL,
        date(2026, 2, 15),
        date(2026, 2, 26),
        N_("notice of Lhasa, to be confirmed for Shigatse"),
        makeup=(date(2026, 2, 14), date(2026, 2, 28)),
        active=True,
    ),
)
"""From the oldest. A year that is not here has no row: the office's own decisions stand in."""


def active_days() -> DatedDays:
    """The layer of the rows in force."""
    return DatedDays(
        {day: said for notice in TIBET if notice.active for day, said in notice.days()}
    )


def notice_of(day: date) -> RegionalNotice | None:
    """The row that speaks of a date."""
    return next((notice for notice in TIBET if day in dict(notice.days())), None)


def is_unconfirmed(day: date, said: Day) -> bool:
    """Whether the date is what it is by a row that is not confirmed."""
    notice = notice_of(day) if said.source is Source.REGIONAL else None
    return notice is not None and not notice.confirmed


def notices_of(year: int) -> tuple[RegionalNotice, ...]:
    """The rows of a year."""
    return tuple(notice for notice in TIBET if notice.first.year == year)
