"""Resident identity numbers (GB 11643-1999): six digits of area, birth date, sequence, check digit.

The area is never judged: people keep the code of the day of registration, and tables of codes lack
whole prefectures. Numbers of residence permits (81, 82, 83) and of foreigners' permits since 2023
(9) have the same form.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from keyroom.language import N_

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS: Final = "10X98765432"
"""ISO 7064 MOD 11-2, by the remainder of the weighted sum."""

_NUMBER = re.compile(r"\d{17}[\dX]", re.ASCII)
_FIRST_GENERATION = re.compile(r"\d{15}", re.ASCII)
_OLD_FOREIGNER = re.compile(r"[A-Z]{3}\d{12}", re.ASCII)


class IdNumberFault(StrEnum):
    """Why a text is no valid identity number."""

    FORM = "form"
    FIRST_GENERATION = "first_generation"
    BIRTH_DATE = "birth_date"
    CHECK_DIGIT = "check_digit"


FAULT_NAMES: dict[IdNumberFault, str] = {
    IdNumberFault.FORM: N_("an ID number has 18 characters: 17 digits and a check digit or X"),
    IdNumberFault.FIRST_GENERATION: N_("numbers of 15 digits are of the first generation: void"),
    IdNumberFault.BIRTH_DATE: N_("the date of birth in the ID number is impossible"),
    IdNumberFault.CHECK_DIGIT: N_("the check digit of the ID number is wrong"),
}
"""How each is told to people: message ids."""


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number that was checked. It prints masked, so that no log or fault shows it."""

    text: str

    @property
    def birth(self) -> date:
        """The date of birth."""
        return _birth(self.text)

    @property
    def is_male(self) -> bool:
        """By the last digit of the sequence: odd is male."""
        return int(self.text[16]) % 2 == 1

    def __repr__(self) -> str:
        return f"IdNumber({self.text[:6]}…)"

    __str__ = __repr__


def check(written: str, today: date) -> IdNumber | IdNumberFault:
    """The number, or what is wrong with it. A small x is taken for X, outer blanks are dropped."""
    text = written.strip().upper()
    if _FIRST_GENERATION.fullmatch(text):
        return IdNumberFault.FIRST_GENERATION
    if not _NUMBER.fullmatch(text):
        return IdNumberFault.FORM
    try:
        birth = _birth(text)
    except ValueError:
        return IdNumberFault.BIRTH_DATE
    if birth > today:
        return IdNumberFault.BIRTH_DATE
    return IdNumber(text) if text[17] == check_digit(text[:17]) else IdNumberFault.CHECK_DIGIT


def check_digit(first: str) -> str:
    """The check digit of the first 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True))
    return CHECK_DIGITS[total % len(CHECK_DIGITS)]


def is_old_foreigner_number(written: str) -> bool:
    """Whether this is a number of a foreigner's card of before 2023, such as PAK310080010103.

    Three letters of the country and twelve digits, without a check by MOD 11-2.
    """
    return _OLD_FOREIGNER.fullmatch(written.strip().upper()) is not None


def _birth(text: str) -> date:
    return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
