"""How the workbook looks: number formats by form, colours by tone."""

from collections.abc import Mapping
from typing import Final

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from kiosk.attendance.reports.columns import Form
from kiosk.attendance.reports.grid import Tone

GENERAL: Final = "General"
TEXT: Final = "@"
FORMATS: Final[Mapping[Form, str]] = {
    Form.COUNT: "General;-General;;@",
    Form.CODE: TEXT,
    Form.DATE: "yyyy-mm-dd",
    Form.YUAN: "#,##0.00",
    Form.SHARE: "0.0%",
}
"""By default `General`."""

MIDDLE: Final = Alignment(vertical="center")
"""Of a cell beside one that folds into many lines."""
ALIGNED: Final[Mapping[Form, Alignment]] = {
    Form.LONG: Alignment(vertical="center", wrap_text=True),
    Form.DATE: Alignment(horizontal="center", vertical="center"),
}
"""By default `MIDDLE`."""

FILLS: Final[Mapping[Tone, PatternFill]] = {
    tone: PatternFill("solid", fgColor=colour)
    for tone, colour in (
        (Tone.GRAVE, "F4B6B6"),
        (Tone.FAULT, "FBD9B0"),
        (Tone.NOTED, "FFF2B3"),
        (Tone.AWAY, "CFE2F7"),
        (Tone.OFF, "EDEDED"),
    )
}
"""Light enough to print in grey and still be read."""

_FONT: Final = "Calibri"
"""That of the cells without a style."""
TITLE: Final = Font(_FONT, bold=True, size=12)
SUBTITLE: Final = Font(_FONT, color="595959", size=9)
STRONG: Final = Font(_FONT, bold=True, size=11)
HEADING: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
HEADING_FILL: Final = PatternFill("solid", fgColor="D9E1EA")
_THIN: Final = Side("thin", color="A6A6A6")
LINE_HEIGHT: Final = 15
"""Points."""
CELL_BORDER: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEADING_HEIGHT: Final = 48
"""Points: three lines."""
LINED: Final = Rule("expression", dxf=DifferentialStyle(border=CELL_BORDER), formula=["TRUE"])
"""What holds for every cell of a table."""
