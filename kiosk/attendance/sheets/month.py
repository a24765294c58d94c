"""A month of the calendar, as people write it: `2026-11`."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from keyroom.language import N_
from kiosk.errors import BadCellError

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


class Month(NamedTuple):
    """One month of one year; months sort by time."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `YYYY-MM`. Raises BadCellError."""
        match = _WRITTEN.fullmatch(text)
        if match is not None:
            year, number = int(match[1]), int(match[2])
            if 1900 <= year < 3000 and 1 <= number <= 12:
                return cls(year, number)
        raise BadCellError(
            N_("“{text}” is no month"), N_("write YYYY-MM, such as 2026-11"), text=text
        )

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month.of(date.fromordinal(self.last.toordinal() + 1))

    @property
    def before(self) -> "Month":
        """The month before it."""
        return Month.of(date.fromordinal(self.first.toordinal() - 1))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
