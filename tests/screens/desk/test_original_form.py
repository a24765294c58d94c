"""The form for a new original: each answer is checked as it is given."""

from datetime import date

import pytest

from kiosk.errors import BadCellError
from kiosk.privacy.original import Original, OriginalKind
from screens.desk.original_form import OriginalForm


def test_bm3_the_answers_make_an_original() -> None:
    form = OriginalForm()
    answers = ("Y0001", "1", "集团协议", "G0001", "柜1", "2030-12-31")
    *_, original = map(form.answer, answers)
    assert original == Original(
        "Y0001", OriginalKind.AGREEMENT, "集团协议", "柜1", "G0001", date(2030, 12, 31)
    )


def test_bm3_what_may_be_left_empty_is() -> None:
    form = OriginalForm()
    *_, original = map(form.answer, ("Y1", "6", "x", "", "柜1", " "))
    assert original == Original("Y1", OriginalKind.OTHER, "x", "柜1")


@pytest.mark.parametrize(
    "right, wrong",
    [
        ((), ""),
        ((), "张"),
        (("Y1", "1"), "电话13812341234"),
        (("Y1",), "0"),
        (("Y1",), "²"),
        (("Y1", "1"), ""),
        (("Y1",), "x"),
    ],
)
def test_bm3_a_wrong_answer_is_asked_for_again(right: tuple[str, ...], wrong: str) -> None:
    form = OriginalForm()
    for answer in right:
        form.answer(answer)
    asked = form.question
    with pytest.raises(BadCellError):
        form.answer(wrong)
    assert form.question == asked
