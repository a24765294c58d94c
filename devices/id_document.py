"""What a resident ID card says of itself. Personal data: it prints as its kind alone."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keyroom.language import N_


class IdKind(StrEnum):
    """The four layouts of the text block (GA 450 and its successors)."""

    RESIDENT = "resident"
    """Resident identity card (居民身份证)."""
    HONG_KONG_MACAO_TAIWAN = "hong_kong_macao_taiwan"
    """Residence permit for Hong Kong, Macao and Taiwan residents, since 2018."""
    FOREIGNER_2017 = "foreigner_2017"
    """Foreigner's permanent residence card, layout of 2017."""
    FOREIGNER_2023 = "foreigner_2023"
    """Foreigner's permanent residence card, layout of 2023."""


ID_KIND_NAMES: dict[IdKind, str] = {
    IdKind.RESIDENT: N_("resident identity card"),
    IdKind.HONG_KONG_MACAO_TAIWAN: N_("residence permit (Hong Kong, Macao, Taiwan)"),
    IdKind.FOREIGNER_2017: N_("permanent residence card (2017)"),
    IdKind.FOREIGNER_2023: N_("permanent residence card (2023)"),
}
"""How each is called on screens: message ids."""


class Sex(StrEnum):
    """GB/T 2261.1, by its digit."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSPECIFIED = "9"


@dataclass(frozen=True, slots=True, repr=False)
class IdDocument:
    """The fields of a card; a field that its layout does not have is empty."""

    kind: IdKind
    name: str
    """As it is written in Chinese; the Latin name where the card has no other."""
    number: str
    sex: Sex
    birth: date
    valid_from: date
    valid_to: date | None
    """None where the card is valid for ever (长期)."""
    latin_name: str = ""
    nation: str = ""
    """GB/T 3304 code of the ethnic group, or of the country on a foreigner's card."""
    address: str = ""
    issuer: str = ""
    permit_number: str = ""

    def __repr__(self) -> str:
        # Whatever logs it or shows it in a fault must not spread it.
        return f"<{type(self).__name__} {self.kind.value}>"

    __str__ = __repr__
