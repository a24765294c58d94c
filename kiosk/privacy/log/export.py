"""The log handed out as a file, for those entitled: every export is an access of its own.

That it is handed out is on record before a byte is written. Text that people typed is no formula in
a spreadsheet, and turns no writing around; JSON has it as it was recorded.
"""

import csv
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from keyroom.text import clean
from kiosk.errors import FileUnwritableError, NotEntitledError, OfficeError
from kiosk.office import Office
from kiosk.pdf import Paragraph, Table, write_pdf
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from kiosk.privacy.log.entry import LogEntry, Origin
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.words import (
    cause_words,
    field_words,
    filter_words,
    kind_words,
    reason_words,
    result_words,
    time_words,
)
from kiosk.whole_file import whole_file

BY_SCREEN: Final = 100_000
"""Entries that the screen hands out at once: its clerk has other things to do."""
PRINTED: Final = 5_000
"""Entries of a PDF file: some 200 pages."""
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t")
HEADINGS: Final = (
    N_("time"),
    N_("person"),
    N_("what"),
    N_("result"),
    N_("customer"),
    N_("fields"),
    N_("reason"),
    N_("second person"),
    N_("seconds"),
    N_("ended by"),
    N_("terminal"),
    N_("ledger entry"),
)
"""Of tables: message ids."""
_SHARES: Final = (17, 7, 13, 7, 10, 12, 24, 8, 8, 10, 10, 9)
"""Of a page's width."""


class FileForm(StrEnum):
    """How the file is written; also the end of its name."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    WORKBOOK = "xlsx"
    PDF = "pdf"


class TooManyError(OfficeError):
    """More entries than one file may have."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    path: Path
    entries: int
    record: str
    """The access log's entry about it."""


def require_exporter(person: Person) -> None:
    """Raise NotEntitledError for whoever may not hand out the log."""
    if not person.role.supervises:
        raise NotEntitledError(
            N_("{no} {name} may not hand out the log"),
            N_("the room manager and the acting manager may"),
            no=person.no,
            name=person.name,
        )


def export(
    office: Office,
    wanted: LogFilter,
    path: Path,
    form: FileForm,
    *,
    by: StaffNo | None,
    origins: Collection[Origin] = frozenset(Origin),
    most: int | None = None,
) -> Exported:
    """Write the entries that are wanted, newest first. `by` is None for a command without a name.

    Raises NotEntitledError, TooManyError, FileUnwritableError, NoFontError, StoreError.
    """
    if by is not None:
        require_exporter(office.people.get(by))
    record = record_export(office, path, wanted.masked(), by)
    entries = _Counted(_bounded(_entries(office, wanted, origins), most))
    zone = office.premises.config.zone
    _WRITERS[form](path, entries, zone, filter_words(wanted, zone) or _("everything"))
    return Exported(path, entries.count, record)


def record_export(office: Office, path: Path, what: str, by: StaffNo | None) -> str:
    """Have it on record, before anything is written, that the log is handed out."""
    return Accesses(office.store).add(
        Access(
            at=office.premises.clock.read().utc,
            terminal=office.terminal,
            kind=AccessKind.EXPORT,
            person=by,
            reason=f"{path.name} {what}".rstrip(),
        )
    )


def plain_row(entry: LogEntry, zone: ZoneInfo) -> list[str]:
    """An entry by `HEADINGS`, in the language in use."""
    return [
        clean(text)
        for text in (
            time_words(entry.at, zone),
            entry.person or "",
            kind_words(entry.kind),
            result_words(entry.result),
            entry.customer or "",
            field_words(entry),
            reason_words(entry),
            entry.second_person or "",
            "" if entry.seconds is None else f"{entry.seconds:g}",
            cause_words(entry.cause),
            entry.terminal,
            str(entry.seq),
        )
    ]


class _Counted:
    """Entries as they are used, and how many there were."""

    def __init__(self, entries: Iterator[LogEntry]) -> None:
        self._entries = entries
        self.count = 0

    def __iter__(self) -> Iterator[LogEntry]:
        for entry in self._entries:
            self.count += 1
            yield entry


