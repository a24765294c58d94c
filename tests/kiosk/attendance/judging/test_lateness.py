"""KQ-1, KQ-2-0, KQ-2-1 with D-03, D-04, D-05, D-13: late, early, and not early enough."""

from datetime import date, timedelta

import pytest

from kiosk.attendance.timetable import Slot
from tests.kiosk.attendance.conftest import local_time
from tests.kiosk.attendance.judging.trial import SUMMER, WINTER, Trial, outcome, tried

PLANNED = {
    SUMMER: {"am_in": "09:20", "am_out": "12:30", "pm_in": "15:20", "pm_out": "18:30"},
    WINTER: {"am_in": "09:50", "am_out": "13:00", "pm_in": "15:20", "pm_out": "18:30"},
}
"""KQ-1-1 to KQ-1-4."""
SEASONS = pytest.mark.parametrize("day", [SUMMER, WINTER], ids=["summer", "winter"])
SESSIONS = pytest.mark.parametrize("session", ["am", "pm"])


def taps(day: date, slot: str, minutes: float) -> str:
    """In time everywhere but at one slot, `minutes` from its planned time."""
    return " ".join(
        f"{other[3:]}@{_clock(day, other, minutes if other == slot else _IN_TIME[other[3:]])}"
        for other in PLANNED[day]
    )


_IN_TIME = {"in": -10, "out": 0}


def _clock(day: date, slot: str, minutes: float) -> str:
    at = local_time(day, PLANNED[day][slot]) + timedelta(minutes=minutes)
    return f"{at:%H:%M:%S}"


@SEASONS
@SESSIONS
@pytest.mark.parametrize(
    "minutes, word, cost",
    [
        (-10, "ok", ""),
        (-9, "ok!", ""),
        (0, "ok!", ""),
        (1, "late+1", "KQ-2-1a 50"),
        (29, "late+29", "KQ-2-1a 50"),
        (30, "late+30", "KQ-2-1a 50"),
        (31, "serious+31", "KQ-2-1b 100"),
        (59, "serious+59", "KQ-2-1b 100"),
        (60, "serious+60", "KQ-2-1b 100"),
        (61, "serious+61", "KQ-2-1c 200"),
        (189, "serious+189", "KQ-2-1c 200"),
    ],
)
def test_kq_2_1_late(day: date, session: str, minutes: int, word: str, cost: str) -> None:
    slot = f"{session}_in"
    words, costs = tried(day, taps(day, slot, minutes))
    assert words.split() == [word if each == slot else "ok" for each in Slot]
    assert costs == (f"{slot} {cost}" if cost else "")


@SEASONS
@SESSIONS
@pytest.mark.parametrize(
    "minutes, word, cost",
    [
        (+30, "ok", ""),
        (0, "ok", ""),
        (-1, "early-1", "KQ-2-1a 50"),
        (-29, "early-29", "KQ-2-1a 50"),
        (-30, "early-30", "KQ-2-1a 50"),
        (-31, "early-31", "KQ-2-1b 100"),
        (-59, "early-59", "KQ-2-1b 100"),
        (-60, "early-60", "KQ-2-1b 100"),
        (-61, "early-61", "KQ-2-1c 200"),
        (-189, "early-189", "KQ-2-1c 200"),
    ],
)
def test_kq_2_1_early(day: date, session: str, minutes: int, word: str, cost: str) -> None:
    slot = f"{session}_out"
    words, costs = tried(day, taps(day, slot, minutes))
    assert words.split() == [word if each == slot else "ok" for each in Slot]
    assert costs == (f"{slot} {cost}" if cost else "")


