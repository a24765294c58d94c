"""What a list shows of personal data (regulation §7.2): masked here, so that no screen has it.

A value that is not of the usual form loses everything but its first character: an unusual number
must not show more than a usual one.
"""

import re
from typing import Final

STAR: Final = "*"

_NAME_ENDS = 3
_ID_HEAD, _ID_TAIL = 6, 4
_MOBILE_HEAD, _MOBILE_TAIL = 3, 4
_MOBILE = re.compile(r"(?:\+?86)?(1\d{10})")
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{3})\d{4,5}(?:-\d+)?")
_HIDDEN = 4
_END = 2
_DIGITS = re.compile(r"\d{5,}")
_ID_SHAPE = re.compile(r"[0-9A-Za-z]{15,18}")


def mask_name(name: str) -> str:
    """`张三` as `张*`, `扎西顿珠` as `扎**珠`, a single character as `*`."""
    if len(name) < _NAME_ENDS:
        return name[:-1] + STAR if name else ""
    return name[0] + STAR * (len(name) - 2) + name[-1]


def mask_name_strictly(name: str) -> str:
    """The first character alone, for the wall and for logs; a single one is hidden too."""
    return name[0] + STAR * (len(name) - 1) if len(name) > 1 else mask_name(name)


def mask_id_number(number: str) -> str:
    """First six and last four characters: `540202********0017`."""
    if not _ID_SHAPE.fullmatch(number):
        return _all_but_first(number)
    hidden = len(number) - _ID_HEAD - _ID_TAIL
    return number[:_ID_HEAD] + STAR * hidden + number[-_ID_TAIL:]


def mask_id_number_strictly(number: str) -> str:
    """The last four characters alone, for the wall and for logs."""
    if not _ID_SHAPE.fullmatch(number):
        return STAR * len(number)
    return STAR * (len(number) - _ID_TAIL) + number[-_ID_TAIL:]


def mask_phone(number: str) -> str:
    """`138****1234`; a landline keeps its area code and three digits: `0892-882****`."""
    mobile = _MOBILE.fullmatch(number)
    if mobile is not None:
        digits = mobile[1]
        return digits[:_MOBILE_HEAD] + STAR * _HIDDEN + digits[-_MOBILE_TAIL:]
    landline = _LANDLINE.fullmatch(number)
    if landline is not None:
        return f"{landline[1]}-{landline[2]}{STAR * _HIDDEN}"
    return _all_but_first(number)


def mask_end(text: str) -> str:
    """The last two characters alone, of numbers of any form: of a work ID, of a case."""
    return STAR * (len(text) - _END) + text[-_END:] if len(text) > _END else STAR * len(text)


def mask_search(text: str) -> str:
    """What somebody searched for, as the log keeps it: it may be a name, a phone, an ID number."""
    if _ID_SHAPE.fullmatch(text):
        return mask_id_number_strictly(text)
    if _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text):
        return mask_phone(text)
    return mask_name_strictly(text)


def mask_numbers(text: str) -> str:
    """A reason that somebody typed: runs of five digits and more are hidden."""
    return _DIGITS.sub(lambda digits: STAR * len(digits[0]), text)


def _all_but_first(text: str) -> str:
    return text[:1] + STAR * (len(text) - 1) if len(text) > 1 else STAR * len(text)
