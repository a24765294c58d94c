"""What the entrance says to the person who has just tapped, in the language in use. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from devices.events import ReaderFault
from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.timetable import Direction
from kiosk.refusal import Refusal
from screens.entrance.look import Look
from screens.entrance.so_far_words import month_words, priced_words, tapped_words
from screens.entrance.words import (
    REFUSALS,
    SEE_MANAGER,
    SLOTS,
    clock_time,
    next_planned,
    signed_span,
)
from screens.news import (
    Answered,
    AskRefused,
    Corrected,
    Denied,
    LeaveGranted,
    Purpose,
    Stumbled,
)
from screens.widgets.symbols import Symbol


class Hint(Enum):
    """What the screen itself has to say."""

    TAP_FIRST = auto()
    """The key for the own page was pressed, and nobody knows by whom."""


Shown = (
    Answered
    | Corrected
    | Denied
    | LeaveGranted
    | AskRefused
    | Stumbled
    | Purpose
    | ReaderFault
    | Hint
)
"""What a notice is made from; a Purpose is shown while its badge is awaited."""

REFUSAL_LOOKS: dict[Refusal, Look] = {
    Refusal.EXPIRED: Look.OUT_OF_TIME,
    Refusal.NOT_YET: Look.OUT_OF_TIME,
    Refusal.FORGED: Look.NOT_GENUINE,
    Refusal.FOREIGN: Look.NOT_GENUINE,
}
"""Every other refusal looks REFUSED."""


@dataclass(frozen=True, slots=True)
class Way:
    """Where a tap leads: its look, its words and those of its duplicate, each with short forms."""

    look: Look
    first: tuple[str, ...]
    again: tuple[str, ...]


WAYS: dict[Direction | None, Way] = {
    Direction.IN: Way(
        Look.IN, (N_("In {time}"),), (N_("Already in since {time}"), N_("Already in"))
    ),
    Direction.OUT: Way(
        Look.OUT, (N_("Out {time}"),), (N_("Already out since {time}"), N_("Already out"))
    ),
    None: Way(
        Look.KEPT,
        (N_("Recorded {time}"), N_("Recorded")),
        (N_("Already recorded at {time}"), N_("Recorded")),
    ),
}

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
    details: tuple[tuple[str, ...], ...] = ()
    """What it counted as, what is next, what to do: each with shorter forms."""
    close_by: str = ""
    """The first detail with its rule and amount: for the eyes of who stands there, never large."""
    so_far: str = ""
    """The person's month: the smallest words."""
    remarks: tuple[str, ...] = ()
    """What is odd about the record, or asked besides; set apart from the rest."""


def notice(shown: Shown, zone: ZoneInfo) -> Notice:
    """The notice for what happened."""
    match shown:
        case Answered(answer):
            return _answered(answer, zone)
        case Corrected(answer):
            return _corrected(answer, zone)
        case Denied():
            return _denied(shown, zone)
        case AskRefused(reason=reason):
            return Notice(Look.DENIED, (_("Not possible"),), details=(_reason(reason),))
        case Hint.TAP_FIRST:
            then = (_("Tap your badge, then press F3 to see your own month"), _("Then press F3"))
            return Notice(Look.WAITING, (_("Tap first"),), details=(then,))
        case LeaveGranted():
            return Notice(Look.WAITING, (_("Closing"),))
        case Stumbled():
            again = (_("Please tap again"), _("Tap again"))
            return Notice(Look.FAILED, again, details=((_("A fault; it is logged"),),))
        case ReaderFault():
            return Notice(Look.MISREAD, (_("Not read"),), details=((_("Please tap again"),),))
        case Purpose():
            headline, short, effect = AWAITED[shown]
            ask = _("A supervisor's badge, please; Esc calls it off")
            forms = (_(headline), _(short))
            return Notice(Look.WAITING, forms, details=((_(effect),),), remarks=(ask,))


def _answered(answer: Answer, zone: ZoneInfo) -> Notice:
    said = _said(answer, zone)
    so_far = answer.so_far
    tapped = None if so_far is None else so_far.tapped
    return replace(
        said,
        name=() if answer.person is None else tuple(_shorter(answer.person.name)),
        close_by="" if tapped is None else priced_words(tapped),
        so_far="" if so_far is None else month_words(so_far),
        remarks=(*_questions(answer), *_jump(answer.clock_jump)),
    )


