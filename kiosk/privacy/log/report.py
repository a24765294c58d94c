"""A month's accesses on paper: what was done by whom, what was shown in clear, what was refused."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from keyroom.language import N_, _
from kiosk.attendance.sheets.month import Month
from kiosk.office import Office
from kiosk.pdf import Block, Heading, Paragraph, Table, write_pdf
from kiosk.person import StaffNo
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.log.entry import LogEntry, Origin
from kiosk.privacy.log.export import HEADINGS, Exported, plain_row, record_export, require_exporter
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.typed import moment_named
from kiosk.privacy.log.words import kind_words
from store.schema import CHECKPOINTS

LISTED: Final = 2_000
"""Entries of one list: some 80 pages. All of them are in the export."""
_SHARES: Final = (17, 7, 13, 7, 10, 12, 24, 8, 8, 10, 10, 9)
_AUDIT: Final = frozenset({AccessKind.EXPORT, AccessKind.LOG, AccessKind.FILTER, AccessKind.ENTRY})

_REFUSED: Final = N_("Refused")
_SHOWN: Final = N_("Shown in clear")
_AUDITED: Final = N_("Who read the log")
_LISTS: Final = (_REFUSED, _SHOWN, _AUDITED)


@dataclass(slots=True)
class _Month:
    """What the report says."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By person and kind."""
    lists: dict[str, list[LogEntry]] = field(
        default_factory=lambda: {title: [] for title in _LISTS}
    )
    left_out: Counter[str] = field(default_factory=Counter)
    """So many of each list are not printed."""

    def add(self, entry: LogEntry) -> None:
        """One more access."""
        self.counts[entry.person or "-", entry.kind] += 1
        for title in _lists_of(entry):
            if len(self.lists[title]) < LISTED:
                self.lists[title].append(entry)
            else:
                self.left_out[title] += 1


def write_report(office: Office, month: Month, path: Path, *, by: StaffNo | None) -> Exported:
    """Write the month's report; that is an access too.

    Raises NotEntitledError, FileUnwritableError, NoFontError, StoreError.
    """
    if by is not None:
        require_exporter(office.people.get(by))
    record = record_export(office, path, str(month), by)
    zone = office.premises.config.zone
    since = moment_named(f"{month}-01", zone)
    until = moment_named(f"{month.next}-01", zone)
    found = _Month()
    for entry in office.log.entries(LogFilter(since, until)):
        if entry.origin is Origin.ACCESS:
            found.add(entry)
    config = office.premises.config
    title = _("{office}: accesses to customer data, {month}").format(
        office=config.office.name, month=month
    )
    blocks = [*_blocks(office, found)]
    write_pdf(path, title, blocks, author=config.office.name, landscape=True)
    return Exported(path, found.counts.total(), record)


def _lists_of(entry: LogEntry) -> Iterator[str]:
    if entry.is_refused:
        yield _REFUSED
    elif entry.kind == AccessKind.REVEAL:
        yield _SHOWN
    if entry.kind in _AUDIT:
        yield _AUDITED


def _blocks(office: Office, month: _Month) -> Iterator[Block]:
    yield Paragraph(_("{count} accesses").format(count=f"{month.counts.total():,}"))
    yield Paragraph(_covered(office))
    yield Heading(_("By person"))
    yield _totals(office, month)
    for title, entries in month.lists.items():
        yield Heading(f"{_(title)}: {len(entries) + month.left_out[title]}")
        if month.left_out[title]:
            yield Paragraph(
                _("the newest {count}; all are in: keyroom access export").format(count=LISTED)
            )
        zone = office.premises.config.zone
        rows = [plain_row(entry, zone) for entry in entries]
        if rows:
            yield Table([_(heading) for heading in HEADINGS], rows, _SHARES)


def _totals(office: Office, month: _Month) -> Table:
    names = {str(person.no): person.name for person in office.people.all()}
    kinds = sorted({kind for _no, kind in month.counts})
    people = sorted({no for no, _kind in month.counts})

    def row(no: str) -> Sequence[str]:
        counts = [month.counts[no, kind] for kind in kinds]
        return [f"{no} {names.get(no, '')}", *map(str, counts), str(sum(counts))]

    return Table([_("person"), *map(kind_words, kinds), _("total")], map(row, people))


def _covered(office: Office) -> str:
    newest = office.store.table(CHECKPOINTS).newest(1)
    if not newest:
        return _("no checkpoint covers it yet")
    return _("The ledger's newest checkpoint covers {size} entries; its root is {root}").format(
        size=newest[0]["size"], root=newest[0]["root"]
    )
