"""`keyroom doctor`: what is wrong with this machine and this office, and what to do about it."""

import sys
from typing import TYPE_CHECKING, Final

import typer

from commands.exits import ExitCode
from commands.options import AsJson
from commands.output import print_json, say
from keyroom.language import N_, _

if TYPE_CHECKING:
    from commands.health.examination import Subject
    from commands.health.finding import Finding

HELP = N_("Examine the office, its readers and this machine: what is wrong, and what to do.")
_LEVEL_CELLS: Final = 9
_SUBJECT_CELLS: Final = 15
"""Widths of the columns before the words; the words may be long and are not cut."""


def doctor(context: typer.Context, *, as_json: AsJson = False) -> None:
    from commands.health.examination import examine
    from commands.health.finding import Level

    found = []
    for subject, finding in examine(context.obj):
        found.append((subject, finding))
        if not as_json:
            say(_line(subject, finding))
            sys.stdout.flush()
    ok = all(finding.level is not Level.FAULT for _subject, finding in found)
    if as_json:
        findings = [
            {
                "check": subject.value,
                "level": finding.level.value,
                "text": finding.text,
                "remedy": finding.remedy,
            }
            for subject, finding in found
        ]
        print_json({"ok": ok, "findings": findings})
    if not ok:
        raise typer.Exit(ExitCode.NO)


def _line(subject: "Subject", finding: "Finding") -> str:
    from rich.cells import set_cell_size

    from commands.health.examination import SUBJECT_NAMES
    from commands.health.finding import LEVEL_NAMES

    level = set_cell_size(_(LEVEL_NAMES[finding.level]), _LEVEL_CELLS)
    name = set_cell_size(_(SUBJECT_NAMES[subject]), _SUBJECT_CELLS)
    remedy = f" → {finding.remedy}" if finding.remedy else ""
    return f"{level}{name}{finding.text}{remedy}"
