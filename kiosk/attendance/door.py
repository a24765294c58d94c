"""The entrance's door: takes taps, and answers each only when it is safe on a disk.

Records first, spool second: while the records cannot be written, taps go to the spool of this
terminal, and from there into the records, once and in order, before any newer tap does.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

from devices.events import CardPresented, ReaderDown, ReaderUp
from keyroom.errors import KeyroomError
from kiosk.attendance.answer import ACCEPTED, Answer, Result
from kiosk.attendance.backlog import Backlog
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.checkpointing import Checkpointing
from kiosk.attendance.office_calendar import CalendarUnreadableError
from kiosk.attendance.own_asks import OwnMonthAsked, Request
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.own_months import OwnMonths
from kiosk.attendance.recent import RecentTap, RecentTaps
from kiosk.attendance.records_link import RecordsAwayError, RecordsLink, Services
from kiosk.attendance.roster import Roster
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.taken import TakenNote, TakenTap
from kiosk.attendance.timetable import Direction
from kiosk.attendance.visitor import Visitor
from kiosk.attendance.watched_clock import WatchedClock
from kiosk.clock import Reading
from kiosk.errors import NotEntitledError
from kiosk.office import Premises
from kiosk.person import Person, StaffNo
from kiosk.schema import READER_EVENTS
from kiosk.times import stored
from store.errors import StoreUnavailable
from store.identifiers import Identifiers

LOOK_AROUND_S = 60.0
"""How often the door looks for spools left behind, and whether a new day has begun; seconds."""
QUIET_S = 0.4
"""So long after a tap the door looks at what was changed besides: in a rush the next tap goes
first; seconds."""

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DoorStatus:
    """How the door is, for whoever looks at its screen."""

    fault: KeyroomError | None
    """Why the records are away; None while they are there."""
    spooled: int
    """So many taps wait in the spool of this terminal."""
    spool_fault: KeyroomError | None
    """Why the spool cannot be written: with the records away too, taps are not kept."""
    aside: int
    """So many pieces of spools need a person's look."""
    clock_off: timedelta
    """How far the wall clock was moved, as far as noticed; zero when it is right."""
    unclean_stop: bool
    """The run before this one did not end in order."""
    checkpoint_fault: KeyroomError | None
    """Why the newest checkpoint was not written: perhaps the ledger was tampered with."""
    calendar: Calendar
    """The calendar that holds, as last read."""
    calendar_fault: KeyroomError | None
    """Why it could not be read anew."""


