"""Seasons, hours and working days (D-01, D-02, D-52; KQ-1)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from keyroom.language import N_
from kiosk.attendance.calendar import Calendar, DatedDays, Source
from kiosk.attendance.regional import active_days
from kiosk.attendance.timetable import (
    SUMMER,
    WINTER,
    DayOfYear,
    Season,
    SeasonOverride,
    Shift,
)
from kiosk.settings.section import Conflict, RefusedError, Section
from kiosk.settings.values import Day, Span, YearDay


class SeasonRow(Section):
    """One row of `season.overrides`: between two dates this season holds."""

    first: Day = Field(description=N_("D-01: first day of the row"))
    last: Day = Field(description=N_("D-01: last day of the row, included"))
    season: Literal["summer", "winter"] = Field(description=N_("D-01: the season that holds"))

    def conflicts(self) -> Iterator[Conflict]:
        """A row that ends before it begins."""
        if self.last < self.first:
            yield Conflict(
                ("last",),
                N_("the row ends on {last}, before its first day {first}"),
                N_("put the earlier date first"),
                {"first": self.first, "last": self.last},
            )

    def row(self) -> SeasonOverride:
        """As the timetable takes it."""
        return SeasonOverride(self.first, self.last, Season(self.season))


class SeasonKnobs(Section):
    """`[season]`: when the summer and the winter timetable begin."""

    summer_from: YearDay = Field(
        DayOfYear(5, 1), description=N_("D-01: first day of the summer timetable, every year")
    )
    winter_from: YearDay = Field(
        DayOfYear(10, 1), description=N_("D-01: first day of the winter timetable, every year")
    )
    overrides: Annotated[tuple[SeasonRow, ...], Field(strict=False)] = Field(
        (), description=N_("D-01: dated exceptions; the last row that covers a date wins")
    )

    def conflicts(self) -> Iterator[Conflict]:
        """Seasons that begin on one day."""
        if self.summer_from == self.winter_from:
            yield Conflict(
                ("winter_from",),
                N_("both seasons begin on the same day"),
                N_("the defaults are 05-01 and 10-01"),
            )


class ShiftKnobs(Section):
    """Hours of one season: two sessions with a lunch gap."""

    am: Span = Field(description=N_("KQ-1: start and end of the morning"))
    pm: Span = Field(description=N_("KQ-1: start and end of the afternoon"))

    def conflicts(self) -> Iterator[Conflict]:
        """An afternoon that begins before the morning has ended."""
        if self.pm.start <= self.am.end:
            yield Conflict(
                ("pm",),
                N_("the afternoon begins at {start}, not after the morning's end at {end}"),
                N_("the lunch gap lies between them"),
                {"start": f"{self.pm.start:%H:%M}", "end": f"{self.am.end:%H:%M}"},
            )

    def shift(self) -> Shift:
        """As the timetable takes it."""
        return Shift(self.am, self.pm)


class SummerKnobs(ShiftKnobs):
    """`[shift.summer]`"""

    am: Span = Field(SUMMER.am, description=N_("KQ-1-1: start and end of the summer morning"))
    pm: Span = Field(SUMMER.pm, description=N_("KQ-1-2: start and end of the summer afternoon"))


class WinterKnobs(ShiftKnobs):
    """`[shift.winter]`"""

    am: Span = Field(WINTER.am, description=N_("KQ-1-3: start and end of the winter morning"))
    pm: Span = Field(WINTER.pm, description=N_("KQ-1-4: start and end of the winter afternoon"))


class ShiftsKnobs(Section):
    """`[shift]`: the hours of both seasons."""

    summer: SummerKnobs = Field(SummerKnobs(), description=N_("KQ-1: hours of the summer"))
    winter: WinterKnobs = Field(WinterKnobs(), description=N_("KQ-1: hours of the winter"))


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise RefusedError(
            N_("{value} is no known time zone"),
            N_("write a name of the IANA list, such as Asia/Shanghai"),
            value=name,
        ) from fault
    return name


class DayRow(Section):
    """One row of `calendar.overrides`: what the office decided about a date."""

    day: Day = Field(description=N_("D-02: the date"))
    work: bool = Field(description=N_("D-02: true for a working day, false for a day off"))
    name: str = Field("", description=N_("D-02: what the day is called on screens"))


class CalendarKnobs(Section):
    """`[calendar]`: the zone, the week and what is known of holidays."""

    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(
        "Asia/Shanghai", description=N_("the office's time zone, by its IANA name")
    )
    workdays: Annotated[
        tuple[Annotated[int, Field(ge=1, le=7)], ...], Field(strict=False, min_length=1)
    ] = Field((1, 2, 3, 4, 5), description=N_("D-02: working days of the week, 1 is Monday"))
    regional: Literal["tibet", "none"] = Field(
        "tibet", description=N_("D-02: whose regional holidays apply besides the national ones")
    )
    missing_year: Literal["statutory_only"] = Field(
        "statutory_only",
        description=N_("D-52: a year without a holiday notice has its statutory days only"),
    )
    overrides: Annotated[tuple[DayRow, ...], Field(strict=False)] = Field(
        (), description=N_("D-02: dated decisions of the office; they stand above every notice")
    )

    def working_days(self) -> Calendar:
        """The calendar as far as the file and what ships with us say it."""
        week = Calendar(frozenset(self.workdays))
        decided = DatedDays(
            {
                row.day: week.decided(row.day, row.name, Source.CONFIG, work=row.work)
                for row in self.overrides
            }
        )
        layers = (decided, active_days()) if self.regional == "tibet" else (decided,)
        return replace(week, layers=layers)

    def conflicts(self) -> Iterator[Conflict]:
        """A date that is decided twice."""
        seen = set()
        for index, row in enumerate(self.overrides):
            if row.day in seen:
                yield Conflict(
                    ("overrides", index, "day"),
                    N_("{day} is decided twice"),
                    N_("keep one row for each date"),
                    {"day": row.day},
                )
            seen.add(row.day)
