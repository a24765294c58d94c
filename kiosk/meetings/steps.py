"""The records of meetings: one for each meeting, and one for every step of it, kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.running import Instant
from kiosk.times import moment, stored


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that somebody has had to do with (table `meetings`)."""

    day: date
    kind: MeetingKind
    planned: datetime
    """UTC; as the timetable had it when the meeting was first touched."""
    by: str
    """Who called it, or touched it first."""
    reason: str = ""
    """Why an ad-hoc meeting was called (HY-4-3)."""

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `meetings`."""
        return {
            "day": self.day.isoformat(),
            "kind": self.kind.value,
            "planned": stored(self.planned),
            "by": self.by,
            "reason": self.reason,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The meeting that `to_document` wrote."""
        return cls(
            date.fromisoformat(document["day"]),
            MeetingKind(document["kind"]),
            moment(document["planned"]),
            document["by"],
            document["reason"],
        )


class StepKind(StrEnum):
    """What happened."""

    HOST = "host"
    """Somebody was named host: `host`, `reason`."""
    PREPARED = "prepared"
    """Blocks were filled: their texts by id."""
    STARTED = "started"
    BLOCK = "block"
    ENDED = "ended"
    VOIDED = "voided"
    """It had been started by mistake: `reason`."""
    ARRIVED = "arrived"
    """Somebody tapped at the wall or scanned its code: `person`."""
    CHECKED = "checked"
    """The host signed for the books: by staff number, `visit_log plan_book`."""
    MINUTES = "minutes"
    """The writer's own notes: `text`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a meeting (table `meeting_steps`)."""

    meeting: str
    kind: StepKind
    at: Instant
    by: str
    said: Mapping[str, str] = field(default_factory=dict)

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `meeting_steps`."""
        return {
            "meeting": self.meeting,
            "step": self.kind.value,
            "at": stored(self.at.at),
            "boot_id": self.at.boot_id,
            "boot_s": self.at.boot_s,
            "by": self.by,
            "said": dict(self.said),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The step that `to_document` wrote."""
        return cls(
            document["meeting"],
            StepKind(document["step"]),
            Instant(moment(document["at"]), document["boot_id"], document["boot_s"]),
            document["by"],
            document["said"],
        )
