"""The log as a file: each form, what people typed in it, who may, and a disk that is full."""

import csv
import json
import resource
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kiosk.attendance.sheets.month import Month
from kiosk.errors import FileUnwritableError, NotEntitledError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
from kiosk.privacy.log import export as module
from kiosk.privacy.log.entry import Origin
from kiosk.privacy.log.export import FileForm, TooManyError, export
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.report import write_report
from tests.kiosk.test_pdf import text_of

T = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NASTY = "=HYPERLINK(1)\u202e\x1b[31m<b>"
Staff = Mapping[str, Person]
MANAGER = StaffNo("M01")


@pytest.fixture
def filled(office: Office, staff: Staff) -> Office:
    accesses = Accesses(office.store)
    for _ in range(3):
        accesses.add(
            Access(
                T, "desk1", AccessKind.REVEAL, person=StaffNo("A07"), customer="G1", reason=NASTY
            )
        )
    refused = AccessResult.REFUSED
    accesses.add(Access(T, "desk1", AccessKind.PIN, refused, person=StaffNo("A08")))
    return office


def write(office: Office, path: Path, form: FileForm, **more: object) -> list[str]:
    """The lines of the file, as another program reads them."""
    wanted = LogFilter(kind="reveal")
    done = export(office, wanted, path, form, by=MANAGER, **more)  # type: ignore[arg-type]
    assert done.entries == 3
    match form:
        case FileForm.WORKBOOK:
            rows = load_workbook(path)["Log"].iter_rows(values_only=True)
            return ["|".join(str(cell) for cell in row) for row in rows]
        case FileForm.PDF:
            return text_of(path).split()
        case _:
            return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("form", FileForm)
def test_every_form_has_every_entry(filled: Office, tmp_path: Path, form: FileForm) -> None:
    lines = write(filled, tmp_path / f"log.{form}", form)
    assert sum("G1" in line for line in lines) == 3


def test_csv_is_no_formula_and_has_a_mark(filled: Office, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    write(filled, path, FileForm.CSV)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 4
    assert rows[1][6] == "'=HYPERLINK(1)[31m<b>"


def test_workbook_is_no_formula(filled: Office, tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    write(filled, path, FileForm.WORKBOOK)
    cell = load_workbook(path)["Log"]["G2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)[31m<b>", "s", True)


def test_json_has_it_as_it_was_recorded(filled: Office, tmp_path: Path) -> None:
    lines = write(filled, tmp_path / "log.jsonl", FileForm.JSON_LINES)
    assert [json.loads(line)["reason"] for line in lines] == [NASTY] * 3


def test_export_is_on_record_before_it_is_written(filled: Office, tmp_path: Path) -> None:
    wanted = LogFilter(reason="13800001234")
    with pytest.raises(FileUnwritableError):
        export(filled, wanted, tmp_path / "no" / "log.csv", FileForm.CSV, by=MANAGER)
    (entry,) = filled.log.page(LogFilter(kind="export")).entries
    assert (entry.person, entry.reason) == ("M01", "log.csv reason=138****1234")


def test_only_supervisors_hand_it_out(filled: Office, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with pytest.raises(NotEntitledError):
        export(filled, LogFilter(), path, FileForm.CSV, by=StaffNo("A07"))
    with pytest.raises(NotEntitledError):
        write_report(filled, Month(2026, 11), path, by=StaffNo("A07"))
    assert not path.exists()
    assert not filled.log.page(LogFilter(kind="export")).entries


def test_too_many_are_refused_and_nothing_is_left(filled: Office, tmp_path: Path) -> None:
    with pytest.raises(TooManyError):
        export(filled, LogFilter(), tmp_path / "log.csv", FileForm.CSV, by=MANAGER, most=3)
    assert not list(tmp_path.glob("*log*"))


@contextmanager
def files_may_not_grow() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("form", FileForm)
def test_full_disk_leaves_what_was_there(
    filled: Office, tmp_path: Path, form: FileForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"log.{form}"
    path.write_text("before")
    # The record is in the store, which may not grow either: it is written before the disk is full.
    monkeypatch.setattr(module, "record_export", lambda *_: "record")
    entries = list(filled.log.entries(LogFilter(kind="reveal")))
    monkeypatch.setattr(module, "_entries", lambda *_: iter(entries))
    with files_may_not_grow(), pytest.raises(FileUnwritableError):
        export(filled, LogFilter(), path, form, by=MANAGER)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.glob("*log*")] == [path.name]


def test_report_of_a_month(filled: Office, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    done = write_report(filled, Month(2026, 11), path, by=MANAGER)
    text = text_of(path)
    assert done.entries == 5, "its own record is one of them"
    assert "Refused: 1" in text
    assert "Shown in clear: 3" in text
    assert "Who read the log: 1" in text
    assert "A07 达娃卓玛" in text
    assert {entry.origin for entry in filled.log.entries(LogFilter(kind="export"))} == {
        Origin.ACCESS
    }


def test_report_of_a_month_without_accesses(filled: Office, tmp_path: Path) -> None:
    assert write_report(filled, Month(2020, 1), tmp_path / "r.pdf", by=None).entries == 0
