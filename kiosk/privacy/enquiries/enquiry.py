"""An enquiry as its records tell it: how far it came, what was asked, what was given."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from devices.id_document import IdKind
from keyroom.language import N_
from kiosk.person import StaffNo
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.enquiries.form import (
    Form,
    Level,
    Matter,
    Officer,
    Organ,
    Paper,
    PaperKind,
    Subject,
    Wanted,
)
from kiosk.privacy.enquiries.judge import Ground


class Step(StrEnum):
    """What a record of the table `enquiries` says; the newest is how far the enquiry came."""

    BEGUN = "begun"
    ALLOWED = "allowed"
    """The form is whole, and a supervisor is asked."""
    APPROVED = "approved"
    GIVEN = "given"
    PRINTED = "printed"
    SIGNED = "signed"
    REFUSED = "refused"
    ABANDONED = "abandoned"


STEP_NAMES: dict[Step, str] = {
    Step.BEGUN: N_("being stated"),
    Step.ALLOWED: N_("waits for approval"),
    Step.APPROVED: N_("approved"),
    Step.GIVEN: N_("given"),
    Step.PRINTED: N_("receipt printed"),
    Step.SIGNED: N_("receipt signed"),
    Step.REFUSED: N_("refused"),
    Step.ABANDONED: N_("given up"),
}
"""How each is called on screens: message ids."""

OVER = frozenset({Step.SIGNED, Step.REFUSED, Step.ABANDONED})
"""Nothing more is to be done."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One enquiry. `form` is None until it is whole."""

    id: str
    at: datetime
    """When it was begun; UTC."""
    terminal: str
    person: StaffNo
    """The handler: who received the officers."""
    step: Step = Step.BEGUN
    form: Form | None = None
    """Masked: nobody reads in the register whom an enquiry was about."""
    grounds: tuple[Ground, ...] = ()
    approved_by: StaffNo | None = None
    given: tuple[PersonalField, ...] = ()
    pages: int = 0
    ended: datetime | None = None
    """When it was given, or refused."""
    prints: int = 0
    proved: str | None = None
    """The record that the receipt speaks of: of what was given, or of the refusal."""
    cause: str | None = None
    """Why it was given up."""


def open_fields(form: Form) -> dict[str, Any]:
    """What of a form is not personal: as kept in clear, nothing left out that is known."""
    paper, matter = form.paper, form.matter
    fields = {
        "organ": paper.organ.value,
        "level": paper.level.value,
        "unit": paper.unit,
        "paper": paper.kind.value,
        "number": paper.number,
        "dated": _text(paper.dated),
        "valid_until": _text(paper.valid_until),
        "permit": paper.permit,
        "scope": [wanted.value for wanted in Wanted if wanted in matter.scope],
        "since": _text(matter.since),
        "until": _text(matter.until),
    }
    return {"seal": paper.seal, **{name: value for name, value in fields.items() if value}}


def private_text(form: Form) -> str:
    """What of it is sealed: the officers, the subject, the case."""
    return json.dumps(
        {
            "case": form.paper.case,
            "officers": [asdict(officer) for officer in form.officers],
            "subject": asdict(form.matter.subject),
        },
        ensure_ascii=False,
    )


LOST = json.dumps({"case": "", "officers": [], "subject": {"field": "phone", "value": ""}})
"""Instead of what is sealed, where it cannot be opened: destroyed, altered, or its key away."""


def form_of(fields: Mapping[str, Any], private: str) -> Form:
    """The form that `open_fields` and `private_text` wrote."""
    hidden = json.loads(private)
    paper = Paper(
        organ=Organ(fields["organ"]),
        level=Level(fields["level"]),
        unit=fields["unit"],
        kind=PaperKind(fields["paper"]),
        number=fields.get("number", ""),
        dated=_day(fields.get("dated")),
        valid_until=_day(fields.get("valid_until")),
        case=hidden["case"],
        seal=fields["seal"],
        permit=fields.get("permit", ""),
    )
    subject = hidden["subject"]
    matter = Matter(
        Subject(PersonalField(subject["field"]), subject["value"]),
        frozenset(Wanted(each) for each in fields.get("scope", ())),
        _day(fields.get("since")),
        _day(fields.get("until")),
    )
    return Form(paper, tuple(_officer(each) for each in hidden["officers"]), matter)


def _officer(kept: Mapping[str, Any]) -> Officer:
    card = kept["card"]
    return Officer(
        kept["name"], kept["id_number"], kept["work_id"], None if card is None else IdKind(card)
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
