"""Whose month it is, and its sums. Pure."""

from collections.abc import Iterator

from keyroom.language import _
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.so_far import Sums
from screens.entrance.own_page.words import month_words
from screens.entrance.so_far_words import JOINT, late_words, rest_words, yuan_words
from screens.widgets.rows import Cell, Row, long_text

TOTAL = 26
"""Columns of the deductions."""


def heading(own: OwnMonth) -> list[Row]:
    """Name, month and deductions in one row; below it what they are made of."""
    whose = [own.person.name, month_words(own.month)]
    if own.is_closed:
        whose.append(_("closed"))
    if own.changed_since:
        change = f"{'+' if own.changed_since > 0 else ''}{yuan_words(own.changed_since)}"
        whose.append(_("changed since: {amount}").format(amount=change))
    total = _("deductions {amount}").format(amount=yuan_words(own.judged.total))
    tone = "bad" if own.judged.total else "good"
    return [
        Row((Cell(JOINT.join(whose), tone="strong"), Cell(total, TOTAL, tone, right=True))),
        long_text(JOINT.join(_sums(own.sums)), "faint"),
    ]


def _sums(sums: Sums) -> Iterator[str]:
    yield late_words(sums)
    if sums.early:
        yield _("left early {count}").format(count=sums.early)
    if sums.absent:
        yield _("absent {count}").format(count=sums.absent)
    yield from rest_words(sums)
