"""Forms of enquiries as tests need them: one that is allowed, and what differs from it."""

from dataclasses import replace
from datetime import date
from typing import Any

from devices.id_document import IdKind
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

TODAY = date(2026, 11, 23)
PAPER = Paper(
    organ=Organ.PUBLIC_SECURITY,
    level=Level.COUNTY,
    unit="桑珠孜区公安局",
    kind=PaperKind.EVIDENCE_NOTICE,
    number="桑公调证字〔2026〕17号",
    dated=date(2026, 11, 20),
    valid_until=date(2026, 11, 30),
    case="A5402020000002026110003",
    seal=True,
)
OFFICERS = (
    Officer("次旺", "540202199001010017", "540201", IdKind.RESIDENT),
    Officer("陈刚", "542301198507150021", "540202", None),
)
MATTER = Matter(
    Subject(PersonalField.PHONE, "13812341234"), frozenset({Wanted.NAME, Wanted.ADDRESS})
)
ALLOWED = Form(PAPER, OFFICERS, MATTER)


def form(**changed: Any) -> Form:
    """The form that is allowed, but for what is named: fields of the paper, officers, scope."""
    officers = changed.pop("officers", OFFICERS)
    scope = changed.pop("scope", MATTER.scope)
    return Form(replace(PAPER, **changed), officers, replace(MATTER, scope=frozenset(scope)))
