"""What the entrance says to each kind of tap: words, look, and what comes first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest

from devices.events import ReaderFault
from keyroom.errors import KeyroomError
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.judging.statuses import LineState, Rule, Status
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.timetable import Direction, Planned, Slot
from kiosk.money import Fen
from kiosk.person import Person
from kiosk.refusal import Refusal
from screens.entrance.look import Look
from screens.entrance.notice import Hint, Notice, notice
from screens.entrance.place import Place
from screens.entrance.so_far_words import late_words, priced_words, tapped_words
from screens.news import Answered, Corrected, Denied, Purpose, Stumbled

pytestmark = pytest.mark.usefixtures("english")

MakeAnswer = Callable[..., Answer]
Say = Callable[..., Notice]

NEXT = ("Next morning out 13:00", "Next 13:00")
NO_SLOT = ("Kept; fills no planned time",)

SAID: dict[str, tuple[dict[str, Any], Look, tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "in": ({}, Look.IN, ("In 09:42",), (("Counts as morning in", "morning in"), NEXT)),
    "out": (
        {"direction": Direction.OUT, "slot": Slot.AM_OUT},
        Look.OUT,
        ("Out 09:42",),
        (("Counts as morning out", "morning out"), NEXT),
    ),
    "in-without-slot": (
        {"slot": None, "next_planned": None},
        Look.IN,
        ("In 09:42",),
        (NO_SLOT,),
    ),
    "kept": (
        {"direction": None, "slot": None, "next_planned": None},
        Look.KEPT,
        ("Recorded 09:42", "Recorded"),
        (NO_SLOT,),
    ),
    "already-in": (
        {"result": Result.DUPLICATE, "since": datetime(2026, 11, 23, 1, 15, tzinfo=UTC)},
        Look.DUPLICATE,
        ("Already in since 09:15", "Already in"),
        (NEXT,),
    ),
    "already-out": (
        {
            "result": Result.DUPLICATE,
            "direction": Direction.OUT,
            "since": datetime(2026, 11, 23, 1, 41, tzinfo=UTC),
            "next_planned": None,
        },
        Look.DUPLICATE,
        ("Already out since 09:41", "Already out"),
        (),
    ),
    "unknown": (
        {"result": Result.UNKNOWN, "person": None},
        Look.UNKNOWN,
        ("Unknown badge",),
        (("Please have it enrolled by the room manager", "Please see the room manager"),),
    ),
    "spooled": (
        {"result": Result.SPOOLED},
        Look.SPOOLED,
        ("Kept 09:42", "Kept"),
        (
            (
                "Safe on this terminal; counted when the records are back",
                "Safe on this terminal",
            ),
        ),
    ),
    "failed": (
        {"result": Result.FAILED, "punch": None},
        Look.FAILED,
        ("Not recorded",),
        (("Please write it on paper and tell the room manager", "Write it on paper"),),
    ),
}
"""By kind: what is told apart from somebody's recorded arrival, look, headline, details."""

REFUSED = {
    Refusal.LOST: (Look.REFUSED, "Badge reported lost"),
    Refusal.REVOKED: (Look.REFUSED, "Badge taken back"),
    Refusal.REPLACED: (Look.REFUSED, "Badge replaced"),
    Refusal.EXPIRED: (Look.OUT_OF_TIME, "Badge expired"),
    Refusal.NOT_YET: (Look.OUT_OF_TIME, "Badge not valid yet"),
    Refusal.LEFT: (Look.REFUSED, "No longer on the staff"),
    Refusal.FOREIGN: (Look.NOT_GENUINE, "Badge of another office"),
    Refusal.FORGED: (Look.NOT_GENUINE, "Badge not genuine"),
    Refusal.ASSURANCE: (Look.REFUSED, "Badge not safe enough"),
}


@pytest.mark.parametrize("fields, look, headline, details", SAID.values(), ids=SAID.keys())
def test_an_answer_says_what_became_of_the_tap(
    answer: MakeAnswer,
    place: Place,
    fields: dict[str, Any],
    look: Look,
    headline: tuple[str, ...],
    details: tuple[tuple[str, ...], ...],
) -> None:
    said = notice(Answered(answer(**fields)), place.zone)
    assert said.look is look
    assert said.headline == headline
    assert said.details == details
    assert said.name[:1] == (() if fields.get("person", "") is None else ("格桑卓玛",))


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_says_what_is_wrong_and_what_to_do(
    answer: MakeAnswer, place: Place, refusal: Refusal
) -> None:
    said = notice(Answered(answer(result=Result.REFUSED, refusal=refusal)), place.zone)
    assert (said.look, said.headline[0]) == REFUSED[refusal]
    assert len(said.details) == 1


