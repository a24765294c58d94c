"""How the screen says what stands in the log."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from rich.text import Text

from keyroom.language import _
from kiosk.attendance.presence import PRESENCE_NAMES
from kiosk.privacy.log.detail import Detail, Seal
from kiosk.privacy.log.entry import LogEntry
from kiosk.privacy.log.words import (
    cause_words,
    field_words,
    kind_words,
    reason_words,
    result_words,
    time_words,
)
from kiosk.times import moment
from screens.review.words import time_of
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone


class LogContent:
    """What is loaded of the log, as rows."""

    fixed = 0
    cells = range(0)

    def __init__(
        self, entries: Sequence[LogEntry], names: Mapping[str, str], zone: ZoneInfo
    ) -> None:
        self.entries = entries
        self.keys = [entry.id for entry in entries]
        self._names = names
        self._zone = zone

    def columns(self) -> Sequence[Column]:
        """When, who, what, about whom, why, where."""
        return (
            Column(_("time"), 14),
            Column(_("person"), 11),
            Column(_("what"), 11, grows=True),
            Column(_("customer"), 8),
            Column(_("reason"), 18, grows=True),
            Column(_("terminal"), 9),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """One entry."""
        entry = self.entries[index]
        at = entry.at
        tone = Tone.BAD if entry.is_refused else Tone.PLAIN
        return (
            Cell("?" if at is None else f"{at.astimezone(self._zone):%m-%d %H:%M:%S}", Tone.FAINT),
            Cell(person_words(entry, self._names), Tone.STRONG),
            Cell(f"{kind_words(entry.kind)}{' ×' if entry.is_refused else ''}", tone),
            Cell(entry.customer or "", tone),
            Cell("  ".join(_told(entry)), tone),
            Cell(entry.terminal, Tone.FAINT),
        )

    def entry(self, key: str) -> LogEntry | None:
        """The entry under this key."""
        return self.entries[self.keys.index(key)] if key in self.keys else None


def person_words(entry: LogEntry, names: Mapping[str, str]) -> str:
    """Number and name of who did it."""
    if entry.person is None:
        return "-"
    return f"{entry.person} {names.get(entry.person, '')}".rstrip()


def whole(entry: LogEntry, opened: Detail | None, names: Mapping[str, str], zone: ZoneInfo) -> Text:
    """Everything about one entry; its surroundings once it is opened."""
    now = entry if opened is None else opened.entry
    text = Text(time_words(now.at, zone), Tone.FAINT)
    text.append(f"  {person_words(now, names)}  {kind_words(now.kind)}", Tone.STRONG)
    tone = Tone.BAD if now.is_refused else Tone.GOOD
    text.append(f"  {result_words(now.result)}", tone).append(f"  {now.terminal}", Tone.FAINT)
    for words in _lines(now):
        text.append(f"\n{words}", Tone.PLAIN)
    if opened is None:
        return text.append("\n").append(_("Enter opens it"), Tone.FAINT)
    for words in _around(opened, names, zone):
        text.append(f"\n{words}", Tone.CALM)
    for words in _seal(opened.seal, zone):
        text.append(f"\n{words}", Tone.FAINT)
    return text


def _told(entry: LogEntry) -> Iterator[str]:
    if entry.fields:
        yield field_words(entry)
    if entry.reason:
        yield reason_words(entry)
    if entry.second_person:
        yield _("with {second}").format(second=entry.second_person)


def _lines(entry: LogEntry) -> Iterator[str]:
    if entry.customer:
        yield _("customer {customer}").format(customer=entry.customer)
    if entry.fields:
        yield _("shown in clear: {fields}").format(fields=field_words(entry))
    if entry.reason:
        yield _("reason: {reason}").format(reason=reason_words(entry))
    if entry.second_person:
        yield _("allowed by a second person: {second}").format(second=entry.second_person)
    if entry.about is not None:
        yield _("record: {table} {id}").format(table=entry.about[0], id=entry.about[1])
    if entry.seconds is not None:
        yield _("for {seconds:.0f} s; ended by: {cause}").format(
            seconds=entry.seconds, cause=cause_words(entry.cause)
        )


def _around(opened: Detail, names: Mapping[str, str], zone: ZoneInfo) -> Iterator[str]:
    session = opened.session
    if session is not None:
        yield _("session: from {time} by {person} at {terminal}, {count} entries").format(
            time=time_words(session.at, zone),
            person=person_words(session, names),
            terminal=session.terminal,
            count=opened.in_session,
        )
    standing = opened.standing
    if standing is not None:
        since = time_of(standing.since, zone)
        yield (
            _("attendance at that moment: {presence} {since}")
            .format(presence=_(PRESENCE_NAMES[standing.presence]), since=since)
            .rstrip()
        )


def _seal(seal: Seal, zone: ZoneInfo) -> Iterator[str]:
    yield _("ledger entry {seq}: {action} by {actor}").format(
        seq=seal.seq, action=seal.action, actor=seal.actor
    )
    yield _("leaf {leaf}").format(leaf=seal.leaf)
    if seal.size is None or seal.signed_at is None:
        yield _("no checkpoint covers it yet")
    else:
        yield _("covered by the checkpoint of {size} entries, signed {time}").format(
            size=seal.size, time=time_words(moment(seal.signed_at), zone)
        )
