"""What is printed of a figure, and what is kept of it in docs/performance.md."""

import re
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.figure import Figure, Outcome

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
MACHINE = "machine"
"""The place in the document that names the machine."""


def show(console: Console, figure: Figure, outcome: Outcome) -> None:
    """Print one figure: the table, then each goal with what came out."""
    table = Table(title=f"{figure.name}: {figure.title}", title_justify="left", box=SIMPLE_HEAD)
    for number, column in enumerate(outcome.columns):
        table.add_column(column, justify="right" if number else "left")
    for row in outcome.rows:
        table.add_row(*map(Text, row))
    console.print(table)
    for goal in outcome.goals:
        verdict, style = ("met", "green") if goal.met else ("MISSED", "bold red")
        console.print(Text.assemble((f"  {verdict}", style), f"  {goal.wanted}: {goal.found}"))
    if outcome.note:
        console.print(Text(outcome.note, style="dim"))
    console.print()


def keep(place: str, text: str, document: Path = DOCUMENT) -> None:
    """Put `text` at a marked place of the document, instead of what stood there.

    Raises ValueError where the document has no such place: a figure nobody can read is no figure.
    """
    begin, end = f"<!-- {place} -->", f"<!-- /{place} -->"
    between = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    old = document.read_text(encoding="utf-8")
    if not between.search(old):
        raise ValueError(f"{document}: there is no place {begin} … {end}")
    new = between.sub(lambda _: f"{begin}\n{text.strip()}\n{end}", old)
    document.write_text(new, encoding="utf-8")


def markdown(outcome: Outcome) -> str:
    """The figure as it stands in the document."""
    lines = [
        _line(outcome.columns),
        _line(("---", *("---:" for _ in outcome.columns[1:]))),
        *map(_line, outcome.rows),
    ]
    if outcome.goals:
        lines += [
            "",
            *(
                f"- {'Met' if goal.met else '**Missed**'}: {goal.wanted}. Measured: {goal.found}."
                for goal in outcome.goals
            ),
        ]
    if outcome.note:
        lines += ["", outcome.note]
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
