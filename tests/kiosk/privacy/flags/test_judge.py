"""BM-7: each flag at its threshold and just below; what is innocent is not flagged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.judging.evidence import Span
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.flags.facts import Business, Entry, Jump, Outage
from kiosk.privacy.flags.flag import Flag, FlagKind, by_person, ranked
from kiosk.privacy.flags.judge import judge
from kiosk.privacy.flags.volume import Usual
from kiosk.settings.flags import FlagKnobs
from tests.kiosk.privacy.flags.written_facts import (
    A07,
    A08,
    DAY,
    M01,
    M02,
    WHOLE,
    at,
    attended,
    entry,
    facts,
    found,
    many,
)

K = FlagKind
OUTAGE = Outage(Span(at("09:30"), at("09:50")), ("R1", "R2"))


@pytest.mark.parametrize(
    "clock, kind",
    [
        ("09:34", K.NOT_CLOCKED_IN),
        ("09:35", None),
        ("10:00", None),
        ("13:06", None),
        ("13:07", K.AFTER_CLOCK_OUT),
        ("15:00", K.AFTER_CLOCK_OUT),
        ("15:05", None),
        ("18:36", None),
        ("18:37", K.AFTER_CLOCK_OUT),
    ],
)
def test_bm_7_accesses_are_held_against_taps_with_five_minutes_grace(
    clock: str, kind: FlagKind | None
) -> None:
    assert set(found([entry(clock, customer="G0001")])) == ({kind} if kind else set())


def test_who_never_tapped_is_not_clocked_in_unless_nobody_could_tap() -> None:
    entries = [entry("11:00", customer="G0001")]
    assert K.NOT_CLOCKED_IN in found(entries, attended={})
    assert K.NOT_CLOCKED_IN not in found(entries, attended={}, outages=(OUTAGE,))


@pytest.mark.parametrize(
    "clock, marks, kind",
    [
        ("10:56", ("09:40",), K.ON_LEAVE),
        ("10:54", ("09:40",), None),
        ("11:46", ("09:40",), None),
        ("11:30", ("09:40", "10:49", "11:20"), None),
        ("11:30", (), K.ON_LEAVE),
    ],
    ids=["inside", "grace before", "grace after", "came back early", "never came"],
)
def test_bm_7_on_leave(clock: str, marks: Sequence[str], kind: FlagKind | None) -> None:
    day = attended(*marks, leaves=[("10:50", "11:50")])
    assert set(found([entry(clock)], attended={(A07, DAY): day})) == ({kind} if kind else set())


@pytest.mark.parametrize("clock, is_late", [("19:00", False), ("19:01", True), ("09:19", True)])
def test_bm_7_after_hours(clock: str, is_late: bool) -> None:
    always = {(A07, DAY): attended("08:00")}
    assert (K.AFTER_HOURS in found([entry(clock)], attended=always)) is is_late


def test_bm_7_a_day_off_has_no_usual_hours() -> None:
    flag = found([entry("11:00")], hours={})[K.AFTER_HOURS]
    assert flag.why.shown(str).startswith("on 2026-11-23, a day off")


def test_an_access_is_flagged_once() -> None:
    flags = found([entry("20:00"), entry("20:10")])
    assert set(flags) == {K.AFTER_CLOCK_OUT}
    assert len(flags[K.AFTER_CLOCK_OUT].entries) == 2


def others(number: int) -> list[Entry]:
    return [entry("10:00", customer=f"G001{n}", second=M01) for n in range(number)]


@pytest.mark.parametrize("number, is_flagged", [(2, False), (3, True)])
def test_bm_2_others_customers_of_a_day(number: int, is_flagged: bool) -> None:
    assert (K.OTHERS in found(others(number))) is is_flagged


def test_bm_2_a_plan_of_the_day_names_others_customers() -> None:
    plans = {(A07, DAY): frozenset({"G0010"})}
    assert K.OTHERS not in found(others(3), plans=plans)


def test_bm_2_a_customer_who_changed_hands_flags_nobody() -> None:
    own_then = [each._replace(second=None) for each in others(5)]
    assert K.OTHERS not in found(own_then)


def test_bm_2_who_owns_nobody_opens_others_as_his_work() -> None:
    assert K.OTHERS not in found([each._replace(person=M02) for each in others(5)])


@pytest.mark.parametrize("number, is_flagged", [(3, False), (4, True)])
def test_bm_7_same_customer_viewed_by_many(number: int, is_flagged: bool) -> None:
    people = (A07, A08, M01, M02)[:number]
    flags = found([entry("10:00", person=person, customer="G0001") for person in people])
    assert (K.MANY_VIEWERS in flags) is is_flagged
    if is_flagged:
        assert flags[K.MANY_VIEWERS].person is None
        assert flags[K.MANY_VIEWERS].people == {*people}


@pytest.mark.parametrize(
    "number, step_s, is_flagged", [(7, 10, False), (8, 85, True), (8, 86, False)]
)
def test_bm_7_serial_search(number: int, step_s: int, is_flagged: bool) -> None:
    searches = many(number, step_s=step_s, kind=AccessKind.SEARCH)
    assert (K.SERIAL_SEARCH in found(searches)) is is_flagged


@pytest.mark.parametrize("number, is_flagged", [(3, False), (4, True)])
@pytest.mark.parametrize("person", [A07, None])
def test_bm_7_refused_tries(number: int, is_flagged: bool, person: Any) -> None:
    tries = many(number, kind=AccessKind.PIN, person=person, refused=True, terminal="desk")
    assert (K.REFUSED in found(tries)) is is_flagged


def reveals() -> list[Entry]:
    monday = date(2026, 11, 16)
    return [
        entry("10:00", AccessKind.REVEAL, day=monday, customer=no, reason="business")
        for no in ("G0001", "G0002")
    ]


@pytest.mark.parametrize(
    "visited, is_flagged",
    [("11-16T09:00", False), ("11-19T23:59", False), ("11-20T00:00", True), ("11-15T15:00", True)],
)
def test_bm_7_business_follows_within_three_days(visited: str, is_flagged: bool) -> None:
    when = datetime.fromisoformat(f"2026-{visited}").replace(tzinfo=OFFICE_ZONE)
    business = (Business("G0001", when), Business("G0009", at("10:00")))
    assert (K.NO_BUSINESS in found(reveals(), business=business)) is is_flagged


def test_without_books_or_before_the_days_are_over_no_business_is_missed() -> None:
    elsewhere = (Business("G0009", at("10:00")),)
    early = datetime(2026, 11, 19, 12, tzinfo=OFFICE_ZONE)
    assert K.NO_BUSINESS in found(reveals(), business=elsewhere)
    assert K.NO_BUSINESS not in found(reveals())
    assert K.NO_BUSINESS not in found(reveals(), business=elsewhere, now=early)
    off = FlagKnobs(business_days=0)
    assert K.NO_BUSINESS not in found(reveals(), off, business=elsewhere)


def history(*counts: int) -> dict[date, int]:
    return {DAY - timedelta(days=n): count for n, count in enumerate(counts, start=1)}


@pytest.mark.parametrize(
    "number, counts, is_flagged",
    [
        (30, (8, 9, 10, 11, 12), True),  # median 10, spread √10: 6.3 times
        (25, (8, 9, 10, 11, 12), False),  # 4.7 times
        (30, (8, 9, 10, 11), False),  # too few days, and nobody else's
        (30, (4, 8, 12, 16, 20, 24, 28), False),  # he often differs
        (14, (1, 1, 1, 1, 1), False),  # few are never too many
        (30, (10, 10, 10, 10, 500), True),  # one wild day changes nothing
    ],
)
def test_bm_7_volume_against_the_own_history(
    number: int, counts: Sequence[int], is_flagged: bool
) -> None:
    flags = found(many(number, customer="G0001"), opened={A07: history(*counts)})
    assert (K.VOLUME in flags) is is_flagged


def test_bm_7_volume_of_somebody_new_is_held_against_the_office() -> None:
    opened = {A08: history(*(10,) * 30)}
    flag = found(many(40, customer="G0001"), opened=opened)[K.VOLUME]
    assert "without a history of his own" in flag.why.shown(str)


def test_the_spread_is_explained() -> None:
    usual = Usual.of([8, 9, 10, 11, 12])
    assert (usual.days, usual.median) == (5, 10)
    assert usual.score(10) == 0
    assert Usual.of([100] * 9).spread == 10  # of equal days: the root of the median


def authorised(by: Any, number: int) -> list[Entry]:
    return [
        entry("10:00", customer="G0010", second=by, day=DAY - timedelta(days=n % 20))
        for n in range(number)
    ]


@pytest.mark.parametrize(
    "first, other, is_flagged", [(8, 0, True), (7, 0, False), (18, 2, True), (17, 2, False)]
)
def test_bm_2_the_same_second_person(first: int, other: int, is_flagged: bool) -> None:
    flags = found([*authorised(M01, first), *authorised(M02, other)])
    assert (K.SAME_SECOND in flags) is is_flagged


def test_bm_2_where_only_one_can_authorise_nobody_is_asked_why() -> None:
    assert K.SAME_SECOND not in found(authorised(M01, 9), seconds=frozenset({M01}))


@pytest.mark.parametrize("minutes, is_flagged", [(9, False), (10, True)])
def test_outages_count_in_working_hours_and_once(minutes: int, is_flagged: bool) -> None:
    span = Span(at("10:00"), at("10:00") + timedelta(minutes=minutes))
    night = Outage(Span(at("20:00"), at("22:00")), ("N",))
    flags = found([entry("10:05")], outages=(Outage(span, ("R1",)), Outage(span, ("R2",)), night))
    assert (K.READER_OUTAGE in flags) is is_flagged
    if is_flagged:
        assert flags[K.READER_OUTAGE].entries[:2] == ("R1", "R2")


@pytest.mark.parametrize("seconds, is_flagged", [(59.0, False), (60.0, True), (-3600.0, True)])
def test_clock_jumps(seconds: float, is_flagged: bool) -> None:
    jumps = (Jump("J1", at("11:00"), DAY, "entrance", seconds),)
    assert (K.CLOCK_JUMP in found([], jumps=jumps)) is is_flagged


def busy() -> list[Entry]:
    """A flag of nearly every kind."""
    return [
        entry("09:00", customer="G0001"),
        entry("20:00", AccessKind.SESSION),
        *others(4),
        *many(9, kind=AccessKind.SEARCH),
        *many(5, kind=AccessKind.PIN, refused=True),
        *(entry("11:00", person=person, customer="G0002") for person in (A08, M01, M02, A07)),
        *many(40, "16:00", customer="G0001"),
        *authorised(M01, 12),
    ]


BUSY = busy()
MORE = {"opened": {A07: history(5, 6, 5, 6, 5)}}


def keys(entries: Sequence[Entry]) -> list[Flag]:
    return judge(facts(entries, **MORE), FlagKnobs())


@given(st.permutations(BUSY))
def test_the_order_of_entries_does_not_matter(entries: list[Entry]) -> None:
    assert keys(entries) == keys(BUSY)


@given(
    st.lists(
        st.builds(
            lambda minute, kind: entry(f"16:{minute:02}", kind, customer="G0018"),
            st.integers(0, 59),
            st.sampled_from([AccessKind.CUSTOMER, AccessKind.SESSION, AccessKind.REVEAL]),
        ),
        max_size=6,
    )
)
def test_an_innocent_entry_never_removes_a_flag(innocent: list[Entry]) -> None:
    before = {flag.key for flag in keys(BUSY)}
    assert {flag.key for flag in keys([*BUSY, *innocent])} >= before
    colleague = [each._replace(person=A08) for each in innocent]
    assert {flag.key for flag in keys([*BUSY, *colleague])} >= before


def test_keys_stay_when_more_has_happened() -> None:
    assert found([entry("20:00")])[K.AFTER_CLOCK_OUT].key == "after_clock_out:A07:2026-11-23"
    assert found([entry("20:00"), entry("21:00")])[K.AFTER_CLOCK_OUT].key == (
        "after_clock_out:A07:2026-11-23"
    )


def test_flags_are_ranked_and_grouped_by_person() -> None:
    flags = keys(BUSY)
    assert flags == ranked(reversed(flags))
    assert [flag.weight for flag in flags] == sorted((f.weight for f in flags), reverse=True)
    groups = by_person(flags)
    assert [group.person for group in groups][-1] is None
    assert sum(len(group.flags) for group in groups) == len(flags)


def test_every_sentence_is_whole() -> None:
    for flag in keys(BUSY):
        assert "{" not in flag.why.shown(str)
    assert "{" not in replace(keys(BUSY)[0], people=frozenset()).why.shown(str)


def test_microseconds_and_a_whole_day_of_one_person_are_fine() -> None:
    same = [entry("10:00")._replace(id=f"S{n:07}") for n in range(20_000)]
    assert set(found(same, attended={(A07, DAY): WHOLE})) == set()
