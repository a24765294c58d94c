"""What an answer may be, and what is asked after it (regulation §7.4)."""

from dataclasses import replace

import pytest

from kiosk.privacy.customer import PersonalField
from kiosk.privacy.enquiries.filling import Filling
from kiosk.privacy.enquiries.form import PaperKind, Subject
from kiosk.privacy.enquiries.questions import (
    GIVEN,
    MATTER,
    OFFICER,
    PAPER,
    BadAnswerError,
    Question,
    matter_of,
    paper_of,
)
from tests.kiosk.privacy.enquiries import forms
from tests.kiosk.privacy.enquiries.conftest import CARD
from tests.kiosk.privacy.enquiries.conftest import PAPER as ANSWERS
from tests.kiosk.privacy.enquiries.forms import TODAY


def filled(questions: tuple[Question, ...], *answers: str) -> Filling:
    """The step after these answers."""
    filling = Filling(questions)
    for answer in answers:
        question = filling.question
        assert question is not None
        filling.take(question, answer, TODAY)
    return filling


def test_a_paper_is_what_was_answered() -> None:
    filling = filled(PAPER, *ANSWERS)
    assert filling.question is None
    expected = replace(forms.PAPER, number="桑公调证字17号", case="A540202")
    assert paper_of(filling.answers) == expected


def test_of_nothing_written_neither_number_nor_date_nor_seal_is_asked() -> None:
    filling = filled(PAPER, "court", "city", "市中级人民法院", "none", "", "T-7")
    assert filling.question is None
    paper = paper_of(filling.answers)
    assert (paper.kind, paper.dated, paper.seal, paper.permit) == (
        PaperKind.NONE,
        None,
        False,
        "T-7",
    )


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        ("138 1234-1234", Subject(PersonalField.PHONE, "13812341234")),
        ("+8613812341234", Subject(PersonalField.PHONE, "13812341234")),
        ("0892-8821234", Subject(PersonalField.PHONE, "08928821234")),
        ("54020219920615003x", Subject(PersonalField.ID_NUMBER, "54020219920615003X")),
    ],
)
def test_a_subject_is_a_phone_or_an_id_number(written: str, subject: Subject) -> None:
    assert matter_of(filled(MATTER, written, "phone,name", "").answers).subject == subject


def test_a_read_card_stands_for_name_and_number() -> None:
    filling = Filling(OFFICER)
    filling.lay(CARD)
    assert filling.question is not None
    assert filling.question.name == "work_id"
    assert filling.back()
    assert filling.card is None


def test_answers_are_shown_masked_and_never_printed() -> None:
    filling = filled(OFFICER, "typed", "陈刚强", "542301198507150021", "540299")
    shown = [text for each in filling.answered() for text in each.texts]
    assert shown[1:] == ["陈*强", "542301********0021", "****99"]
    assert "陈" not in repr(filling)


BAD = [
    pytest.param(PAPER, (), "lawyers", id="no organ"),
    pytest.param(PAPER, (), "", id="nothing chosen"),
    pytest.param(PAPER, ANSWERS[:2], "", id="no unit"),
    pytest.param(PAPER, ANSWERS[:2], "x" * 61, id="too long"),
    pytest.param(PAPER, ANSWERS[:2], "a\x1b[31m", id="escape"),
    pytest.param(PAPER, ANSWERS[:5], "", id="no date"),
    pytest.param(PAPER, ANSWERS[:5], "2026-02-30", id="no such day"),
    pytest.param(PAPER, ANSWERS[:5], "yesterday", id="no day"),
    pytest.param(PAPER, ANSWERS[:6], "2026-11-19", id="ends before it begins"),
    pytest.param(OFFICER, ("typed",), "", id="no name"),
    pytest.param(OFFICER, ("typed", "陈刚"), "540202199001010018", id="check digit"),
    pytest.param(OFFICER, ("typed", "陈刚"), "540202900101001", id="first generation"),
    pytest.param(OFFICER, ("typed", "陈刚"), "540202199013010017", id="birth date"),
    pytest.param(MATTER, (), "", id="no subject"),
    pytest.param(MATTER, (), "1381234", id="half a phone number"),
    pytest.param(MATTER, (), "540202199001010018", id="the subject's check digit"),
    pytest.param(MATTER, ("13812341234",), "name,everything", id="unknown scope"),
    pytest.param(MATTER, ("13812341234", "name", "2026-01-02"), "2026-01-01", id="period"),
    pytest.param(GIVEN, (), "", id="no pages"),
    pytest.param(GIVEN, (), "-1", id="less than no pages"),
    pytest.param(GIVEN, (), "1000", id="too many pages"),
    pytest.param(GIVEN, (), "٣", id="foreign digit"),
]


@pytest.mark.parametrize(("questions", "before", "bad"), BAD)
def test_a_bad_answer_is_refused_without_being_repeated(
    questions: tuple[Question, ...], before: tuple[str, ...], bad: str
) -> None:
    filling = filled(questions, *before)
    question = filling.question
    assert question is not None
    with pytest.raises(BadAnswerError) as refused:
        filling.take(question, bad, TODAY)
    assert not bad or bad not in str(refused.value)
    assert filling.question == question