class Door:
    """The door of one entrance. Used by one thread, which calls `tick` between taps."""

    def __init__(
        self,
        premises: Premises,
        terminal: str,
        directions: Mapping[str, Direction] = MappingProxyType({}),
    ) -> None:
        """Open the records and the spool, as far as they can be; `tap` makes do with either.

        `directions` names the readers that stand on one side of the door, and which.
        """
        config = premises.config
        self._leave_floor = config.assurance.leave
        self._terminal = terminal
        self._directions = directions
        self._ids = Identifiers()
        self._clock = WatchedClock(premises.clock, timedelta(seconds=config.clock.jump_seconds))
        self._link = RecordsLink(premises, terminal)
        self._met: Services | None = None
        self._ruled: Services | None = None
        self._roster = Roster()
        self._recent = RecentTaps()
        self._calendar = config.working_days()
        self._calendar_fault: KeyroomError | None = None
        self._visitor = Visitor()
        self._quiet_from = 0.0
        self._is_stale = False
        self._checkpointing = Checkpointing(
            premises.folder(config.store.checkpoint_folder), config.store.checkpoint_minutes
        )
        self._look_around_at = 0.0
        self._backlog = Backlog(premises.home.spool, terminal, premises.concealment)
        self._ids.start_after(self._backlog.newest)
        self._quietly(lambda _: None)  # before the clock is read: it is compared with the last run
        self.tick()

    @property
    def status(self) -> DoorStatus:
        """How the door is now. Any thread may ask."""
        return DoorStatus(
            fault=self._link.fault,
            spooled=self._backlog.pending,
            spool_fault=self._backlog.fault,
            aside=self._backlog.aside,
            clock_off=self._clock.off_by,
            unclean_stop=self._met is not None and self._met.start.unclean,
            checkpoint_fault=self._checkpointing.fault,
            calendar=self._calendar,
            calendar_fault=self._calendar_fault,
        )

    def tap(self, presented: CardPresented) -> Answer:
        """Take a tap. What the answer says is on a disk, unless its result is FAILED."""
        taken = self._take(presented)
        answer = self._recorded(taken) or self._spooled(taken)
        self._recent.add(answer)
        if answer.person is not None and answer.result in ACCEPTED:
            self._visitor.came(answer.person.no, taken.clock.boot_time_s)
        return answer

    def completed(self, answer: Answer) -> Answer:
        """The same answer with the person's month, where that can be told; never raises.

        It takes some milliseconds: call it when the answer has been given.
        """
        services = self._met
        if services is None or self._link.fault is not None or answer.result not in ACCEPTED:
            return answer
        try:
            now = self._clock.read().reading.utc
            return replace(answer, so_far=services.own.so_far(answer, now))
        except Exception:
            # Nor are the records away for it: the next tap is theirs as ever.
            log.exception("the month of an answer could not be told")
            return answer

    def own_month(self, asked: OwnMonthAsked) -> OwnMonth:
        """The month of the person who has just tapped.

        Raises NotEntitledError for anybody else, and RecordsAwayError.
        """
        reading = self._clock.read().reading
        self._visitor.require(asked.person, reading.boot_time_s)
        return self._own(lambda own: own.month(asked.person, asked.month, reading.utc))

    def request(self, asked: Request) -> None:
        """Put on record what the person who has just tapped asks for; it is when this returns.

        Raises NotEntitledError for anybody else, RecordsAwayError, and what the request raises.
        """
        reading = self._clock.read().reading
        self._visitor.require(asked.person, reading.boot_time_s)
        self._own(lambda own: own.request(asked, reading.utc))

    def look_again(self, person: StaffNo, month: Month) -> OwnMonth | None:
        """A month as it stands now; None when the person has gone, or the records are away."""
        reading = self._clock.read().reading
        if not self._visitor.is_here(person, reading.boot_time_s):
            return None
        try:
            return self._own(lambda own: own.month(person, month, reading.utc))
        except RecordsAwayError:
            return None

    def reader_event(self, event: ReaderUp | ReaderDown) -> None:
        """Record that a reader stopped, or works again: lateness in an outage is not charged."""
        document = {
            "reader": event.reader,
            "terminal": self._terminal,
            "at": stored(event.at),
            "event": "up" if isinstance(event, ReaderUp) else "down",
            "detail": event.detail if isinstance(event, ReaderUp) else event.reason,
        }
        note = TakenNote(self._ids.new(), READER_EVENTS, document)
        if not self._with_records(lambda services: services.recorder.note(note)):
            self._backlog.keep(note)

    def correct_last(self, supervisor: CardPresented) -> Answer:
        """Turn the direction of the last tap here, on the word of a supervisor's badge.

        Raises NotEntitledError, NothingToCorrectError, and RecordsAwayError: rights are never
        taken from memory.
        """
        taken = self._take(supervisor)
        answer = self._with_records(lambda services: services.corrections.correct_last(taken))
        if answer is None:
            raise self._link.away()
        self._with_records(self._look_around)
        return answer

    def may_leave(self, presented: CardPresented) -> bool:
        """Whether this is the badge of a supervisor, who may close the terminal."""

        def supervisor(services: Services) -> Person:
            return services.office.badges.supervisor(presented, self._leave_floor)

        try:
            return self._with_records(supervisor) is not None
        except NotEntitledError:
            return False

    def recent(self, limit: int) -> list[RecentTap]:
        """The last taps of this terminal's day, newest first."""
        return self._recent.newest(limit)

    def tick(self) -> bool:
        """Do what can wait until nobody taps; to be called twice a second or so.

        Says whether anything may have changed in the records, here or by another program.
        """
        reading = self._clock.read().reading
        self._backlog.open()
        return self._quietly(lambda services: self._keep_house(services, reading)) or False

    def close(self) -> None:
        """Close in order; what waits in the spool stays there."""
        self._checkpointing.close()
        self._link.close()
        self._backlog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _own(self, use: Callable[[OwnMonths], T]) -> T:
        """Answer about a person's own month. A fault here says nothing to taps: they go on."""
        services = self._met
        if services is None or self._link.fault is not None:
            raise self._link.away()
        try:
            return use(services.own)
        except StoreUnavailable as fault:
            log.warning("the own month cannot be answered: %s", fault)
            raise self._link.away() from fault

    def _take(self, presented: CardPresented) -> TakenTap:
        seen = self._clock.read()
        self._visitor.went()
        self._quiet_from = seen.reading.boot_time_s + QUIET_S
        return TakenTap(
            id=self._ids.new(),
            terminal=self._terminal,
            presented=presented,
            clock=seen.reading,
            direction=self._directions.get(presented.reader),
            jump=seen.off,
        )

    def _recorded(self, taken: TakenTap) -> Answer | None:
        try:
            return self._with_records(lambda services: services.recorder.record(taken))
        except Exception:
            # One bad record must not close the door to the others: the tap is kept, and set
            # aside if the records go on refusing it.
            log.exception("a tap could not be judged")
            return None

    def _spooled(self, taken: TakenTap) -> Answer:
        presented = taken.presented
        person = self._roster.greeting(presented.credential, presented.at)
        if self._backlog.keep(taken):
            return taken.answer(Result.SPOOLED, person)
        return replace(taken.answer(Result.FAILED, person), punch=None)

    def _with_records(self, use: Callable[[Services], T]) -> T | None:
        """Use the records, after what waits for them; None while they are away."""
        services = self._link.services()
        if services is None:
            return None
        try:
            if services is not self._met:
                self._meet(services)
            if not self._caught_up(services):
                return None
            result = use(services)
        except StoreUnavailable as fault:
            self._link.lost(fault)
            return None
        self._link.found()
        return result

    def _quietly(self, use: Callable[[Services], T]) -> T | None:
        """Use the records for what no tap depends on."""
        try:
            return self._with_records(use)
        except Exception:
            log.exception("housekeeping failed; taps go on")
            return None

    def _meet(self, services: Services) -> None:
        """The records were opened, now or again."""
        self._ids.start_after(services.office.store.new_id())
        self._clock.begin_after(services.start.last)
        self._look_around(services)
        self._met = services

    def _caught_up(self, services: Services) -> bool:
        waited = self._backlog.pending > 0
        done = self._backlog.fold(services.recorder.fold)
        if waited and done:
            self._look_around(services)
        return done

    def _keep_house(self, services: Services, reading: Reading) -> bool:
        self._clock.record_jumps(services.office.boots)
        if reading.boot_time_s >= self._look_around_at:
            self._look_around_at = reading.boot_time_s + LOOK_AROUND_S
            self._backlog.adopt(services.recorder.fold)
            self._record_rules(services, reading)
            self._is_stale = True
        self._checkpointing.look(services.office.store, reading.boot_time_s)
        self._is_stale |= services.office.store.changed()
        if not self._is_stale or reading.boot_time_s < self._quiet_from:
            return False
        self._is_stale = False
        self._read_calendar(services)
        self._look_around(services)
        return True

    def _read_calendar(self, services: Services) -> None:
        try:
            self._calendar = services.office.calendar.current()
        except CalendarUnreadableError as fault:
            self._calendar_fault = fault
        else:
            self._calendar_fault = None

    def _record_rules(self, services: Services, reading: Reading) -> None:
        """Put on record which rules this run begins with; not by a clock known to be off."""
        if services is self._ruled or self._clock.off_by:
            return
        office = services.office
        try:
            office.rulebooks.record(office.punches.rules.timetable.attendance_day(reading.utc))
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("the rules could not be recorded; taps go on")
        self._ruled = services

    def _look_around(self, services: Services) -> None:
        """Read who wears what, and the last taps: for greetings and the screen, not for rights."""
        office = services.office
        try:
            self._roster = Roster(office.badges.all(), office.people.all())
            now = self._clock.read().reading.utc
            self._recent.read(office.punches, self._roster, self._terminal, now)
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("names or last taps cannot be read; taps go on")
