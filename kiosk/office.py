"""An office: its home, configuration and keys, and, once opened, its records and services."""

import logging
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from pydantic import ValidationError

from keyroom.language import N_, Language
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.office_calendar import OfficeCalendar
from kiosk.attendance.punches import Punches
from kiosk.attendance.requests.bulletin_board import BulletinBoard
from kiosk.attendance.requests.requests import Requests
from kiosk.attendance.sheets.closing import Closing
from kiosk.attendance.sheets.deciding import Verdicts
from kiosk.attendance.sheets.rulebooks import Rulebooks
from kiosk.attendance.sheets.sheets import Sheets
from kiosk.attendance.sheets.wages import Wages
from kiosk.badges import Badges
from kiosk.books.books import Books
from kiosk.boots import Boots
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.config_file import ConfigFile
from kiosk.config_template import first_config
from kiosk.errors import BadNameError
from kiosk.home import Home
from kiosk.meetings.meeting_case import Cases
from kiosk.meetings.meetings import Meetings
from kiosk.meetings.planning import Planning
from kiosk.meetings.record import MeetingRecords
from kiosk.meetings.running import LengthRules
from kiosk.people import People
from kiosk.privacy.log.log import Log
from kiosk.privacy.right_notices import RightNotices
from kiosk.schema import OFFICE_SCHEMA
from kiosk.secret_file import create_secret, read_secret
from kiosk.settings.terminals import OfficeKnobs, ReaderKnobs
from kiosk.tokens import TokenSigner
from store import Store, durable_files
from store.key_ring import first_document, load_ring, origin_of
from store.keys import create_key, key_in_force, load_key
from store.ledger_errors import KeyFault, LedgerKeyRetired
from store.note import Signer
from store.schema import META

log = logging.getLogger(__name__)

NO_TERMINAL = "-"
"""What the ledger names as the terminal of commands that run on none."""


@dataclass(frozen=True, slots=True)
class Premises:
    """All of an office that is there without its records: an entrance spools on this alone."""

    home: Home
    file: ConfigFile
    tokens: TokenSigner
    concealment: Concealment
    clock: Clock

    @classmethod
    def enter(cls, home: Home) -> Self:
        """Read the configuration and the keys.

        Raises NoOfficeError, HomeUnusableError, ConfigUnreadableError, FaultyFileError,
        SecretMissingError, SecretExposedError.
        """
        home.require()
        return cls(
            home=home,
            file=ConfigFile.read(home.config_file),
            tokens=TokenSigner(read_secret(home.token_key)),
            concealment=Concealment(read_secret(home.digest_key)),
            clock=Clock(),
        )

    @property
    def config(self) -> Config:
        """The configuration in effect."""
        return self.file.config

    def folder(self, written: str) -> Path:
        """A folder that the configuration names: relative ones lie in the home."""
        return self.home.path / Path(written).expanduser()

    def open(self, terminal: str = NO_TERMINAL) -> "Office":
        """Open the records; `terminal` stands in every entry of the ledger.

        Raises StoreUnavailable, as often as it takes: nothing is left half open.
        """
        config = self.config
        store = Store(
            self.home.database,
            OFFICE_SCHEMA,
            terminal=terminal,
            busy_timeout_s=config.store.busy_timeout_s,
            create=False,
            office=config.office.id,
        )
        try:
            store.signer = self._signer(store)
            return Office(self, store, terminal)
        except BaseException:
            store.close()
            raise

    def _signer(self, store: Store) -> Signer | None:
        """The ledger's key. Without it taps are recorded all the same, and not signed for.

        A key that the ledger does not know is kept: it shows that the ledger was rolled back.
        """
        path = self.home.ledger_key
        try:
            with store.connection() as connection:
                ring = load_ring(connection)
            try:
                return key_in_force(path, ring)
            except LedgerKeyRetired:
                log.exception("no checkpoint will be signed")
                return load_key(path, ring.origin)
        except KeyFault:
            log.exception("no checkpoint will be signed")
            return None


class Office:
    """An open office: the services over its records. Close it, or use it in a `with`."""

    def __init__(self, premises: Premises, store: Store, terminal: str) -> None:
        config = premises.config
        self.premises = premises
        self.store = store
        self.terminal = terminal
        self.calendar = OfficeCalendar(store, config.working_days())
        self.right_notices = RightNotices(
            store,
            config.timetable(),
            self.calendar.current,
            premises.clock,
            same_day=config.rolechange.due == "same_day",
        )
        self.people = People(store, config.zone, self.right_notices.changed)
        self.badges = Badges(store, config.zone, premises.tokens, config.assurance.enrol)
        self.punches = Punches(store, config.tap_rules(), self.calendar.current)
        self.boots = Boots(store, terminal)
        self.rulebooks = Rulebooks(store, config)
        self.sheets = Sheets(
            store,
            self.people,
            self.rulebooks,
            self.calendar.current,
            config.readers_at("entrance"),
        )
        self.verdicts = Verdicts(store, self.people, self.sheets, config.zone)
        self.requests = Requests(
            store, self.people, self.sheets, self.verdicts, self.rulebooks.current, config
        )
        self.closing = Closing(
            store, self.people, self.sheets, self.rulebooks, self.requests.register
        )
        self.wages = Wages(store, self.people)
        self.log = Log(store)
        self.bulletins = BulletinBoard(self.requests.register, self.people, config)
        self.books = Books(store, self.people, self.requests, premises.concealment, config)
        self.meetings = self._meetings(config)

    def _meetings(self, config: Config) -> Meetings:
        records = MeetingRecords(self.store)
        cases = Cases(
            self.store,
            self.people,
            self.books,
            records,
            Planning(self.sheets, self.calendar.current, config.meeting),
            config.tap_rules(),
            LengthRules(config.meeting.max_seconds, config.meeting.min_seconds),
        )
        return Meetings(self.store, self.people, self.books, records, cases)

    @classmethod
    def open(cls, home: Home, terminal: str = NO_TERMINAL) -> "Office":
        """Open the office of this home. Raises what `Premises.enter` and `Premises.open` do."""
        return Premises.enter(home).open(terminal)

    @classmethod
    def create(
        cls,
        home: Home,
        name: str,
        *,
        language: Language = Language.CHINESE,
        readers: tuple[ReaderKnobs, ...] = (),
        terminal: str = NO_TERMINAL,
    ) -> "Office":
        """Make a new office and open it.

        The configuration is written last: until it is there, no office is. What was made before a
        failure is taken away again. Raises HomeInUseError where the folder holds anything already,
        HomeUnusableError, StoreUnavailable.
        """
        _check_name(name)
        home.create()
        try:
            _furnish(home, name, language, readers)
        except BaseException:
            home.clear()
            raise
        return cls.open(home, terminal)

    def close(self) -> None:
        """Let go of the records."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _check_name(name: str) -> None:
    try:
        OfficeKnobs(name=name)
    except ValidationError as fault:
        raise BadNameError(
            N_("an office cannot be called “{text}”"),
            N_("use 1 to 64 visible characters"),
            text=name,
        ) from fault


def _furnish(home: Home, name: str, language: Language, readers: tuple[ReaderKnobs, ...]) -> None:
    office = str(uuid4())
    create_secret(home.token_key)
    create_secret(home.digest_key)
    signer = create_key(home.ledger_key, origin_of(office))
    with Store(home.database, OFFICE_SCHEMA, office=office, office_name=name) as store:
        store.table(META).insert(first_document(signer))
    text = first_config(office, name, language, readers)
    durable_files.create(home.config_file, text.encode())
