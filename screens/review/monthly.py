"""Views of a month: all of them show the same one, and leaf through the months by the same keys."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType

from keyroom.language import N_
from kiosk.attendance.sheets.month import Month
from screens.review.view import View
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet

LEAFING = (
    Binding("pageup", "leaf(-1)", N_("Month before")),
    Binding("pagedown", "leaf(1)", N_("Month after")),
)


class MonthlySheet(Sheet, inherit_bindings=False):
    """A sheet whose pages are months: those keys are the view's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        each
        for each in Sheet.BINDINGS
        if isinstance(each, Binding) and each.key not in ("pageup", "pagedown")
    ]


class MonthlyView(View):
    """A view of the month that is shown."""

    KEYS: ClassVar[Sequence[Binding]] = LEAFING
    BINDINGS: ClassVar[list[BindingType]] = [*LEAFING]

    @property
    def month(self) -> Month:
        """The month that all of these views show."""
        return self.session.shown.month

    @property
    def today(self) -> date:
        """The attendance day."""
        return self.session.place.today()

    def enter(self) -> None:
        """Another view may have turned to another month."""
        self.turned()
        super().enter()

    def action_leaf(self, step: int) -> None:
        """To the month after, or the one before."""
        self.turn_to(self.month.before if step < 0 else self.month.next)

    def turn_to(self, month: Month) -> None:
        """Show another month."""
        self.session.shown.month = month
        self.turned()
        self.post_message(self.LooksChanged())

    def turned(self) -> None:
        """Another month may be shown now; what is of the one before is forgotten."""

    def say(self) -> None:
        """Say everything anew."""
        for said in self.query(Said):
            said.say()