def test_every_result_has_its_own_look(answer: MakeAnswer, place: Place) -> None:
    results = [*Result]
    looks = {
        result: notice(Answered(answer(result=result, refusal=Refusal.LOST)), place.zone).look
        for result in results
    }
    assert len(set(looks.values())) == len(results)


@pytest.mark.parametrize("one, other", combinations(Look, 2), ids=lambda look: look.name)
def test_no_two_looks_share_colour_and_sign(one: Look, other: Look) -> None:
    assert (one.tone, one.symbol) != (other.tone, other.symbol)


def test_in_and_out_differ_in_colour_and_in_sign() -> None:
    assert Look.IN.tone != Look.OUT.tone
    assert Look.IN.symbol != Look.OUT.symbol


def test_a_good_tap_rings_once_and_a_bad_one_three_times() -> None:
    assert {Look.IN.bells, Look.OUT.bells, Look.KEPT.bells, Look.DUPLICATE.bells} == {1}
    assert {Look.UNKNOWN.bells, Look.REFUSED.bells, Look.FAILED.bells} == {3}


@pytest.mark.parametrize(
    "jump, shown",
    [(timedelta(hours=-1), "-1:00:00"), (timedelta(seconds=75), "+0:01:15")],
)
def test_a_jump_of_the_clock_is_set_apart_from_the_answer(
    answer: MakeAnswer, place: Place, jump: timedelta, shown: str
) -> None:
    said = notice(Answered(answer(clock_jump=jump)), place.zone)
    assert said.look is Look.IN
    assert shown in said.remarks[0]
    assert notice(Answered(answer()), place.zone).remarks == ()


def test_what_is_next_names_the_day_unless_it_is_today(answer: MakeAnswer, place: Place) -> None:
    tomorrow = Planned(Slot.AM_IN, datetime(2026, 11, 24, 9, 50, tzinfo=place.zone))
    said = notice(Answered(answer(next_planned=tomorrow)), place.zone)
    assert said.details[-1] == (
        "Next morning in Tuesday 09:50",
        "Next Tuesday 09:50",
        "Tuesday 09:50",
    )


def test_a_long_name_has_shorter_forms(
    answer: MakeAnswer, place: Place, person: Callable[..., Person]
) -> None:
    said = notice(Answered(answer(person=person("Kelsang Wangchuk Dorje"))), place.zone)
    assert said.name == ("Kelsang Wangchuk Dorje", "Kelsang Wangchuk", "Kelsang")


def test_a_correction_shows_the_tap_as_it_counts_now(answer: MakeAnswer, place: Place) -> None:
    said = notice(Corrected(answer(direction=Direction.OUT, slot=Slot.AM_OUT)), place.zone)
    assert said.look is Look.OUT
    assert said.remarks == ("Corrected by a supervisor",)
    assert said.details[0][0] == "Counts as morning out"


def test_a_badge_that_may_not_correct_is_answered_as_the_tap_it_is(
    answer: MakeAnswer, place: Place
) -> None:
    said = notice(Denied(Purpose.CORRECT, None, answer()), place.zone)
    assert said.look is Look.IN
    assert said.remarks == ("Not a supervisor's badge: taken as a tap",)


def test_what_cannot_be_corrected_says_why(place: Place) -> None:
    reason = KeyroomError("the last tap here cannot be corrected", "only one that counted")
    said = notice(Denied(Purpose.CORRECT, reason), place.zone)
    assert said.look is Look.DENIED
    assert said.details == (
        (
            "the last tap here cannot be corrected — only one that counted",
            "the last tap here cannot be corrected",
        ),
    )


@pytest.mark.parametrize(
    "shown, look",
    [
        (Stumbled(), Look.FAILED),
        (ReaderFault("door", datetime(2026, 11, 23, tzinfo=UTC), "checksum"), Look.MISREAD),
        (Purpose.CORRECT, Look.WAITING),
        (Purpose.LEAVE, Look.WAITING),
    ],
    ids=["fault", "misread", "awaiting-correction", "awaiting-leave"],
)
def test_other_news_has_a_notice_too(place: Place, shown: Any, look: Look) -> None:
    said = notice(shown, place.zone)
    assert said.look is look
    assert said.headline[0]


