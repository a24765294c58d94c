"""The form that is open: its question, and the keys that answer it or the field. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from keyroom.language import _
from screens.entrance.own_page.form import Form
from screens.entrance.own_page.steps import KEYS, Choice, Confirm, Entry, Impossible
from screens.widgets.rows import Cell, Row, long_text

IN_ONE_COLUMN = 7
"""So many options stand below each other; more stand in two columns."""
COLUMN = 28
"""Of letters."""


def form_panel(form: Form) -> Iterator[Row]:
    """The step that the form is at."""
    step = form.step
    yield Row((Cell(step.title, tone="strong"),))
    yield Row()
    match step:
        case Choice():
            yield from _options(step)
        case Entry():
            yield Row((Cell(f"> {form.shown}_", tone="wait"),))
            yield long_text(step.hint, "faint")
            if form.fault is not None:
                yield long_text(form.fault.shown(_), "bad")
        case Confirm():
            for nth, line in enumerate(step.lines):
                yield long_text(line, "" if nth else "wait")
            yield Row()
            yield long_text(_("Press Enter to send it, Esc to go back."), "good")
        case Impossible():
            yield long_text(step.reason, "wait")


def _options(step: Choice) -> Iterator[Row]:
    cells = [
        Cell(f"{key}  {option.label}") for key, option in zip(KEYS, step.options, strict=False)
    ]
    if len(cells) <= IN_ONE_COLUMN:
        yield from (Row((cell,)) for cell in cells)
        return
    half = -(-len(cells) // 2)
    for nth in range(half):
        first, *second = cells[nth::half]
        yield Row((replace(first, width=COLUMN), *second))
