"""What the own page shows, and how keys change it. Pure: a key in, a view and a wish out."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple, Self

from keyroom.errors import KeyroomError
from kiosk.attendance.own_asks import OwnAsk, OwnMonthAsked
from kiosk.attendance.own_month import OwnLine, OwnMonth
from screens.entrance.own_page.answer_form import answer_steps
from screens.entrance.own_page.correction_form import correction_steps
from screens.entrance.own_page.form import Form
from screens.entrance.own_page.leave_form import leave_steps
from screens.entrance.own_page.objection_form import objection_steps

DAY_KEYS: Final = {"up": -1, "down": 1, "pageup": -7, "pagedown": 7}
LINE_KEYS: Final = {"tab": 1, "shift+tab": -1}
CLOSING_KEYS: Final = frozenset({"escape", "f3"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a request."""

    asked: OwnAsk
    fault: KeyroomError | None = None
    """Why it was not done; None when it is on record."""


@dataclass(frozen=True, slots=True)
class View:
    """The month, what is selected in it, and the form that is open."""

    own: OwnMonth
    day: date
    line: str | None = None
    """The id of the selected line, one of the selected day's; None where it has none."""
    form: Form | None = None
    receipt: Receipt | None = None

    @classmethod
    def of(cls, own: OwnMonth) -> Self:
        """A month just opened: at today, or at the last line of a month that is over."""
        day = own.month.last
        if own.month == own.last_month:
            day = own.today
        elif own.lines:
            day = own.lines[-1].line.date
        return cls(own, day).on(day)

    @property
    def chosen(self) -> OwnLine | None:
        """The selected line."""
        return next((each for each in self.own.lines if each.line.id == self.line), None)

    def on(self, day: date) -> Self:
        """With another day selected, and its first line."""
        lines = self.own.lines_of(day)
        return replace(self, day=day, line=lines[0].line.id if lines else None)

    def with_own(self, own: OwnMonth) -> Self:
        """The same view of newer data, or another month."""
        if own.month != self.own.month:
            return type(self).of(own)
        newer = replace(self, own=own)
        return newer if newer.chosen is not None else newer.on(self.day)

    def with_receipt(self, receipt: Receipt) -> Self:
        """With what became of a request, until the next key."""
        return replace(self, form=None, receipt=receipt)


class Pressed(NamedTuple):
    """What a key leads to."""

    view: View | None
    """None: the page closes."""
    asks: OwnAsk | None = None


def press(view: View, key: str, character: str | None) -> Pressed:
    """After a key, by Textual's name for it."""
    if view.form is not None:
        return _in_form(view, view.form, key, character)
    if view.receipt is not None:
        view = replace(view, receipt=None)
        if key in CLOSING_KEYS:
            return Pressed(view)
    if key in CLOSING_KEYS:
        return Pressed(None)
    if key in DAY_KEYS:
        return Pressed(_moved(view, DAY_KEYS[key]))
    if key in LINE_KEYS:
        return Pressed(_next_line(view, LINE_KEYS[key]))
    if key in ("left", "right"):
        return Pressed(view, _other_month(view, key))
    return Pressed(_opened(view, key))


def _in_form(view: View, form: Form, key: str, character: str | None) -> Pressed:
    after = form.press(key, character)
    if isinstance(after, Form):
        return Pressed(replace(view, form=after))
    return Pressed(replace(view, form=None), after)


def _opened(view: View, key: str) -> View:
    own = view.own
    forms = {
        "1": partial(leave_steps, own),
        "2": partial(correction_steps, own, view.day),
        "3": partial(objection_steps, own, view.day, view.line),
        "4": partial(answer_steps, own),
    }
    return replace(view, form=Form(forms[key])) if key in forms else view


def _moved(view: View, days: int) -> View:
    month = view.own.month
    return view.on(max(month.first, min(month.last, view.day + timedelta(days=days))))


def _next_line(view: View, step: int) -> View:
    """The next line of the month, or the first one after the selected day."""
    lines = [each.line for each in view.own.lines]
    if not lines:
        return view
    ids = [line.id for line in lines]
    if view.line in ids:
        place = (ids.index(view.line) + step) % len(ids)
    else:
        later = [nth for nth, line in enumerate(lines) if line.date > view.day]
        place = (later[0] if later else len(lines)) + min(step, 0)
        place %= len(lines)
    return replace(view, day=lines[place].date, line=ids[place])


def _other_month(view: View, key: str) -> OwnMonthAsked | None:
    own = view.own
    month = own.month.before if key == "left" else own.month.next
    if not own.first_month <= month <= own.last_month:
        return None
    return OwnMonthAsked(own.person.no, month)
