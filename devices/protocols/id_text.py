"""The text block of a resident ID card: 256 bytes of UTF-16LE, padded with spaces, in four layouts.

The character at byte 248 tells the layout: `J`, `I` or `Y`, else an ordinary resident card. The
photo that follows in the answer is in a licensed format: it is dropped unread.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from devices.id_document import IdDocument, IdKind, Sex
from devices.protocols.frame import FaultKind


class Place(IntEnum):
    """Where things stand in the answer to READ."""

    TEXT_LENGTH = 0
    PHOTO_LENGTH = 2
    TEXT = 4
    TEXT_SIZE = 256
    LAYOUT = 248
    """Inside the text."""


FOR_EVER: Final = "长期"

Fields = Mapping[str, int]
"""The fields of a layout in their order, with their size in bytes; `_` ones are reserved."""

RESIDENT: Final[Fields] = {
    "name": 30,
    "sex": 2,
    "nation": 4,
    "birth": 16,
    "address": 70,
    "number": 36,
    "issuer": 30,
    "valid_from": 16,
    "valid_to": 16,
}
HONG_KONG_MACAO_TAIWAN: Final[Fields] = {
    "name": 30,
    "sex": 2,
    "_nation": 4,
    "birth": 16,
    "address": 70,
    "number": 36,
    "issuer": 30,
    "valid_from": 16,
    "valid_to": 16,
    "permit_number": 18,
}
FOREIGNER_2017: Final[Fields] = {
    "latin_name": 120,
    "sex": 2,
    "number": 30,
    "nation": 6,
    "name": 30,
    "valid_from": 16,
    "valid_to": 16,
    "birth": 16,
    "_version": 4,
    "issuer": 8,
}
FOREIGNER_2023: Final[Fields] = {
    "name": 30,
    "sex": 2,
    "_renewals": 4,
    "birth": 16,
    "latin_name": 70,
    "number": 36,
    "_reserved": 30,
    "valid_from": 16,
    "valid_to": 16,
    "_more_latin_name": 22,
    "nation": 6,
}
LAYOUTS: Final[Mapping[str, tuple[IdKind, Fields]]] = {
    "J": (IdKind.HONG_KONG_MACAO_TAIWAN, HONG_KONG_MACAO_TAIWAN),
    "I": (IdKind.FOREIGNER_2017, FOREIGNER_2017),
    "Y": (IdKind.FOREIGNER_2023, FOREIGNER_2023),
}
"""By the character at byte 248; any other is a resident card."""


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):  # noqa: N818 - what the text is
    """The block does not say what a card says; why, without any of it."""

    kind: FaultKind


def text_of(answer: bytes) -> bytes:
    """The text block in the data of an answer to READ. Raises Unreadable."""
    size = int.from_bytes(answer[Place.TEXT_LENGTH : Place.PHOTO_LENGTH], "big")
    text = answer[Place.TEXT : Place.TEXT + Place.TEXT_SIZE]
    if size != Place.TEXT_SIZE or len(text) != Place.TEXT_SIZE:
        raise Unreadable(FaultKind.TORN)
    return text


def parse(text: bytes) -> IdDocument:
    """The document in a text block. Raises Unreadable."""
    try:
        mark = text[Place.LAYOUT : Place.LAYOUT + 2].decode("utf-16-le")
        kind, layout = LAYOUTS.get(mark, (IdKind.RESIDENT, RESIDENT))
        return _document(kind, _fields(text, layout))
    except (ValueError, KeyError) as fault:
        raise Unreadable(FaultKind.MALFORMED) from fault


def _fields(text: bytes, layout: Fields) -> dict[str, str]:
    fields: dict[str, str] = {}
    start = 0
    for name, size in layout.items():
        fields[name] = text[start : start + size].decode("utf-16-le").strip(" \0")
        start += size
    return fields


def _document(kind: IdKind, fields: Mapping[str, str]) -> IdDocument:
    latin = fields.get("latin_name", "") + fields.get("_more_latin_name", "")
    name = fields["name"] or latin
    if not name or not fields["number"]:
        raise ValueError("a card without a name or a number")
    return IdDocument(
        kind=kind,
        name=name,
        number=fields["number"].upper(),
        sex=Sex(fields["sex"]),
        birth=_day(fields["birth"]),
        valid_from=_day(fields["valid_from"]),
        valid_to=None if fields["valid_to"] == FOR_EVER else _day(fields["valid_to"]),
        latin_name=latin,
        nation=fields.get("nation", ""),
        address=fields.get("address", ""),
        issuer=fields.get("issuer", ""),
        permit_number=fields.get("permit_number", ""),
    )


def _day(text: str) -> date:
    """`20240301`."""
    if len(text) != len("YYYYMMDD") or not text.isascii() or not text.isdigit():
        raise ValueError("no day")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def compose(document: IdDocument) -> bytes:
    """The text block of a card: what a simulated reader sends."""
    mark, layout = next(
        ((mark, fields) for mark, (kind, fields) in LAYOUTS.items() if kind is document.kind),
        (" ", RESIDENT),
    )
    text = "".join(_written(document, name).ljust(size // 2) for name, size in layout.items())
    at = Place.LAYOUT // 2
    return (text.ljust(at) + mark).ljust(Place.TEXT_SIZE // 2).encode("utf-16-le")


def _written(document: IdDocument, name: str) -> str:
    if name.startswith("_"):
        return ""
    value = getattr(document, name)
    if value is None:
        return FOR_EVER
    return f"{value:%Y%m%d}" if isinstance(value, date) else str(value)
