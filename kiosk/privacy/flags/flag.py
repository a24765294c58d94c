"""A flag: something in the access log that is worth asking about, and why. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.person import StaffNo


class FlagKind(StrEnum):
    """What is worth asking about."""

    ON_LEAVE = "on_leave"
    AFTER_CLOCK_OUT = "after_clock_out"
    NOT_CLOCKED_IN = "not_clocked_in"
    VOLUME = "volume"
    OTHERS = "others"
    """Outside own customers and the day's plan."""
    SERIAL_SEARCH = "serial_search"
    AFTER_HOURS = "after_hours"
    MANY_VIEWERS = "many_viewers"
    REFUSED = "refused"
    NO_BUSINESS = "no_business"
    SAME_SECOND = "same_second"
    CLOCK_JUMP = "clock_jump"
    READER_OUTAGE = "reader_outage"


FLAG_NAMES: dict[FlagKind, str] = {
    FlagKind.ON_LEAVE: N_("on leave"),
    FlagKind.AFTER_CLOCK_OUT: N_("after clock-out"),
    FlagKind.NOT_CLOCKED_IN: N_("not clocked in"),
    FlagKind.VOLUME: N_("unusually many"),
    FlagKind.OTHERS: N_("others' customers"),
    FlagKind.SERIAL_SEARCH: N_("serial search"),
    FlagKind.AFTER_HOURS: N_("after hours"),
    FlagKind.MANY_VIEWERS: N_("viewed by many"),
    FlagKind.REFUSED: N_("refused tries"),
    FlagKind.NO_BUSINESS: N_("no business followed"),
    FlagKind.SAME_SECOND: N_("always the same second person"),
    FlagKind.CLOCK_JUMP: N_("clock jumped"),
    FlagKind.READER_OUTAGE: N_("reader outage"),
}
"""How each is called on screens: message ids."""

WEIGHTS: Final[Mapping[FlagKind, int]] = {
    FlagKind.ON_LEAVE: 90,
    FlagKind.AFTER_CLOCK_OUT: 85,
    FlagKind.NOT_CLOCKED_IN: 80,
    FlagKind.VOLUME: 75,
    FlagKind.OTHERS: 70,
    FlagKind.SERIAL_SEARCH: 65,
    FlagKind.MANY_VIEWERS: 60,
    FlagKind.AFTER_HOURS: 55,
    FlagKind.REFUSED: 50,
    FlagKind.NO_BUSINESS: 45,
    FlagKind.SAME_SECOND: 40,
    FlagKind.CLOCK_JUMP: 35,
    FlagKind.READER_OUTAGE: 30,
}
"""What is asked about first: whoever was not there cannot have looked."""
_MOST_FOR_ENTRIES: Final = 4
"""Many entries weigh more than few, and never as much as another kind."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as data: a message id and its values."""

    message: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def shown(self, translate: Callable[[str], str]) -> str:
        """The sentence in a language."""
        return translate(self.message).format(**self.values)


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing worth asking about."""

    key: str
    """The same whenever the records are judged again."""
    kind: FlagKind
    person: StaffNo | None
    """Whom it is about; None where it is nobody's alone."""
    at: datetime
    """Of the last entry behind it."""
    why: Said
    entries: tuple[str, ...]
    """Ids of the records behind it, in order."""
    people: frozenset[StaffNo] = frozenset()
    """Who had a part in it."""

    @property
    def weight(self) -> int:
        """Its rank: the greater, the sooner it is to be asked about."""
        return WEIGHTS[self.kind] + min(len(self.entries) - 1, _MOST_FOR_ENTRIES)


@dataclass(frozen=True, slots=True)
class PersonFlags:
    """All flags about one person."""

    person: StaffNo | None
    flags: Sequence[Flag]
    """The weightiest first, never none."""


def flag_key(kind: FlagKind, *parts: object) -> str:
    """What names a flag for good: `volume:A07:2026-11-12`."""
    return ":".join((kind.value, *map(str, parts)))


def by_person(flags: Iterable[Flag]) -> list[PersonFlags]:
    """The flags person by person; whose weigh most come first, what is nobody's alone last."""
    groups: dict[StaffNo | None, list[Flag]] = {}
    for flag in ranked(flags):
        groups.setdefault(flag.person, []).append(flag)
    found = [PersonFlags(person, theirs) for person, theirs in groups.items()]
    return sorted(found, key=lambda group: group.person is None)


def ranked(flags: Iterable[Flag]) -> list[Flag]:
    """The weightiest first; of the same weight the newest."""
    newest = sorted(flags, key=lambda flag: (flag.at, flag.key), reverse=True)
    return sorted(newest, key=lambda flag: -flag.weight)
