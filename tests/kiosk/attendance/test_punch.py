"""The document of a punch: complete, without nulls, and read back as it was written."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from devices.events import Assurance, CredentialKind
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.timetable import Direction
from kiosk.person import StaffNo
from kiosk.refusal import Refusal

AT = datetime(2026, 11, 23, 1, 12, 3, 456, tzinfo=UTC)
FULL = Punch(
    at=AT,
    terminal="entrance",
    result=Result.REFUSED,
    source=Source.BADGE,
    person=StaffNo("A07"),
    reader="door",
    kind=CredentialKind.EM4100,
    badge="0190-badge",
    assurance=Assurance.SIGNED_CODE,
    direction=Direction.OUT,
    reason=Refusal.LOST,
    corrects="0190-other",
    by=StaffNo("M01"),
    boot_id="boot",
    boot_s=12.5,
    synchronised=False,
    jump=timedelta(hours=-1),
)
SMALLEST = Punch(at=AT, terminal="entrance", result=Result.RECORDED)


@pytest.mark.parametrize("punch", [FULL, SMALLEST])
def test_punch_reads_back_as_written(punch: Punch) -> None:
    assert Punch.from_document(punch.to_document()) == punch


def test_punch_document_leaves_out_what_is_not_known() -> None:
    assert SMALLEST.to_document() == {
        "at": "2026-11-23T01:12:03.000456Z",
        "terminal": "entrance",
        "result": "recorded",
        "source": "badge",
    }


def test_punch_document_has_every_field() -> None:
    assert len(FULL.to_document()) == len(fields(Punch))
