"""What people write into lists: days, moments, roles, names. Each parser says what it wants."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from keyroom.language import N_
from kiosk.errors import BadCellError
from kiosk.money import FEN_PER_YUAN, Fen
from kiosk.roles import CHINESE_ROLES, Role

AnyKind = TypeVar("AnyKind", bound=StrEnum)

LONGEST_NAME = 64
_YEARS = range(1900, 3000)
"""Nobody means others: 9999-12-31 stands for “never” in some lists, and has no day after it."""

_YUAN = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MOMENT = re.compile(
    rf"{_DAY.pattern}[ T]+(\d{{1,2}}):(\d{{2}})(?::(\d{{2}})(?:[.,](\d{{1,6}})\d*)?)?"
    r" *(?:(Z)|([+-])(\d{2}):?(\d{2}))?"
)


def parse_name(text: str) -> str:
    """A name of a person, a team or a terminal: one line of visible characters."""
    if not text or len(text) > LONGEST_NAME or not text.isprintable():
        raise BadCellError(
            N_("“{text}” is no name"), N_("write 1 to 64 visible characters"), text=text
        )
    return text


def parse_role(text: str) -> Role:
    """A role by its code, or as the regulation calls it in Chinese."""
    found = CHINESE_ROLES.get(text)
    if found is not None:
        return found
    try:
        return Role(text.lower())
    except ValueError:
        raise BadCellError(
            N_("“{text}” is no role"),
            N_("write one of {roles}"),
            text=text,
            roles=", ".join(Role),
        ) from None


def parse_kind(kinds: type[AnyKind], text: str, message: str) -> AnyKind:
    """One of `kinds` by its code; of any other text BadCellError says `message`."""
    try:
        return kinds(text)
    except ValueError:
        raise BadCellError(
            message, N_("write one of {kinds}"), text=text, kinds=", ".join(kinds)
        ) from None


def parse_day(text: str) -> date:
    """A day: `2026-10-01`, or `2026/10/1` as spreadsheets make of it."""
    match = _DAY.fullmatch(text)
    try:
        if match is not None and int(match[1]) in _YEARS:
            return date(*(int(part) for part in match.groups()))
    except ValueError:
        pass
    raise BadCellError(N_("“{text}” is no day"), N_("write YYYY-MM-DD"), text=text)


def parse_moment(text: str, zone: ZoneInfo) -> datetime:
    """A moment, UTC: in the office's time, or with an offset of its own.

    `2026-10-01 09:15`, `2026/10/1 9:15:07`, `2026-10-01T01:15:07.25Z`.
    """
    match = _MOMENT.fullmatch(text)
    try:
        if match is not None and int(match[1]) in _YEARS:
            return _moment(match, zone)
    except ValueError:
        pass
    raise BadCellError(
        N_("“{text}” is no moment"), N_("write YYYY-MM-DD HH:MM:SS in the office's time"), text=text
    )


def parse_yuan(text: str) -> Fen:
    """An amount in yuan, not negative: `4200`, `4200.50`, `4,200.5`."""
    match = _YUAN.fullmatch(text.replace(",", ""))
    if match is None:
        raise BadCellError(
            N_("“{text}” is no amount of money"),
            N_("write yuan, such as 4200 or 4200.50"),
            text=text,
        )
    return Fen(int(match[1]) * FEN_PER_YUAN + int((match[2] or "").ljust(2, "0")))


def _moment(match: re.Match[str], zone: ZoneInfo) -> datetime:
    year, month, day, hour, minute, second, fraction, utc, sign, hours, minutes = match.groups()
    local = datetime(  # noqa: DTZ001 - its zone follows
        int(year),
        int(month),
        int(day),
        int(hour),
        int(minute),
        int(second or 0),
        int((fraction or "").ljust(6, "0")),
    )
    if utc:
        return local.replace(tzinfo=UTC)
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return local.replace(tzinfo=timezone(-offset if sign == "-" else offset)).astimezone(UTC)
    at = local.replace(tzinfo=zone).astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(f"the clocks of {zone} never showed {local}")
    return at
