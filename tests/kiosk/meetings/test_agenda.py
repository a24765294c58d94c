"""HY-4-2, HY-4-3, HY-5-1, HY-5-7: the blocks of agendas, and what a text may be."""

import pytest

from kiosk.errors import MeetingRefusedError
from kiosk.meetings.agenda import (
    AGENDAS,
    LONGEST_TEXT,
    MEETING_KIND_NAMES,
    MeetingKind,
    block_ids,
    check_texts,
    named_block,
    unfilled,
)

MORNING = MeetingKind.MORNING
FULL = dict.fromkeys(block_ids(MORNING), "x")


def test_HY_5_1_a_morning_has_five_blocks() -> None:  # noqa: N802 - the rule's id
    assert block_ids(MORNING) == ("HY-5-1a", "HY-5-1b", "HY-5-1c", "HY-5-1d", "HY-5-1e")


def test_HY_5_1a_HY_5_1b_HY_5_1c_HY_5_1d_HY_5_1e_each_has_its_subject() -> None:  # noqa: N802 - the rule's id
    assert [block.title for block in AGENDAS[MORNING]] == [
        "service standards",
        "praise",
        "one wording for key business",
        "plans of today",
        "no bad mood at work",
    ]


def test_HY_4_2_a_week_has_three_blocks() -> None:  # noqa: N802 - the rule's id
    assert [block.title for block in AGENDAS[MeetingKind.WEEKLY]] == [
        "complaints",
        "feedback from the field",
        "experience worth sharing",
    ]


def test_HY_4_3_an_ad_hoc_meeting_has_one() -> None:  # noqa: N802 - the rule's id
    assert block_ids(MeetingKind.ADHOC) == ("HY-4-3",)
    assert set(AGENDAS) == set(MEETING_KIND_NAMES) == set(MeetingKind)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000"])
@pytest.mark.parametrize("block", block_ids(MORNING))
def test_HY_5_7_an_empty_block_is_not_prepared(block: str, text: str) -> None:  # noqa: N802 - the rule's id
    assert unfilled(MORNING, FULL | {block: text}) == [block]
    assert unfilled(MORNING, {name: "x" for name in FULL if name != block}) == [block]


def test_HY_5_7_nothing_is_said_by_its_mark() -> None:  # noqa: N802 - the rule's id
    assert unfilled(MORNING, dict.fromkeys(block_ids(MORNING), "无")) == []


@pytest.mark.parametrize("name", ["a", "A", "HY-5-1a", "hy-5-1a"])
def test_a_block_is_named_by_its_letter_or_its_id(name: str) -> None:
    assert named_block(MORNING, name) == "HY-5-1a"


@pytest.mark.parametrize("name", ["f", "", "5", "HY-5-1", "HY-4-2a", "-"])
def test_a_block_of_no_agenda_is_refused(name: str) -> None:
    with pytest.raises(MeetingRefusedError, match="no block"):
        check_texts(MORNING, {name: "x"})


def test_a_text_of_10_000_characters_with_markup_and_emoji_is_kept() -> None:
    text = ("[red]服务[/red] <b>标准</b> 👩‍💼\u202e " * 500)[:LONGEST_TEXT]
    assert len(text) == LONGEST_TEXT
    check_texts(MORNING, {"a": text})
    with pytest.raises(MeetingRefusedError, match="10001 characters"):
        check_texts(MORNING, {"a": text + "x"})
