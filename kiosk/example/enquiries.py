"""Two judicial enquiries that the invented office has had: one was answered, one refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from devices.id_document import IdKind
from kiosk.example.staff import MANAGER
from kiosk.id_number import check_digit
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.access_words import CLOSED
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
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
from kiosk.privacy.enquiries.judge import Ground, judge
from kiosk.privacy.enquiries.register import Enquiries, Mark
from kiosk.privacy.vault import Vault

TERMINAL: Final = "desk"
HANDLER: Final = StaffNo("A04")
_PACE: Final = timedelta(minutes=2)
_SHOWN_S: Final = 74.0


def enquire(office: Office, vault: Vault, answered: datetime, refused: datetime) -> None:
    """Add both, at these moments (UTC); joins the open transaction."""
    _answer(office, Enquiries(office.store, vault), answered)
    _refuse(office, Enquiries(office.store, vault), refused)


def _answer(office: Office, register: Enquiries, at: datetime) -> None:
    form = _form(_day(office, at), Level.COUNTY, PaperKind.EVIDENCE_NOTICE)
    enquiry = register.begin(_mark(at, 0))
    register.judge(enquiry, form, _judged(office, form, at), _mark(at, 1))
    register.approve(enquiry, MANAGER.no, _mark(at, 2))
    access = replace(
        _access(enquiry, _mark(at, 2)),
        customer="G0001",
        fields=form.matter.fields,
        second_person=MANAGER.no,
    )
    accesses = Accesses(office.store)
    accesses.end(accesses.add(access), _SHOWN_S, CLOSED, at=_mark(at, 3).at, by=HANDLER)
    register.give(enquiry, form.matter.fields, 1, _mark(at, 3))
    register.printed(enquiry, _mark(at, 4))
    register.sign(enquiry, _mark(at, 5))


def _refuse(office: Office, register: Enquiries, at: datetime) -> None:
    form = _form(_day(office, at), Level.STATION, PaperKind.LETTER)
    enquiry = register.begin(_mark(at, 0))
    register.judge(enquiry, form, _judged(office, form, at), _mark(at, 1))
    refused = replace(_access(enquiry, _mark(at, 1)), result=AccessResult.REFUSED)
    Accesses(office.store).add(refused)


def _mark(at: datetime, steps: int) -> Mark:
    return Mark(at + steps * _PACE, HANDLER, TERMINAL)


def _access(enquiry: str, mark: Mark) -> Access:
    return Access(
        at=mark.at,
        terminal=mark.terminal,
        kind=AccessKind.ENQUIRY,
        person=mark.person,
        reason=enquiry,
    )


def _day(office: Office, at: datetime) -> date:
    return at.astimezone(office.premises.config.zone).date()


def _judged(office: Office, form: Form, at: datetime) -> tuple[Ground, ...]:
    return judge(form, office.premises.config.inquiry.rules(), _day(office, at))


def _form(day: date, level: Level, kind: PaperKind) -> Form:
    """Of a unit and officers that do not exist, about a phone number of no network."""
    paper = Paper(
        organ=Organ.PUBLIC_SECURITY,
        level=level,
        unit="虚构县公安局" if level is Level.COUNTY else "虚构县城关派出所",
        kind=kind,
        number=f"虚公调字〔{day.year}〕17号",
        dated=day - timedelta(days=1),
        case="" if kind is PaperKind.LETTER else "X540200",
        seal=True,
    )
    officers = (
        Officer("旺姆", _id_number("54020219860312022"), "虚0017", IdKind.RESIDENT),
        Officer("高峰", _id_number("54020219790921031"), "虚0023", IdKind.RESIDENT),
    )
    scope = frozenset({Wanted.NAME, Wanted.ADDRESS})
    matter = Matter(Subject(PersonalField.PHONE, "10000012000"), scope)
    return Form(paper, officers, matter)


def _id_number(first: str) -> str:
    return first + check_digit(first)
