"""The calendar: whether the holiday arrangements that should be known by now are."""

from collections.abc import Iterator

from commands.health.finding import Finding, Level
from commands.values import today_in
from keyroom.language import _
from kiosk.office import Office


def check(office: Office) -> Iterator[Finding]:
    """A finding for each year whose notice is missing. Raises CalendarUnreadableError."""
    today = today_in(office)
    calendar = office.calendar.current()
    missing = calendar.missing_years(today)
    for year in missing:
        yield Finding(
            Level.WARNING,
            _("please import next year's holiday arrangement ({year})").format(year=year)
            if year > today.year
            else _("the holiday arrangement of {year} has not been imported").format(year=year),
            _("take {year}.json from holiday-cn, then: keyroom calendar import {year}.json").format(
                year=year
            ),
        )
    if not missing:
        yield Finding(
            Level.OK, _("the holiday arrangement of {year} is known").format(year=today.year)
        )
