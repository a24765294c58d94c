"""Why the selected day costs what it costs, in a sentence; and the rule that says so. Pure."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from screens.entrance.own_page.clauses import clause
from screens.entrance.own_page.explanations import explanation, nothing_deducted
from screens.entrance.own_page.receipts import receipt_words
from screens.entrance.own_page.view import View
from screens.widgets.rows import Row, long_text


def explained(view: View, zone: ZoneInfo) -> Iterator[Row]:
    """What became of a request; else the selected line, or a day without one."""
    if view.receipt is not None:
        tone = "good" if view.receipt.fault is None else "bad"
        yield long_text(receipt_words(view.receipt, view.own), tone)
    elif view.chosen is not None:
        yield long_text(explanation(view.chosen, view.own, zone), "strong")
        yield long_text(clause(view.chosen.line), "faint")
    else:
        yield long_text(nothing_deducted(view.own, view.day))
