"""What is wrong at the entrance, in words, for as long as it is wrong. Pure."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from devices.events import ReaderDown
from keyroom.language import _, ngettext
from kiosk.attendance.door import DoorStatus
from screens.entrance.words import signed_span


def troubles(status: DoorStatus | None, down: Mapping[str, ReaderDown]) -> tuple[str, ...]:
    """One line for each trouble, the gravest first; none when all is well."""
    of_door = () if status is None else _of_door(status)
    return (*of_door, *(_of_reader(event) for event in down.values()))


def _of_door(status: DoorStatus) -> Iterator[str]:
    if status.spool_fault is not None:
        reason = status.spool_fault.shown(_)
        yield _("Taps cannot be kept on this terminal: {reason}").format(reason=reason)
    if status.fault is not None:
        yield _("The records are away: {reason}").format(reason=status.fault.shown(_))
    if status.spooled:
        yield ngettext(
            "{count} tap is kept on this terminal and counted later",
            "{count} taps are kept on this terminal and counted later",
            status.spooled,
        ).format(count=status.spooled)
    if status.aside:
        yield ngettext(
            "{count} kept tap needs a look: keyroom doctor",
            "{count} kept taps need a look: keyroom doctor",
            status.aside,
        ).format(count=status.aside)
    if status.clock_off != timedelta(0):
        span = signed_span(status.clock_off)
        yield _("The clock was moved by {span}; taps are flagged").format(span=span)
    if status.checkpoint_fault is not None:
        reason = status.checkpoint_fault.shown(_)
        yield _("No checkpoint was written: {reason}").format(reason=reason)


def _of_reader(event: ReaderDown) -> str:
    reason = event.reason if event.cause is None else event.cause.shown(_)
    return _("Reader {reader} does not work: {reason}").format(reader=event.reader, reason=reason)