def _entries(office: Office, wanted: LogFilter, origins: Collection[Origin]) -> Iterator[LogEntry]:
    return (entry for entry in office.log.entries(wanted) if entry.origin in origins)


def _bounded(entries: Iterator[LogEntry], most: int | None) -> Iterator[LogEntry]:
    for count, entry in enumerate(entries):
        if most is not None and count == most:
            raise TooManyError(
                N_("these are more than {most} entries: nothing was written"),
                N_("narrow them, or use: keyroom access export"),
                most=most,
            )
        yield entry


def _write_csv(path: Path, entries: _Counted, zone: ZoneInfo, title: str) -> None:
    del title
    # Without the mark Excel takes a list for GBK.
    with whole_file(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([_(heading) for heading in HEADINGS])
        for entry in entries:
            rows.writerow([_quoted(cell) for cell in plain_row(entry, zone)])


def _write_json(path: Path, entries: _Counted, zone: ZoneInfo, title: str) -> None:
    del zone, title
    with whole_file(path) as draft, draft.open("w", encoding="utf-8") as file:
        for entry in entries:
            file.write(json.dumps(_plain(entry), ensure_ascii=True) + "\n")


def _write_workbook(path: Path, entries: _Counted, zone: ZoneInfo, title: str) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    book.properties.title = clean(title)
    sheet = book.create_sheet(_("Log"))
    sheet.freeze_panes = "A2"

    def cell(text: str) -> Any:  # noqa: ANN401 - openpyxl's function is no type
        made = WriteOnlyCell(sheet, text)
        if text.startswith(_FORMULA_SIGNS):
            made.data_type, made.quotePrefix = "s", True
        return made

    with whole_file(path) as draft:
        try:
            sheet.append([_(heading) for heading in HEADINGS])
            for entry in entries:
                sheet.append([cell(text) for text in plain_row(entry, zone)])
            sheet.close()
        except OSError:
            with suppress(OSError, StopIteration):
                sheet.close()  # else it tries to write its rest whenever it is thrown away
            raise
        file = BytesIO()
        book.save(file)
        draft.write_bytes(file.getvalue())


def _write_pdf(path: Path, entries: _Counted, zone: ZoneInfo, title: str) -> None:
    rows = [plain_row(entry, zone) for entry in _bounded(iter(entries), PRINTED)]
    table = Table([_(heading) for heading in HEADINGS], rows, _SHARES)
    write_pdf(path, _("Log"), [Paragraph(title), table], landscape=True)


_WRITERS: Final[dict[FileForm, Callable[[Path, _Counted, ZoneInfo, str], None]]] = {
    FileForm.CSV: _write_csv,
    FileForm.JSON_LINES: _write_json,
    FileForm.WORKBOOK: _write_workbook,
    FileForm.PDF: _write_pdf,
}


def _quoted(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _plain(entry: LogEntry) -> dict[str, Any]:
    table, doc = entry.about or (entry.origin.value, entry.id)
    return {
        "id": doc,
        "table": table,
        "at": entry.place.at,
        "person": entry.person,
        "terminal": entry.terminal,
        "session": entry.session,
        "kind": entry.kind,
        "customer": entry.customer,
        "fields": list(entry.fields),
        "reason": entry.reason or None,
        "second_person": entry.second_person,
        "seconds": entry.seconds,
        "result": entry.result or None,
        "cause": entry.cause,
        "seq": entry.seq,
    }


def file_name(form: FileForm, now: datetime) -> str:
    """What a file of the screen is called: `access-log-20261125-183012.csv`."""
    return f"access-log-{now:%Y%m%d-%H%M%S}.{form}"


def in_folder(folder: Path, name: str) -> Path:
    """A file in this folder, which is made for its owner alone. Raises FileUnwritableError."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise FileUnwritableError(
            N_("{file} cannot be made: {reason}"),
            N_("check who owns the folder above it, and whether its disk is full"),
            file=folder,
            reason=fault.strerror or fault,
        ) from fault
    return folder / name
