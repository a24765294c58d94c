"""Whether an enquiry may be answered (BM-2b, D-42, D-43). Pure; in doubt it may not (D-00)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from keyroom.language import N_
from kiosk.privacy.enquiries.form import (
    BEYOND,
    JUDICIAL,
    NOTICES,
    Form,
    Level,
    Organ,
    Paper,
    PaperKind,
)


@dataclass(frozen=True, slots=True)
class EnquiryRules:
    """The knobs that the judgement depends on."""

    min_officers: int = 2
    require_notice: bool = True
    notice_days: int = 30
    """So long a paper is valid that states no time limit itself."""


class Ground(StrEnum):
    """Why an enquiry is refused."""

    LAWYER = "lawyer"
    NOT_JUDICIAL = "not_judicial"
    NO_CERTIFICATE = "no_certificate"
    BELOW_COUNTY = "below_county"
    NO_SEAL = "no_seal"
    TOO_FEW_OFFICERS = "too_few_officers"
    NO_NOTICE = "no_notice"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    NO_SCOPE = "no_scope"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Words:
    """A ground as it is printed: the rule's id, and a message id."""

    rule: str
    text: str


GROUND_WORDS: dict[Ground, Words] = {
    Ground.LAWYER: Words(
        "D-42", N_("A lawyer is not staff of a judicial organ: please apply to the court")
    ),
    Ground.NOT_JUDICIAL: Words(
        "D-42", N_("Only staff of judicial organs may enquire about customers")
    ),
    Ground.NO_CERTIFICATE: Words(
        "D-42",
        N_("Neither a certificate of a county-level unit nor a special permit was shown"),
    ),
    Ground.BELOW_COUNTY: Words(
        "D-42",
        N_(
            "A police station stands below the county: its paper needs the company's special permit"
        ),
    ),
    Ground.NO_SEAL: Words("D-42", N_("The paper bears no seal of the unit")),
    Ground.TOO_FEW_OFFICERS: Words("D-43", N_("Too few officers with a work ID came")),
    Ground.NO_NOTICE: Words(
        "D-43",
        N_("A notice to obtain evidence or a notice requesting assistance must be shown"),
    ),
    Ground.NOT_YET_VALID: Words("BM-2b", N_("The paper is dated in the future")),
    Ground.EXPIRED: Words("BM-2b", N_("The time limit of the paper is over")),
    Ground.NO_SCOPE: Words("BM-2b", N_("The paper does not state what is asked for")),
    Ground.CALLS: Words(
        "BM-2b",
        N_(
            "Call records and content of calls are never given here: "
            "please turn to the province's unit of the company"
        ),
    ),
}


def judge(form: Form, rules: EnquiryRules, today: date) -> tuple[Ground, ...]:
    """Why it is refused, every ground there is; none means that it is allowed."""
    return tuple(_grounds(form, rules, today))


def _grounds(form: Form, rules: EnquiryRules, today: date) -> Iterator[Ground]:
    yield from _entitled(form.paper)
    yield from _procedure(form, rules)
    yield from _in_force(form.paper, rules, today)
    if not form.matter.scope:
        yield Ground.NO_SCOPE
    if form.matter.scope & BEYOND:
        yield Ground.CALLS


def _entitled(paper: Paper) -> Iterator[Ground]:
    """D-42: judicial staff, and a county's certificate or the company's permit."""
    if paper.organ is Organ.LAWYER:
        yield Ground.LAWYER
    elif paper.organ not in JUDICIAL:
        yield Ground.NOT_JUDICIAL
    if paper.kind is not PaperKind.NONE and not paper.seal:
        yield Ground.NO_SEAL
    if paper.permit:
        return
    if paper.kind is PaperKind.NONE:
        yield Ground.NO_CERTIFICATE
    elif paper.level is Level.STATION:
        yield Ground.BELOW_COUNTY


def _procedure(form: Form, rules: EnquiryRules) -> Iterator[Ground]:
    """D-43. Whoever shows one work ID twice, or comes twice, is one officer."""
    with_work_id = [officer for officer in form.officers if officer.work_id]
    people = {officer.id_number for officer in with_work_id}
    if min(len(people), len({officer.work_id for officer in with_work_id})) < rules.min_officers:
        yield Ground.TOO_FEW_OFFICERS
    if rules.require_notice and form.paper.kind not in NOTICES:
        yield Ground.NO_NOTICE


def _in_force(paper: Paper, rules: EnquiryRules, today: date) -> Iterator[Ground]:
    if paper.dated is None:
        return
    until = paper.valid_until or paper.dated + timedelta(days=rules.notice_days)
    if paper.dated > today:
        yield Ground.NOT_YET_VALID
    elif today > until:
        yield Ground.EXPIRED
