"""What the wall shows at a moment: facts and a clock in, plain data out. Pure.

The facts are read now and then; the view is made of them anew every second, so that a meeting's
time runs on while the records are away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.attendance.requests.bulletins import Bulletin
from kiosk.meetings.agenda import AGENDAS, NOTHING, MeetingKind, block_ids
from kiosk.meetings.attending import Attendance
from kiosk.meetings.hosts import HostReason
from kiosk.meetings.look import MeetingLook
from kiosk.meetings.running import (
    Ended,
    Instant,
    Length,
    LengthRules,
    Move,
    Running,
    Waiting,
    block_seconds,
    length,
    step,
)
from kiosk.person import Person, StaffNo

GIVEN_UP: Final = timedelta(hours=1)
"""A meeting that was not started so long after its time stands on the wall no more."""
_CONCERN: Final = (
    None,
    Attendance.MISSING,
    Attendance.LATE,
    Attendance.EXCUSED,
    Attendance.PRESENT,
)
"""Who is not there stands first: where the room is too small for all, the last are left out."""
_PRAISE: Final = "HY-5-1b"
_WORDING: Final = "HY-5-1c"


@dataclass(frozen=True, slots=True)
class WallFacts:
    """What the records said when they were read last."""

    read: Instant
    zone: ZoneInfo
    rules: LengthRules
    today: tuple[MeetingLook, ...] = ()
    """The meetings of the attendance day."""
    following: MeetingLook | None = None
    """The morning meeting of the next working day."""
    bulletins: tuple[Bulletin, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key that leads a meeting on, not on record yet."""

    day: date
    kind: MeetingKind
    at: Instant


class Phase(StrEnum):
    """What the room looks at."""

    DAY = "day"
    """No meeting is near."""
    SOON = "soon"
    DUE = "due"
    """It should have begun."""
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at the meeting."""

    name: str
    attendance: Attendance | None
    """None while the person may still come."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """The block that a meeting is in."""

    number: int
    count: int
    title: str
    """A message id."""
    text: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Books:
    """Whose books are missing (HY-5-8)."""

    visit_logs: tuple[str, ...]
    plan_books: tuple[str, ...]
    signed: bool
    """Whether the host has signed for them."""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """The meeting that is near, or runs."""

    day: date
    kind: MeetingKind
    planned: datetime
    host: str
    """The name; nothing where nobody on duty can host."""
    reason: HostReason
    why: str
    """Why an ad-hoc meeting was called."""
    seconds: int
    """Until it is planned to begin; since then; or for which it has run."""
    left_s: int | None
    """Until it is too long; None where no length is asked for, or it is not running."""
    length: Length | None
    block: BlockView | None
    seats: tuple[Seat, ...]
    books: Books | None
    """Only a meeting of the morning looks at them."""
    unfilled: int
    """So many blocks the host has not prepared."""
    blocks: int


@dataclass(frozen=True, slots=True)
class Held:
    """The last meeting of the day that is over."""

    kind: MeetingKind
    length: Length | None
    """None where it was not held."""
    minutes_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """The next meeting."""

    kind: MeetingKind
    planned: datetime
    host: str
    prepared: bool
    prepared_by: datetime | None


class CardKind(StrEnum):
    """What stands on the wall through the day, in this order."""

    WORDING = "wording"
    PRAISE = "praise"
    BULLETIN = "bulletin"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that stands on the wall through the day."""

    kind: CardKind
    text: str = ""
    name: str = ""
    bulletin: Bulletin | None = None
    due: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class WallView:
    """All that the wall shows."""

    phase: Phase
    meeting: MeetingView | None = None
    held: Held | None = None
    next: Next | None = None
    cards: tuple[Card, ...] = ()


def wall_view(
    facts: WallFacts, now: Instant, today: date, pressed: Sequence[Pressed] = ()
) -> WallView:
    """The wall at `now`, a moment of the attendance day `today`.

    `pressed` are keys that wait for the records: the meeting goes on with them all the same.
    """
    looks = tuple(look for look in facts.today if look.times.day == today)
    current = current_meeting(looks, now.at)
    if current is None:
        return WallView(
            Phase.DAY,
            held=_held(looks, now, facts.rules),
            next=_next(facts, now.at),
            cards=tuple(_cards(facts, looks, now.at.astimezone(facts.zone).date())),
        )
    view = _meeting(current, now, facts.rules, pressed)
    if view.block is not None:
        return WallView(Phase.RUNNING, view)
    return WallView(Phase.SOON if now.at < current.times.planned else Phase.DUE, view)


