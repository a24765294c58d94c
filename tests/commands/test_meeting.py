"""`keyroom meeting`, `plans`, `visits` and `items`: a day from the evening before to the report."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from typer.testing import Result

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.font import font_file
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.roles import Role

Run = Callable[..., Result]
Travel = Callable[[str], None]
STAFF = (
    ("M01", "room_manager"),
    ("T01", "team_lead"),
    ("A07", "account_manager"),
    ("A08", "account_manager"),
)


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Travel]:
    """Go to a moment of the office's time, by all clocks: Monday evening to begin with."""
    monkeypatch.setattr("kiosk.clock.time.clock_gettime", lambda _clock: time.time())

    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE).astimezone(UTC)

    with time_machine.travel(at("2026-11-23 17:00"), tick=False) as traveller:
        yield lambda text: traveller.move_to(at(text))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with people, made once: to be copied."""
    home = tmp_path_factory.mktemp("made") / "office"
    with Office.create(Home(home), "重要室") as office, office.store.transaction():
        for no, role in STAFF:
            person = Person(staff_no(no), f"姓名{no}", Role(role), "一组", date(2026, 1, 5))
            office.people.add(person, actor="-")
    return home


@pytest.fixture
def room(made: Path, home: Path, travel: Travel) -> Path:
    """That office in the test's home; lists lie beside it."""
    shutil.copytree(made, home)
    return home.parent


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def take(keyroom: Run, room: Path, group: str, text: str) -> Result:
    path = room / f"{group}.csv"
    path.write_text(text, encoding="utf-8")
    return keyroom(group, "import", str(path), "--json")


def test_a_day_from_the_evening_before_to_the_report(
    keyroom: Run, room: Path, travel: Travel
) -> None:
    blocks = ("a=微笑服务", "b=无", "c=口径[red]一[/]", "d=续签", "e=无")
    evening = answer(keyroom("meeting", "prepare", "tomorrow", *blocks, "--by", "T01", "--json"))
    assert (evening["date"], evening["prepared_in_time"]) == ("2026-11-24", True)
    assert keyroom("visits", "none", "A07", "--by", "A07").exit_code == 0
    travel("2026-11-24 09:20")
    assert keyroom("plans", "add", "A07", "today", "16:00", "医院", "--by", "A07").exit_code == 0
    punches = "no,at,direction,terminal\nT01,2026-11-24 09:15,in,\nA07,2026-11-24 09:20,in,\n"
    assert take(keyroom, room, "punches", punches).exit_code == 0
    travel("2026-11-24 09:35")
    assert keyroom("meeting", "start", "--by", "A07").exit_code == 1
    assert answer(keyroom("meeting", "start", "--by", "T01", "--json"))["seconds"] == 0
    for minute in range(37, 42):
        travel(f"2026-11-24 09:{minute}")
        if minute == 39:
            assert keyroom("meeting", "check", "--by", "T01").exit_code == 0
        assert keyroom("meeting", "next", "--by", "T01").exit_code == 0
    again = keyroom("meeting", "end", "--by", "T01")
    assert (again.exit_code, again.stdout) == (1, "")
    assert "this meeting is over" in again.stderr
    words = ("meeting", "action", "today", "A07", "回访", "--due", "2026-11-25", "--by", "T01")
    assert keyroom(*words).exit_code == 0
    assert keyroom("meeting", "minutes", "today", "续签两家", "--by", "A07").exit_code == 0
    look = answer(keyroom("meeting", "show", "--json"))
    assert (look["host"], look["host_reason"]) == ("T01", "team_lead")
    assert (look["seconds"], look["short"], look["overrun_s"]) == (360, True, 0)
    by_no = {each["no"]: each for each in look["people"]}
    assert by_no["A07"] == {
        "no": "A07",
        "attendance": "present",
        "arrived": "2026-11-24T01:20:00.000000Z",
        "visit_log": "no_visit",
        "plan_book": "filled",
        "minutes": "filled",
    }
    assert by_no["A08"]["attendance"] == "missing"
    assert [each["seconds"] for each in look["blocks"]] == [120, 60, 60, 60, 60]
    assert [each["text"] for each in look["actions"]] == ["回访"]
    table = keyroom("meeting", "show").stdout
    assert "口径[red]一[/]" in table
    assert "shorter than it should be" in table
    record = keyroom("meeting", "report", "2026-11-24").stdout
    for said in ("微笑服务", "Notes still owed by: T01", "Books signed for by T01", "09:35:00"):
        assert said in record
    written = room / "record.txt"
    assert keyroom("meeting", "report", "--out", str(written)).exit_code == 0
    assert written.read_text(encoding="utf-8") == record
    month = answer(keyroom("meeting", "report", "2026-11", "--json"))
    assert [each["held"] for each in month["meetings"]] == [False] * 16 + [True]
    assert month["hosts"] == [
        {
            "no": "T01",
            "held": 1,
            "prepared_in_time": 1,
            "overruns": 0,
            "short": 1,
            "into_work_time": 0,
        }
    ]
    assert month["people"][1] == {
        "no": "A08",
        "visit_log_missing": 1,
        "plan_book_missing": 1,
        "late": 0,
        "missing": 1,
        "minutes_missing": 0,
    }
    assert "T01" in keyroom("meeting", "report", "2026-11").stdout


