"""Whether an enquiry may be answered: BM-2b, D-42, D-43."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keyroom.language import Language, _, use
from kiosk.privacy.enquiries.form import (
    BEYOND,
    JUDICIAL,
    NOTICES,
    Form,
    Level,
    Matter,
    Officer,
    Organ,
    Paper,
    PaperKind,
    Wanted,
)
from kiosk.privacy.enquiries.judge import GROUND_WORDS, EnquiryRules, Ground, judge
from tests.kiosk.privacy.enquiries.forms import ALLOWED, MATTER, OFFICERS, PAPER, TODAY, form

RULES = EnquiryRules()
NO_PAPER: dict[str, Any] = {
    "kind": PaperKind.NONE,
    "number": "",
    "dated": None,
    "valid_until": None,
    "seal": False,
}
TWICE = (OFFICERS[0], replace(OFFICERS[1], id_number=OFFICERS[0].id_number))
ONE_WORK_ID = (OFFICERS[0], replace(OFFICERS[1], work_id=OFFICERS[0].work_id))
WITHOUT = (OFFICERS[0], replace(OFFICERS[1], work_id=""))


def test_bm_2b_a_whole_form_with_everything_shown_is_allowed() -> None:
    assert judge(ALLOWED, RULES, TODAY) == ()


@pytest.mark.parametrize("organ", sorted(JUDICIAL))
@pytest.mark.parametrize("level", [Level.CENTRAL, Level.PROVINCE, Level.CITY, Level.COUNTY])
def test_d_42_judicial_staff_with_a_county_certificate_or_higher(
    organ: Organ, level: Level
) -> None:
    assert judge(form(organ=organ, level=level), RULES, TODAY) == ()


@pytest.mark.parametrize(
    ("changed", "grounds"),
    [
        pytest.param({"level": Level.STATION}, {Ground.BELOW_COUNTY}, id="police station"),
        pytest.param(
            {"level": Level.STATION, "kind": PaperKind.LETTER},
            {Ground.BELOW_COUNTY, Ground.NO_NOTICE},
            id="letter of a police station alone",
        ),
        pytest.param({"level": Level.STATION, "permit": "T-7"}, set(), id="station with permit"),
        pytest.param({"organ": Organ.LAWYER}, {Ground.LAWYER}, id="lawyer"),
        pytest.param({"organ": Organ.LAWYER, "permit": "T-7"}, {Ground.LAWYER}, id="permit too"),
        pytest.param({"organ": Organ.OTHER}, {Ground.NOT_JUDICIAL}, id="another unit"),
        pytest.param({"seal": False}, {Ground.NO_SEAL}, id="no seal"),
        pytest.param(NO_PAPER, {Ground.NO_CERTIFICATE, Ground.NO_NOTICE}, id="nothing written"),
        pytest.param(NO_PAPER | {"permit": "T-7"}, {Ground.NO_NOTICE}, id="permit alone"),
    ],
)
def test_d_42_judicial_staff_and_certificate_or_permit(
    changed: dict[str, Any], grounds: set[Ground]
) -> None:
    assert set(judge(form(**changed), RULES, TODAY)) == grounds


@pytest.mark.parametrize(
    ("officers", "least", "refused"),
    [
        pytest.param((), 2, True, id="nobody"),
        pytest.param(OFFICERS[:1], 2, True, id="one"),
        pytest.param(OFFICERS, 2, False, id="two"),
        pytest.param(OFFICERS, 3, True, id="two of three"),
        pytest.param(OFFICERS[:1], 1, False, id="one where one is enough"),
        pytest.param(TWICE, 2, True, id="one person twice"),
        pytest.param(ONE_WORK_ID, 2, True, id="one work ID twice"),
        pytest.param(WITHOUT, 2, True, id="one without a work ID"),
    ],
)
def test_d_43_at_least_so_many_officers_with_a_work_id(
    officers: tuple[Officer, ...], least: int, refused: bool
) -> None:
    grounds = judge(form(officers=officers), EnquiryRules(min_officers=least), TODAY)
    assert grounds == ((Ground.TOO_FEW_OFFICERS,) if refused else ())


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_d_43_a_written_notice_is_one_of_two(kind: PaperKind) -> None:
    assert judge(form(kind=kind), RULES, TODAY) == ()


def test_d_43_a_letter_is_no_notice_unless_the_office_asks_for_none() -> None:
    letter = form(kind=PaperKind.LETTER)
    assert judge(letter, RULES, TODAY) == (Ground.NO_NOTICE,)
    assert judge(letter, EnquiryRules(require_notice=False), TODAY) == ()


@pytest.mark.parametrize(
    ("dated", "until", "ground"),
    [
        (TODAY, TODAY, None),
        (date(2026, 11, 24), None, Ground.NOT_YET_VALID),
        (date(2026, 11, 24), date(2026, 11, 30), Ground.NOT_YET_VALID),
        (date(2026, 11, 1), date(2026, 11, 22), Ground.EXPIRED),
        (date(2026, 10, 24), None, None),
        (date(2026, 10, 23), None, Ground.EXPIRED),
        (date(2026, 1, 1), date(2026, 11, 23), None),
    ],
)
def test_bm_2b_a_paper_is_in_force_from_its_date_to_its_limit(
    dated: date, until: date | None, ground: Ground | None
) -> None:
    grounds = judge(form(dated=dated, valid_until=until), RULES, TODAY)
    assert grounds == (() if ground is None else (ground,))


def test_bm_2b_a_scope_that_is_not_stated_is_refused() -> None:
    assert judge(form(scope=()), RULES, TODAY) == (Ground.NO_SCOPE,)


def any_form() -> st.SearchStrategy[Form]:
    dates = st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 31))
    papers = st.builds(
        Paper,
        organ=st.sampled_from(Organ),
        level=st.sampled_from(Level),
        unit=st.just("x"),
        kind=st.sampled_from(PaperKind),
        dated=dates,
        valid_until=dates,
        seal=st.booleans(),
        permit=st.sampled_from(("", "T-7")),
    )
    officers = st.sampled_from((OFFICERS, OFFICERS[:1], (), TWICE, WITHOUT))
    scopes = st.frozensets(st.sampled_from(Wanted))
    matters = st.builds(Matter, subject=st.just(MATTER.subject), scope=scopes)
    return st.builds(Form, papers, officers, matters)


@given(any_form())
def test_bm_2b_call_records_and_content_are_refused_whoever_asks(asked: Form) -> None:
    grounds = judge(asked, RULES, TODAY)
    assert (Ground.CALLS in grounds) == bool(asked.matter.scope & BEYOND)


@given(any_form())
def test_d_42_nothing_is_allowed_without_its_conditions(asked: Form) -> None:
    if judge(asked, RULES, TODAY):
        return
    paper = asked.paper
    assert paper.organ in JUDICIAL
    assert paper.permit or (paper.level is not Level.STATION and paper.seal)
    assert paper.kind in NOTICES
    assert asked.officers == OFFICERS
    assert asked.matter.scope


@pytest.mark.parametrize("ground", Ground)
def test_bm_2b_every_ground_has_its_rule_and_words(ground: Ground) -> None:
    words = GROUND_WORDS[ground]
    assert words.rule in {"BM-2b", "D-42", "D-43"}
    use(Language.ENGLISH)
    assert _(words.text) == words.text


def test_bm_2b_calls_point_to_the_provinces_unit() -> None:
    assert "province's unit" in GROUND_WORDS[Ground.CALLS].text


def test_officers_and_subjects_print_as_their_kind_alone() -> None:
    for shown in (repr(ALLOWED), str(ALLOWED), f"{OFFICERS[0]}", f"{MATTER.subject}"):
        for secret in ("次旺", "540202199001010017", "540201", "13812341234"):
            assert secret not in shown
    assert PAPER.unit in repr(ALLOWED)
