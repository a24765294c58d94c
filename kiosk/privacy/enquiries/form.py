"""The form of a judicial enquiry (regulation §7.4): who asks, by what paper, about whom."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from devices.id_document import IdKind
from keyroom.language import N_
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.masking import (
    mask_end,
    mask_id_number_strictly,
    mask_name_strictly,
    mask_search,
)


class Organ(StrEnum):
    """What the unit is that asks."""

    PUBLIC_SECURITY = "public_security"
    STATE_SECURITY = "state_security"
    PROCURATORATE = "procuratorate"
    COURT = "court"
    LAWYER = "lawyer"
    OTHER = "other"


JUDICIAL: Final = frozenset(
    {Organ.PUBLIC_SECURITY, Organ.STATE_SECURITY, Organ.PROCURATORATE, Organ.COURT}
)
"""The judicial organs (司法机关), whose staff may enquire (D-42)."""

ORGAN_NAMES: dict[str, str] = {
    Organ.PUBLIC_SECURITY: N_("public security"),
    Organ.STATE_SECURITY: N_("state security"),
    Organ.PROCURATORATE: N_("procuratorate"),
    Organ.COURT: N_("court"),
    Organ.LAWYER: N_("lawyer"),
    Organ.OTHER: N_("another unit"),
}
"""How each is called on screens: message ids, as those below."""


class Level(StrEnum):
    """How high the unit stands."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STATION = "station"
    """A police station (派出所): below the county."""


LEVEL_NAMES: dict[str, str] = {
    Level.CENTRAL: N_("central"),
    Level.PROVINCE: N_("province or region"),
    Level.CITY: N_("city or prefecture"),
    Level.COUNTY: N_("county or district"),
    Level.STATION: N_("police station"),
}


class PaperKind(StrEnum):
    """What the officers bring."""

    EVIDENCE_NOTICE = "evidence_notice"
    ASSIST_NOTICE = "assist_notice"
    LETTER = "letter"
    NONE = "none"


NOTICES: Final = frozenset({PaperKind.EVIDENCE_NOTICE, PaperKind.ASSIST_NOTICE})
"""The written notices of D-43; a letter is none of them."""

PAPER_NAMES: dict[str, str] = {
    PaperKind.EVIDENCE_NOTICE: N_("notice to obtain evidence"),
    PaperKind.ASSIST_NOTICE: N_("notice requesting assistance"),
    PaperKind.LETTER: N_("letter of enquiry"),
    PaperKind.NONE: N_("nothing written"),
}


class Wanted(StrEnum):
    """What the paper asks for."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ADDRESS = "address"
    CALL_RECORDS = "call_records"
    CALL_CONTENT = "call_content"


BEYOND: Final = frozenset({Wanted.CALL_RECORDS, Wanted.CALL_CONTENT})
"""What no room like this one may give, whoever asks (constitution §40)."""

WANTED_NAMES: dict[str, str] = {
    Wanted.NAME: N_("name"),
    Wanted.PHONE: N_("phone"),
    Wanted.ID_NUMBER: N_("ID number"),
    Wanted.ADDRESS: N_("address"),
    Wanted.CALL_RECORDS: N_("call records"),
    Wanted.CALL_CONTENT: N_("content of calls"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """The unit, and what it has written."""

    organ: Organ
    level: Level
    unit: str
    kind: PaperKind
    number: str = ""
    dated: date | None = None
    """None where nothing is written."""
    valid_until: date | None = None
    """The time limit that it states, included; None where it states none."""
    case: str = ""
    """The number of the case, if it is given."""
    seal: bool = False
    permit: str = ""
    """The number of the company's special permit (特许查询证明), if there is one."""


@dataclass(frozen=True, slots=True, repr=False)
class Officer:
    """One who came. Personal data, of people who are not customers."""

    name: str
    id_number: str
    work_id: str
    """The number of the work ID (工作证); empty where none was shown."""
    card: IdKind | None
    """The card that was read; None where name and number were typed."""

    def masked(self) -> "Officer":
        """As lists show him."""
        return replace(
            self,
            name=mask_name_strictly(self.name),
            id_number=mask_id_number_strictly(self.id_number),
            work_id=mask_end(self.work_id),
        )

    def __repr__(self) -> str:
        # Whatever logs it or shows it in a fault must not spread it.
        return f"<{type(self).__name__}>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """Whom it is about: by the exact value of one field."""

    field: PersonalField
    value: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.field.value}>"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Matter:
    """About whom, for what, for which days."""

    subject: Subject
    scope: frozenset[Wanted]
    since: date | None = None
    until: date | None = None
    """Both included; both None where the paper names no period: what is on record today."""

    @property
    def fields(self) -> tuple[PersonalField, ...]:
        """What of the scope this room keeps at all."""
        return tuple(field for field in PersonalField if Wanted(field.value) in self.scope)


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form, as it is judged."""

    paper: Paper
    officers: tuple[Officer, ...]
    matter: Matter

    def masked(self) -> "Form":
        """As lists show it: officers, subject and case are not told."""
        subject = self.matter.subject
        return Form(
            replace(self.paper, case=mask_end(self.paper.case)),
            tuple(officer.masked() for officer in self.officers),
            replace(self.matter, subject=replace(subject, value=mask_search(subject.value))),
        )