@SEASONS
@SESSIONS
@pytest.mark.parametrize(
    "rounding, seconds, word",
    [
        ("floor_minute", 0, "ok!"),
        ("floor_minute", 59, "ok!"),
        ("floor_minute", 60, "late+1"),
        ("floor_minute", 119, "late+1"),
        ("floor_minute", 30 * 60 + 59, "late+30"),
        ("floor_minute", 31 * 60, "serious+31"),
        ("floor_minute", 60 * 60 + 59, "serious+60"),
        ("floor_minute", 61 * 60, "serious+61"),
        ("floor_minute", -10 * 60 + 59, "ok"),
        ("floor_minute", -9 * 60, "ok!"),
        ("second", 0, "ok!"),
        ("second", 1, "late+1"),
        ("second", 60, "late+1"),
        ("second", 61, "late+2"),
        ("second", 30 * 60, "late+30"),
        ("second", 30 * 60 + 1, "serious+31"),
        ("second", 60 * 60, "serious+60"),
        ("second", 60 * 60 + 1, "serious+61"),
        ("second", -10 * 60, "ok"),
        ("second", -10 * 60 + 1, "ok!"),
    ],
)
def test_d03_seconds_of_coming(
    day: date, session: str, rounding: str, seconds: int, word: str
) -> None:
    knobs = f'attendance.rounding = "{rounding}"'
    words, _ = tried(day, taps(day, f"{session}_in", seconds / 60), knobs=knobs)
    assert words.split()[0 if session == "am" else 2] == word


@SEASONS
@SESSIONS
@pytest.mark.parametrize(
    "rounding, seconds, word",
    [
        ("floor_minute", 0, "ok"),
        ("floor_minute", -1, "early-1"),
        ("floor_minute", -60, "early-1"),
        ("floor_minute", -61, "early-2"),
        ("floor_minute", -30 * 60, "early-30"),
        ("floor_minute", -30 * 60 - 1, "early-31"),
        ("second", 0, "ok"),
        ("second", -1, "early-1"),
        ("second", -60, "early-1"),
        ("second", -61, "early-2"),
        ("second", -30 * 60, "early-30"),
        ("second", -30 * 60 - 1, "early-31"),
    ],
)
def test_d03_seconds_of_going(
    day: date, session: str, rounding: str, seconds: int, word: str
) -> None:
    knobs = f'attendance.rounding = "{rounding}"'
    words, _ = tried(day, taps(day, f"{session}_out", seconds / 60), knobs=knobs)
    assert words.split()[1 if session == "am" else 3] == word


@pytest.mark.parametrize("slot, sign", [("am_in", 1), ("am_out", -1), ("pm_in", 1), ("pm_out", -1)])
@pytest.mark.parametrize(
    "edge, minutes, cost",
    [
        ("lower", 30, "KQ-2-1a 50"),
        ("higher", 29, "KQ-2-1a 50"),
        ("higher", 30, "KQ-2-1b 100"),
        ("higher", 31, "KQ-2-1b 100"),
        ("lower", 60, "KQ-2-1b 100"),
        ("higher", 59, "KQ-2-1b 100"),
        ("higher", 60, "KQ-2-1c 200"),
        ("higher", 61, "KQ-2-1c 200"),
    ],
)
def test_d04_edges_of_the_tiers(slot: str, sign: int, edge: str, minutes: int, cost: str) -> None:
    knobs = f'attendance.tier_edge = "{edge}"'
    _, costs = tried(WINTER, taps(WINTER, slot, sign * minutes), knobs=knobs)
    assert costs == f"{slot} {cost}"


@pytest.mark.parametrize(
    "knobs, minutes, word, cost",
    [
        ("tier_limits = [15, 45, 90]\ntier_fines = [1, 2, 3, 4]", 15, "late+15", "KQ-2-1a 1"),
        ("tier_limits = [15, 45, 90]\ntier_fines = [1, 2, 3, 4]", 16, "serious+16", "KQ-2-1b 2"),
        ("tier_limits = [15, 45, 90]\ntier_fines = [1, 2, 3, 4]", 46, "serious+46", "KQ-2-1c 3"),
        ("tier_limits = [15, 45, 90]\ntier_fines = [1, 2, 3, 4]", 91, "serious+91", "KQ-2-1c 4"),
        ("tier_limits = []\ntier_fines = [12.5]", 100, "late+100", "KQ-2-1a 12.50"),
    ],
)
def test_kq_2_1_tiers_are_knobs(knobs: str, minutes: int, word: str, cost: str) -> None:
    words, costs = tried(WINTER, taps(WINTER, "am_in", minutes), knobs=f"[attendance]\n{knobs}")
    assert words.split()[0] == word
    assert costs == f"am_in {cost}"


