"""All checks in their order, each on as much of the office as can be reached."""

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum

from commands.configuration import read_checked
from commands.health import calendar, clock, disk, keys, permissions, readers, records, terminal
from commands.health.finding import Finding, Level, faults_of
from commands.invocation import Invocation
from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from kiosk.config_file import ConfigFile
from kiosk.home import Home
from kiosk.office import Premises


class Subject(StrEnum):
    """What is examined."""

    HOME = "home"
    CONFIG = "config"
    DISK = "disk"
    RECORDS = "store"
    CALENDAR = "calendar"
    KEYS = "keys"
    CLOCK = "clock"
    READERS = "readers"
    TERMINAL = "terminal"


SUBJECT_NAMES: dict[Subject, str] = {
    Subject.HOME: N_("home folder"),
    Subject.CONFIG: N_("configuration"),
    Subject.DISK: N_("disk"),
    Subject.RECORDS: N_("records"),
    Subject.CALENDAR: N_("calendar"),
    Subject.KEYS: N_("keys"),
    Subject.CLOCK: N_("clock"),
    Subject.READERS: N_("readers"),
    Subject.TERMINAL: N_("terminal"),
}
"""How each subject is called: message ids."""

Examined = tuple[Subject, Finding]


def examine(asked: Invocation) -> Iterator[Examined]:
    """Everything, as far as it can be reached; an error of one check stops no other."""
    home = asked.home()
    with suppress(KeyroomError):  # which is found below
        asked.speak(ConfigFile.read(home.config_file).config.language)
    if home.path.is_dir():
        yield from _of(Subject.HOME, permissions.check(home))
        yield from _of(Subject.DISK, disk.check(home))
    file: list[ConfigFile] = []
    yield from _of(Subject.CONFIG, _config(home, file))
    if file:
        yield from _records_and_keys(home)
        yield from _of(Subject.READERS, readers.check(file[0].config.readers))
    yield from _of(Subject.CLOCK, clock.check())
    yield from _of(Subject.TERMINAL, terminal.check())


def _config(home: Home, found: list[ConfigFile]) -> Iterator[Finding]:
    home.require()
    found.append(read_checked(home.config_file))
    yield Finding(Level.OK, _("{file}: nothing is wrong").format(file=home.config_file))


def _records_and_keys(home: Home) -> Iterator[Examined]:
    try:
        premises = Premises.enter(home)
    except KeyroomError:
        yield from _of(Subject.KEYS, keys.check(home, None))  # which says what the error said
        return
    try:
        office = premises.open()
    except KeyroomError as error:
        yield from ((Subject.RECORDS, finding) for finding in faults_of(error))
        yield from _of(Subject.KEYS, keys.check(home, None))
        return
    with office:
        yield from _of(Subject.RECORDS, records.check(office))
        yield from _of(Subject.CALENDAR, calendar.check(office))
        yield from _of(Subject.KEYS, keys.check(home, office.store))


def _of(subject: Subject, findings: Iterator[Finding]) -> Iterator[Examined]:
    try:
        for finding in findings:
            yield subject, finding
    except KeyroomError as error:
        for finding in faults_of(error):
            yield subject, finding
    except OSError as error:
        yield subject, Finding(Level.FAULT, str(error))
