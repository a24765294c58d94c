"""GZ-3-7, GZ-3-8: the day's plan: entered, copied from what is open, taken off with a reason."""

from datetime import date, datetime, time

import pytest

from kiosk.books.books import Books
from kiosk.books.items import ItemKind
from kiosk.books.plan_book import Planned
from kiosk.books.purpose import Purpose
from kiosk.errors import (
    BadCellError,
    BookRefusedError,
    NoSuchItemError,
    NotEntitledError,
    RequestRefusedError,
)
from kiosk.person import StaffNo
from tests.kiosk.books.conftest import At

DAY = date(2026, 11, 24)
A07 = StaffNo("A07")


@pytest.fixture
def now(at: At) -> datetime:
    return at("2026-11-24 09:00")


def add(
    books: Books,
    now: datetime,
    clock: str = "16:00",
    customer: str = "人民医院",
    *,
    day: date = DAY,
    by: str = "A07",
    note: str = "",
) -> Planned:
    return books.plans.add(
        A07, day, time.fromisoformat(clock), customer, Purpose.REGULAR, note, by=by, now=now
    )


def test_GZ_3_7_a_plan_names_customer_time_and_purpose(books: Books, now: datetime, at: At) -> None:  # noqa: N802 - the rule's id
    later, earlier = add(books, now), add(books, now, "15:30", "东方酒店")
    assert books.plans.of(DAY) == [earlier, later]
    assert later.entry.customer == "G0002"
    assert later.entry.at == at("2026-11-24 16:00")
    assert earlier.entry.customer == "东方酒店"
    assert books.plans.of(DAY, StaffNo("A08")) == []


def test_a_line_is_taken_off_with_a_reason_and_stays_in_the_book(
    books: Books, now: datetime
) -> None:
    planned = add(books, now)
    with pytest.raises(BookRefusedError, match="why"):
        books.plans.drop(planned.id, " ", by="A07")
    dropped = books.plans.drop(planned.id, "客户外出", by="A07")
    assert books.plans.of(DAY) == [dropped]
    assert dropped.entry.dropped == "客户外出"
    with pytest.raises(BookRefusedError, match="already"):
        books.plans.drop(planned.id, "客户外出", by="A07")
    assert add(books, now)


def test_GZ_3_7_open_items_are_copied_once(books: Books, now: datetime) -> None:  # noqa: N802 - the rule's id
    promise = books.items.note(
        ItemKind.PROMISE, A07, "送发票", by="A07", now=now, due=DAY, customer="G0001"
    )
    books.items.note(ItemKind.FEEDBACK, A07, "x", by="A07", now=now, customer="人民医院")
    books.items.note(ItemKind.FEEDBACK, A07, "y", by="A07", now=now, customer="G0002")
    copied = books.plans.copy_open(A07, DAY, time(16), by="A07", now=now)
    assert [(each.entry.customer, each.entry.purpose, each.entry.note) for each in copied] == [
        ("G0001", Purpose.REQUEST, "送发票"),
        ("G0002", Purpose.FEEDBACK, "x"),
    ]
    assert copied[0].entry.item == promise.id
    assert books.plans.copy_open(A07, DAY, time(16), by="A07", now=now) == []


@pytest.mark.parametrize(
    ("changed", "error", "why"),
    [
        ({"by": "A08"}, NotEntitledError, "may not write into the books of A07"),
        ({"by": "T01"}, NotEntitledError, "may not write into the books of A07"),
        ({"customer": ""}, BadCellError, "no name"),
        ({"customer": "a\nb"}, BadCellError, "no name"),
        ({"note": "x" * 501}, BookRefusedError, "501 characters"),
        ({"day": date(2026, 1, 4)}, RequestRefusedError, "not in the office"),
    ],
)
def test_bad_lines_are_refused(
    books: Books, now: datetime, changed: dict[str, object], error: type[Exception], why: str
) -> None:
    with pytest.raises(error, match=why):
        add(books, now, **changed)  # type: ignore[arg-type]
    assert books.plans.between(date.min, date.max) == []


def test_the_same_line_twice_is_refused(books: Books, now: datetime) -> None:
    add(books, now)
    with pytest.raises(BookRefusedError, match="already"):
        add(books, now, customer="G0002")
    assert add(books, now, "17:00")


def test_a_manager_may_add_what_is_missing(books: Books, now: datetime) -> None:
    assert add(books, now, by="M01").entry.by == "M01"


def test_a_plan_that_nobody_made_is_not_there(books: Books) -> None:
    with pytest.raises(NoSuchItemError, match="no line"):
        books.plans.drop("nothing", "x", by="A07")
