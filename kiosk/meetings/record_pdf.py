"""The record of a meeting on paper: the same words as in the text, people in a table."""

from collections.abc import Iterator
from pathlib import Path

from keyroom.language import _
from kiosk.books.book_state import BOOK_STATE_NAMES, BookState
from kiosk.meetings.attending import ATTENDANCE_NAMES
from kiosk.meetings.look import MeetingLook, Participant
from kiosk.meetings.record_text import (
    Letterhead,
    action_line,
    block_title,
    books_signed,
    notes_owed,
    record_facts,
    record_title,
    signatures,
)
from kiosk.pdf import Block, Heading, Paragraph, Table, write_pdf


def write_record_pdf(path: Path, look: MeetingLook, head: Letterhead) -> None:
    """Write the record of a meeting. Raises NoFontError, FileUnwritableError."""
    write_pdf(path, record_title(look, head), _blocks(look, head), author=head.office)


def _blocks(look: MeetingLook, head: Letterhead) -> Iterator[Block]:
    yield Paragraph("\n".join(record_facts(look, head)))
    for block in look.blocks:
        yield Heading(block_title(block))
        yield Paragraph(block.text or "–")
    yield Heading(_("People"))
    yield Table(
        (
            *(_("staff number"), _("name"), _("meeting"), _("came")),
            *(_("visit log"), _("plan book"), _("notes")),
        ),
        [_row(each, head) for each in look.people],
    )
    if signed := "\n".join(books_signed(look)):
        yield Paragraph(signed)
    if look.actions:
        yield Heading(_("Actions"))
        yield Paragraph("\n".join(action_line(owed) for owed in look.actions))
    if look.course.minutes:
        yield Heading(_("Notes"))
        for no, text in sorted(look.course.minutes.items()):
            yield Paragraph(f"{no}: {text}")
    if look.missing_minutes:
        yield Paragraph(notes_owed(look))
    yield Paragraph(signatures())


def _row(each: Participant, head: Letterhead) -> tuple[str, ...]:
    attendance, came = each.attended.attendance, each.attended.arrived
    return (
        each.person.no,
        each.person.name,
        "" if attendance is None else _(ATTENDANCE_NAMES[attendance]),
        "" if came is None else f"{came.astimezone(head.zone):%H:%M:%S}",
        *(_state(state) for state in (each.visit_log, each.plan_book, each.minutes)),
    )


def _state(state: BookState | None) -> str:
    return "" if state is None else _(BOOK_STATE_NAMES[state])
