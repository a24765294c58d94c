"""What customers may not see before its time (BM-5): tariffs, promotions, notices. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk import cells
from kiosk.cells import parse_moment, parse_name
from kiosk.errors import BadCellError
from kiosk.person import StaffNo
from kiosk.times import moment, stored

LONGEST_TEXT: Final = 2000
"""Characters: what a screen at a counter can show, page after page."""
_LAYOUT: Final = frozenset("\n\N{IDEOGRAPHIC SPACE}")
"""Not printable by Unicode's book, and nothing that could steer a terminal."""
_NOWHERE: Final = ZoneInfo("UTC")


class EmbargoKind(StrEnum):
    """What is announced."""

    TARIFF = "tariff"
    PROMOTION = "promotion"
    NOTICE = "notice"


EMBARGO_NAMES: dict[EmbargoKind, str] = {
    EmbargoKind.TARIFF: N_("tariff"),
    EmbargoKind.PROMOTION: N_("promotion"),
    EmbargoKind.NOTICE: N_("notice"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Embargo:
    """One announcement and its time."""

    kind: EmbargoKind
    title: str
    text: str
    publish_at: datetime
    """UTC; from this moment on it is public."""
    by: StaffNo
    at: datetime
    """When it was taken in, UTC."""

    def is_public(self, now: datetime) -> bool:
        """Whether customers may see it; `now` is the time that counts (`public_time`)."""
        return self.publish_at <= now

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `embargoes`."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "text": self.text,
            "publish_at": stored(self.publish_at),
            "by": self.by,
            "at": stored(self.at),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The announcement that `to_document` wrote."""
        return cls(
            EmbargoKind(document["kind"]),
            document["title"],
            document["text"],
            moment(document["publish_at"]),
            StaffNo(document["by"]),
            moment(document["at"]),
        )


@dataclass(frozen=True, slots=True)
class Board:
    """What customers may see at a moment, and when that changes by itself."""

    public: tuple[Embargo, ...] = ()
    """The newest first."""
    next_at: datetime | None = None
    """When the next one becomes public, UTC."""


def board_at(embargoes: Iterable[Embargo], now: datetime) -> Board:
    """The board at a moment of the time that counts; what is not public is not on it."""
    in_order = sorted(embargoes, key=lambda each: each.publish_at, reverse=True)
    public = tuple(each for each in in_order if each.is_public(now))
    hidden = in_order[: len(in_order) - len(public)]
    return Board(public, hidden[-1].publish_at if hidden else None)


def parse_kind(text: str) -> EmbargoKind:
    """A kind by its code. Raises BadCellError."""
    return cells.parse_kind(EmbargoKind, text, N_("“{text}” is no kind of announcement"))


def parse_title(text: str) -> str:
    """One line of visible characters. Raises BadCellError."""
    return parse_name(text.strip())


def parse_text(text: str) -> str:
    """The announcement itself, lines of visible characters; nothing in it is markup.

    Raises BadCellError, which never quotes it.
    """
    plain = text.replace("\r\n", "\n").strip()
    if len(plain) > LONGEST_TEXT:
        raise BadCellError(
            N_("the text has {count} characters"),
            N_("a screen at the counter shows at most {most}: say it shorter"),
            count=len(plain),
            most=LONGEST_TEXT,
        )
    for place, character in enumerate(plain, start=1):
        if not character.isprintable() and character not in _LAYOUT:
            raise BadCellError(
                N_("character {place} of the text is no visible one (U+{code})"),
                N_("write plain lines of text"),
                place=place,
                code=f"{ord(character):04X}",
            )
    return plain


def parse_publish_at(text: str, zone: ZoneInfo) -> datetime:
    """When it becomes public, UTC: in the office's time, or with an offset of its own.

    A time that the office's clocks show twice, when summer time ends, means the later (D-00); one
    that they never show is refused. Raises BadCellError.
    """
    at = parse_moment(text, zone)
    if at == parse_moment(text, _NOWHERE):
        return at  # the text says itself which moment it means
    return at.astimezone(zone).replace(fold=1).astimezone(UTC)
