"""`keyroom calendar`: which days are worked, imported notices, and the office's own decisions."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from typer.testing import CliRunner, Result

import main
from kiosk.home import Home
from kiosk.office import Office
from kiosk.schema import CLOSINGS

Run = Callable[..., Result]


@pytest.fixture
def office(keyroom: Run, home: Path) -> Path:
    assert keyroom("init").exit_code == 0
    return home


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A notice of 2027 as holiday-cn would have it, shortened."""
    path = tmp_path / "2027.json"
    days = [
        ("元旦", "2027-01-01", True),
        ("元旦", "2027-01-02", True),
        ("元旦", "2027-01-09", False),
        ("国庆节", "2027-10-01", True),
    ]
    entries = [{"name": name, "date": day, "isOffDay": off} for name, day, off in days]
    path.write_text(
        json.dumps({"year": 2027, "papers": [], "days": entries}, ensure_ascii=False, indent=4),
        encoding="utf-8",
    )
    return path


def shown(keyroom: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(keyroom("calendar", "show", *words, "--json").stdout)
    return found


def test_show_has_every_day_of_the_year(keyroom: Run, office: Path) -> None:
    year = shown(keyroom, "2026")
    assert (year["year"], year["known"], len(year["days"])) == (2026, True, 365)
    by_date = {day["date"]: day for day in year["days"]}
    assert by_date["2026-02-24"] == {
        "date": "2026-02-24",
        "kind": "holiday",
        "working": False,
        "name": "Spring Festival and Losar",
        "source": "regional",
        "note": "notice of Lhasa, to be confirmed for Shigatse",
        "confirmed": False,
        "provisional": False,
        "season": "winter",
    }
    assert by_date["2026-05-06"]["season"] == "summer"
    assert by_date["2026-10-10"]["kind"] == "makeup_workday"
    assert by_date["2026-10-10"]["source"] == "package"
    assert by_date["2026-12-29"]["provisional"]


def test_show_can_be_narrowed_to_a_month(keyroom: Run, office: Path) -> None:
    for month in ("2", "02"):
        days = shown(keyroom, "2028", "--month", month)["days"]
        assert (days[0]["date"], days[-1]["date"]) == ("2028-02-01", "2028-02-29")


FEBRUARY = """\
2026-02  winter hours
Mo   Tu   We   Th   Fr   Sa   Su
                               1we
 2    3    4    5    6    7we  8we
 9   10   11   12   13   14mk 15ho
16ho 17ho 18ho 19ho 20ho 21ho 22ho
23ho 24ho 25ho 26ho 27   28mk

mk make-up workday   we weekend   ho holiday

date                     kind             occasion                   by whom
2026-02-14               make-up workday  Spring Festival and Losar  the region: {note}
2026-02-15 – 2026-02-26  holiday          Spring Festival and Losar  the region: {note}
2026-02-28               make-up workday  Spring Festival and Losar  the region: {note}

""".replace("{note}", "notice of Lhasa, to be confirmed for Shigatse")


def test_show_draws_a_month_with_its_notes(keyroom: Run, office: Path) -> None:
    assert keyroom("calendar", "show", "2026", "--month", "02").stdout == FEBRUARY


def test_show_draws_two_months_beside_each_other_within_80_columns(
    keyroom: Run, office: Path
) -> None:
    lines = keyroom("calendar", "show", "2026").stdout.splitlines()
    grid = lines[: next(n for n, line in enumerate(lines) if line.startswith("mk "))]
    assert grid[0] == "2026-01  winter hours                 2026-02  winter hours"
    assert sum(line.startswith("2026-") for line in grid) == 6
    assert max(map(len, grid)) <= 80
    assert "2026-05-01               summer hours begin" in lines


@pytest.mark.parametrize(
    "year, line",
    [
        ("2023", "not in force: Losar 2023-02-20 – 2023-02-26 (notice of Lhasa; none was found"),
        ("2019", "not in force: Shoton 2019-08-30 – 2019-09-05 (the festival's dates in Lhasa;"),
        ("2027", "the holiday arrangement of 2027 is not known: only its days off by law"),
    ],
)
def test_show_tells_what_is_not_in_force_and_not_known(
    keyroom: Run, office: Path, year: str, line: str
) -> None:
    lines = keyroom("calendar", "show", year).stdout.splitlines()
    assert lines[-1].startswith(line)


def test_show_says_where_a_season_begins_within_a_month(keyroom: Run, office: Path) -> None:
    with (office / "keyroom.toml").open("a", encoding="utf-8") as config:
        config.write(
            "\n[[season.overrides]]\nfirst = 2026-04-15\nlast = 2026-04-30\nseason = 'summer'\n"
        )
    lines = keyroom("calendar", "show", "2026", "--month", "4").stdout.splitlines()
    assert lines[0] == "2026-04  winter hours"
    assert "2026-04-15               summer hours begin" in lines


def test_show_speaks_chinese(office: Path) -> None:
    words = ["--home", str(office), "--lang", "zh_CN", "calendar", "show", "2026", "--month", "10"]
    lines = CliRunner().invoke(main.app, words).stdout.splitlines()
    assert lines[1] == "一   二   三   四   五   六   日"
    assert lines[2] == "                1节  2节  3节  4节"
    assert lines[3] == " 5节  6节  7节  8    9   10班 11休"


@pytest.mark.parametrize(
    "words, line",
    [
        (("26",), "“26” is no year"),
        (("二零二七",), "“二零二七” is no year"),
        (("0999",), "“0999-01” is no month"),
        (("2026", "--month", "13"), "“2026-13” is no month"),
        (("2026", "--month", "x"), "“2026-0x” is no month"),
    ],
)
def test_show_refuses_what_is_no_year_and_no_month(
    keyroom: Run, office: Path, words: tuple[str, ...], line: str
) -> None:
    result = keyroom("calendar", "show", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(line)


def test_import_says_what_it_did(keyroom: Run, office: Path, file: Path) -> None:
    result = keyroom("calendar", "import", str(file))
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == f"{file}: 2027: days off: 3, make-up workdays: 1"
    assert lines[1] == "worked before and off now, or the other way round: 2027-01-09"
    assert lines[2].startswith("not in the notice, but off by law, and stay so: 2027-02-05, ")
    assert len(lines) == 3
    assert shown(keyroom, "2027")["known"]


def test_import_again_says_that_nothing_changed_and_a_newer_one_replaces(
    keyroom: Run, office: Path, file: Path
) -> None:
    keyroom("calendar", "import", str(file))
    again = json.loads(keyroom("calendar", "import", str(file), "--json").stdout)
    assert (again["outcome"], again["changed"]) == ("unchanged", [])
    file.write_text(file.read_text().replace("2027-01-09", "2027-01-10"))
    newer = json.loads(keyroom("calendar", "import", str(file), "--json").stdout)
    assert newer == {
        "year": 2027,
        "outcome": "replaced",
        "days_off": 3,
        "makeup_workdays": 1,
        "changed": ["2027-01-09", "2027-01-10"],
        "unnamed": again["unnamed"],
        "closed": [],
    }
    file.write_text(file.read_text().replace("2027-01-10", "2027-01-16"))
    assert "; replaces the former\n" in keyroom("calendar", "import", str(file)).stdout


def test_import_of_a_year_with_a_closed_month_is_allowed_and_said(
    keyroom: Run, office: Path, file: Path
) -> None:
    with Office.open(Home(office)) as opened:
        opened.store.table(CLOSINGS).insert({"month": "2027-01"})
    result = keyroom("calendar", "import", str(file))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == (
        "closed already, and stay as they were settled: 2027-01"
    )


def test_import_refuses_with_every_fault_and_takes_nothing(
    keyroom: Run, office: Path, file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("2027-01-02", "2027-02-30").replace("2027-10-01", "2028-10-01"))
    result = keyroom("calendar", "import", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.partition(";")[0] for line in result.stderr.splitlines()] == [
        "2027.json:10: days[1].date: “2027-02-30” is no day",
        "2027.json:20: days[3].date: 2028-10-01 does not belong to the notice of 2027",
    ]
    assert not shown(keyroom, "2027")["known"]


@pytest.mark.parametrize(
    "words, code, line",
    [
        (("import", "none.json"), 2, "none.json: the file cannot be read"),
        (("override", "2027-01-05", "maybe"), 2, "“maybe” decides nothing"),
        (("override", "5.1.", "rest"), 2, "“5.1.” is no day"),
        (("override", "2027-01-05", "rest", "--name", "x\ty"), 2, "“x\ty” is no name"),
        (("override", "2027-01-05", "rest", "--by", "B99"), 1, "nobody has the staff number B99"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    keyroom: Run, office: Path, words: tuple[str, ...], code: int, line: str
) -> None:
    result = keyroom("calendar", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1


def test_override_decides_over_every_notice(keyroom: Run, example: Path) -> None:
    result = keyroom("calendar", "override", "2026-10-10", "rest", "--name", "校庆", "--by", "A01")
    assert result.stdout == "2026-10-10: holiday (before: make-up workday)\n"
    day = shown(keyroom, "2026", "--month", "10")["days"][9]
    assert (day["kind"], day["name"], day["source"]) == ("holiday", "校庆", "decision")
    back = json.loads(keyroom("calendar", "override", "2026-10-10", "work", "--json").stdout)
    assert back == {
        "date": "2026-10-10",
        "kind": "makeup_workday",
        "name": "",
        "before": "holiday",
        "closed": False,
    }


def test_override_in_a_closed_month_is_allowed_and_said(keyroom: Run, office: Path) -> None:
    with Office.open(Home(office)) as opened:
        opened.store.table(CLOSINGS).insert({"month": "2026-10"})
    result = keyroom("calendar", "override", "2026-10-10", "rest")
    assert result.stdout.splitlines() == [
        "2026-10-10: weekend (before: make-up workday)",
        "its month is closed, and stays as it was settled",
    ]


@pytest.mark.parametrize(
    "today, level, text",
    [
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), "ok", "the holiday arrangement of 2026"),
        (
            datetime(2026, 11, 30, 16, 0, tzinfo=UTC),  # 1 December in the office
            "warning",
            "please import next year's holiday arrangement (2027)",
        ),
        (
            datetime(2027, 1, 1, tzinfo=UTC),
            "warning",
            "the holiday arrangement of 2027 has not been imported",
        ),
    ],
)
def test_d52_the_doctor_asks_for_next_years_notice_from_december_on(
    keyroom: Run, office: Path, today: datetime, level: str, text: str
) -> None:
    with time_machine.travel(today, tick=False):
        (finding,) = calendar_findings(keyroom)
    assert (finding["level"], finding["text"][: len(text)]) == (level, text)


def test_d52_the_doctor_is_content_when_the_notice_is_there(
    keyroom: Run, office: Path, file: Path
) -> None:
    keyroom("calendar", "import", str(file))
    with time_machine.travel(datetime(2026, 12, 31, tzinfo=UTC), tick=False):
        assert [finding["level"] for finding in calendar_findings(keyroom)] == ["ok"]


def test_d02_the_doctor_names_a_calendar_that_cannot_be_read(keyroom: Run, office: Path) -> None:
    with Office.open(Home(office)) as opened:
        opened.store.table("notices").insert({"year": 2027})
    (finding,) = calendar_findings(keyroom)
    assert finding["level"] == "fault"
    assert finding["text"].startswith("the calendar cannot be read: ")
    assert keyroom("calendar", "show", "2026").exit_code == 2


def calendar_findings(keyroom: Run) -> list[dict[str, str]]:
    found = json.loads(keyroom("doctor", "--json").stdout)["findings"]
    return [finding for finding in found if finding["check"] == "calendar"]
