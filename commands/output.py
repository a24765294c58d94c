"""What commands print: lines, tables and JSON on stdout, faults on stderr.

Data comes from cards, files and people, so nothing that could steer a terminal is let through.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.table import Table

# C0 without tab and newline, DEL, C1, and what turns the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNESCAPED_BY_JSON = re.compile("[\x7f-\x9f]")
_PIPED_WIDTH = 1000
"""Cells of a table that no terminal cuts; a pipe has no width."""

Row = Sequence[object]


def clean(text: str) -> str:
    """`text` with each character that could steer the terminal made visible as U+FFFD."""
    return _STEERING.sub("\ufffd", text)


def say(line: str) -> None:
    """Print one line of an answer."""
    _write(sys.stdout, clean(line) + "\n")


def complain(line: str) -> None:
    """Print one line about a fault, on stderr."""
    sys.stdout.flush()
    _write(sys.stderr, clean(line) + "\n")


def prompt(line: str) -> None:
    """Tell the person what to do next: on stderr, for stdout may be for a program."""
    complain(line)
    sys.stderr.flush()


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))


def print_json(value: object) -> None:
    """Print one JSON document, on one line."""
    sys.stdout.write(_json(value) + "\n")


def print_json_list(values: Iterable[object]) -> int:
    """Print a JSON array with an element a line, as they come; how many there were.

    A million punches pass through without being held together.
    """
    count = 0
    for count, value in enumerate(values, start=1):
        sys.stdout.write(("[" if count == 1 else ",\n ") + _json(value))
    sys.stdout.write("]\n" if count else "[]\n")
    return count


def _json(value: object) -> str:
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    text = json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)
    return _UNESCAPED_BY_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def print_table(headings: Sequence[str], rows: Iterable[Row]) -> int:
    """Print rows under headings, aligned by cells so that Chinese stands in line; how many.

    On a terminal the heading is bold and long cells fold; into a pipe goes plain text, one row
    a line. `None` is an empty cell.
    """
    from rich.console import Console

    terminal = sys.stdout.isatty()
    table = _bare_table(headings, fold=terminal)
    for row in rows:
        table.add_row(*("" if cell is None else clean(str(cell)) for cell in row))
    console = Console(
        file=sys.stdout,
        width=None if terminal else _PIPED_WIDTH,
        markup=False,
        emoji=False,
        highlight=False,
        # Chinese headings and marks must not depend on what rich thinks of a legacy terminal.
        legacy_windows=False,
    )
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        _write(sys.stdout, line.rstrip() + "\n")
    return table.row_count


def _bare_table(headings: Sequence[str], *, fold: bool) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=not fold)
    return table
