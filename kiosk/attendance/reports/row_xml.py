"""The rows of a sheet as the XML that they are in its file (ECMA-376 part 1, 18.3.1.73).

openpyxl makes an element tree of every cell: for the half million cells of a thousand people that
takes longer than judging them. So it makes everything of the workbook but these rows.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Final
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from kiosk.attendance.reports.columns import Cell

_DAY_ZERO: Final = date(1899, 12, 30)
"""From which spreadsheets count days (for every day after February 1900)."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file can hold."""

StyledCell = tuple[int, int, Cell]
"""Its column, from 1; the number of its style; its value."""


def row_xml(number: int, cells: Iterable[StyledCell], height: float | None = None) -> str:
    """One row. Text is never a formula, whatever it begins with."""
    inside = "".join(
        f'<c r="{_letter(column)}{number}" s="{style}"{_content(value)}'
        for column, style, value in cells
    )
    high = "" if height is None else f' ht="{height:g}" customHeight="1"'
    return f'<row r="{number}"{high}>{inside}</row>'


def _content(value: Cell) -> str:
    """The rest of a cell's element, from its type on."""
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "/>"
    if isinstance(value, date):
        return f"><v>{(value - _DAY_ZERO).days}</v></c>"
    return f"><v>{value}</v></c>"


@lru_cache(maxsize=10_000)
def _text(text: str) -> str:
    """Most words of a month stand in it many times."""
    shown = escape(text if text.isprintable() else _NOT_XML.sub("\ufffd", text))
    return f' t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


@cache
def _letter(column: int) -> str:
    return get_column_letter(column)
