"""docs/attendance.md judges as the code does: its boundaries and its worked day are tried here."""

import re
from pathlib import Path

import pytest

from kiosk.attendance.judging.statuses import Doubt, Rule
from kiosk.money import written_yuan
from tests.kiosk.attendance.judging.trial import SUMMER, WINTER, Trial

PAGE = (Path(__file__).parents[4] / "docs" / "attendance.md").read_text(encoding="utf-8")
JUDGING = Path(__file__).parents[4] / "kiosk" / "attendance" / "judging"
CHAPTER = PAGE.partition("## What a day comes to")[2].partition("\n## ")[0]


def table(head: str) -> list[list[str]]:
    """The rows of the table that begins so."""
    found = re.search(rf"^\| {re.escape(head)} .*\n\|[-|]+\|\n((?:\|.*\n)+)", CHAPTER, re.MULTILINE)
    assert found is not None, head
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in found[1].splitlines()
    ]


@pytest.mark.parametrize("clock, result, minutes, yuan", table("in, a summer morning"))
def test_boundaries_of_a_summer_morning(clock: str, result: str, minutes: str, yuan: str) -> None:
    month = Trial(SUMMER, f"in@{clock} out@12:31 15:10 18:30").month()
    slot = next(iter(month.days[0].slots.values()))
    said = result.partition(", ")
    assert (slot.result, slot.prep_missed) == (said[0], said[2] == "reminded")
    assert slot.minutes == int(minutes or 0)
    assert month.total == int(yuan or 0) * 100


WORKED_DAY = Trial(
    WINTER,
    "11:05:40 13:00:10 15:25:00",
    leave="sick 09:50-11:00",
    visits="16:30-18:45",
    outages="15:15-15:22",
    found="uniform@16:00",
)


def test_worked_day_has_these_slots() -> None:
    (day,) = WORKED_DAY.month().days
    assert table("slot") == [
        [
            slot.value,
            f"{result.due:%H:%M}",
            "" if result.at is None else f"{result.at:%H:%M:%S}",
            result.result,
            str(result.minutes or ""),
            result.rule or "",
            written_yuan(result.fen) if result.fen else "",
            ", ".join(result.evidence),
        ]
        for slot, result in day.slots.items()
    ]


def test_worked_day_has_these_lines() -> None:
    assert table("line") == [
        [
            line.id,
            line.rule,
            written_yuan(line.at_stake),
            line.state,
            written_yuan(line.fen) if line.fen else "",
        ]
        for line in WORKED_DAY.month().lines
    ]


def test_every_doubt_is_told() -> None:
    assert {row[0] for row in table("doubt")} - {""} == set(Doubt)


def test_every_rule_is_told() -> None:
    assert all(rule.rstrip("abc") in CHAPTER for rule in Rule)


def test_files_are_there() -> None:
    for row in table("question"):
        for name in re.findall(r"`(\w+\.py)`", " ".join(row)):
            assert (JUDGING / name).is_file(), name
