"""GZ-2-7, GZ-3-5, GZ-3-14, GZ-3-15, HY-3-3: what is owed, passed up, and comes back until done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.books.books import Books
from kiosk.books.items import (
    ITEM_KIND_NAMES,
    SAME_DAY,
    Happened,
    Item,
    ItemKind,
    ItemStep,
    Owed,
    still_open,
    to_plan,
)
from kiosk.errors import BookRefusedError, NoSuchItemError, NotEntitledError
from kiosk.person import StaffNo
from tests.kiosk.books.conftest import At

NOTED = datetime(2026, 11, 24, 23, 59, 59, tzinfo=OFFICE_ZONE).astimezone(UTC)
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
A07, A08, M01 = map(StaffNo, ("A07", "A08", "M01"))


def owed(
    kind: ItemKind = ItemKind.PROMISE,
    *steps: tuple[ItemStep, timedelta, StaffNo | None],
    due: date | None = None,
    customer: str | None = "G0001",
    item: str = "i1",
) -> Owed:
    happened = tuple(Happened(item, step, NOTED + later, "A07", to) for step, later, to in steps)
    return Owed(item, Item(kind, A07, "x", NOTED, "A07", due, customer), happened)


@pytest.mark.parametrize(
    ("due", "overdue"),
    [(TODAY - DAY, True), (TODAY, False), (TODAY + DAY, False), (None, False)],
)
def test_GZ_2_7_a_promise_is_overdue_from_the_day_after_its_own(  # noqa: N802 - the rule's id
    due: date | None, overdue: bool
) -> None:
    assert owed(due=due).is_overdue(TODAY) is overdue


def test_what_is_done_is_never_overdue() -> None:
    done = owed(ItemKind.PROMISE, (ItemStep.DONE, DAY, None), due=TODAY - 9 * DAY)
    assert not done.is_overdue(TODAY)
    assert still_open([done]) == []


@pytest.mark.parametrize("kind", sorted(SAME_DAY))
@pytest.mark.parametrize(
    ("later", "flagged"), [(timedelta(), False), (timedelta(seconds=1), True), (DAY, True)]
)
def test_GZ_3_5_a_note_is_passed_on_before_midnight(  # noqa: N802 - the rule's id
    kind: ItemKind, later: timedelta, flagged: bool
) -> None:
    noted = owed(kind, (ItemStep.PASSED, later, M01))
    assert noted.is_unreported(TODAY + 2 * DAY, OFFICE_ZONE) is flagged


def test_GZ_3_15_a_suggestion_may_wait_until_its_day_is_over() -> None:  # noqa: N802 - the rule's id
    noted = owed(ItemKind.SUGGESTION)
    assert not noted.is_unreported(TODAY, OFFICE_ZONE)
    assert noted.is_unreported(TODAY + DAY, OFFICE_ZONE)
    assert not owed(ItemKind.STRATEGY).is_unreported(TODAY + DAY, OFFICE_ZONE)


def test_GZ_3_14_feedback_that_is_passed_up_has_another_owner_and_ages_on() -> None:  # noqa: N802 - the rule's id
    feedback = owed(ItemKind.FEEDBACK, (ItemStep.ESCALATED, DAY, M01))
    assert feedback.escalated
    assert feedback.owner == M01
    assert feedback.age(TODAY + 9 * DAY, OFFICE_ZONE) == 9
    solved = owed(ItemKind.FEEDBACK, (ItemStep.ESCALATED, DAY, M01), (ItemStep.DONE, 2 * DAY, None))
    assert solved.age(TODAY + 9 * DAY, OFFICE_ZONE) == 2


def test_what_is_passed_on_keeps_its_owner() -> None:
    assert owed(ItemKind.COMPETITOR_NOTE, (ItemStep.PASSED, DAY, M01)).owner == A07


def test_what_is_most_overdue_comes_first_and_what_has_no_date_last() -> None:
    items = [owed(item="a"), owed(due=TODAY, item="b"), owed(due=TODAY - DAY, item="c")]
    assert [each.id for each in still_open(items)] == ["c", "b", "a"]


def test_GZ_3_7_only_own_due_items_about_customers_are_copied_to_the_plan() -> None:  # noqa: N802 - the rule's id
    items = [
        owed(item="due", due=TODAY),
        owed(item="dateless"),
        owed(item="later", due=TODAY + DAY),
        owed(item="nobody's", customer=None),
        owed(ItemKind.FEEDBACK, (ItemStep.ESCALATED, DAY, M01), item="M01's"),
        owed(ItemKind.PROMISE, (ItemStep.DONE, DAY, None), item="done"),
        owed(item="there"),
    ]
    found = to_plan(items, frozenset({"there"}), A07, TODAY)
    assert [each.id for each in found] == ["due", "dateless"]


def test_every_kind_has_a_name() -> None:
    assert set(ITEM_KIND_NAMES) == set(ItemKind)


def test_HY_3_3_an_item_is_kept_with_every_step(books: Books, at: At) -> None:  # noqa: N802 - the rule's id
    noted = books.items.note(
        ItemKind.FEEDBACK,
        A07,
        "信号不好",
        by="A07",
        now=at("2026-11-23 16:00"),
        customer="人民医院",
    )
    assert noted.item.customer == "G0002"
    books.items.step(
        noted.id, ItemStep.ESCALATED, "网络部", to=M01, by="A07", now=at("2026-11-24 10:00")
    )
    done = books.items.step(noted.id, ItemStep.DONE, by="M01", now=at("2026-11-25 10:00"))
    assert done.done == at("2026-11-25 10:00")
    assert books.items.all() == [done]
    with pytest.raises(BookRefusedError, match="done already"):
        books.items.step(noted.id, ItemStep.DONE, by="M01", now=at("2026-11-25 10:00"))


def test_only_the_owner_the_writer_and_the_manager_move_an_item(books: Books, at: At) -> None:
    now = at("2026-11-23 16:00")
    noted = books.items.note(ItemKind.PROMISE, A07, "开发票", by="A07", now=now)
    with pytest.raises(NotEntitledError, match="A08 may not move what A07 owes"):
        books.items.step(noted.id, ItemStep.DONE, by="A08", now=now)
    assert books.items.step(noted.id, ItemStep.DONE, by="M01", now=now).done == now


def test_what_cannot_be_is_refused(books: Books, at: At) -> None:
    now = at("2026-11-23 16:00")
    for text in ("", "  ", "x" * 501):
        with pytest.raises(BookRefusedError, match="say what is to be done"):
            books.items.note(ItemKind.PROMISE, A07, text, by="A07", now=now)
    noted = books.items.note(ItemKind.PROMISE, A07, "x", by="A07", now=now)
    with pytest.raises(BookRefusedError, match="passed on to somebody"):
        books.items.step(noted.id, ItemStep.ESCALATED, by="A07", now=now)
    with pytest.raises(BookRefusedError, match="passed on to somebody"):
        books.items.step(noted.id, ItemStep.DONE, to=M01, by="A07", now=now)
    with pytest.raises(NoSuchItemError, match="no open item"):
        books.items.step("nothing", ItemStep.DONE, by="A07", now=now)