def current_meeting(looks: Iterable[MeetingLook], now: datetime) -> MeetingLook | None:
    """The meeting that runs, else the one that can be started and is planned last."""
    there = sorted(looks, key=lambda look: look.times.planned)
    running = [look for look in there if isinstance(look.course.run, Running)]
    startable = [
        look
        for look in there
        if isinstance(look.course.run, Waiting)
        and look.times.in_window(now)
        and now < look.times.planned + GIVEN_UP
    ]
    return next(iter([*running[::-1], *startable[::-1]]), None)


def _meeting(
    look: MeetingLook, now: Instant, rules: LengthRules, pressed: Sequence[Pressed]
) -> MeetingView:
    times, run = look.times, look.course.run
    for key in pressed:
        if isinstance(run, Running) and (key.day, key.kind) == (times.day, times.kind):
            run = step(run, Move.NEXT, key.at, block_ids(times.kind))
    measured = length(run, now, times, rules)
    is_morning = times.work_start is not None
    until = int(abs((times.planned - now.at).total_seconds()))
    return MeetingView(
        day=times.day,
        kind=times.kind,
        planned=times.planned,
        host=_name(look, look.choice.host),
        reason=look.choice.reason,
        why=look.reason,
        seconds=until if measured is None else measured.seconds,
        left_s=rules.longest - measured.seconds if measured and is_morning else None,
        length=measured,
        block=_block(look, run, now),
        seats=tuple(_seats(look)),
        books=_books(look) if times.kind is MeetingKind.MORNING else None,
        unfilled=len(look.unfilled),
        blocks=len(AGENDAS[times.kind]),
    )


def _block(look: MeetingLook, run: Running | Waiting | Ended, now: Instant) -> BlockView | None:
    """The running block; of a meeting that a key has ended, the last one until it is on record."""
    if isinstance(run, Waiting):
        return None
    agenda = AGENDAS[look.times.kind]
    running = run.block if isinstance(run, Running) else agenda[-1].id
    number = next(n for n, each in enumerate(agenda) if each.id == running)
    return BlockView(
        number + 1,
        len(agenda),
        agenda[number].title,
        look.course.texts.get(running, ""),
        block_seconds(run, now).get(running, 0),
    )


def _seats(look: MeetingLook) -> list[Seat]:
    seats = (Seat(each.person.name, each.attended.attendance) for each in look.people)
    return sorted(seats, key=lambda seat: _CONCERN.index(seat.attendance))


def _books(look: MeetingLook) -> Books:
    return Books(
        tuple(each.person.name for each in look.people if each.visit_log and each.visit_log.lacks),
        tuple(each.person.name for each in look.people if each.plan_book and each.plan_book.lacks),
        look.course.checked is not None,
    )


def _held(looks: Iterable[MeetingLook], now: Instant, rules: LengthRules) -> Held | None:
    """The meeting of the day that was to be held last; a day without one has none."""
    past = sorted(
        (look for look in looks if look.times.planned <= now.at),
        key=lambda look: look.times.planned,
    )
    if not past:
        return None
    look = past[-1]
    return Held(
        look.times.kind,
        length(look.course.run, now, look.times, rules),
        tuple(person.name for person in look.missing_minutes),
    )


def _next(facts: WallFacts, now: datetime) -> Next | None:
    ahead = [
        look
        for look in (*facts.today, facts.following)
        if look is not None and look.times.planned > now and isinstance(look.course.run, Waiting)
    ]
    look = min(ahead, key=lambda each: each.times.planned, default=None)
    if look is None:
        return None
    times, host = look.times, _name(look, look.choice.host)
    return Next(times.kind, times.planned, host, not look.unfilled, times.prepared_by)


def _cards(facts: WallFacts, looks: Iterable[MeetingLook], today: date) -> Iterator[Card]:
    """The wording and the praise of the morning, circulars until their end, what is owed.

    `today` is the calendar day: circulars end at midnight (D-21).
    """
    morning = next((look for look in looks if look.times.kind is MeetingKind.MORNING), None)
    if morning is not None and not isinstance(morning.course.run, Waiting):
        for kind, block in ((CardKind.WORDING, _WORDING), (CardKind.PRAISE, _PRAISE)):
            text = morning.course.texts.get(block, "").strip()
            if text and text != NOTHING:
                yield Card(kind, text)
    for bulletin in facts.bulletins:
        if bulletin.first <= today <= bulletin.last:
            yield Card(CardKind.BULLETIN, name=bulletin.name, bulletin=bulletin)
    for owed in () if morning is None else morning.actions:
        if owed.done is None:
            due, name = owed.item.due, _name(morning, owed.owner)
            overdue = due is not None and due < today
            yield Card(CardKind.ACTION, owed.item.text, name, due=due, overdue=overdue)


def _name(look: MeetingLook | None, no: StaffNo | None) -> str:
    people: Iterable[Person] = () if look is None else (each.person for each in look.people)
    return next((person.name for person in people if person.no == no), no or "")
