"""The keys of the own page, in one row; in its last seconds, that it is about to close. Pure."""

from keyroom.language import N_, _
from screens.entrance.own_page.steps import Choice, Confirm, Entry
from screens.entrance.own_page.view import View
from screens.widgets.rows import Cell, Row

PAGE = (
    N_("↑↓ day"),
    N_("←→ month"),
    N_("Tab deduction"),
    N_("1 leave"),
    N_("2 correction"),
    N_("3 object"),
    N_("Esc close"),
)
ASKED = (
    N_("4 answer"),
    N_("↑↓ day"),
    N_("←→ month"),
    N_("1 leave"),
    N_("2 correction"),
    N_("3 object"),
    N_("Esc close"),
)
"""While a question waits."""
CHOICE = (N_("press the key of an answer"), N_("Esc back"))
ENTRY = (N_("type, then Enter"), N_("Esc back"))
CONFIRM = (N_("Enter send"), N_("Esc back"))
IMPOSSIBLE = (N_("any key goes back"),)
GAP = "  "


def page_keys(view: View, *, is_closing: bool) -> Row:
    """What can be pressed now."""
    if is_closing:
        words = _("This page is about to close: press any key to stay")
        return Row((Cell(words, tone="wait"),))
    return Row((Cell(GAP.join(map(_, _keys(view))), tone="faint"),))


def _keys(view: View) -> tuple[str, ...]:
    if view.form is None:
        return ASKED if view.own.questions else PAGE
    match view.form.step:
        case Choice():
            return CHOICE
        case Entry():
            return ENTRY
        case Confirm():
            return CONFIRM
        case _:
            return IMPOSSIBLE