def _questions(answer: Answer) -> Iterator[str]:
    if answer.so_far is not None and answer.so_far.questions:
        yield _("A question waits for you: press F3")


def _said(answer: Answer, zone: ZoneInfo) -> Notice:
    way = WAYS[answer.direction]
    match answer.result:
        case Result.RECORDED:
            details = (_tapped(answer) or _counted(answer), *_next(answer))
            return Notice(way.look, _at(way.first, answer.at, zone), details=details)
        case Result.DUPLICATE:
            again = _at(way.again, answer.since or answer.at, zone)
            tapped = _tapped(answer)
            details = tuple(_next(answer)) if tapped is None else (tapped, *_next(answer))
            return Notice(Look.DUPLICATE, again, details=details)
        case Result.UNKNOWN:
            ask = _("Please have it enrolled by the room manager")
            details = ((ask, _(SEE_MANAGER)),)
            return Notice(Look.UNKNOWN, (_("Unknown badge"),), details=details)
        case Result.REFUSED:
            return _refused(answer.refusal)
        case Result.SPOOLED:
            kept = _at((N_("Kept {time}"), N_("Kept")), answer.at, zone)
            safe = _("Safe on this terminal; counted when the records are back")
            return Notice(Look.SPOOLED, kept, details=((safe, _("Safe on this terminal")),))
        case Result.FAILED:
            ask = _("Please write it on paper and tell the room manager")
            short = _("Write it on paper")
            return Notice(Look.FAILED, (_("Not recorded"),), details=((ask, short),))


def _refused(refusal: Refusal | None) -> Notice:
    if refusal is None:
        return Notice(Look.REFUSED, (_("Badge refused"), _("Refused")))
    wrong, *remedy = REFUSALS[refusal]
    look = REFUSAL_LOOKS.get(refusal, Look.REFUSED)
    forms = (_(wrong), _("Badge refused"), _("Refused"))
    return Notice(look, forms, details=(tuple(map(_, remedy)),))


def _corrected(answer: Answer, zone: ZoneInfo) -> Notice:
    corrected = _answered(answer, zone)
    return replace(corrected, remarks=(_("Corrected by a supervisor"), *corrected.remarks))


def _denied(denied: Denied, zone: ZoneInfo) -> Notice:
    if denied.answer is not None:
        taken = _answered(denied.answer, zone)
        why = _("Not a supervisor's badge: taken as a tap")
        return replace(taken, remarks=(why, *taken.remarks))
    return Notice(Look.DENIED, (_("Not possible"),), details=(_reason(denied.reason),))


def _reason(reason: KeyroomError | None) -> tuple[str, ...]:
    if reason is None:
        return (_("Nothing has changed"),)
    return reason.shown(_), _(reason.message).format(**reason.details)


def _shorter(name: str) -> Iterator[str]:
    """A name, then without its last words: Kelsang Wangchuk Dorje, Kelsang Wangchuk, Kelsang."""
    while name:
        yield name
        name = name.rpartition(" ")[0]


def _at(forms: tuple[str, ...], at: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    return tuple(_(form).format(time=clock_time(at, zone)) for form in forms)


def _tapped(answer: Answer) -> tuple[str, ...] | None:
    """What the tap came to, once the month is judged."""
    if answer.so_far is None or answer.so_far.tapped is None:
        return None
    return tapped_words(answer.so_far.tapped)


def _counted(answer: Answer) -> tuple[str, ...]:
    if answer.slot is None:
        return (_("Kept; fills no planned time"),)
    slot = _(SLOTS[answer.slot])
    return _("Counts as {slot}").format(slot=slot), slot


def _next(answer: Answer) -> Iterator[tuple[str, ...]]:
    if answer.next_planned is not None:
        yield next_planned(answer.next_planned, answer.at)


def _jump(jump: timedelta | None) -> Iterator[str]:
    if jump is not None:
        moved = _("The clock was moved by {span}: this tap is flagged")
        yield f"{Symbol.WARNING} {moved.format(span=signed_span(jump))}"
