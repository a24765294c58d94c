"""A tap as the door took it, before anybody knows what it is worth; and its line in the spool."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from devices.events import Assurance, CardPresented
from keyroom.language import N_
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.punch import Punch
from kiosk.attendance.timetable import Direction
from kiosk.clock import Reading
from kiosk.errors import OfficeError
from kiosk.person import Person
from kiosk.times import moment, stored


class BadLineError(OfficeError):
    """A whole line of the spool that does not say what a line must."""


@dataclass(frozen=True, slots=True)
class TakenTap:
    """What was presented, with the id that its record will have whenever it is written."""

    id: str
    terminal: str
    presented: CardPresented
    clock: Reading
    direction: Direction | None = None
    """Where the configuration of the reader says it."""
    jump: timedelta | None = None
    """How far the wall clock is off, as far as the terminal noticed."""

    def punch(self, result: Result) -> Punch:
        """The record of this tap, as far as it is known without asking anybody."""
        return Punch(
            at=self.presented.at,
            terminal=self.terminal,
            result=result,
            reader=self.presented.reader,
            kind=self.presented.credential.kind,
            assurance=self.presented.assurance,
            direction=self.direction,
            boot_id=self.clock.boot_id,
            boot_s=self.clock.boot_time_s,
            synchronised=self.clock.synchronised,
            jump=self.jump,
        )

    def answer(self, result: Result, person: Person | None = None) -> Answer:
        """The answer to this tap, as far as it is known without asking anybody."""
        return Answer(
            at=self.presented.at,
            reader=self.presented.reader,
            credential=self.presented.credential,
            person=person,
            result=result,
            direction=self.direction,
            punch=self.id,
            clock_jump=self.jump,
        )


@dataclass(frozen=True, slots=True)
class TakenNote:
    """A document about a reader that goes to the records as it is."""

    id: str
    table: str
    document: dict[str, Any]


Taken = TakenTap | TakenNote


def to_line(taken: Taken, concealment: Concealment) -> bytes:
    """One line of JSON without its end; the badge's number is sealed in it."""
    fields = (
        _tap_fields(taken, concealment)
        if isinstance(taken, TakenTap)
        else {"table": taken.table, "document": taken.document}
    )
    return json.dumps({"id": taken.id, **fields}, separators=(",", ":")).encode("ascii")


def from_line(line: bytes, concealment: Concealment) -> Taken:
    """What `to_line` wrote. Raises BadLineError, SealBrokenError."""
    try:
        fields = json.loads(line)
        if "table" in fields:
            return TakenNote(fields["id"], fields["table"], fields["document"])
        return _tap(fields, concealment)
    except (ValueError, KeyError, TypeError) as fault:
        raise BadLineError(
            N_("a line of the spool cannot be understood: {reason}"),
            N_("it is kept beside the spool; send it to whoever looks after this program"),
            reason=repr(fault),
        ) from fault


def _tap_fields(tap: TakenTap, concealment: Concealment) -> dict[str, Any]:
    presented, clock = tap.presented, tap.clock
    return {
        "terminal": tap.terminal,
        "reader": presented.reader,
        "at": stored(presented.at),
        "sealed": concealment.seal(presented.credential, tap.id),
        "assurance": presented.assurance.value,
        "clock": [stored(clock.utc), clock.boot_id, clock.boot_time_s, clock.synchronised],
        "direction": tap.direction,
        "jump_s": None if tap.jump is None else tap.jump.total_seconds(),
    }


def _tap(fields: dict[str, Any], concealment: Concealment) -> TakenTap:
    utc, boot_id, boot_time_s, synchronised = fields["clock"]
    direction, jump_s = fields["direction"], fields["jump_s"]
    return TakenTap(
        id=fields["id"],
        terminal=fields["terminal"],
        presented=CardPresented(
            reader=fields["reader"],
            at=moment(fields["at"]),
            credential=concealment.unseal(fields["sealed"], fields["id"]),
            assurance=Assurance(fields["assurance"]),
        ),
        clock=Reading(moment(utc), boot_id, boot_time_s, synchronised),
        direction=None if direction is None else Direction(direction),
        jump=None if jump_s is None else timedelta(seconds=jump_s),
    )
