"""Events of readers as lines: for programs as JSON, for people as a sentence."""

from typing import TYPE_CHECKING

from devices.events import (
    CardPresented,
    CardRemoved,
    CardReturned,
    Event,
    IdDocumentRead,
    ReaderDown,
    ReaderFault,
    ReaderUp,
)
from devices.id_document import ID_KIND_NAMES
from keyroom.language import _
from kiosk.times import stored

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_KINDS: dict[type[Event], str] = {
    CardPresented: "card_presented",
    CardRemoved: "card_removed",
    CardReturned: "card_returned",
    IdDocumentRead: "id_document_read",
    ReaderUp: "reader_up",
    ReaderDown: "reader_down",
    ReaderFault: "reader_fault",
}
"""How each event is called in JSON; docs/cli.md keeps it stable."""


def event_as_json(event: Event) -> dict[str, str | None]:
    """One event: `event`, `reader`, `at`, and what belongs to its kind."""
    line: dict[str, str | None] = {
        "event": _KINDS[type(event)],
        "reader": event.reader,
        "at": stored(event.at),
    }
    match event:
        case CardPresented():
            line["credential"] = str(event.credential)
            line["assurance"] = event.assurance.name.lower()
        case CardRemoved() | CardReturned():
            line["credential"] = None if event.credential is None else str(event.credential)
        case IdDocumentRead():
            # What the card says is nobody's business who looks at readers.
            line["document"] = event.document.kind.value
        case ReaderUp():
            line["detail"] = event.detail
        case ReaderDown() | ReaderFault():
            line["reason"] = event.reason
    return line


def event_as_sentence(event: Event, zone: "ZoneInfo") -> str:
    """One event as people read it, at the office's time."""
    return f"{event.at.astimezone(zone):%H:%M:%S.%f} {event.reader}: {_what(event)}"


def _what(event: Event) -> str:
    match event:
        case CardPresented():
            return _("badge {badge}").format(badge=event.credential)
        case CardRemoved():
            return _("badge taken away")
        case CardReturned():
            return _("badge back")
        case IdDocumentRead():
            return _("ID card read: {kind}").format(kind=_(ID_KIND_NAMES[event.document.kind]))
        case ReaderUp():
            return _("works: {detail}").format(detail=event.detail)
        case ReaderDown():
            reason = event.cause.shown(_) if event.cause else event.reason
            return _("does not work: {reason}").format(reason=reason)
        case ReaderFault():
            return _("thrown away: {reason}").format(reason=_(event.reason))
