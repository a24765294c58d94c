"""A question about work at the desk: above everything else, answered in three keys (BM-7)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from keyroom import language
from keyroom.language import Language
from kiosk.attendance.own_asks import QuestionAnswered
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.person import StaffNo
from kiosk.privacy.cases.case import Question
from kiosk.privacy.flags.flag import Said
from screens.entrance.own_page.layout import page_rows
from screens.entrance.own_page.steps import Confirm, Impossible
from screens.entrance.own_page.view import Receipt, View
from tests.screens.entrance.own_page.test_forms import keyed

MakeOwn = Callable[..., OwnMonth]
QUESTION = Question(
    "C1",
    Said("on {day} {count} × [b]", {"day": "2026-06-22", "count": 3}),
    StaffNo("M01"),
    datetime(2026, 6, 22, 2, tzinfo=UTC),
    "What was this for?",
)


@pytest.fixture
def english() -> Iterator[None]:
    before = language.current()
    language.use(Language.ENGLISH)
    yield
    language.use(before)


def lines(view: View, columns: int = 79, rows: int = 23) -> list[str]:
    laid = page_rows(view, OFFICE_ZONE, columns, rows, is_closing=False)
    for row in laid:
        assert sum(cell.width for cell in row.cells) + len(row.cells) - 1 <= columns
        assert all(cell_len(cell.text) <= cell.width for cell in row.cells)
    return [" ".join(cell.text for cell in row.cells) for row in laid]


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("size", [(79, 21), (79, 23), (119, 35)])
def test_it_stands_above_everything_else(own: MakeOwn, size: tuple[int, int]) -> None:
    shown = lines(View.of(own(questions=(QUESTION,))), *size)
    assert "M01" in shown[3]
    assert "What was this for?" in shown[3]
    assert "on 2026-06-22 3 × [b]" in shown[4]
    assert shown[-1].startswith("4 ")


@pytest.mark.usefixtures("english")
def test_it_is_answered_by_a_key_or_in_own_words(own: MakeOwn) -> None:
    view = View.of(own(questions=(QUESTION,)))
    view, _ = keyed(view, "41")
    assert view.form is not None
    assert isinstance(view.form.step, Confirm)
    _, asks = keyed(view, "[enter]")
    assert asks == [QuestionAnswered(StaffNo("A07"), "C1", "the customer was with me")]
    _, typed = keyed(View.of(own(questions=(QUESTION,))), "45my turn[enter][enter]")
    assert typed == [QuestionAnswered(StaffNo("A07"), "C1", "my turn")]


@pytest.mark.usefixtures("english")
def test_the_receipt_says_so(own: MakeOwn) -> None:
    answered = Receipt(QuestionAnswered(StaffNo("A07"), "C1", "my turn"))
    assert "On record: your answer." in "\n".join(lines(View.of(own()).with_receipt(answered)))


@pytest.mark.usefixtures("english")
def test_without_a_question_there_is_nothing_to_answer(own: MakeOwn) -> None:
    view, asks = keyed(View.of(own()), "4")
    assert view.form is not None
    assert isinstance(view.form.step, Impossible)
    assert asks == []
    assert "4 answer" not in "\n".join(lines(View.of(own())))
