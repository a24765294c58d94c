"""A meeting as it runs: a state machine, pure.

    WAITING --start--> RUNNING --next--> RUNNING … --next at the last block, or end--> ENDED
    RUNNING or ENDED --void--> WAITING (it was started by mistake)

Every block has its own time. Lengths are taken from the clock that runs since boot, so that a wall
clock that steps in the middle changes none; across a reboot the wall clock is all there is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.clock import UNKNOWN_BOOT, Reading
from kiosk.errors import MeetingRefusedError
from kiosk.meetings.schedule import MeetingTimes

JUMP: Final = 2.0
"""Seconds by which the clocks may differ over a meeting before the wall clock is doubted."""


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment by both clocks."""

    at: datetime
    """Of the wall clock, aware."""
    boot_id: str = UNKNOWN_BOOT
    boot_s: float = 0.0

    @classmethod
    def of(cls, reading: Reading) -> "Instant":
        """The moment at which the clocks were read."""
        return cls(reading.utc, reading.boot_id, reading.boot_time_s)

    def since(self, before: "Instant") -> float:
        """Seconds from `before`, never less than none."""
        if self.boot_id == before.boot_id != UNKNOWN_BOOT:
            return max(self.boot_s - before.boot_s, 0.0)
        return max((self.at - before.at).total_seconds(), 0.0)

    def disagrees(self, before: "Instant") -> bool:
        """Whether the wall clock was moved since `before`."""
        moved = (self.at - before.at).total_seconds() - self.since(before)
        return abs(moved) > JUMP


@dataclass(frozen=True, slots=True)
class Spent:
    """How long a block took; a block that was come to and left at once took none."""

    block: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not started, or started by mistake."""


@dataclass(frozen=True, slots=True)
class Running:
    """In one of its blocks."""

    started: Instant
    block: str
    since: Instant
    spent: tuple[Spent, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """Over."""

    started: Instant
    ended: Instant
    spent: tuple[Spent, ...]


Run = Waiting | Running | Ended
NOT_STARTED: Final = Waiting()


class Move(StrEnum):
    """What a meeting can be told to do."""

    START = "started"
    NEXT = "block"
    END = "ended"
    VOID = "voided"


def step(run: Run, move: Move, at: Instant, blocks: tuple[str, ...]) -> Run:
    """The meeting after a move. Raises MeetingRefusedError for one that cannot be made."""
    match run, move:
        case Waiting(), Move.START:
            return Running(at, blocks[0], at)
        case Running(), Move.NEXT if run.block != blocks[-1]:
            following = blocks[blocks.index(run.block) + 1]
            return Running(run.started, following, at, _spent(run, at))
        case Running(), Move.NEXT | Move.END:
            return Ended(run.started, at, _spent(run, at))
        case Running() | Ended(), Move.VOID:
            return NOT_STARTED
        case _:
            raise MeetingRefusedError(*_REFUSALS[type(run), move])


def require_window(times: MeetingTimes, at: datetime) -> None:
    """Raises MeetingRefusedError where nobody can mean to start this meeting now."""
    if times.in_window(at):
        return
    raise MeetingRefusedError(
        N_("it is {now}: this meeting is planned for {planned}"),
        N_("it can be started from {earliest} to {latest}; else check the clock"),
        now=f"{at.astimezone(times.planned.tzinfo):%Y-%m-%d %H:%M}",
        planned=f"{times.planned:%Y-%m-%d %H:%M}",
        earliest=f"{times.earliest:%H:%M}",
        latest=f"{times.latest:%H:%M}",
    )


@dataclass(frozen=True, slots=True)
class LengthRules:
    """How long a meeting should be (HY-5-3); seconds."""

    longest: int = 900
    shortest: int = 600


@dataclass(frozen=True, slots=True)
class Length:
    """How long a meeting took, or has taken until now."""

    seconds: int
    """Whole ones: what has begun is not counted."""
    overrun_s: int
    short: bool
    """Over, and shorter than it should be: a hint."""
    into_work_time: bool
    clock_moved: bool
    """The wall clock moved meanwhile: its times are in doubt, its length is not."""


def length(run: Run, now: Instant, times: MeetingTimes, rules: LengthRules) -> Length | None:
    """How long it took; None where it has not begun.

    Only a meeting of the morning has a length that the regulation asks for.
    """
    if isinstance(run, Waiting):
        return None
    until = run.ended if isinstance(run, Ended) else now
    exact = until.since(run.started)
    seconds = int(exact)
    # A clock that moved must not make it late: both ways of reckoning have to say so (D-00).
    reckoned = run.started.at + timedelta(seconds=exact)
    is_morning = times.work_start is not None
    return Length(
        seconds,
        max(seconds - rules.longest, 0) if is_morning else 0,
        is_morning and isinstance(run, Ended) and seconds < rules.shortest,
        times.into_work(until.at) and times.into_work(reckoned),
        until.disagrees(run.started),
    )


def block_seconds(run: Run, now: Instant) -> dict[str, int]:
    """How long each block took that was come to; of the running one, until now."""
    if isinstance(run, Waiting):
        return {}
    spent = run.spent if isinstance(run, Ended) else _spent(run, now)
    return {each.block: int(each.seconds) for each in spent}


def _spent(run: Running, at: Instant) -> tuple[Spent, ...]:
    return (*run.spent, Spent(run.block, at.since(run.since)))


_UNSTARTED: Final = N_("this meeting has not been started")
_OVER: Final = N_("this meeting is over")
_REFUSALS: Final[dict[tuple[type[Run], Move], tuple[str, str]]] = {
    (Waiting, Move.NEXT): (_UNSTARTED, N_("the host's tap starts it")),
    (Waiting, Move.END): (_UNSTARTED, N_("the host's tap starts it")),
    (Waiting, Move.VOID): (_UNSTARTED, N_("there is nothing to take back")),
    (Running, Move.START): (
        N_("this meeting is running already"),
        N_("it is started once; the next key goes on in it"),
    ),
    (Ended, Move.START): (
        N_("this meeting has been held already"),
        N_("where it was started by mistake, the host takes it back first"),
    ),
    (Ended, Move.NEXT): (_OVER, N_("see it with: keyroom meeting show")),
    (Ended, Move.END): (_OVER, N_("see it with: keyroom meeting show")),
}
"""What cannot be, and why: message ids."""
