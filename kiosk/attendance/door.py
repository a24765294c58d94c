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
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.backlog import Backlog
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.checkpointing import Checkpointing
from kiosk.attendance.office_calendar import CalendarUnreadableError
from kiosk.attendance.recent import RecentTap, RecentTaps
from kiosk.attendance.records_link import RecordsLink, Services
from kiosk.attendance.roster import Roster
from kiosk.attendance.taken import TakenNote, TakenTap
from kiosk.attendance.timetable import Direction
from kiosk.attendance.watched_clock import WatchedClock
from kiosk.clock import Reading
from kiosk.errors import NotEntitledError
from kiosk.office import Premises
from kiosk.person import Person
from kiosk.schema import READER_EVENTS
from kiosk.times import stored
from store.errors import StoreUnavailable
from store.identifiers import Identifiers

LOOK_AROUND_S = 60.0
"""How often the door looks at what others did: new badges, spools left behind; seconds."""

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
        self._roster = Roster()
        self._recent = RecentTaps()
        self._calendar = config.working_days()
        self._calendar_fault: KeyroomError | None = None
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
        return answer

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

    def tick(self) -> None:
        """Do what can wait until nobody taps; to be called every second or so."""
        reading = self._clock.read().reading
        self._backlog.open()
        self._quietly(lambda services: self._keep_house(services, reading))

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

    def _take(self, presented: CardPresented) -> TakenTap:
        seen = self._clock.read()
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

    def _quietly(self, use: Callable[[Services], None]) -> None:
        """Use the records for what no tap depends on."""
        try:
            self._with_records(use)
        except Exception:
            log.exception("housekeeping failed; taps go on")

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

    def _keep_house(self, services: Services, reading: Reading) -> None:
        self._read_calendar(services)
        self._clock.record_jumps(services.office.boots)
        if reading.boot_time_s >= self._look_around_at:
            self._look_around_at = reading.boot_time_s + LOOK_AROUND_S
            self._backlog.adopt(services.recorder.fold)
            self._look_around(services)
        self._checkpointing.look(services.office.store, reading.boot_time_s)

    def _read_calendar(self, services: Services) -> None:
        try:
            self._calendar = services.office.calendar.current()
        except CalendarUnreadableError as fault:
            self._calendar_fault = fault
        else:
            self._calendar_fault = None

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
