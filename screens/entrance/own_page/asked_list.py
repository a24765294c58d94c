"""What the person asked for in the month, and how it stands; then the circulars. Pure."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.attendance.leave_kind import LEAVE_NAMES
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.requests.bulletins import Bulletin
from kiosk.attendance.requests.kinds import REQUEST_KIND_NAMES, Matter
from kiosk.attendance.requests.records import Correction, Leave, Visit
from kiosk.attendance.requests.state import REQUEST_STATE_NAMES, RequestState
from screens.entrance.own_page.words import date_words, span_words
from screens.entrance.words import SLOTS, clock_time
from screens.widgets.rows import Cell, Row, long_text

STATE = 9
"""Columns."""
TONES = {
    RequestState.REQUESTED: "wait",
    RequestState.APPROVED: "good",
    RequestState.REJECTED: "bad",
    RequestState.WITHDRAWN: "faint",
}


def asked_list(own: OwnMonth, zone: ZoneInfo) -> list[Row]:
    """The newest request first; nothing where nothing was asked for, and no circular stands."""
    return [*_asked(own, zone), *_bulletins(own)]


def _asked(own: OwnMonth, zone: ZoneInfo) -> Iterator[Row]:
    if own.asked:
        yield Row((Cell(_("asked for"), tone="faint"),))
    for matter in reversed(own.asked):
        state = Cell(_(REQUEST_STATE_NAMES[matter.state]), STATE, TONES[matter.state])
        yield Row((Cell(_words(matter, zone)), state))


def _words(matter: Matter, zone: ZoneInfo) -> str:
    kind = _(REQUEST_KIND_NAMES[matter.kind])
    match matter.record:
        case Leave() as leave:
            return f"{_(LEAVE_NAMES[leave.kind])} {span_words(leave, zone)}"
        case Visit() as visit:
            return f"{kind} {span_words(visit, zone)} {visit.customer}"
        case Correction() as asked:
            slot, at = _(SLOTS[asked.slot]), clock_time(asked.at, zone)
            return f"{kind} {date_words(asked.day)} {slot} {at}"
        case _:
            return kind


def _bulletins(own: OwnMonth) -> Iterator[Row]:
    for bulletin in own.bulletins:
        yield long_text(_bulletin(bulletin), "wait")


def _bulletin(bulletin: Bulletin) -> str:
    return _("Circular: {name}, {day}, private errand ({rule})").format(
        name=bulletin.name, day=date_words(bulletin.day), rule=bulletin.rule.value
    )
