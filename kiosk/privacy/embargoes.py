"""The register of announcements and their times (BM-5). Records are only added."""

from dataclasses import dataclass
from datetime import datetime

from tinydb import where

from keyroom.language import N_
from kiosk.boots import clocks_of, reading_of
from kiosk.clock import Reading
from kiosk.errors import (
    AlreadyDecidedError,
    BadCellError,
    ClockInDoubtError,
    NoSuchRequestError,
)
from kiosk.office import Office
from kiosk.privacy.embargo import Embargo, EmbargoKind
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
            said = clocks_of(reading) | {"vouched": clock_is_right}
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
            if "title" in each
        ]

    def standing(self) -> tuple[Embargo, ...]:
        """Those that are not withdrawn, public or not."""
        return tuple(each.embargo for each in self.all() if not each.withdrawn)

    def saw(self, reading: Reading) -> None:
        """Record the clock by which a screen shows announcements: what it gains later is known."""
        document = {"at": stored(reading.utc), "terminal": self._office.terminal}
        with self._store.transaction(action="embargo.clock"):
            self._store.table(EMBARGOES).insert(document | clocks_of(reading))

    def state(self) -> tuple[str, ...]:
        """Changes with every record that `standing` or `time` rests on."""
        tables = (self._store.table(name) for name in (BOOTS, EMBARGOES))
        return tuple(str(each.doc_id) for table in tables for each in table.newest())

    def time(self) -> PublicTime:
        """What the records know of this machine's clock: starts, stops and jumps of terminals, and
        the clocks by which announcements were taken in and shown.
        """
        with self._store.connection():
            found = [
                *self._store.table(BOOTS).all(),
                *self._store.table(EMBARGOES).search(where("boot_id").exists()),
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