LATE_TAP = ("Morning in: late 12 min", "late 12 min")
PRICED = "Morning in: late 12 min · KQ-2-1a · 50 yuan"


def test_the_month_stands_below_what_the_tap_came_to(
    answer: MakeAnswer, place: Place, whole: Callable[[Answer], Answer]
) -> None:
    said = notice(Answered(whole(answer())), place.zone)
    assert said.details == (LATE_TAP, NEXT)
    assert said.close_by == PRICED
    assert said.so_far == "Month: late once, 12 min · missing 0 · leave 0/3 · corrections left 2"


def test_a_duplicate_tells_what_the_kept_tap_came_to(
    answer: MakeAnswer, place: Place, whole: Callable[[Answer], Answer]
) -> None:
    since = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)
    again = answer(result=Result.DUPLICATE, since=since, slot=None)
    assert notice(Answered(whole(again)), place.zone).details == (LATE_TAP, NEXT)


def test_a_tap_that_fills_nothing_says_so_beside_the_month(
    answer: MakeAnswer, place: Place, whole: Callable[[Answer], Answer]
) -> None:
    told = whole(answer(slot=None))
    assert told.so_far is not None
    said = notice(Answered(replace(told, so_far=replace(told.so_far, tapped=None))), place.zone)
    assert said.details == (NO_SLOT, NEXT)
    assert said.so_far


@pytest.mark.parametrize(
    "fields, state, words",
    [
        (
            {"result": Status.NORMAL, "rule": Rule.PREP, "prep_missed": True},
            None,
            "Morning in: in time, not early to prepare · KQ-2-0",
        ),
        ({"result": Status.NORMAL}, None, "Morning in: normal"),
        ({"result": Status.FIELD_DUTY}, None, "Morning in: field duty"),
        ({"result": LeaveKind.SICK}, None, "Morning in: sick leave"),
        ({"result": Status.REST}, None, "Morning in: day off"),
        (
            {"result": Status.EARLY_LEAVE, "minutes": 61, "rule": Rule.OFF_BY_TIER_3},
            LineState.CHARGED,
            "Morning in: left early 61 min · KQ-2-1c · 50 yuan",
        ),
        (
            {"result": Status.LATE, "minutes": 12, "rule": Rule.OFF_BY_TIER_1},
            LineState.PENDING,
            "Morning in: late 12 min · KQ-2-1a · pending",
        ),
        (
            {"result": Status.LATE, "minutes": 12, "rule": Rule.OFF_BY_TIER_1},
            None,  # of a manager (D-22)
            "Morning in: late 12 min · KQ-2-1a",
        ),
    ],
)
def test_what_a_tap_came_to_in_words(
    answer: MakeAnswer,
    whole: Callable[[Answer], Answer],
    fields: dict[str, Any],
    state: LineState | None,
    words: str,
) -> None:
    told = whole(answer()).so_far
    assert told is not None
    assert told.tapped is not None
    assert told.tapped.line is not None
    late = told.tapped
    line = None if state is None else replace(told.tapped.line, state=state)
    blank = late.result._replace(minutes=0, rule=None, fen=Fen(0))
    tapped = replace(late, result=blank._replace(**fields), line=line)
    assert (priced_words(tapped) or tapped_words(tapped)[0]) == words


@pytest.mark.parametrize(
    "late, minutes, words",
    [(0, 0, "never late"), (1, 12, "late once, 12 min"), (3, 104, "late 3 times, 104 min")],
)
def test_how_often_late_in_words(
    answer: MakeAnswer,
    whole: Callable[[Answer], Answer],
    late: int,
    minutes: int,
    words: str,
) -> None:
    told = whole(answer()).so_far
    assert told is not None
    assert late_words(replace(told.sums, late=late, late_minutes=minutes)) == words


def test_the_key_without_a_tap_asks_for_one(place: Place) -> None:
    said = notice(Hint.TAP_FIRST, place.zone)
    assert said.look is Look.WAITING
    assert "F3" in said.details[0][0]