def test_an_ad_hoc_and_a_weekly_meeting(keyroom: Run, room: Path, travel: Travel) -> None:
    call = ("meeting", "call", "2026-11-23 17:30", "--reason", "停电", "--by", "M01")
    assert "停电" not in keyroom(*call).stderr
    shown = answer(keyroom("meeting", "show", "today", "--kind", "adhoc", "--json"))
    assert (shown["kind"], shown["planned_start"]) == (
        "adhoc_meeting",
        "2026-11-23T09:30:00.000000Z",
    )
    record = keyroom("meeting", "report", "today", "--kind", "adhoc").stdout
    assert "Reason: 停电" in record
    weekly = answer(keyroom("meeting", "show", "2026-11-27", "--kind", "weekly", "--json"))
    assert [each["id"] for each in weekly["blocks"]] == ["HY-4-2a", "HY-4-2b", "HY-4-2c"]
    moved = keyroom("meeting", "host", "2026-11-27", "A07", "--reason", "x", "--by", "M01")
    assert moved.exit_code == 0
    started = keyroom("meeting", "void", "--reason", "误触", "--by", "M01")
    assert (started.exit_code, "not been started" in started.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("meeting", "show", "2026-11-28"), 1, "no working day"),
        (("meeting", "show", "2026-11-26", "--kind", "weekly"), 1, "on 2026-11-27"),
        (("meeting", "show", "--kind", "daily"), 2, "no kind of meeting"),
        (("meeting", "show", "soon"), 2, "no day"),
        (("meeting", "prepare", "tomorrow", "a", "--by", "T01"), 2, "no BLOCK=TEXT"),
        (("meeting", "prepare", "tomorrow", "f=x", "--by", "T01"), 1, "no block “f”"),
        (("meeting", "prepare", "tomorrow", "a=x", "--by", "A07"), 1, "A07 may not"),
        (("meeting", "start", "--by", "T01"), 1, "it is 2026-11-23 17:00"),
        (("meeting", "report", "2026-11", "--out", "x"), 2, "not a month's"),
        (("meeting", "report", "2026-13"), 2, "no month"),
        (("plans", "add", "A07", "today", "25:00", "x"), 2, "no time of day"),
        (("plans", "add", "A07", "today", "16:00", "x", "y"), 2, "no purpose"),
        (("plans", "drop", "nothing", "--reason", "x"), 1, "no line"),
        (("plans", "list"), 1, ""),
        (("items", "add", "debt", "A07", "x", "--by", "A07"), 2, "no kind of open item"),
        (("items", "step", "nothing", "done", "--by", "A07"), 1, "no open item"),
        (("items", "step", "nothing", "gone", "--by", "A07"), 2, "no step"),
        (("items", "list", "--person", "A07"), 1, ""),
        (("visits", "log", "nothing", "x"), 1, "no request"),
    ],
)
def test_bad_input_is_one_line_with_its_remedy(
    keyroom: Run, room: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    result = keyroom(*words)
    assert result.exit_code == code, result.output
    assert why in result.stderr
    assert result.stderr.count("\n") == (1 if why else 0)


def test_meetings_of_a_paper_book_are_taken_in_once(keyroom: Run, room: Path) -> None:
    lines = (
        "date,host,prepared,started,ended,a,b,c,d,e\n"
        "2026-11-19,T01,2026-11-18 17:00,09:35,09:47,微笑,无,无,续签,无\n"
        "2026-11-20,A07,,09:35,09:51,,,,,\n"
    )
    assert answer(take(keyroom, room, "meeting", lines)) == {
        "encoding": "UTF-8",
        "added": 2,
        "known": 0,
    }
    assert answer(take(keyroom, room, "meeting", lines))["known"] == 2
    first = answer(keyroom("meeting", "show", "2026-11-19", "--json"))
    assert (first["host"], first["host_reason"], first["seconds"]) == ("T01", "team_lead", 720)
    assert first["prepared_in_time"]
    second = answer(keyroom("meeting", "show", "2026-11-20", "--json"))
    assert (second["host_reason"], second["overrun_s"]) == ("纸质记录", 60)
    assert second["into_work_time"]
    assert not second["prepared_in_time"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2026-11-21,T01,,09:35,09:48", "2: date: 2026-11-21 is no working day"),
        ("2026-11-20,T01,,00:10,00:20", "2: started: it is 2026-11-20 00:10"),
        ("2026-11-20,T01,,09:48,09:35", "2: ended: the meeting did not end then"),
        ("2026-11-24,T01,,09:35,09:48", "2: ended: the meeting did not end then"),
        ("2026-11-20,X99,,09:35,09:48", "2: host: nobody has the staff number X99"),
        ("2026-11-20,T01,soon,09:35,09:48", "2: prepared: “soon” is no moment"),
    ],
)
def test_a_book_with_a_fault_is_refused_as_a_whole(
    keyroom: Run, room: Path, line: str, fault: str
) -> None:
    result = take(keyroom, room, "meeting", f"date,host,prepared,started,ended\n{line}\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"meeting.csv:{fault}")


def test_plans_and_visits_are_taken_in_and_reported(
    keyroom: Run, room: Path, travel: Travel
) -> None:
    plans = (
        "no,date,time,customer,purpose,entered\n"
        "A07,2026-11-20,10:00,医院,例行走访,2026-11-20 09:00\n"
        "A07,2026-11-20,16:00,学校,training,2026-11-20 09:00\n"
    )
    assert answer(take(keyroom, room, "plans", plans)) == {
        "encoding": "UTF-8",
        "added": 2,
        "known": 0,
    }
    assert answer(take(keyroom, room, "plans", plans))["known"] == 2
    visits = (
        "no,from,to,customer,status,result,problem,signature,next,entered\n"
        "A07,2026-11-20 10:00,2026-11-20 11:30,医院,approved,续签,是,,送合同,2026-11-20 12:00\n"
        "A08,2026-11-20,2026-11-20,当日无走访,,,,,,2026-11-20 18:00\n"
    )
    done = {"encoding": "UTF-8", "decided": 0, "known": 0}
    assert answer(take(keyroom, room, "visits", visits)) == {
        **done,
        "added": 1,
        "logged": 1,
        "declared": 1,
    }
    assert answer(take(keyroom, room, "visits", visits)) == {
        **done,
        "added": 0,
        "known": 1,
        "logged": 0,
        "declared": 0,
    }
    report = answer(keyroom("visits", "report", "--from", "2026-11-20", "--json"))
    assert [each["outcome"] for each in report["plans"]] == ["kept", "missed"]
    assert report["unsigned"] == [report["visits"][0]["id"]]
    assert report["visits"][0]["log"]["next_step"] == "送合同"
    shown = keyroom("visits", "report", "--from", "2026-11-20").stdout
    assert "送合同" in shown
    assert "missed" in shown
    signed = ("visits", "log", report["unsigned"][0], "续签", "--problem", "--paper", "118")
    assert answer(keyroom(*signed, "--json"))["log"]["closed"]
    (item,) = answer(keyroom("items", "list", "--json"))
    assert (item["kind"], item["owner"], item["customer"]) == ("next_step", "A07", "医院")
    copied = answer(keyroom("plans", "copy", "A07", "tomorrow", "16:00", "--json"))
    assert [each["customer"] for each in copied] == ["医院"]
    assert answer(keyroom("items", "step", item["id"], "done", "--by", "A07", "--json"))["done"]
    assert "医院" in keyroom("items", "list", "--all").stdout


def test_a_list_of_visits_with_a_fault_is_refused_as_a_whole(keyroom: Run, room: Path) -> None:
    lines = (
        "no,from,to,customer,status,result,problem,entered\n"
        "A07,2026-11-20 10:00,2026-11-20 11:30,医院,approved,x,maybe,\n"
        "A07,2026-11-20 12:00,2026-11-20 13:30,医院,approved,x,,2026-12-01 10:00\n"
        "X99,2026-11-20,,no_visit,,,,\n"
    )
    result = take(keyroom, room, "visits", lines)
    assert result.exit_code == 2
    assert [line.split(": ")[:2] for line in result.stderr.splitlines()] == [
        ["visits.csv:2", "problem"],
        ["visits.csv:3", "entered"],
        ["visits.csv:4", "no"],
    ]
    assert answer(keyroom("visits", "list", "--json")) == []


@pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")
def test_the_record_is_written_as_pdf_with_every_text_as_it_is(keyroom: Run, room: Path) -> None:
    text = ("[bold]服务[/] <b>标准</b> " * 700)[:10_000]
    blocks = (f"a={text}", "b=无", "c=无", "d=无", "e=无")
    assert keyroom("meeting", "prepare", "tomorrow", *blocks, "--by", "T01").exit_code == 0
    written = room / "record.pdf"
    done = keyroom("meeting", "report", "2026-11-24", "--out", str(written))
    assert (done.exit_code, done.stdout) == (0, "")
    read = subprocess.run(
        ["pdftotext", "-layout", written, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "[bold]服务[/] <b>标准</b>" in read
    assert read.count("标准") == text.count("标准")
    assert "姓名A08" in read
    assert "Not started yet." in read
