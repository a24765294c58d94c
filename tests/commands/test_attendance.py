"""`keyroom attendance`: days, months and their settlement, as scripts and people see them."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite
from typer.testing import Result

Run = Callable[..., Result]

WORKING_DAYS = (8, 9, 10, *range(12, 17), *range(19, 24), *range(26, 31))
"""Of October 2026: the 10th is worked for the National Day."""
IN_TIME = ("09:35", "13:05", "15:05", "18:35")
LINE = "A07:2026-10-12:am_in"
MISSING = "A08:2026-10-13:am_out"


@pytest.fixture
def room(keyroom: Run, tmp_path: Path) -> Path:
    """October is over: A07 was once 25 minutes late, A08 forgot one punch; the folder for files."""
    assert keyroom("init", "--name", "重要室").exit_code == 0
    people = tmp_path / "people.csv"
    people.write_text(
        "no,name,role,team,joined,left,badge\n"
        "M01,旺堆,重要室经理,一组,2026-01-05,,\n"
        "A07,达娃卓玛,客户经理,一组,2026-01-05,,\n"
        "A08,王海燕,客户经理,一组,2026-01-05,,\n"
        "A09,格桑平措,客户经理,一组,2026-11-02,,\n",
        encoding="utf-8",
    )
    assert keyroom("people", "import", str(people)).exit_code == 0
    rows = [
        f"{no},2026-10-{day:02} {clock},,entrance"
        for no in ("M01", "A07", "A08")
        for day in WORKING_DAYS
        for clock in IN_TIME
        if (no, day, clock) not in (("A07", 12, "09:35"), ("A08", 13, "13:05"))
    ]
    punches = tmp_path / "punches.csv"
    text = "\n".join(["no,at,direction,terminal", *rows, "A07,2026-10-12 10:15:07,,entrance", ""])
    punches.write_text(text, encoding="utf-8")
    assert keyroom("punches", "import", str(punches)).exit_code == 0
    return tmp_path


@pytest.fixture
def closed(keyroom: Run, room: Path) -> Path:
    """October is closed."""
    decided = keyroom("attendance", "decide", MISSING, "waive", "--by", "M01", "--reason", "ill")
    assert decided.exit_code == 0, decided.stderr
    done = keyroom("attendance", "close", "2026-10", "--by", "M01")
    assert done.exit_code == 0, done.stderr
    return room


def shown(keyroom: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(keyroom("attendance", *words, "--json").stdout)
    return found


def late_leave(keyroom: Run) -> None:
    asked = keyroom("leave", "add", "A07", "病假", "2026-10-12", "2026-10-12", "--json")
    matter = json.loads(asked.stdout)["id"]
    assert keyroom("leave", "decide", matter, "approve", "--by", "M01").exit_code == 0


def test_month_as_json_has_the_names_of_the_issue(keyroom: Run, room: Path) -> None:
    form = shown(keyroom, "month", "2026-10")
    assert form.keys() == {"month", "rule_version", "warnings", "people", "closed"}
    assert (form["month"], form["rule_version"], form["closed"]) == ("2026-10", "v1", False)
    assert [person["no"] for person in form["people"]] == ["A07", "A08", "M01"]
    clerk = form["people"][0]
    assert clerk["total_fen"] == 5000
    assert clerk["counts"] == {
        "late": 1,
        "serious_late": 0,
        "early": 0,
        "missing_in": 0,
        "missing_out": 0,
        "absent": 0,
        "leave": 0,
        "corrections": 0,
    }
    slot = clerk["days"][11]["slots"]["am_in"]
    assert slot["due"] == "2026-10-12T09:50:00+08:00"
    assert (slot["result"], slot["minutes"], slot["rule"], slot["fen"]) == (
        "late",
        25,
        "KQ-2-1a",
        5000,
    )
    (line,) = clerk["lines"]
    assert (line["id"], line["state"], line["fen"]) == (LINE, "charged", 5000)


def test_month_for_people_is_a_table_with_a_total(keyroom: Run, room: Path) -> None:
    lines = keyroom("attendance", "month", "2026-10").stdout.splitlines()
    assert lines[0] == "2026-10 is open; rules v1"
    assert lines[1].split()[:3] == ["staff", "number", "name"]
    assert lines[2].split() == ["A07", "达娃卓玛", "18", "18", "1", "50"]
    assert lines[3].split() == ["A08", "王海燕", "18", "18", "1", "1", "0"]
    assert lines[-1].split()[0] == "total"
    assert lines[-1].split()[-1] == "50"


def test_it_explains_why_50_yuan_were_deducted(keyroom: Run, room: Path) -> None:
    told = keyroom("attendance", "month", "2026-10", "--person", "A07").stdout
    assert "A07 达娃卓玛: 18 days due, 18 attended; 50 yuan deducted" in told
    why = told[told.index("2026-10-12 morning in: late") :].splitlines()
    assert why == [
        "2026-10-12 morning in: late, 25 min: 50 yuan, charged",
        "  due 09:50, came 10:15:07",
        (
            "  rule KQ-2-1a: late or early 1–30 min 50 yuan, 31–60 min 100 yuan, 61 min and more"
            " 200 yuan; rules v1"
        ),
        "  evidence: tap 2026-10-12 10:15:07 at entrance",
        f"  line {LINE}",
    ]
    assert "A08" not in told


def test_month_of_somebody_who_was_not_there(keyroom: Run, room: Path) -> None:
    result = keyroom("attendance", "month", "2026-10", "--person", "A09")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (
        1,
        "A09 was not in the office in 2026-10",
    )


def test_day_shows_who_was_due_and_came(keyroom: Run, room: Path) -> None:
    lines = keyroom("attendance", "day", "2026-10-12").stdout.splitlines()
    assert lines[0] == "2026-10-12: working day, winter hours"
    late = next(line for line in lines if "10:15:07" in line)
    assert late.split() == (
        ["A07", "达娃卓玛", "morning", "in", "09:50", "10:15:07", "late", "25", "KQ-2-1a", "50"]
    )
    form = shown(keyroom, "day", "2026-10-13")
    assert form["date"] == "2026-10-13"
    assert [each["no"] for each in form["people"]] == ["A07", "A08", "M01"]
    assert form["people"][1]["slots"]["am_out"]["result"] == "missing_out"
    off = keyroom("attendance", "day", "2026-10-01").stdout.splitlines()
    assert off[0].startswith("2026-10-01: day off")
    assert len(off) == 2


def test_close_is_refused_with_everything_that_waits(keyroom: Run, room: Path) -> None:
    result = keyroom("attendance", "close", "2026-10", "--by", "M01")
    assert (result.exit_code, result.stdout) == (1, "")
    headline, matter = result.stderr.splitlines()
    assert headline.startswith("2026-10 cannot be closed; open matters: 1")
    assert matter.split() == [
        *("A08", "2026-10-13", "am_out", "missing", "punch,", "undecided", MISSING)
    ]
    as_json = keyroom("attendance", "close", "2026-10", "--by", "M01", "--json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout) == {
        "month": "2026-10",
        "closed": False,
        "open": [{"no": "A08", "kind": "missing", "place": "2026-10-13 am_out", "id": MISSING}],
    }


def test_a_closed_month_says_so_and_stays(keyroom: Run, closed: Path) -> None:
    form = shown(keyroom, "month", "2026-10")
    assert (form["closed"], form["closed_by"], form["intact"]) == (True, "M01", True)
    assert len(form["digest"]) == 64
    assert form["differences"] == form["amendments"] == form["altered"] == []
    lines = keyroom("attendance", "month", "2026-10").stdout.splitlines()
    assert lines[0].startswith("2026-10 was closed by M01 on 20")
    assert lines[1] == f"digest {form['digest']}"
    again = keyroom("attendance", "close", "2026-10", "--by", "M01")
    assert (again.exit_code, again.stderr.splitlines()[0][:26]) == (1, "2026-10 is closed already ")
    late = keyroom("attendance", "decide", LINE, "waive", "--by", "M01", "--reason", "kind")
    assert (late.exit_code, late.stderr[:17]) == (2, "2026-10 is closed")


def test_a_difference_is_shown_until_somebody_signs_for_it(keyroom: Run, closed: Path) -> None:
    late_leave(keyroom)
    told = keyroom("attendance", "month", "2026-10").stdout
    assert "A07 达娃卓玛: 50 yuan settled, 0 yuan now (-50)" in told
    assert f"  {LINE}: 50 yuan, now 0" in told
    assert "nobody has signed" in told
    (difference,) = shown(keyroom, "month", "2026-10")["differences"]
    assert (difference["no"], difference["difference_fen"]) == ("A07", -5000)
    assert difference["lines"] == [{"id": LINE, "before_fen": 5000, "after_fen": 0}]
    done = keyroom("attendance", "amend", "2026-10", "--by", "M01", "--reason", "sick note")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        0,
        "2026-10: differences signed by M01: 1",
    )
    form = shown(keyroom, "month", "2026-10")
    assert form["differences"] == []
    assert form["people"][0]["total_fen"] == 0
    (amendment,) = form["amendments"]
    assert (amendment["no"], amendment["by"], amendment["reason"], amendment["difference_fen"]) == (
        *("A07", "M01", "sick note", -5000),
    )
    again = keyroom("attendance", "amend", "2026-10", "--by", "M01", "--reason", "more")
    assert (again.exit_code, again.stderr[:26]) == (1, "nothing of 2026-10 differs")


def test_a_tampered_month_is_told_of(keyroom: Run, closed: Path, home: Path) -> None:
    connection = sqlite.connect(str(home / "data" / "keyroom.db"), isolation_level=None)
    connection.execute(
        "UPDATE doc_settled SET body = replace(body, '\"total_fen\":5000', '\"total_fen\":0') "
        "WHERE field_person = 'A07'"
    )
    connection.close()
    result = keyroom("attendance", "month", "2026-10")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        "2026-10: the sheet of A07 is not the one that was settled"
    )
    as_json = keyroom("attendance", "month", "2026-10", "--json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout)["altered"] == ["A07"]
    export = keyroom("attendance", "export", "2026-10", "--csv", str(closed / "month.csv"))
    assert (export.exit_code, (closed / "month.csv").exists()) == (1, False)
    assert keyroom("log", "verify").exit_code == 1


def test_decide_says_what_it_makes_of_the_month(keyroom: Run, room: Path) -> None:
    result = keyroom("attendance", "decide", MISSING, "absent", "--by", "M01", "--reason", "away")
    assert (result.exit_code, result.stdout) == (
        0,
        f"{MISSING}: absent; A08 is charged 100 yuan in 2026-10\n",
    )
    words = ("decide", LINE, "waive", "--by", "M01", "--reason", "queue", "--json")
    again = keyroom("attendance", *words)
    assert json.loads(again.stdout) == {"line": LINE, "verdict": "waive", "total_fen": 0}


def test_export_writes_both_forms(keyroom: Run, closed: Path) -> None:
    table = closed / "month.csv"
    result = keyroom("attendance", "export", "2026-10", "--csv", str(table))
    assert (result.exit_code, result.stdout) == (0, f"{table}: the month of 3 people\n")
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 4
    book = closed / "month.xlsx"
    done = keyroom("attendance", "export", "2026-10", "--xlsx", str(book), "--json")
    assert json.loads(done.stdout) == {"file": str(book), "people": 3, "closed": True}
    assert book.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "words, code, said",
    [
        ("month 2026-13", 2, "“2026-13” is no month"),
        ("month 2026-10 --person B99", 1, "nobody has the staff number B99"),
        ("day someday", 2, "“someday” is no day"),
        ("close 2026-10 --by A07", 1, "A07 may not close a month"),
        ("close 2026-10", 2, "--by is missing"),
        ("close 2026-09 --by M01", 1, "nobody tapped in 2026-09"),
        ("amend 2026-10 --by M01 --reason late", 1, "2026-10 is not closed"),
        ("amend 2026-10 --by M01 --reason=", 2, "a difference needs a reason"),
        ("decide A07:2026-10-12:am_in waive --by A07 --reason x", 1, "nobody decides about"),
        ("decide A07:2026-10-12:am_in forgive --by M01 --reason x", 2, "“forgive” is no decision"),
        ("decide A07:2026-10-14:am_in waive --by M01 --reason x", 1, "there is no line"),
        ("export 2026-10", 2, "name one file"),
        ("export 2026-10 --csv a --xlsx b", 2, "name one file"),
        ("export 2026-10 --csv /nowhere/month.csv", 2, "/nowhere/month.csv cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    keyroom: Run, room: Path, words: str, code: int, said: str
) -> None:
    result = keyroom("attendance", *words.split())
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.count("\n") == 1
    assert said in result.stderr
