"""A form as a table one can read: its columns, and what each takes from a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from kiosk.attendance.reports.grid import Tone

Cell = str | int | float | Decimal | date | None
Row = TypeVar("Row")


class Form(StrEnum):
    """How the cells of a column look."""

    PLAIN = "plain"
    COUNT = "count"
    """A number of which nobody needs to read the zeros."""
    CODE = "code"
    """Text that looks like a number, such as a staff number."""
    LONG = "long"
    """Folds onto several lines."""
    DATE = "date"
    YUAN = "yuan"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a form over rows of one type."""

    heading: str
    """A message id; or the words themselves where they are a number."""
    value: Callable[[Row], Cell]
    width: float
    """In characters; a Chinese one counts as two."""
    form: Form = Form.PLAIN
    tone: Callable[[Row], Tone] | None = None
    """How a cell strikes the eye, where cells of the column differ in that."""
