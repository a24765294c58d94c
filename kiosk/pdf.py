"""PDF files: blocks one below the other on A4, in Chinese and Latin, with numbered pages.

    write_pdf(path, "查询回执", [Heading("…"), Paragraph("…"), Table(("时间", "工号"), rows),
                             Picture(qr_png("…"), 30, "…")])

The font is embedded, so far as it is used: the file looks the same on any machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from keyroom.text import clean
from kiosk.font import font_file
from kiosk.whole_file import whole_file

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

FONT: Final = "WenQuanYi"
MM: Final = 72 / 25.4
"""Points to a millimetre."""
MARGIN: Final = 15 * MM
SIZE, SMALL, LARGE, LARGEST = 10, 8, 13, 18
"""Points: text; tables and feet; headings; the title."""
LEADING: Final = 1.4
"""From line to line, in sizes of the letters."""
PADDING: Final = 3
"""Points from a cell's edge to its text."""
ROOM_BELOW: Final = 30 * MM
"""No heading stands lower on a page."""
GREY: Final = "#DDDDDD"


class NoFontError(KeyroomError):
    """The machine has no font with Chinese letters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that is broken into lines; its own line ends stay."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings, which stand again on top of every page."""

    headings: Sequence[str]
    rows: Iterable[Sequence[str]]
    widths: Sequence[float] = ()
    """Shares of the page's width; all alike where none are given."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A square picture, such as a QR code, with a line of text below it."""

    png: bytes
    side_mm: float
    text: str = ""


Block = Heading | Paragraph | Table | Picture


def write_pdf(
    path: Path, title: str, blocks: Iterable[Block], *, author: str = "", landscape: bool = False
) -> None:
    """Write the file, in the language in use; one that was there is replaced by the whole new one.

    Raises NoFontError, FileUnwritableError.
    """
    # Imported here: half a second that only whoever prints needs.
    from reportlab.lib import pagesizes
    from reportlab.platypus import SimpleDocTemplate

    _register_font()
    size = pagesizes.landscape(pagesizes.A4) if landscape else pagesizes.A4
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=size,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=clean(title),
        author=clean(author),
        creator="Keyroom",
    )
    flow = [_text(title, LARGEST), *_flow(blocks, document.width)]
    document.build(flow, canvasmaker=_numbered(clean(title), size[0]))
    with whole_file(path) as draft:
        draft.write_bytes(file.getvalue())


def _register_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = font_file()
    if path is None:
        raise NoFontError(
            N_("no PDF can be written: the font with Chinese letters is missing"),
            N_("install it: sudo apt-get install fonts-wqy-zenhei"),
        )
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(path), subfontIndex=0))


def _flow(blocks: Iterable[Block], width: float) -> Iterator["Flowable"]:
    from reportlab import platypus

    for block in blocks:
        match block:
            case Heading(text):
                yield platypus.CondPageBreak(ROOM_BELOW)
                yield _text(text, LARGE)
            case Paragraph(text):
                for line in text.splitlines() or [""]:
                    yield _text(line, SIZE)
            case Table():
                yield _table(block, width)
            case Picture(png, side_mm, text):
                yield _picture(png, side_mm)
                if text:
                    yield _text(text, SMALL)


def _text(text: str, size: int) -> "Flowable":
    from reportlab import platypus
    from reportlab.lib.styles import ParagraphStyle

    style = ParagraphStyle(
        f"text {size}",
        fontName=FONT,
        fontSize=size,
        leading=size * LEADING,
        spaceBefore=size / 2,
        spaceAfter=size / 2 if size > SIZE else 0,
        wordWrap="CJK",
    )
    return platypus.Paragraph(escape(clean(text)), style)


def _picture(png: bytes, side_mm: float) -> "Flowable":
    from reportlab.platypus import Image

    return Image(BytesIO(png), side_mm * MM, side_mm * MM, hAlign="LEFT")


def _table(table: Table, room: float) -> "Flowable":
    from reportlab.platypus import LongTable

    shares = table.widths or [1.0] * len(table.headings)
    widths = [room * share / sum(shares) for share in shares]
    return LongTable(
        [[_cell(*pair) for pair in zip(row, widths, strict=True)] for row in _all_rows(table)],
        colWidths=widths,
        repeatRows=1,
        spaceBefore=SMALL,
        style=[
            ("FONT", (0, 0), (-1, -1), FONT, SMALL, SMALL * LEADING),
            ("GRID", (0, 0), (-1, -1), 0.25, GREY),
            ("BACKGROUND", (0, 0), (-1, 0), GREY),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), PADDING),
        ],
    )


def _all_rows(table: Table) -> Iterator[Sequence[str]]:
    yield table.headings
    yield from table.rows


def _cell(text: str, width: float) -> str:
    """The text in lines that fit. Plain text: as paragraphs, ten times the time goes by."""
    return "\n".join(
        line for part in text.splitlines() for line in _lines(clean(part), width - 2 * PADDING)
    )


def _lines(text: str, room: float) -> Iterator[str]:
    """Broken after the last space where there is one, else between any two letters."""
    while text:
        fits = _fitting(text, room)
        if fits < len(text):
            fits = text.rfind(" ", 0, fits) + 1 or fits
        yield text[:fits].rstrip()
        text = text[fits:].lstrip()


def _fitting(text: str, room: float) -> int:
    """How many of the letters fit; at least one."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if stringWidth(text, FONT, SMALL) <= room:
        return len(text)
    used = 0.0
    for count, letter in enumerate(text):
        used += stringWidth(letter, FONT, SMALL)
        if used > room:
            return max(count, 1)
    return len(text)


def _numbered(title: str, width: float) -> type["Canvas"]:
    """A canvas whose pages say which of how many they are: a missing one is missed."""
    from reportlab.pdfgen import canvas

    class Numbered(canvas.Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined] # the rest of reportlab's showPage

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self._foot(number, len(self._pages))
                super().showPage()
            super().save()

        def _foot(self, number: int, of: int) -> None:
            self.setFont(FONT, SMALL)
            self.drawString(MARGIN, MARGIN / 2, title)
            words = _("page {number} of {count}").format(number=number, count=of)
            self.drawRightString(width - MARGIN, MARGIN / 2, words)

    return Numbered
