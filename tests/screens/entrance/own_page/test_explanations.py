"""Why something was deducted: one sentence for every kind of line, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from keyroom.language import Language
from kiosk.attendance.judging.evidence import ApprovedLeave, Span
from kiosk.attendance.judging.results import PersonMonth
from kiosk.attendance.judging.rulebook import CapMode
from kiosk.attendance.judging.statuses import LineState, Rule, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_month import OwnLine, OwnMonth
from kiosk.attendance.requests.records import Leave
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.verdicts import VerdictRecord
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.config import Config
from kiosk.money import yuan
from kiosk.person import StaffNo
from screens.entrance.own_page.clauses import clause
from screens.entrance.own_page.explanations import explanation, nothing_deducted, short_words
from tests.kiosk.attendance.written_sheets import at, person_month
from tests.screens.written_own import asked

MakeOwn = Callable[..., OwnMonth]
ZONE: ZoneInfo = OFFICE_ZONE
LATE = "A07:2026-06-02:am_in"

SAID: dict[str, tuple[str, str]] = {
    LATE: (
        (
            "2 June morning in: due 09:20, tapped 09:32, late 12 min, KQ-2-1a: 50 yuan. "
            "Press 3 to object."
        ),
        "6月2日 上午上班：应 09:20，打卡 09:32，迟到 12 分钟，KQ-2-1a：50 元。按 3 申诉。",
    ),
    "A07:2026-06-04:pm_out": (
        (
            "4 June afternoon out: due 18:30, no tap, missing clock-out, D-11: "
            "nothing so far, to be decided. Press 2 to ask for a correction."
        ),
        "6月4日 下午下班：应 18:30，没有打卡，下班缺卡，D-11：暂不扣款，等待决定。按 2 补卡。",
    ),
    "A07:2026-06-08:am": (
        (
            "8 June morning: no tap that counts, no leave, no visit: absent, KQ-2-2: 100 yuan. "
            "Press 3 to object."
        ),
        "6月8日 上午：没有有效打卡，也没有请假或出访，旷工，KQ-2-2：100 元。按 3 申诉。",
    ),
    "A07:2026-06-09:finding:F1": (
        (
            "9 June afternoon: private errand at 16:00, 商场, found by 旺堆, KQ-2-3: 200 yuan. "
            "Press 3 to object."
        ),
        "6月9日 下午：16:00 在商场私自外出，发现人 旺堆，KQ-2-3：200 元。按 3 申诉。",
    ),
    "A07:2026-06-12:am_in": (
        (
            "12 June morning in: due 09:20, tapped 10:25, seriously late 65 min, "
            "KQ-2-1c: 200 yuan. Press 3 to object."
        ),
        "6月12日 上午上班：应 09:20，打卡 10:25，严重迟到 65 分钟，KQ-2-1c：200 元。按 3 申诉。",
    ),
}


def line(own: OwnMonth, line_id: str) -> OwnLine:
    return next(each for each in own.lines if each.line.id == line_id)


@pytest.mark.parametrize("line_id", SAID)
def test_a_line_explains_itself_in_one_sentence(
    own: MakeOwn, spoken: Language, line_id: str
) -> None:
    month = own()
    said = explanation(line(month, line_id), month, ZONE)
    assert said == SAID[line_id][spoken is Language.CHINESE]


@pytest.mark.usefixtures("english")
def test_d_00_a_pending_line_says_what_speaks_against_it(own: MakeOwn) -> None:
    judged = person_month(
        days={2: "09:32 12:31 15:05 18:31"}, outages=[Span(at("06-02 09:10"), at("06-02 09:30"))]
    )
    month = own(judged)
    assert "50 yuan not charged yet, because a reader was out of order" in explanation(
        line(month, LATE), month, ZONE
    )


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "state, price, hint",
    [
        (LineState.OBJECTED, "50 yuan, you have objected, to be decided.", None),
        (LineState.UPHELD, "50 yuan, upheld by decision. Reason: no bus runs.", "Press 3"),
        (LineState.WAIVED, "excused by decision, nothing to pay. Reason: no bus runs.", None),
        (LineState.ABSORBED, "nothing, another line covers the same act.", None),
    ],
)
def test_what_was_decided_and_why_is_said(
    own: MakeOwn, state: LineState, price: str, hint: str | None
) -> None:
    month = own()
    found = line(month, LATE)
    decided = state in (LineState.UPHELD, LineState.WAIVED)
    verdict = VerdictRecord(
        StaffNo("A07"), "2026-06", LATE, Verdict.CHARGE, "M01", at("06-05 10:00"), "no bus runs"
    )
    about = replace(
        found,
        line=replace(found.line, state=state),
        verdict=verdict if decided else None,
        objection=None,
    )
    said = explanation(about, month, ZONE)
    assert price in said
    assert ("Press" in said) is (hint is not None)


@pytest.mark.usefixtures("english")
def test_kq_2_5_too_many_leaves_name_their_days(own: MakeOwn) -> None:
    days = (1, 2, 3, 4)
    leaves = [
        ApprovedLeave(
            f"L{day}", LeaveKind.PERSONAL, at(f"06-{day:02} 09:20"), at(f"06-{day:02} 12:30")
        )
        for day in days
    ]
    judged = person_month(leaves=leaves)
    (found,) = (each for each in judged.lines if each.rule is Rule.LEAVE)
    records = tuple(
        Leave(asked(RequestState.APPROVED), each.kind, each.start, each.end) for each in leaves
    )
    about = OwnLine(found, leaves=records)
    month = own(judged, [about])
    assert explanation(about, month, ZONE) == (
        "4 June: leave on 1 June, 2 June, 3 June, 4 June, of which 3 are free, "
        "KQ-2-5: 100 yuan. Press 3 to object."
    )


@pytest.mark.usefixtures("english")
def test_d_23_what_is_beyond_the_cap_is_given_back(own: MakeOwn) -> None:
    rules = replace(Config().rulebook(), cap_mode=CapMode.CAP)
    judged = person_month(days={2: ""}, rules=rules, wage=yuan(500))
    month = own(judged)
    (found,) = (each for each in month.lines if each.line.rule is Rule.CAP)
    said = explanation(found, month, ZONE)
    assert "deductions beyond the cap are given back, D-23: -100 yuan" in said


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "day, said",
    [
        (3, "3 June: nothing deducted."),
        (
            23,
            (
                "23 June: nothing deducted. "
                "Not early enough to prepare (KQ-2-0): a reminder, it costs nothing."
            ),
        ),
    ],
)
def test_kq_2_0_a_day_without_a_line_says_so(own: MakeOwn, day: int, said: str) -> None:
    assert nothing_deducted(own(), date(2026, 6, day)) == said


@pytest.mark.usefixtures("english")
def test_a_line_in_a_few_words(own: MakeOwn) -> None:
    assert short_words(line(own(), LATE)) == "2 June morning in KQ-2-1a 50 yuan"


def judged_by_the_config() -> PersonMonth:
    """With the knobs that lines keep."""
    return person_month(days={2: "09:32 12:31 15:05", 8: ""}, rules=Config().rulebook())


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "line_id, words",
    [
        (
            LATE,
            "KQ-2-1a: late or early 1–30 min 50 yuan, 31–60 min 100 yuan, 61 min and more 200 yuan",
        ),
        ("A07:2026-06-08:am", "KQ-2-2: each absence costs 100 yuan"),
        (
            "A07:2026-06-02:pm_out",
            "D-11: a missing punch costs nothing by itself; it has to be decided",
        ),
    ],
)
def test_the_rule_is_told_with_the_office_s_own_numbers(line_id: str, words: str) -> None:
    (found,) = (each for each in judged_by_the_config().lines if each.id == line_id)
    assert clause(found) == words


@pytest.mark.usefixtures("english")
def test_d_04_the_edge_of_the_tiers_is_told_as_the_knob_has_it() -> None:
    config = Config.model_validate({"attendance": {"tier_edge": "higher"}})
    judged = person_month(days={2: "09:32 12:31 15:05 18:31"}, rules=config.rulebook())
    (found,) = judged.lines
    assert clause(found) == (
        "KQ-2-1a: late or early 1–29 min 50 yuan, 30–59 min 100 yuan, 60 min and more 200 yuan"
    )


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_its_words(rule: Rule) -> None:
    (found,) = person_month(days={2: "09:32 12:31 15:05 18:31"}, rules=Config().rulebook()).lines
    knobs = Config().rulebook().knobs[rule]
    said = clause(replace(found, rule=rule, knobs=knobs))
    assert said.startswith(rule.value)
    assert "{" not in said
