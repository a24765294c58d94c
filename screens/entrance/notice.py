"""What the entrance says to the person who has just tapped, in the language in use. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from devices.events import ReaderFault
from keyroom.language import N_, _
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.timetable import Direction
from kiosk.refusal import Refusal
from screens.entrance.look import Look
from screens.entrance.words import REFUSALS, SLOTS, clock_time, planned_time, signed_span
from screens.news import Answered, Corrected, Denied, LeaveGranted, Purpose, Stumbled

Shown = Answered | Corrected | Denied | LeaveGranted | Stumbled | Purpose | ReaderFault
"""What a notice is made from; a Purpose is shown while its badge is awaited."""

REFUSAL_LOOKS: dict[Refusal, Look] = {
    Refusal.EXPIRED: Look.OUT_OF_TIME,
    Refusal.NOT_YET: Look.OUT_OF_TIME,
    Refusal.FORGED: Look.NOT_GENUINE,
    Refusal.FOREIGN: Look.NOT_GENUINE,
}
"""Every other refusal looks REFUSED."""

WAYS: dict[Direction | None, tuple[Look, str, str, str]] = {
    Direction.IN: (Look.IN, N_("In {time}"), N_("Already in since {time}"), N_("Already in")),
    Direction.OUT: (Look.OUT, N_("Out {time}"), N_("Already out since {time}"), N_("Already out")),
    None: (Look.KEPT, N_("Recorded {time}"), N_("Already recorded at {time}"), N_("Recorded")),
}
"""By where a tap leads: its look, its words, the words for its duplicate, and these shortened."""

AWAITED: dict[Purpose, tuple[str, str, str]] = {
    Purpose.CORRECT: (
        N_("Correct the last tap"),
        N_("Correct"),
        N_("In becomes out, out becomes in"),
    ),
    Purpose.LEAVE: (N_("Close the entrance"), N_("Close"), N_("Nobody can tap while it is closed")),
}
"""What a supervisor's badge is awaited for, that shortened, and what the badge will do."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One answer, from the largest words to the smallest."""

    look: Look
    headline: tuple[str, ...]
    """In or out and when, or what is wrong; then shorter forms, for where that has no room."""
    name: tuple[str, ...] = ()
    """Of whom, then shorter forms; empty where nobody is known."""
    details: tuple[str, ...] = ()
    """What it counted as, what is next, what to do; one a line."""
    flag: str = ""
    """What is odd about the record itself; set apart from the rest."""

    @property
    def whole(self) -> str:
        """Everything that has a shorter form, at its longest; empty where nothing has."""
        longest = (forms[0] for forms in (self.headline, self.name) if len(forms) > 1)
        return " · ".join(longest)


def notice(shown: Shown, zone: ZoneInfo) -> Notice:
    """The notice for what happened."""
    match shown:
        case Answered(answer):
            return _answered(answer, zone)
        case Corrected(answer):
            return _corrected(answer, zone)
        case Denied():
            return _denied(shown, zone)
        case LeaveGranted():
            return Notice(Look.WAITING, (_("Closing"),))
        case Stumbled():
            return Notice(
                Look.FAILED, (_("Please tap again"),), details=(_("A fault; it is logged"),)
            )
        case ReaderFault():
            return Notice(Look.MISREAD, (_("Not read"),), details=(_("Please tap again"),))
        case Purpose():
            headline, short, effect = AWAITED[shown]
            ask = _("A supervisor's badge, please; Esc calls it off")
            return Notice(Look.WAITING, (_(headline), _(short)), details=(ask, _(effect)))


def _answered(answer: Answer, zone: ZoneInfo) -> Notice:
    said = _said(answer, zone)
    name = () if answer.person is None else tuple(_shorter(answer.person.name))
    return replace(said, name=name, flag=_jump(answer.clock_jump))


def _said(answer: Answer, zone: ZoneInfo) -> Notice:
    time = clock_time(answer.at, zone)
    match answer.result:
        case Result.RECORDED:
            look, words, *_already = WAYS[answer.direction]
            details = (_counted(answer), *_next(answer))
            return Notice(look, (_(words).format(time=time),), details=details)
        case Result.DUPLICATE:
            *_first, already, short = WAYS[answer.direction]
            since = clock_time(answer.since or answer.at, zone)
            forms = (_(already).format(time=since), _(short))
            return Notice(Look.DUPLICATE, forms, details=tuple(_next(answer)))
        case Result.UNKNOWN:
            ask = _("Please have it enrolled by the room manager")
            return Notice(Look.UNKNOWN, (_("Unknown badge"),), details=(ask,))
        case Result.REFUSED:
            return _refused(answer.refusal)
        case Result.SPOOLED:
            forms = (_("Kept {time}").format(time=time), _("Kept"))
            safe = _("Safe on this terminal; counted when the records are back")
            return Notice(Look.SPOOLED, forms, details=(safe,))
        case Result.FAILED:
            ask = _("Please write it on paper and tell the room manager")
            return Notice(Look.FAILED, (_("Not recorded"),), details=(ask,))


def _refused(refusal: Refusal | None) -> Notice:
    if refusal is None:
        return Notice(Look.REFUSED, (_("Badge refused"),))
    wrong, remedy = REFUSALS[refusal]
    look = REFUSAL_LOOKS.get(refusal, Look.REFUSED)
    return Notice(look, (_(wrong), _("Badge refused"), _("Refused")), details=(_(remedy),))


def _corrected(answer: Answer, zone: ZoneInfo) -> Notice:
    corrected = _answered(answer, zone)
    return replace(corrected, details=(_("Corrected by a supervisor"), *corrected.details))


def _denied(denied: Denied, zone: ZoneInfo) -> Notice:
    if denied.answer is not None:
        taken = _answered(denied.answer, zone)
        why = _("Not a supervisor's badge: taken as a tap")
        return replace(taken, details=(why, *taken.details))
    reason = _("Nothing has changed") if denied.reason is None else denied.reason.shown(_)
    return Notice(Look.DENIED, (_("Not possible"),), details=(reason,))


def _shorter(name: str) -> Iterator[str]:
    """A name, then without its last words: Kelsang Wangchuk Dorje, Kelsang Wangchuk, Kelsang."""
    while name:
        yield name
        name = name.rpartition(" ")[0]


def _counted(answer: Answer) -> str:
    if answer.slot is None:
        return _("Kept; fills no planned time")
    return _("Counts as {slot}").format(slot=_(SLOTS[answer.slot]))


def _next(answer: Answer) -> Iterator[str]:
    if answer.next_planned is not None:
        yield _("Next {planned}").format(planned=planned_time(answer.next_planned, answer.at))


def _jump(jump: timedelta | None) -> str:
    if jump is None:
        return ""
    return _("The clock was moved by {span}: this tap is flagged").format(span=signed_span(jump))
