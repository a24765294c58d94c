"""The kinds of values in the configuration: how they are written, and what they become.

Money is written in yuan and becomes integer fen here, and nowhere else.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from keyroom.language import N_
from kiosk.attendance.timetable import DayOfYear, Hours
from kiosk.money import FEN_PER_YUAN, Fen
from kiosk.settings.section import RefusedError


def _fen(written: object) -> Fen:
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise RefusedError(
            N_("must be an amount in yuan, not {value}"), N_("such as 50 or 12.5"), value=written
        )
    amount = Decimal(str(written)) * FEN_PER_YUAN
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise RefusedError(
            N_("{value} yuan is no amount of money"),
            N_("write at most two decimals"),
            value=written,
        )
    if amount < 0:
        raise RefusedError(
            N_("an amount cannot be negative"), N_("write the deduction as a positive amount")
        )
    return Fen(int(amount))


def _written_yuan(amount: Fen) -> int | float:
    whole, rest = divmod(amount, FEN_PER_YUAN)
    return float(Decimal(amount) / FEN_PER_YUAN) if rest else whole


def _clock_time(written: object) -> time:
    if isinstance(written, str) and len(written) == len("09:20"):
        try:
            return time.fromisoformat(written)
        except ValueError:
            pass
    raise RefusedError(
        N_("{value} is no time of day"), N_('write "HH:MM", such as "09:20"'), value=written
    )


def _hours(written: object) -> Hours:
    if not isinstance(written, list) or len(written) != len(("start", "end")):
        raise RefusedError(
            N_("must be a start and an end"), N_('such as ["09:20", "12:30"]'), value=written
        )
    start, end = (_clock_time(entry) for entry in written)
    if start >= end:
        raise RefusedError(
            N_("the session ends at {end}, not after its start at {start}"),
            N_("put the earlier time first"),
            start=f"{start:%H:%M}",
            end=f"{end:%H:%M}",
        )
    return Hours(start, end)


def _day_of_year(written: object) -> DayOfYear:
    if isinstance(written, str) and len(written) == len("05-01"):
        try:
            return DayOfYear.parse(written)
        except ValueError:
            pass
    raise RefusedError(
        N_("{value} is no day of the year"),
        N_('write "MM-DD", such as "05-01" for 1 May'),
        value=written,
    )


def _date(written: object) -> date:
    if type(written) is date:
        return written
    if isinstance(written, str):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise RefusedError(
        N_("{value} is no date"), N_("write YYYY-MM-DD, such as 2026-05-01"), value=written
    )


def _text(show: Callable[[Any], str], pattern: str) -> tuple[PlainSerializer, WithJsonSchema]:
    return (
        PlainSerializer(show, return_type=str),
        WithJsonSchema({"type": "string", "pattern": pattern}),
    )


Money = Annotated[
    Fen,
    BeforeValidator(_fen),
    PlainSerializer(_written_yuan),
    WithJsonSchema({"type": "number", "minimum": 0, "multipleOf": 0.01}),
]
"""Written in yuan, kept in fen."""

_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
ClockTime = Annotated[
    time, BeforeValidator(_clock_time), *_text(lambda at: f"{at:%H:%M}", f"^{_CLOCK}$")
]
"""A time of day in the office's zone, whole minutes."""

Span = Annotated[
    Hours,
    BeforeValidator(_hours),
    PlainSerializer(lambda hours: [f"{hours.start:%H:%M}", f"{hours.end:%H:%M}"]),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "string", "pattern": f"^{_CLOCK}$"},
            "minItems": 2,
            "maxItems": 2,
        }
    ),
]
"""Start and end of one session."""

YearDay = Annotated[
    DayOfYear,
    BeforeValidator(_day_of_year),
    *_text(lambda day: f"{day.month:02}-{day.day:02}", "^[01][0-9]-[0-3][0-9]$"),
]
"""A day that comes every year."""

Day = Annotated[
    date,
    BeforeValidator(_date),
    *_text(lambda day: str(day.isoformat()), "^[0-9]{4}-[01][0-9]-[0-3][0-9]$"),
]
"""A date: TOML's own, or the same in quotes."""

Count = Annotated[int, Field(ge=0)]
"""A whole number, zero included."""
Positive = Annotated[int, Field(ge=1)]
"""A whole number from 1."""
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""0 to 100, a fraction of a percent allowed."""
