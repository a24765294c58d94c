"""One record of the table `punches`: a tap, or the correction of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from devices.events import Assurance, CredentialKind
from kiosk.attendance.answer import Result
from kiosk.attendance.timetable import Direction
from kiosk.person import StaffNo
from kiosk.refusal import Refusal
from kiosk.times import moment, stored


class Source(StrEnum):
    """Where a punch comes from, which every list of punches shows (regulation §4.1)."""

    BADGE = "badge"
    KIOSK = "kiosk"
    CORRECTION = "correction"
    IMPORT = "import"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Punch:
    """What was tapped, when and where, and what the door made of it.

    Which slot a punch fills is not kept: `slots.assign` says so whenever it is read.
    """

    at: datetime
    """UTC; of a correction, the moment of the tap that it corrects."""
    terminal: str
    result: Result
    source: Source = Source.BADGE
    person: StaffNo | None = None
    reader: str | None = None
    kind: CredentialKind | None = None
    badge: str | None = None
    """Document id of the badge; of an unknown credential, its keyed digest, never its number."""
    assurance: Assurance | None = None
    direction: Direction | None = None
    """Only where the terminal or a correction says it; undirected taps are judged when read."""
    reason: Refusal | None = None
    corrects: str | None = None
    """The punch that this one stands in for."""
    by: StaffNo | None = None
    """Who corrected."""
    boot_id: str | None = None
    """With `boot_s`, the time since boot in seconds, and `synchronised`: `kiosk.clock.Reading`."""
    boot_s: float | None = None
    synchronised: bool | None = None
    jump: timedelta | None = None
    """How far the wall clock was off at `at`, as far as the terminal noticed."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `punches`; what is not known is left out."""
        document: dict[str, Any] = {
            "person": self.person,
            "at": stored(self.at),
            "terminal": self.terminal,
            "reader": self.reader,
            "kind": self.kind and self.kind.value,
            "badge": self.badge,
            "assurance": self.assurance and self.assurance.name.lower(),
            "direction": self.direction and self.direction.value,
            "result": self.result.value,
            "reason": self.reason and self.reason.value,
            "source": self.source.value,
            "corrects": self.corrects,
            "by": self.by,
            "boot_id": self.boot_id,
            "boot_s": self.boot_s,
            "synchronised": self.synchronised,
            "jump_s": self.jump and self.jump.total_seconds(),
        }
        return {name: value for name, value in document.items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The punch that `to_document` wrote."""
        person, by = document.get("person"), document.get("by")
        kind, assurance = document.get("kind"), document.get("assurance")
        direction, reason = document.get("direction"), document.get("reason")
        jump_s = document.get("jump_s")
        return cls(
            at=moment(document["at"]),
            terminal=document["terminal"],
            result=Result(document["result"]),
            source=Source(document["source"]),
            person=None if person is None else StaffNo(person),
            reader=document.get("reader"),
            kind=None if kind is None else CredentialKind(kind),
            badge=document.get("badge"),
            assurance=None if assurance is None else Assurance[assurance.upper()],
            direction=None if direction is None else Direction(direction),
            reason=None if reason is None else Refusal(reason),
            corrects=document.get("corrects"),
            by=None if by is None else StaffNo(by),
            boot_id=document.get("boot_id"),
            boot_s=document.get("boot_s"),
            synchronised=document.get("synchronised"),
            jump=None if jump_s is None else timedelta(seconds=jump_s),
        )
