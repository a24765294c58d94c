"""Reads CSV lists as offices have them: UTF-8 or GBK, with or without a mark, from any Excel.

The reader judges the form of the file only; every fault names its line. What the cells mean is
for the imports, which collect their own faults here too, so that a list is taken whole or not.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.faults import Fault, FaultyFileError
from kiosk.given_file import read_given

Parsed = TypeVar("Parsed")

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SEPARATORS = ";\t|"
_HEADER = N_("the first line must be: {header}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    line: int
    """Where it begins, from 1; a quoted cell may run over several lines."""
    cells: dict[str, str]
    """By column, stripped; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A list whose form is right."""

    name: str
    encoding: str
    """`UTF-8` or `GBK`: an import says what it took the file for."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did."""

    encoding: str
    added: int
    known: int
    """How many were there already."""


class FaultList:
    """Collects the faults of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._faults: list[Fault] = []

    def add(self, line: int, column: str, error: KeyroomError) -> None:
        """Note what is wrong with a cell; an empty column means the line."""
        self._faults.append(
            Fault(self._file, line, column, error.message, error.hint, error.details)
        )

    def cell(self, row: Row, column: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """What `parse` makes of a cell; None, and a fault noted, where it raises KeyroomError."""
        try:
            return parse(row.cells[column])
        except KeyroomError as error:
            self.add(row.line, column, error)
            return None

    def __bool__(self) -> bool:
        return bool(self._faults)

    def error(self) -> FaultyFileError:
        """All faults, in the order of the file."""
        return FaultyFileError(sorted(self._faults, key=lambda fault: fault.line))

    def refuse(self) -> None:
        """Raise FaultyFileError if there is any fault."""
        if self._faults:
            raise self.error()


def read_csv(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> CsvFile:
    """The list at `path`, which has exactly these columns, in any order.

    Those of `optional` may be missing: their cells are empty then. Raises FileUnreadableError,
    FaultyFileError.
    """
    return parse_csv(read_given(path), path.name, columns, optional)


def parse_csv(
    raw: bytes, name: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> CsvFile:
    """The list in these bytes of the file `name`. Raises FaultyFileError."""
    text, encoding = decoded(raw, name)
    faults = FaultList(name)
    lines = _records(text, faults)
    first = next(lines, None)
    if first is None:
        if not faults:
            faults.add(
                1, "", KeyroomError(N_("the file is empty"), _HEADER, header=_header(columns))
            )
        raise faults.error()
    line, names = first
    header = [cell.lower() for cell in names]
    _check_header(header, columns, optional, line, faults)
    faults.refuse()
    rows = tuple(_row(line, cells, header, faults) for line, cells in lines)
    faults.refuse()
    for row in rows:
        row.cells.update((column, "") for column in optional if column not in header)
    return CsvFile(name, encoding, rows)


def _header(columns: Sequence[str]) -> str:
    return ",".join(columns)


def decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The text, and what it was written in."""
    encodings = [("utf-8-sig", "UTF-8")]
    if not raw.startswith((_UTF8_MARK, *_UTF16_MARKS)) and not _mostly_utf8(raw):
        # GB18030 holds all of GBK, which is what Chinese Excel calls plain CSV.
        encodings.append(("gb18030", "GBK"))
    wrong = 0
    for codec, called in encodings:
        try:
            return raw.decode(codec), called
        except UnicodeDecodeError as error:
            wrong = error.start
    line = raw.count(b"\n", 0, wrong) + 1
    message = N_("this line is neither UTF-8 nor GBK text")
    raise FaultyFileError([Fault(name, line, "", message, N_("save the list as “CSV UTF-8”"))])


def _mostly_utf8(raw: bytes) -> bool:
    """Whether the text is UTF-8 with a few damaged bytes: as GBK it would read as nonsense."""
    text = raw.decode("utf-8", errors="replace")
    foreign = sum(not char.isascii() for char in text)
    return text.count("\N{REPLACEMENT CHARACTER}") * 10 < foreign


def _records(text: str, faults: FaultList) -> Iterator[tuple[int, list[str]]]:
    """Line and stripped cells of every line that is not blank; notes what is no CSV and ends."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            error = KeyroomError(
                N_("the quotation marks of this line do not match"),
                N_("a quotation mark inside a cell is written twice"),
            )
            faults.add(line, "", error)
            return
        if any(cells):
            yield line, cells


def _check_header(
    header: Sequence[str],
    columns: Sequence[str],
    optional: Sequence[str],
    line: int,
    faults: FaultList,
) -> None:
    if len(header) == 1 and any(mark in header[0] for mark in _OTHER_SEPARATORS):
        error = KeyroomError(
            N_("the columns are not separated by commas"), _HEADER, header=_header(columns)
        )
        faults.add(line, "", error)
        return
    for column in columns:
        if column not in header:
            error = KeyroomError(N_("this column is missing"), _HEADER, header=_header(columns))
            faults.add(line, column, error)
    for index, column in enumerate(header):
        if column and column in header[:index]:
            error = KeyroomError(N_("this column is there twice"), N_("remove one of them"))
            faults.add(line, column, error)
        elif column not in columns and column not in optional:
            faults.add(line, column, _unknown_column(column, (*columns, *optional)))


def _unknown_column(column: str, columns: Sequence[str]) -> KeyroomError:
    close = get_close_matches(column, columns, n=1)
    if close:
        return KeyroomError(N_("unknown column"), N_("did you mean {name}?"), name=close[0])
    return KeyroomError(N_("unknown column"), _HEADER, header=_header(columns))


def _row(line: int, cells: list[str], header: Sequence[str], faults: FaultList) -> Row:
    # Spreadsheets leave out empty cells at a line's end, or add some.
    if any(cells[len(header) :]):
        error = KeyroomError(
            N_("the line has {cells} cells, the header {columns}"),
            N_("put a cell that contains a comma in quotation marks"),
            cells=len(cells),
            columns=len(header),
        )
        faults.add(line, "", error)
    padded = cells + [""] * (len(header) - len(cells))
    return Row(line, dict(zip(header, padded, strict=False)))
