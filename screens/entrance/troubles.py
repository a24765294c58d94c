"""What is wrong at the entrance, in words, for as long as it is wrong. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from devices.events import ReaderDown
from keyroom.language import _, ngettext
from kiosk.attendance.door import DoorStatus
from screens.entrance.words import signed_span


def troubles(
    status: DoorStatus | None, down: Mapping[str, ReaderDown], today: date
) -> tuple[str, ...]:
    """One line for each trouble, the gravest first; none when all is well."""
    readers = tuple(_of_reader(event) for event in down.values())
    if status is None:
        return readers
    return (*_of_door(status), *readers, *_of_calendar(status, today))


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


def _of_calendar(status: DoorStatus, today: date) -> Iterator[str]:
    if status.calendar_fault is not None:
        yield status.calendar_fault.shown(_)
    for year in status.calendar.missing_years(today):
        # D-52: its notice is out in November, and swaps days that are judged by the law alone.
        if year > today.year:
            yield _("Please import next year's holiday arrangement ({year})").format(year=year)
        else:
            yield _("The holiday arrangement of {year} has not been imported").format(year=year)


def _of_reader(event: ReaderDown) -> str:
    reason = event.reason if event.cause is None else event.cause.shown(_)
    return _("Reader {reader} does not work: {reason}").format(reader=event.reader, reason=reason)
