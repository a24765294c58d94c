"""Invented people and punches: the same ones in every run, and as many as a figure asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice, product
from typing import Any
from zoneinfo import ZoneInfo

from devices.events import Assurance, Credential, CredentialKind
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.person import StaffNo

PEOPLE = 300
TAPS_A_DAY = (time(9, 12, 31), time(12, 33, 8), time(15, 9, 44), time(18, 36, 57))
ZONE = ZoneInfo("Asia/Shanghai")
_FIRST_DAY = datetime(2026, 6, 30, tzinfo=ZONE).date()
_SURNAMES = "王李张刘陈杨赵黄周吴"
_MIDDLES = "文秀国平晓东海燕建华"
_ENDS = "立敏娟军磊"


@dataclass(frozen=True, slots=True)
class Worker:
    """One invented person; no two names are alike, and each has three characters."""

    no: StaffNo
    name: str
    badge: Credential


def workers(count: int = PEOPLE) -> list[Worker]:
    """The first `count` invented people, 500 at most."""
    names = ("".join(parts) for parts in product(_SURNAMES, _MIDDLES, _ENDS))
    return [
        Worker(
            StaffNo(f"P{number:03}"),
            name,
            Credential(CredentialKind.EM4100, f"0B{number:08X}"),
        )
        for number, name in enumerate(islice(names, count), start=1)
    ]


def punches(count: int) -> Iterator[dict[str, Any]]:
    """`count` documents, oldest first: everyone taps four times a day, ending in June 2026.

    A million of them are 300 people over more than two years without a day off.
    """
    a_day = PEOPLE * len(TAPS_A_DAY)
    days = -(-count // a_day)
    staff = workers()
    documents = (
        _document(worker, datetime.combine(day, at, ZONE) + timedelta(seconds=place), ordinal)
        for ordinal, day in enumerate(
            _FIRST_DAY - timedelta(days=back) for back in range(days, 0, -1)
        )
        for at in TAPS_A_DAY
        for place, worker in enumerate(staff)
    )
    return islice(documents, count)


def punch(number: int) -> dict[str, Any]:
    """One document as a tap of today would leave it; the number keeps them apart."""
    staff = workers(1)
    return _document(staff[0], datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=number), number)


def _document(worker: Worker, at: datetime, boot: int) -> dict[str, Any]:
    return Punch(
        at=at,
        terminal="entrance",
        result=Result.RECORDED,
        person=worker.no,
        reader="door",
        kind=worker.badge.kind,
        badge=f"019f0000-0000-7000-8000-{int(worker.no[1:]):012}",
        assurance=Assurance.UID_ONLY,
        boot_id=f"7d3c2c52-5d3c-4f0e-9a3b-{boot:012}",
        boot_s=boot + 0.25,
        synchronised=True,
    ).to_document()
