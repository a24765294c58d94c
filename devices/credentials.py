"""Credentials in canonical form: from numbers printed on tags, scanned texts, written names.

The number printed on an EM4100 tag is not the whole number. Of the five bytes `01 00 07 34 E0`

- `0000472288` is the low four in decimal (0x000734E0),
- `007,13536` ("8H+5D") is the low three: the third byte, then the last two, in decimal.

The bytes in front are not on the tag, and guessing them would let one tag stand for another. So
a printed form becomes an EM4100 credential only where the bytes in front are configured (`high`);
otherwise the text stays a `CODE`, which a reader that types the same text will match.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from devices.errors import CredentialError
from devices.events import Credential, CredentialKind
from keyroom.language import N_


class Em4100Size(IntEnum):
    """Hex digits of an EM4100 number, and of the part that a printed form leaves out."""

    NUMBER = 10
    ABOVE_DECIMAL = 2
    ABOVE_8H5D = 4


class UidSize(IntEnum):
    """Bytes of an ISO 14443-3 UID: single, double, triple size."""

    SINGLE = 4
    DOUBLE = 7
    TRIPLE = 10


class Digits(StrEnum):
    """What a reader's text means that could be an EM4100 number in more than one way."""

    CODE = "code"
    """Nothing: ten decimal digits and `ddd,ddddd` are a code like any other."""
    HEX = "hex"
    """Ten decimal digits are all five bytes in hex, of a tag that happens to have no letter."""
    DECIMAL = "decimal"
    """Ten decimal digits are the low four bytes, as printed on tags."""
    FACILITY = "8h5d"
    """`ddd,ddddd` is the low three bytes, as printed on tags."""


HIGH_DIGITS = {Digits.DECIMAL: Em4100Size.ABOVE_DECIMAL, Digits.FACILITY: Em4100Size.ABOVE_8H5D}
"""How many hex digits each printed form lacks."""


@dataclass(frozen=True, slots=True)
class TextRules:
    """How a scanner's or wedge's text becomes a credential. `high`: the bytes tags do not print."""

    digits: Digits = Digits.CODE
    high: str = ""

    def __post_init__(self) -> None:
        wanted = HIGH_DIGITS.get(self.digits, 0)
        if not re.fullmatch(rf"[0-9A-F]{{{int(wanted)}}}", self.high):
            raise CredentialError(
                N_("high={high} does not fit digits={digits}"),
                N_("digits=decimal needs two hex digits, digits=8h5d four, the others none"),
                high=self.high,
                digits=self.digits,
            )


PLAIN = TextRules()


def clean_text(text: str) -> str:
    """`text` without control, format and other invisible characters, and without outer blanks.

    A barcode can carry escape sequences for the terminal, or marks that turn the writing around.
    """
    return "".join(each for each in text if _is_visible(each)).strip()


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return not category.startswith("C") and category not in ("Zl", "Zp")


def credential_from_text(text: str, rules: TextRules = PLAIN) -> Credential:
    """What a scanned or typed text means as a credential; CredentialError if nothing is left of it.

    Ten hex digits with a letter are an EM4100 number; ten decimal digits and `ddd,ddddd` are what
    `rules` say; everything else is a CODE.
    """
    cleaned = clean_text(text)
    if not cleaned:
        raise CredentialError(N_("the text is empty"), N_("scan or present it again"))
    number = _em4100_number(cleaned, rules)
    if number is None:
        return Credential(CredentialKind.CODE, cleaned)
    return Credential(CredentialKind.EM4100, number)


def _em4100_number(text: str, rules: TextRules) -> str | None:
    if re.fullmatch(r"[0-9]{10}", text):
        if rules.digits is Digits.HEX:
            return text
        return em4100_from_decimal(text, rules.high) if rules.digits is Digits.DECIMAL else None
    if re.fullmatch(r"[0-9A-Fa-f]{10}", text):
        return text.upper()
    if rules.digits is Digits.FACILITY and re.fullmatch(r"[0-9]{3},[0-9]{5}", text):
        return em4100_from_8h5d(text, rules.high)
    return None


def em4100_from_decimal(printed: str, high: str) -> str | None:
    """The whole number of a tag printed as `0000472288`, given its first byte in hex.

    None if the digits exceed four bytes: not such a number.
    """
    low = int(printed)
    return f"{high}{low:08X}" if low <= 0xFFFF_FFFF else None


def em4100_from_8h5d(printed: str, high: str) -> str | None:
    """The whole number of a tag printed as `007,13536`, given its first two bytes in hex.

    None if a part exceeds its bytes: not such a number.
    """
    facility, card = (int(part) for part in printed.split(","))
    return f"{high}{facility:02X}{card:04X}" if facility <= 0xFF and card <= 0xFFFF else None


def printed_decimal(number: str) -> str:
    """An EM4100 number as tags print it in ten decimal digits: the low four bytes."""
    return f"{int(number[Em4100Size.ABOVE_DECIMAL :], 16):010d}"


def printed_8h5d(number: str) -> str:
    """An EM4100 number as tags print it in 8H+5D: the low three bytes as `ddd,ddddd`."""
    low = number[Em4100Size.ABOVE_8H5D :]
    return f"{int(low[:2], 16):03d},{int(low[2:], 16):05d}"


_UID_PATTERN = "|".join(f"[0-9A-F]{{{2 * size}}}" for size in UidSize)

CANONICAL = {
    CredentialKind.EM4100: r"[0-9A-F]{10}",
    CredentialKind.WIEGAND26: r"(0|[1-9][0-9]{0,2})-(0|[1-9][0-9]{0,4})",
    CredentialKind.WIEGAND34: r"(0|[1-9][0-9]{0,4})-(0|[1-9][0-9]{0,4})",
    CredentialKind.CARD_UID: _UID_PATTERN,
    CredentialKind.CODE: r".+",
}
"""The canonical form of each kind's number."""

HEX_KINDS = frozenset({CredentialKind.EM4100, CredentialKind.CARD_UID})


def credential_from_written(text: str, rules: TextRules = PLAIN) -> Credential:
    """A credential as people write it, in files and on command lines.

    `kind:number`, as `str(Credential)` gives it, or a bare text, which means what a scanner's
    would. Scanned texts must not come here: a barcode could then claim to be a card.
    Raises CredentialError when the number is not of its kind's form.
    """
    name, colon, rest = clean_text(text).partition(":")
    if not colon or name not in set(CredentialKind):
        return credential_from_text(text, rules)
    kind = CredentialKind(name)
    number = rest.upper() if kind in HEX_KINDS else rest
    if not re.fullmatch(CANONICAL[kind], number):
        raise CredentialError(
            N_("{text} is not a number of the kind {kind}"),
            N_("write it as the reader shows it: keyroom readers listen"),
            text=rest,
            kind=kind,
        )
    return Credential(kind, number)
