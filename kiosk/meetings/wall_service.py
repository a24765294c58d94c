"""What the wall reads of the records, and what badges and keys at it do to a meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tinydb import where

from devices.events import CardPresented
from keyroom.language import N_, _
from kiosk.attendance.answer import ACCEPTED
from kiosk.clock import Reading
from kiosk.errors import MeetingRefusedError, NoMeetingError, NotEntitledError
from kiosk.meetings.agenda import MeetingKind
from kiosk.meetings.look import MeetingLook
from kiosk.meetings.running import Instant, LengthRules, Move
from kiosk.meetings.wall_view import Pressed, WallFacts, current_meeting
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.schema import PUNCHES


class Purpose(Enum):
    """What the next badge is for."""

    COME = auto()
    """To be there; the host's starts the meeting once he is there, or it is due."""
    START = auto()
    CHECK = auto()
    """The host signs for everybody's books."""
    VOID = auto()
    """The meeting was started by mistake."""
    CLOSE = auto()
    """A supervisor ends the wall."""


class Outcome(Enum):
    """What became of a badge."""

    CAME = auto()
    THERE = auto()
    """The person was there already."""
    STARTED = auto()
    CHECKED = auto()
    VOIDED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Tapped:
    """Whose badge it was, and what became of it."""

    outcome: Outcome
    person: Person


class WallService:
    """The wall's side of one open office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._cases = office.meetings.cases
        knobs = office.premises.config.meeting
        self._rules = LengthRules(knobs.max_seconds, knobs.min_seconds)

    def facts(self, reading: Reading) -> WallFacts:
        """All that the wall shows, as the records have it."""
        now = Instant.of(reading)
        zone = self._office.premises.config.zone
        with self._office.store.connection():
            today = self._cases.day_of(now.at)
            after = self._office.calendar.current().next_working_day(today)
            return WallFacts(
                read=now,
                zone=zone,
                rules=self._rules,
                today=tuple(self._looks(today, now)),
                following=self._cases.case(after, MeetingKind.MORNING, now).look(),
                bulletins=tuple(self._office.bulletins.on(now.at.astimezone(zone).date())),
            )

    def press(self, pressed: Pressed) -> None:
        """Lead the meeting on, as its host. Raises NoMeetingError, MeetingRefusedError."""
        at = pressed.at
        reading = Reading(at.at, at.boot_id, at.boot_s, synchronised=None)
        look = self._office.meetings.look(pressed.day, reading, pressed.kind)
        host = look.choice.host or ""
        self._office.meetings.move(pressed.day, Move.NEXT, by=host, now=reading, kind=pressed.kind)

    def tap(self, card: CardPresented, purpose: Purpose, reading: Reading) -> Tapped:
        """A badge at the wall's reader.

        Raises NotEntitledError, NoMeetingError, MeetingRefusedError.
        """
        if purpose is Purpose.CLOSE:
            floor = self._office.premises.config.assurance.leave
            return Tapped(Outcome.CLOSED, self._office.badges.supervisor(card, floor))
        person = self._bearer(card)
        if purpose is Purpose.COME:
            return Tapped(self._come(person, reading), person)
        return self.confirm(person.no, purpose, reading)

    def confirm(self, no: StaffNo, purpose: Purpose, reading: Reading) -> Tapped:
        """Do what a key has asked for, as the person who has tapped for it.

        Raises NotEntitledError, NoMeetingError, MeetingRefusedError.
        """
        person = self._office.people.get(no)
        if purpose is Purpose.CLOSE:
            return Tapped(Outcome.CLOSED, person)
        look = self._current(reading)
        day, kind, meetings = look.times.day, look.times.kind, self._office.meetings
        match purpose:
            case Purpose.CHECK:
                meetings.check(day, by=no, now=reading, kind=kind)
                return Tapped(Outcome.CHECKED, person)
            case Purpose.VOID:
                reason = _("started by mistake, taken back at the wall")
                meetings.move(day, Move.VOID, by=no, now=reading, kind=kind, reason=reason)
                return Tapped(Outcome.VOIDED, person)
            case _:
                meetings.start(day, by=no, now=reading, kind=kind)
                return Tapped(Outcome.STARTED, person)

    def confirmers(self, purpose: Purpose, reading: Reading) -> list[StaffNo]:
        """Whose tap at the entrance does what a key at the wall has asked for."""
        if purpose is Purpose.CLOSE:
            return [each.no for each in self._office.people.all() if each.role.supervises]
        look = self._found(reading)
        return [] if look is None or look.choice.host is None else [look.choice.host]

    def newest_tap(self) -> str:
        """Names the last tap at an entrance; the names of later ones are greater."""
        found = self._office.store.table(PUNCHES).newest(1)
        return str(found[0].doc_id) if found else ""

    def has_tapped(self, no: StaffNo, after: str) -> bool:
        """Whether a person's badge was accepted at an entrance after the tap of this name."""
        accepted = where("result").one_of([each.value for each in ACCEPTED])
        found = self._office.store.table(PUNCHES).newest(1, (where("person") == no) & accepted)
        return bool(found) and str(found[0].doc_id) > after

    def _looks(self, day: date, now: Instant) -> Iterator[MeetingLook]:
        for kind in MeetingKind:
            try:
                yield self._cases.case(day, kind, now).look()
            except NoMeetingError:
                continue

    def _found(self, reading: Reading) -> MeetingLook | None:
        now = Instant.of(reading)
        with self._office.store.connection():
            return current_meeting(self._looks(self._cases.day_of(now.at), now), now.at)

    def _current(self, reading: Reading) -> MeetingLook:
        look = self._found(reading)
        if look is None:
            raise MeetingRefusedError(
                N_("no meeting is near"), N_("half an hour before it, badges are taken here")
            )
        return look

    def _come(self, person: Person, reading: Reading) -> Outcome:
        with self._office.store.transaction(actor=person.no, action="wall.tap"):
            look = self._current(reading)
            seat = next((each for each in look.people if each.person.no == person.no), None)
            if seat is None:
                raise MeetingRefusedError(
                    N_("{no} takes no part in this meeting"), N_("check the number"), no=person.no
                )
            times, is_there = look.times, seat.attended.arrived is not None
            if not is_there:  # where the turn had passed on, it comes back with him
                look = self._office.meetings.arrive(
                    times.day, person.no, now=reading, kind=times.kind
                )
            may_start = look.started is None and look.choice.host == person.no
            if may_start and (is_there or reading.utc >= times.planned):
                self._office.meetings.start(times.day, by=person.no, now=reading, kind=times.kind)
                return Outcome.STARTED
            return Outcome.THERE if is_there else Outcome.CAME

    def _bearer(self, card: CardPresented) -> Person:
        office = self._office
        holder = office.badges.holder_of(card.credential, card.at, card.assurance)
        if not holder.accepted or holder.person is None:
            raise NotEntitledError(
                N_("this badge opens nothing here"), N_("see the room manager about it")
            )
        if holder.assurance < office.premises.config.assurance.punch:
            raise NotEntitledError(
                N_("this badge is too easily copied to be enough here"),
                N_("tap a badge of the kind that [assurance] in the configuration asks for"),
            )
        return holder.person
