"""GZ-3-7: a plan kept, late or missed; GZ-3-9: who is due for a visit; what visits are for."""

from datetime import date, datetime, timedelta

import pytest

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.books.outcome import Due, Outcome, Visited, due_customers, outcome
from kiosk.books.purpose import (
    CHINESE_PURPOSES,
    PURPOSE_CLAUSES,
    PURPOSE_NAMES,
    Purpose,
    parse_purpose,
)
from kiosk.errors import BadCellError

PLANNED = datetime(2026, 11, 24, 16, 0, tzinfo=OFFICE_ZONE)
TODAY = date(2026, 11, 24)


def tried(*offsets: int, customer: str = "G1", dropped: bool = False, over: bool = True) -> Outcome:
    visits = [Visited("G1", PLANNED + timedelta(seconds=each)) for each in offsets]
    return outcome(customer, PLANNED, visits, dropped=dropped, over=over)


@pytest.mark.parametrize(
    ("seconds", "found"),
    [
        (-1800, Outcome.KEPT),
        (0, Outcome.KEPT),
        (59, Outcome.KEPT),
        (60, Outcome.LATE),
        (9000, Outcome.LATE),
    ],
)
def test_GZ_3_7_on_time_is_the_planned_minute(seconds: int, found: Outcome) -> None:  # noqa: N802 - the rule's id
    assert tried(seconds) is found


def test_GZ_3_7_the_earliest_of_several_visits_counts() -> None:  # noqa: N802 - the rule's id
    assert tried(3600, -60) is Outcome.KEPT


def test_GZ_3_7_a_visit_to_another_customer_does_not_keep_the_plan() -> None:  # noqa: N802 - the rule's id
    assert tried(0, customer="G2") is Outcome.MISSED
    assert tried(0, customer="G2", over=False) is Outcome.OPEN


def test_what_was_taken_off_is_neither_kept_nor_missed() -> None:
    assert tried(dropped=True) is Outcome.DROPPED


@pytest.mark.parametrize(("days", "is_due"), [(29, False), (30, True), (31, True)])
def test_GZ_3_9_a_customer_is_due_from_the_thirtieth_day_on(days: int, is_due: bool) -> None:  # noqa: N802 - the rule's id
    last = TODAY - timedelta(days=days)
    assert due_customers(["G1"], {"G1": last}, TODAY, 30) == ([Due("G1", last)] if is_due else [])


def test_GZ_3_9_who_was_never_visited_comes_first() -> None:  # noqa: N802 - the rule's id
    last = {"G1": date(2026, 9, 1), "G2": date(2026, 8, 1)}
    found = due_customers(["G1", "G2", "G3"], last, TODAY, 30)
    assert [each.customer for each in found] == ["G3", "G2", "G1"]


@pytest.mark.parametrize(
    ("purpose", "clause"),
    [
        (Purpose.REGULAR, "GZ-3-9"),
        (Purpose.REQUEST, "GZ-3-9"),
        (Purpose.MATERIAL, "GZ-3-10"),
        (Purpose.DEMONSTRATION, "GZ-3-10"),
        (Purpose.TRAINING, "GZ-3-10"),
        (Purpose.CARE, "GZ-3-11"),
        (Purpose.PROMOTION, "GZ-3-12"),
        (Purpose.PRODUCT, "GZ-3-13"),
        (Purpose.FEEDBACK, "GZ-3-14"),
    ],
)
def test_every_purpose_serves_its_clause(purpose: Purpose, clause: str) -> None:
    assert PURPOSE_CLAUSES[purpose] == clause


def test_every_purpose_has_a_clause_a_name_and_a_chinese_word() -> None:
    assert set(Purpose) == set(PURPOSE_CLAUSES) == set(PURPOSE_NAMES)
    assert set(Purpose) == set(CHINESE_PURPOSES.values())


def test_purposes_are_read_by_code_and_by_word() -> None:
    assert parse_purpose("业务演示") is parse_purpose("Demonstration") is Purpose.DEMONSTRATION
    with pytest.raises(BadCellError, match="no purpose"):
        parse_purpose("sightseeing")
