"""`leave`, `visits`, `corrections`, `findings`, `wages`: asked for, decided, listed, imported."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from typer.testing import Result

Run = Callable[..., Result]
COMMON = {"id", "no", "status", "reason", "asked_at", "asked_by", "decision"}
PEOPLE = (
    "no,name,role,team,joined,left,badge\n"
    "M01,旺堆,重要室经理,重要室,2026-01-05,,\n"
    "D01,格桑,集团客户部,集团客户部,2026-01-05,,\n"
    "T01,次仁,班组长,一组,2026-01-05,,\n"
    "A07,卓玛,客户经理,一组,2026-01-05,,\n"
)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """It is 23 November 2026, noon in the office."""
    with time_machine.travel(datetime(2026, 11, 23, 4, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def room(keyroom: Run, tmp_path: Path) -> Path:
    """An office with people; the folder for lists."""
    assert keyroom("init").exit_code == 0
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    assert keyroom("people", "import", str(people)).exit_code == 0
    return tmp_path


def answer(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def imported(keyroom: Run, folder: Path, group: str, text: str) -> Result:
    path = folder / f"{group}.csv"
    path.write_text(text, encoding="utf-8")
    return keyroom(group, "import", str(path), "--json")


def test_leave_from_asking_to_withdrawing(keyroom: Run, room: Path) -> None:
    words = ("leave", "add", "A07", "事假", "2026-11-03", "2026-11-04", "--reason", "家事")
    asked = answer(keyroom(*words, "--by", "A07", "--json"))
    assert asked == {
        "id": asked["id"],
        "no": "A07",
        "kind": "leave.personal",
        "from": "2026-11-02T16:00:00.000000Z",
        "to": "2026-11-04T16:00:00.000000Z",
        "status": "requested",
        "reason": "家事",
        "asked_at": asked["asked_at"],
        "asked_by": "A07",
        "decision": None,
    }
    own = keyroom("leave", "decide", asked["id"], "approve", "--by", "A07")
    assert own.exit_code == 1
    assert "nobody decides about himself" in own.stderr
    granted = answer(
        keyroom(
            "leave", "decide", asked["id"], "approve", "--by", "M01", "--reason", "ok", "--json"
        )
    )
    assert granted["status"] == "approved"
    assert (granted["decision"]["by"], granted["decision"]["reason"]) == ("M01", "ok")
    again = keyroom("leave", "decide", asked["id"], "rejected", "--by", "M01")
    assert (again.exit_code, again.stderr) == (
        1,
        "this request has been approved already — a request is decided once\n",
    )
    said = keyroom("leave", "decide", asked["id"], "withdraw", "--by", "A07")
    assert said.stdout == f"leave of A07, withdrawn: {asked['id']}\n"


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("leave", "add", "A07", "leave.sick", "2026-11-05", "2026-11-04"), 2, "not after its"),
        (("leave", "add", "A07", "leave.sick", "2026-11-03 15:20", "2026-11-03"), 2, "already"),
        (("leave", "add", "A99", "leave.sick", "2026-11-05", "2026-11-05"), 1, "A99"),
        (("leave", "add", "A07", "holiday", "2026-11-05", "2026-11-05"), 2, "no kind of leave"),
        (("visits", "add", "A07", "2026-11-03 22:00", "2026-11-04 01:00", "医院"), 2, "midnight"),
        (
            ("corrections", "add", "A07", "am_in", "2026-10-09", "09:40", "--reason", "x"),
            2,
            "until 2026-11-03",
        ),
        (("corrections", "add", "A07", "am_in", "2026-11-03", "9.40", "--reason", "x"), 2, "9.40"),
        (
            ("findings", "add", "A07", "private_errand", "2026-11-04 14:00", "--by", "T01"),
            2,
            "outside working time",
        ),
        (
            ("findings", "add", "T01", "uniform", "2026-11-04 14:00", "--by", "A07"),
            1,
            "may not report",
        ),
        (("leave", "decide", "nothing", "approve", "--by", "M01"), 1, "no request nothing"),
        (("leave", "decide", "nothing", "perhaps", "--by", "M01"), 2, "no decision"),
        (("leave", "decide", "nothing", "approve"), 2, "--by"),
        (("corrections", "add", "A07", "am_in", "2026-11-03", "09:40"), 2, "--reason"),
    ],
)
def test_bad_input_is_one_line_with_its_remedy(
    keyroom: Run, room: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    assert keyroom("leave", "add", "A07", "事假", "2026-11-03", "2026-11-03").exit_code == 0
    result = keyroom(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert why in result.stderr
    assert result.stderr.count("\n") == 1


def test_every_group_asks_lists_and_decides(keyroom: Run, room: Path) -> None:
    visit = answer(
        keyroom("visits", "add", "A07", "2026-11-03 10:00", "2026-11-03 11:00", "医院", "--json")
    )
    assert visit.keys() == COMMON | {"from", "to", "customer"}
    correction = answer(
        keyroom(
            "corrections", "add", "A07", "pm_out", "2026-11-04", "00:30", "--reason", "x", "--json"
        )
    )
    assert correction.keys() == COMMON | {"date", "slot", "at", "evidence"}
    assert correction["at"] == "2026-11-04T16:30:00.000000Z"
    finding = answer(
        keyroom(
            *("findings", "add", "A07", "private_errand", "2026-11-05 10:00", "--by", "T01"),
            *("--where", "市场", "--json"),
        )
    )
    assert finding.keys() == COMMON | {"kind", "at", "where"}
    asked = {"visits": visit, "corrections": correction, "findings": finding}
    for group, each in asked.items():
        assert answer(keyroom(group, "list", "--json")) == [each]
        other = keyroom("leave", "decide", each["id"], "approve", "--by", "M01")
        assert other.exit_code == 1
        decided = answer(keyroom(group, "decide", each["id"], "同意", "--by", "M01", "--json"))
        assert decided == each | {"status": "approved", "decision": decided["decision"]}
        table = keyroom(group, "list").stdout.splitlines()
        assert len(table) == 2
        assert each["id"] in table[1]
        assert "approved" in table[1]


def test_lists_are_narrowed(keyroom: Run, room: Path) -> None:
    lines = (
        "no,kind,from,to,status\n"
        "A07,leave.personal,2026-11-02,2026-11-03,approved\n"
        "T01,leave.sick,2026-11-03 15:20,2026-11-03 18:30,\n"
        "A07,leave.annual,2026-11-10,2026-11-12,rejected\n"
    )
    assert answer(imported(keyroom, room, "leave", lines)) == {
        "encoding": "UTF-8",
        "added": 3,
        "decided": 0,
        "known": 0,
    }
    said = keyroom("leave", "import", str(room / "leave.csv")).stdout
    assert said.endswith(": 0 added, 0 decided, 3 were there already\n")

    def listed(*words: str) -> list[str]:
        result = keyroom("leave", "list", "--json", *words)
        return [each["kind"].removeprefix("leave.") for each in json.loads(result.stdout)]

    assert listed() == ["personal", "sick", "annual"]
    assert listed("--person", "A07") == ["personal", "annual"]
    assert listed("--state", "requested") == ["sick"]
    assert listed("--state", "已驳回") == ["annual"]
    assert listed("--from", "2026-11-03", "--to", "2026-11-03") == ["personal", "sick"]
    assert listed("--from", "2026-11-12") == ["annual"]
    assert listed("--to", "2026-11-02") == ["personal"]
    nothing = keyroom("leave", "list", "--json", "--from", "2026-11-13")
    assert (nothing.exit_code, nothing.stdout) == (1, "[]\n")


def test_a_list_with_a_fault_is_refused_as_a_whole(keyroom: Run, room: Path) -> None:
    lines = (
        "no,kind,from,to,status\n"
        "A07,leave.personal,2026-11-02,2026-11-03,approved\n"
        "A07,leave.sick,2026-11-03,2026-11-04,approved\n"
    )
    result = imported(keyroom, room, "leave", lines)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("leave.csv:3: from: A07 has asked for leave at that time")
    assert answer(keyroom("leave", "list", "--json")) == []


def test_other_lists_are_imported(keyroom: Run, room: Path) -> None:
    lists = {
        "visits": "no,from,to,customer,status\nA07,2026-11-03,2026-11-03,医院,approved\n",
        "findings": "no,kind,at,by,status\nA07,uniform,2026-11-03 10:00,T01,approved\n",
        "corrections": "no,slot,date,time,decision\nA07,am_in,2026-11-03,09:40,approved\n",
    }
    for group, text in lists.items():
        assert answer(imported(keyroom, room, group, text))["added"] == 1
        assert answer(keyroom(group, "list", "--json"))[0]["status"] == "approved"


def test_wages_are_imported_and_listed(keyroom: Run, room: Path) -> None:
    lines = "no,month,yuan\nA07,2026-10,4200.50\nT01,2026-11,5000\n"
    done = answer(imported(keyroom, room, "wages", lines))
    assert done == {"encoding": "UTF-8", "added": 2, "known": 0}
    assert answer(keyroom("wages", "list", "--json", "--month", "2026-10")) == [
        {"no": "A07", "month": "2026-10", "fen": 420050}
    ]
    assert "4200.50" in keyroom("wages", "list").stdout
    assert keyroom("wages", "list", "--month", "2026-09").exit_code == 1
