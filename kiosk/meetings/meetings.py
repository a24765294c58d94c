"""The meetings of one office: each step is checked, recorded, and read again from the records."""

from collections.abc import Mapping
from datetime import date, datetime

from keyroom.language import N_
from kiosk.attendance.requests.rights import REPORTERS
from kiosk.books.books import Books
from kiosk.books.items import ItemKind, Owed
from kiosk.books.writers import ADMINISTRATOR
from kiosk.clock import Reading
from kiosk.errors import MeetingRefusedError, NotEntitledError
from kiosk.meetings.agenda import (
    LONGEST_TEXT,
    MeetingKind,
    block_ids,
    check_texts,
    named_block,
)
from kiosk.meetings.course import signed
from kiosk.meetings.hosts import PARTICIPANTS
from kiosk.meetings.look import MeetingLook
from kiosk.meetings.meeting_case import Cases, MeetingCase
from kiosk.meetings.record import MeetingRecords, Recorded
from kiosk.meetings.running import NOT_STARTED, Ended, Instant, Move, require_window, step
from kiosk.meetings.steps import Meeting, StepKind
from kiosk.people import People
from kiosk.person import StaffNo
from store import Store

MORNING = MeetingKind.MORNING


class Meetings:
    """The meetings of one office. Each step names the day and the kind of the meeting."""

    def __init__(
        self, store: Store, people: People, books: Books, records: MeetingRecords, cases: Cases
    ) -> None:
        self._store = store
        self._people = people
        self._books = books
        self._records = records
        self.cases = cases

    def look(self, day: date, now: Reading, kind: MeetingKind = MORNING) -> MeetingLook:
        """The meeting as it stands at `now`. Raises NoMeetingError."""
        with self._store.connection():
            return self.cases.case(day, kind, Instant.of(now)).look()

    def month(self, first: date, last: date, now: Reading) -> list[MeetingLook]:
        """The morning meetings of the working days from `first` to `last`, and every other one."""
        with self._store.connection():
            return self.cases.between(first, last, Instant.of(now))

    def call(self, planned: datetime, reason: str, *, by: str, now: Reading) -> Meeting:
        """Call an ad-hoc meeting (HY-4-3): the wall and the own pages tell of it at once.

        Raises NotEntitledError, MeetingRefusedError.
        """
        _require(reason.strip(), N_("why is the meeting called?"), N_("give the reason"))
        self._require_leading(by)
        if planned < now.utc:
            raise MeetingRefusedError(
                N_("a meeting cannot be called for a time that is over"), N_("check the time")
            )
        with self._store.transaction(actor=by, action="meeting.call"):
            day = self.cases.day_of(planned)
            meeting = Meeting(day, MeetingKind.ADHOC, planned, by, reason)
            self._records.add(meeting)
        return meeting

    def name_host(
        self,
        day: date,
        host: StaffNo,
        reason: str,
        *,
        by: str,
        now: Reading,
        kind: MeetingKind = MORNING,
    ) -> MeetingLook:
        """Let somebody host out of turn (HY-3-2), before the meeting is started.

        Raises NoMeetingError, NoSuchPersonError, NotEntitledError, MeetingRefusedError.
        """
        with self._store.transaction(actor=by, action="meeting.host"):
            case = self.cases.case(day, kind, Instant.of(now))
            _require(reason.strip(), N_("why is another host named?"), N_("give the reason"))
            self._require_leading(by)
            if case.course.run != NOT_STARTED:
                raise MeetingRefusedError(
                    N_("this meeting has its host already"), N_("it was started with him")
                )
            person = self._people.get(host)
            if person.role not in PARTICIPANTS or not person.works_on(day):
                raise MeetingRefusedError(
                    N_("{no} takes no part in this meeting"),
                    N_("name somebody of the room who is in the office that day"),
                    no=host,
                )
            said = {"host": person.no, "reason": reason}
            return self._noted(case, StepKind.HOST, by, said)

    def prepare(
        self,
        day: date,
        texts: Mapping[str, str],
        *,
        by: str,
        now: Reading,
        kind: MeetingKind = MORNING,
    ) -> MeetingLook:
        """Fill blocks of the agenda (HY-5-6, HY-5-7); what is not named stays as it was.

        Raises NoMeetingError, NotEntitledError, MeetingRefusedError.
        """
        with self._store.transaction(actor=by, action="meeting.prepare"):
            case = self.cases.case(day, kind, Instant.of(now))
            check_texts(kind, texts)
            if by != case.choice.host:
                self._require_leading(by)
            if case.look().ended is not None:
                raise MeetingRefusedError(N_("this meeting is over"), N_("prepare the next one"))
            filled = {named_block(kind, name): text for name, text in texts.items() if text.strip()}
            _require(filled, N_("no block has a text"), N_("a block with nothing today says 无"))
            return self._noted(case, StepKind.PREPARED, by, filled)

    def start(
        self, day: date, *, by: str, now: Reading, kind: MeetingKind = MORNING
    ) -> MeetingLook:
        """Start a meeting by the tap of its host.

        Raises NoMeetingError, MeetingRefusedError where it runs, is over, or is not near, and
        NotEntitledError for anybody but the host.
        """
        with self._store.transaction(actor=by, action="meeting.start"):
            case = self.cases.case(day, kind, Instant.of(now))
            step(case.course.run, Move.START, case.now, block_ids(kind))
            require_window(case.planned.times, now.utc)
            choice = case.choice
            if choice.host is None:
                raise MeetingRefusedError(
                    N_("nobody on duty can host"),
                    N_("the manager names somebody with: keyroom meeting host"),
                )
            if by != choice.host:
                raise NotEntitledError(
                    N_("the host is {host}, not {no}"),
                    N_("a team lead or the manager names another with: keyroom meeting host"),
                    host=choice.host,
                    no=by,
                )
            said = {"reason": choice.reason.value, "said": choice.said}
            return self._noted(case, StepKind.STARTED, by, said)

    def move(
        self,
        day: date,
        move: Move,
        *,
        by: str,
        now: Reading,
        kind: MeetingKind = MORNING,
        reason: str = "",
    ) -> MeetingLook:
        """Go on to the next block, end the meeting, or take back that it was started.

        Raises NoMeetingError, NotEntitledError, MeetingRefusedError.
        """
        with self._store.transaction(actor=by, action=f"meeting.{move}"):
            case = self.cases.case(day, kind, Instant.of(now))
            after = step(case.course.run, move, case.now, block_ids(kind))
            self._require_hosting(case, by)
            if move is Move.VOID:
                _require(reason.strip(), N_("why is it taken back?"), N_("give the reason"))
            ends = isinstance(after, Ended)
            said = {"reason": reason} if reason else None
            return self._noted(case, StepKind(Move.END if ends else move), by, said)

    def arrive(
        self, day: date, person: StaffNo, *, now: Reading, kind: MeetingKind = MORNING
    ) -> MeetingLook:
        """Record a tap at the wall's reader, or a scan of its code.

        Raises NoMeetingError, NoSuchPersonError, MeetingRefusedError outside the meeting's time.
        """
        with self._store.transaction(actor=person, action="meeting.arrive"):
            case = self.cases.case(day, kind, Instant.of(now))
            require_window(case.planned.times, now.utc)
            no = self._people.get(person).no
            return self._noted(case, StepKind.ARRIVED, no, {"person": no})

    def check(
        self, day: date, *, by: str, now: Reading, kind: MeetingKind = MORNING
    ) -> MeetingLook:
        """Let the host sign for how everybody's books stand (HY-5-8).

        Raises NoMeetingError, NotEntitledError, MeetingRefusedError.
        """
        with self._store.transaction(actor=by, action="meeting.check"):
            case = self.cases.case(day, kind, Instant.of(now))
            self._begun(case)
            self._require_hosting(case, by)
            books = {no: (each.visit_log, each.plan_book) for no, each in case.books.items()}
            return self._noted(case, StepKind.CHECKED, by, signed(books))

    def write_minutes(
        self, day: date, text: str, *, by: str, now: Reading, kind: MeetingKind = MORNING
    ) -> MeetingLook:
        """Keep somebody's own notes of a meeting (HY-5-10); the newest count.

        Raises NoMeetingError, NoSuchPersonError, MeetingRefusedError.
        """
        with self._store.transaction(actor=by, action="meeting.minutes"):
            case = self.cases.case(day, kind, Instant.of(now))
            self._begun(case)
            writer = self._people.get(by)
            if all(each.no != writer.no for each in case.people):
                raise MeetingRefusedError(
                    N_("{no} takes no part in this meeting"), N_("check the number"), no=by
                )
            _require(text.strip(), N_("the notes are empty"), N_("write down what was said"))
            if len(text) > LONGEST_TEXT:
                raise MeetingRefusedError(
                    N_("the notes have {length} characters"),
                    N_("write at most {most}"),
                    length=len(text),
                    most=LONGEST_TEXT,
                )
            return self._noted(case, StepKind.MINUTES, writer.no, {"text": text})

    def decide_action(
        self,
        day: date,
        owner: StaffNo,
        text: str,
        due: date,
        *,
        by: str,
        now: Reading,
        kind: MeetingKind = MORNING,
    ) -> Owed:
        """Note what the meeting decided that somebody does (HY-3-1, HY-3-3).

        Raises NoMeetingError, NoSuchPersonError, NotEntitledError, MeetingRefusedError.
        """
        with self._store.transaction(actor=by, action="meeting.action"):
            case = self.cases.case(day, kind, Instant.of(now))
            recorded = self._begun(case)
            if by != case.choice.host:
                self._require_leading(by)
            if due < day:
                raise MeetingRefusedError(
                    N_("{due} is before the meeting"), N_("check the date"), due=due
                )
            return self._books.items.note(
                ItemKind.ACTION_ITEM,
                owner,
                text,
                by=by,
                now=now.utc,
                due=due,
                source=recorded.id,
            )

    def _noted(
        self, case: MeetingCase, kind: StepKind, by: str, said: Mapping[str, str] | None
    ) -> MeetingLook:
        """Record a step, and the meeting itself if this is the first one; the meeting then."""
        times = case.planned.times
        recorded = case.recorded or self._records.add(
            Meeting(times.day, times.kind, times.planned, by)
        )
        self._records.note(recorded.id, kind, case.now, by, said)
        return self.cases.case(times.day, times.kind, case.now).look()

    def _begun(self, case: MeetingCase) -> Recorded:
        """The record of a meeting that was started."""
        if case.recorded is None or case.course.run == NOT_STARTED:
            raise MeetingRefusedError(
                N_("this meeting has not been started"), N_("the host's tap starts it")
            )
        return case.recorded

    def _require_hosting(self, case: MeetingCase, by: str) -> None:
        if by == case.choice.host or self._people.get(by).role.supervises:
            return
        raise NotEntitledError(
            N_("the host is {host}, not {no}"),
            N_("the host does this, or a manager"),
            host=case.choice.host,
            no=by,
        )

    def _require_leading(self, by: str) -> None:
        if by == ADMINISTRATOR:
            return
        if self._people.get(by).role not in REPORTERS:
            raise NotEntitledError(
                N_("{no} may not do this"), N_("team leads and managers arrange meetings"), no=by
            )


def _require(found: object, message: str, remedy: str) -> None:
    if not found:
        raise MeetingRefusedError(message, remedy)
