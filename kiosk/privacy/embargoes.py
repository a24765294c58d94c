"""The register of announcements and their times (BM-5). Records are only added."""

from dataclasses import dataclass
from datetime import datetime

from keyroom.language import N_
from kiosk.boots import reading_of
from kiosk.errors import (
    AlreadyDecidedError,
    BadCellError,
    ClockInDoubtError,
    NoSuchRequestError,
)
from kiosk.office import Office
from kiosk.privacy.embargo import Board, Embargo, EmbargoKind, board_at
from kiosk.privacy.public_time import PublicTime
from kiosk.reviewers import supervisor_by_number
from kiosk.schema import BOOTS, EMBARGOES
from kiosk.times import stored


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement of the register."""

    id: str
    embargo: Embargo
    withdrawn: bool


class Embargoes:
    """The announcements of one office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._store = office.store
        self._doubt_s = office.premises.config.clock.jump_seconds

    def add(
        self,
        kind: EmbargoKind,
        title: str,
        text: str,
        publish_at: datetime,
        *,
        by: str,
        clock_is_right: bool = False,
    ) -> str:
        """Take one in; its id. `clock_is_right`: `by` has compared the clock with another.

        Raises NoSuchPersonError, NotEntitledError for whoever is no supervisor, ClockInDoubtError,
        and BadCellError for a time that has passed.
        """
        reading = self._office.premises.clock.read()
        with self._store.transaction(actor=by, action="embargo.add"):
            person = supervisor_by_number(self._office, by, reading.utc)
            time = self.time()
            now = time.look(reading, vouched=clock_is_right)
            if time.ahead.total_seconds() > self._doubt_s:
                raise ClockInDoubtError(
                    N_("the clock of this machine may be ahead by {seconds} s"),
                    N_("compare it with another clock, then say --clock-is-right"),
                    seconds=round(time.ahead.total_seconds()),
                )
            if publish_at <= now:
                raise BadCellError(
                    N_("{at} has passed: it is {now}"),
                    N_("what is public needs no embargo; give a time to come"),
                    at=self._written(publish_at),
                    now=self._written(now),
                )
            embargo = Embargo(kind, title, text, publish_at, person.no, reading.utc)
            said = {
                "boot_id": reading.boot_id,
                "boot_s": reading.boot_time_s,
                "synchronised": reading.synchronised,
                "vouched": clock_is_right,
            }
            return str(self._store.table(EMBARGOES).insert(embargo.to_document() | said))

    def withdraw(self, entry: str, *, by: str) -> Embargo:
        """Take one back, before or after its time.

        Raises NoSuchPersonError, NotEntitledError, NoSuchRequestError, AlreadyDecidedError.
        """
        now = self._office.premises.clock.read().utc
        with self._store.transaction(actor=by, action="embargo.withdraw"):
            supervisor_by_number(self._office, by, now)
            for each in self.all():
                if each.id == entry:
                    break
            else:
                raise NoSuchRequestError(
                    N_("there is no announcement {entry}"),
                    N_("see them with: keyroom embargo list"),
                    entry=entry,
                )
            if each.withdrawn:
                raise AlreadyDecidedError(N_("“{title}” is withdrawn"), title=each.embargo.title)
            self._store.table(EMBARGOES).insert({"of": entry, "at": stored(now), "by": by})
        return each.embargo

    def all(self) -> list[Announced]:
        """Every announcement, in the order in which they were taken in."""
        found = self._store.table(EMBARGOES).all()
        withdrawn = {each["of"] for each in found if "of" in each}
        return [
            Announced(str(each.doc_id), Embargo.from_document(each), str(each.doc_id) in withdrawn)
            for each in found
            if "of" not in each
        ]

    def board(self, now: datetime) -> Board:
        """What customers may see; `now` is the time that counts."""
        return board_at((each.embargo for each in self.all() if not each.withdrawn), now)

    def time(self) -> PublicTime:
        """What the records know of the clock: the starts, stops and jumps of every terminal of
        this machine, and the clock by which each announcement was taken in.
        """
        with self._store.connection():
            found = [
                *self._store.table(BOOTS).all(),
                *(each for each in self._store.table(EMBARGOES).all() if "of" not in each),
            ]
        time = PublicTime()
        # Ids rise in the order of the records, whatever the wall clock did.
        for each in sorted(found, key=lambda each: str(each.doc_id)):
            time.look(reading_of(each), vouched=each.get("vouched", False))
        return time

    def now(self) -> datetime:
        """The time that counts, for a command that looks once."""
        return self.time().look(self._office.premises.clock.read())

    def _written(self, at: datetime) -> str:
        return f"{at.astimezone(self._office.premises.config.zone):%Y-%m-%d %H:%M:%S}"