@SEASONS
def test_d05_each_slot_is_an_event_of_its_own(day: date) -> None:
    clocks = [
        _clock(day, slot, minutes) for slot, minutes in zip(Slot, [30, -31, 61, -1], strict=True)
    ]
    assert tried(day, " ".join(clocks)) == (
        "late+30 early-31 serious+61 early-1",
        "am_in KQ-2-1a 50, am_out KQ-2-1b 100, pm_in KQ-2-1c 200, pm_out KQ-2-1a 50",
    )


@pytest.mark.parametrize(
    "rule, knobs, clocks, words",
    [
        ("within ten minutes", "", "09:10 12:30 15:10 18:30", "ok ok ok ok"),
        ("both sessions are reminded", "", "09:11 12:30 15:11 18:30", "ok! ok ok! ok"),
        ("late is not reminded too", "", "09:21 12:30 15:10 18:30", "late+1 ok ok ok"),
        ("other minutes", "prep.minutes = 5", "09:15 12:30 15:16 18:30", "ok ok ok! ok"),
        ("no minutes", "prep.minutes = 0", "09:20 12:30 15:20 18:30", "ok ok ok ok"),
        ("mornings only", 'prep.sessions = ["am"]', "09:20 12:30 15:20 18:30", "ok! ok ok ok"),
        ("afternoons only", 'prep.sessions = ["pm"]', "09:20 12:30 15:20 18:30", "ok ok ok! ok"),
        ("never", "prep.sessions = []", "09:20 12:30 15:20 18:30", "ok ok ok ok"),
    ],
)
def test_d13_reminder(rule: str, knobs: str, clocks: str, words: str) -> None:
    assert tried(SUMMER, clocks, knobs=knobs)[0] == words, rule


@pytest.mark.parametrize(
    "rule, circumstances, words",
    [
        ("leave moved the slot", {"leave": "sick 09:00-10:00"}, "ok ok ok ok"),
        ("leave in the middle did not", {"leave": "sick 10:30-11:00"}, "ok! ok ok ok"),
        ("a visit waived the slot", {"visits": "09:00-09:30"}, "field ok ok ok"),
        ("a visit in the middle did not", {"visits": "10:00-11:00"}, "ok! ok ok ok"),
    ],
)
def test_d13_not_where_the_slot_was_moved_or_waived(
    rule: str, circumstances: dict[str, str], words: str
) -> None:
    month = Trial(SUMMER, "09:20 12:30 15:10 18:30", **circumstances).month()  # type: ignore[arg-type]
    assert outcome(month) == words, rule


def test_kq_2_0_fine_is_a_knob() -> None:
    knobs = "prep.fine = 10"
    assert tried(SUMMER, "09:12 12:30 15:21 18:30", knobs=knobs) == (
        "ok! ok late+1 ok",
        "am_in KQ-2-0 10, pm_in KQ-2-1a 50",
    )


def test_kq_2_1_line_says_what_it_rests_on() -> None:
    month = Trial(WINTER, taps(WINTER, "pm_in", 45)).month()
    (line,) = month.lines
    slot = month.days[0].slots[Slot.PM_IN]
    assert (line.id, line.date) == ("A07:2026-11-03:pm_in", WINTER)
    assert (line.rule, line.minutes, line.fen) == ("KQ-2-1b", 45, 100_00)
    assert (slot.rule, slot.minutes, slot.fen) == ("KQ-2-1b", 45, 100_00)
    assert line.evidence == slot.evidence == ("in@16:05:00",)
    assert (slot.due, slot.at) == (local_time(WINTER, "15:20"), local_time(WINTER, "16:05"))
    assert line.version == "v1"
    assert line.knobs["attendance.tier_limits"] == [30, 60]
