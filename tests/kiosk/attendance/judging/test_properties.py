"""What holds of every week, whatever was tapped, approved, found and decided."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.case import Case
from kiosk.attendance.judging.evidence import (
    ApprovedCorrection,
    ApprovedFinding,
    ApprovedLeave,
    ApprovedVisit,
    Evidence,
    Span,
)
from kiosk.attendance.judging.month_judge import judge_month
from kiosk.attendance.judging.plan import plan_days
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.judging.statuses import FindingKind, LineState, Rule, Status, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.slots import Tap
from kiosk.attendance.timetable import OFFICE_ZONE, Direction, Slot
from kiosk.person import Person, StaffNo
from kiosk.roles import Role
from tests.kiosk.attendance.judging.trial import rulebook

FIRST, LAST = date(2026, 9, 29), date(2026, 10, 10)
"""Over a change of season and a holiday, to a Saturday that is worked."""
START = datetime(2026, 9, 29, tzinfo=OFFICE_ZONE)
DAYS = (LAST - FIRST).days + 1
PERSON = Person(StaffNo("A07"), "扎西", Role.ACCOUNT_MANAGER, "一组", date(2026, 1, 1))
KNOBS = (
    "",
    "attendance.punches_per_day = 2",
    'absence.unit = "day"',
    'missing_punch.unresolved = "absent"\nattendance.late_as_absent_after = 60',
    'attendance.rounding = "second"\nprep.fine = 5\nstack.absence_and_errand = true',
    'leave.free_per_month = 0\nleave.fine_mode = "per_extra"\nerrand.fine = 60',
)
RULES = {knobs: rulebook(knobs) for knobs in KNOBS}
PLANS = {
    knobs: list(plan_days(FIRST, LAST, [(date.min, rules)], Calendar()))
    for knobs, rules in RULES.items()
}

_hour = st.integers(0, DAYS * 24 * 6 - 1).map(lambda n: timedelta(minutes=10 * n))
_near_work = st.builds(
    lambda day, hour, minute, second: timedelta(
        days=day, hours=hour, minutes=minute, seconds=second
    ),
    st.integers(0, DAYS - 1),
    st.sampled_from([8, 9, 9, 10, 11, 12, 13, 14, 15, 15, 16, 18, 18, 19]),
    st.integers(0, 59),
    st.sampled_from([0, 0, 1, 59]),
)
_way = st.sampled_from([None, None, None, Direction.IN, Direction.OUT])
_off = st.sampled_from([0, 0, 0, 0, 300]).map(lambda seconds: timedelta(seconds=seconds))
_long = st.integers(1, 60).map(lambda n: timedelta(minutes=10 * n))


@st.composite
def _taps(draw: st.DrawFn) -> list[Tap]:
    rows = draw(st.lists(st.tuples(_near_work, _way, _off), max_size=24))
    return [
        Tap(f"{number:03}", START + after, way, clock_off=off)
        for number, (after, way, off) in enumerate(rows)
    ]


@st.composite
def _evidence(draw: st.DrawFn) -> Evidence:
    leaves = [
        ApprovedLeave(f"L{number}", kind, START + start, START + start + length)
        for number, (kind, start, length) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(LeaveKind), _hour, _long), max_size=4))
        )
    ]
    visits = [
        ApprovedVisit(f"V{number}", START + start, START + start + length)
        for number, (start, length) in enumerate(
            draw(st.lists(st.tuples(_hour, _long), max_size=3))
        )
    ]
    findings = [
        ApprovedFinding(f"F{number}", kind, START + at)
        for number, (kind, at) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(FindingKind), _near_work), max_size=5))
        )
    ]
    places = draw(
        st.dictionaries(
            st.tuples(st.integers(0, DAYS - 1), st.sampled_from(Slot)), _near_work, max_size=3
        )
    )
    corrections = {
        (FIRST + timedelta(days=day), slot): ApprovedCorrection(
            f"C{day}{slot}", START + timedelta(days=day) + timedelta(seconds=at.seconds)
        )
        for (day, slot), at in places.items()
    }
    return Evidence(draw(_taps()), leaves, visits, corrections, findings)


@st.composite
def _decided(draw: st.DrawFn, case: Case, knobs: str) -> Case:
    """The case with decisions about, and objections to, some of its lines."""
    ids = [line.id for line in judged(case, knobs).lines]
    verdicts = draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(Verdict))) if ids else {}
    objected = draw(st.sets(st.sampled_from(ids))) if ids else set()
    evidence = replace(case.evidence, verdicts=verdicts, objected=frozenset(objected))
    return replace(case, evidence=evidence)


_outages = st.lists(st.tuples(_hour, _long), max_size=2).map(
    lambda rows: [Span(START + start, START + start + length) for start, length in rows]
)
_now = _hour.map(lambda after: START + after)
_cases = st.builds(
    Case, st.just(PERSON), _evidence(), _outages, _now | st.just(START.replace(year=2030))
)
_knobs = st.sampled_from(KNOBS)


def judged(case: Case, knobs: str) -> PersonMonth:
    return judge_month(case, PLANS[knobs])


@settings(max_examples=100)
@given(_cases, _knobs, st.data())
def test_kq_3_a_month_adds_up_and_says_what_it_rests_on(
    case: Case, knobs: str, data: st.DataObject
) -> None:
    case = data.draw(_decided(case, knobs))
    month = judged(case, knobs)
    assert month.total == sum(line.fen for line in month.lines)
    assert len({line.id for line in month.lines}) == len(month.lines)
    assert [line.date for line in month.lines] == sorted(line.date for line in month.lines)
    for line in month.lines:
        assert line.id.startswith("A07:2026-")
        assert line.version == RULES[knobs].version
        assert line.knobs == RULES[knobs].knobs[line.rule]
        assert line.fen == (line.at_stake if line.state.costs else 0)
        assert line.fen >= 0
        assert line.minutes >= 0
        if case.evidence.verdicts.get(line.id) is Verdict.WAIVE and line.rule is not Rule.MISSING:
            assert line.state is LineState.WAIVED
    for day in month.days:
        slots = sum(slot.fen for slot in day.slots.values())
        findings = (Rule.ERRAND, Rule.UNIFORM)
        assert slots == sum(line.fen for line in day.lines if line.rule not in findings)
        assert day.attended_sessions + day.absent_sessions <= max(day.due_sessions, 0)
        assert 0 <= day.worked_minutes <= 380
        for slot, result in day.slots.items():
            assert result.minutes >= 0
            assert bool(result.minutes) is (result.result in _OFF), slot


_OFF = (Status.LATE, Status.SERIOUS_LATE, Status.EARLY_LEAVE, Status.ABSENT_LATE)


@given(_cases, _knobs, st.data())
def test_judging_is_the_same_each_time(case: Case, knobs: str, data: st.DataObject) -> None:
    case = data.draw(_decided(case, knobs))
    assert judged(case, knobs) == judged(case, knobs)


@given(_cases, _knobs, st.randoms())
def test_any_order_of_the_same_evidence_gives_the_same_month(
    case: Case, knobs: str, chance: random.Random
) -> None:
    found = case.evidence
    shuffled = replace(
        found,
        taps=chance.sample(found.taps, len(found.taps)),
        leaves=chance.sample(found.leaves, len(found.leaves)),
        findings=chance.sample(found.findings, len(found.findings)),
    )
    month, again = judged(case, knobs), judged(replace(case, evidence=shuffled), knobs)
    assert again == month


@given(_cases, _knobs, st.integers(0, 60), st.data())
def test_d08_1_a_second_read_changes_nothing(
    case: Case, knobs: str, seconds: int, data: st.DataObject
) -> None:
    taps = case.evidence.taps
    if not taps:
        return
    first = data.draw(st.sampled_from(taps))
    again = first._replace(id="again", at=first.at + timedelta(seconds=seconds), direction=None)
    counted = RULES[knobs].taps.assign([*taps, again])
    if counted["again"].repeats is not None:
        evidence = replace(case.evidence, taps=[*taps, again])
        assert judged(replace(case, evidence=evidence), knobs) == judged(case, knobs)


@settings(max_examples=100)
@given(_cases, _knobs, st.data())
def test_waiving_a_line_never_costs_anything(case: Case, knobs: str, data: st.DataObject) -> None:
    case = data.draw(_decided(case, knobs))
    month = judged(case, knobs)
    if not month.lines:
        return
    line = data.draw(st.sampled_from(month.lines))
    verdicts = {**case.evidence.verdicts, line.id: Verdict.WAIVE}
    waived = judged(replace(case, evidence=replace(case.evidence, verdicts=verdicts)), knobs)
    assert waived.total <= month.total
    assert sum(each.fen for each in waived.lines if each.id == line.id) == 0


@settings(max_examples=100)
@given(_cases, _knobs, st.data())
def test_upholding_a_line_costs_no_more_than_it_has_at_stake(
    case: Case, knobs: str, data: st.DataObject
) -> None:
    month = judged(case, knobs)
    if not month.lines:
        return
    line = data.draw(st.sampled_from(month.lines))
    verdicts = {line.id: Verdict.CHARGE}
    upheld = judged(replace(case, evidence=replace(case.evidence, verdicts=verdicts)), knobs)
    assert upheld.total <= month.total + line.at_stake


@settings(max_examples=150)
@given(_cases, _knobs, st.sampled_from(LeaveKind), st.integers(0, DAYS - 1), st.data())
def test_d17_leave_costs_at_most_what_it_counts_for_and_what_it_lets_be_seen(
    case: Case, knobs: str, kind: LeaveKind, day: int, data: st.DataObject
) -> None:
    """Approving leave may cost the fine of one leave too many (KQ-2-5). It may also show that a
    punch which seemed to be missing was one: of a shortened session the midpoint is another.
    """
    start = START + timedelta(days=day, minutes=10 * data.draw(st.integers(50, 110)))
    leave = ApprovedLeave("new", kind, start, start + data.draw(_long))
    before = judged(case, knobs)
    evidence = replace(case.evidence, leaves=[*case.evidence.leaves, leave])
    after = judged(replace(case, evidence=evidence), knobs)
    allowed = before.total + RULES[knobs].leave_fine
    for old, new in zip(before.days, after.days, strict=True):
        for slot, result in new.slots.items():
            was = old.slots[slot]
            allowed += max(result.fen - was.fen, 0) if was.result in _UNSEEN else 0
    assert after.total <= allowed


_UNSEEN = (Status.MISSING_IN, Status.MISSING_OUT, Status.OPEN, Status.ABSENT)


@given(_cases, _knobs)
def test_others_than_those_who_can_be_fined_are_judged_the_same_and_charged_nothing(
    case: Case, knobs: str
) -> None:
    manager = replace(case, person=replace(PERSON, role=Role.ROOM_MANAGER))
    month, hers = judged(case, knobs), judged(manager, knobs)
    assert hers.lines == ()
    assert hers.counts == month.counts
    for day, her_day in zip(month.days, hers.days, strict=True):
        assert [slot.result for slot in her_day.slots.values()] == [
            slot.result for slot in day.slots.values()
        ]


@given(_cases, _knobs)
def test_a_day_judged_alone_is_the_month_s_day(case: Case, knobs: str) -> None:
    month = judged(case, knobs)
    for plan, day in zip(PLANS[knobs], month.days, strict=True):
        assert judge_month(case, [plan]).days == (day,)
