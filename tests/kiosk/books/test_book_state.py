"""GZ-3-8, HY-5-8, D-27: whether a book is kept, to the second."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.books.book_state import BookState, Entered, book_state

DUE = datetime(2026, 11, 24, 9, 35, tzinfo=OFFICE_ZONE)
SECOND = timedelta(seconds=1)


def state(entered: Entered, *, away: bool = False, must_declare: bool = True) -> BookState:
    return book_state(entered, DUE, away=away, must_declare=must_declare)


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        (-3600, BookState.FILLED),
        (0, BookState.FILLED),
        (59, BookState.FILLED),
        (60, BookState.FILLED_LATE),
        (7200, BookState.FILLED_LATE),
    ],
)
def test_GZ_3_8_entry_is_in_time_up_to_the_last_second_of_the_minute(  # noqa: N802 - the rule's id
    seconds: int, found: BookState
) -> None:
    assert state(Entered([DUE + seconds * SECOND])) is found


@pytest.mark.parametrize(
    ("seconds", "found"),
    [(-1, BookState.NO_VISIT), (59, BookState.NO_VISIT), (60, BookState.FILLED_LATE)],
)
def test_D_27_a_declaration_stands_for_the_entries(  # noqa: N802 - the rule's id
    seconds: int, found: BookState
) -> None:
    assert state(Entered(declared=DUE + seconds * SECOND)) is found


def test_D_27_silence_is_no_record() -> None:  # noqa: N802 - the rule's id
    assert state(Entered()) is BookState.MISSING
    assert state(Entered(), must_declare=False) is BookState.NO_VISIT
    assert state(Entered(), away=True) is BookState.EXCUSED


def test_entry_counts_for_more_than_a_declaration_that_it_belies() -> None:
    before = DUE - 3600 * SECOND
    assert state(Entered([before], declared=before)) is BookState.FILLED


def test_GZ_3_7b_an_approved_visit_that_is_not_written_up_is_missing() -> None:  # noqa: N802 - the rule's id
    before = DUE - 3600 * SECOND
    assert state(Entered([before], unlogged=1)) is BookState.MISSING
    assert state(Entered(unlogged=1, declared=before)) is BookState.MISSING


@given(
    st.lists(st.integers(-100_000, 100_000), max_size=4),
    st.none() | st.integers(-100_000, 100_000),
    st.integers(0, 2),
    st.booleans(),
    st.integers(-50_000, 50_000),
)
def test_more_entries_never_make_a_book_worse(
    entries: list[int], declared: int | None, unlogged: int, away: bool, more: int
) -> None:
    worse = [BookState.MISSING, BookState.FILLED_LATE]
    said = None if declared is None else DUE + declared * SECOND
    moments = [DUE + each * SECOND for each in entries]
    before = state(Entered(moments, unlogged, said), away=away)
    after = state(Entered([*moments, DUE + more * SECOND], unlogged, said), away=away)
    if before in worse:
        assert after not in worse or worse.index(after) >= worse.index(before)
    if unlogged:
        assert before is after is BookState.MISSING
