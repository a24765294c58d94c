"""The workbook of §4.2, read back: sheets, columns, values, and what must never happen to data."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from keyroom.language import Language, use
from kiosk.attendance.judging.results import Remark
from kiosk.attendance.judging.rulebook import CapMode, Rulebook
from kiosk.attendance.reports.cover import Cover
from kiosk.attendance.reports.workbook import write_workbook
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.errors import FileUnwritableError
from kiosk.money import Fen, yuan
from kiosk.person import staff_no
from tests.kiosk.attendance.written_sheets import (
    CLERK,
    OTHER,
    at,
    eventful,
    person_month,
    sheet_of,
)

COVER = Cover("日喀则分公司集团客户部重要室", OFFICE_ZONE, at("07-02 12:00"))
SHEET = sheet_of(eventful(), person_month(OTHER))
HEADINGS = 3
"""The row they stand in."""


def written(tmp_path: Path, sheet: Any = SHEET, cover: Cover = COVER) -> Workbook:
    return load_workbook(write_workbook(tmp_path / "report.xlsx", sheet, cover))


def headings(sheet: Worksheet) -> list[Any]:
    return [cell.value for cell in sheet[HEADINGS]]


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The table, up to the first empty row."""
    names = headings(sheet)
    found = []
    for values in sheet.iter_rows(min_row=HEADINGS + 1, values_only=True):
        if not any(values):
            break
        found.append(dict(zip(names, values, strict=True)))
    return found


@pytest.fixture
def chinese() -> Iterator[None]:
    use(Language.CHINESE)
    yield
    use(Language.ENGLISH)


@pytest.mark.usefixtures("chinese")
def test_four_sheets_with_the_columns_of_the_regulation_4_2(tmp_path: Path) -> None:
    book = written(tmp_path)

    assert book.sheetnames == ["月度汇总", "每日统计", "扣款汇总", "扣款明细"]
    summary, daily, deductions, details = (headings(sheet) for sheet in book.worksheets)
    assert summary == [
        *("姓名", "考勤组", "部门", "工号", "职位", "应出勤天数", "出勤天数", "休息天数"),
        *("工作时长(小时)", "迟到次数", "迟到时长(分钟)", "严重迟到次数", "严重迟到时长(分钟)"),
        *("旷工迟到天数", "早退次数", "早退时长(分钟)", "上班缺卡次数", "下班缺卡次数"),
        *("补卡次数", "旷工天数", "事假(次/天)", "病假", "年假", "其他假", "外勤次数"),
        *("出差时长", "加班时长(工作日/休息日/节假日)", *map(str, range(1, 31))),
    ]
    assert daily == [
        *("日期", "星期", "姓名", "工号", "班次", "上班1打卡时间", "上班1打卡结果"),
        *("下班1打卡时间", "下班1打卡结果", "上班2打卡时间", "上班2打卡结果"),
        *("下班2打卡时间", "下班2打卡结果", "关联审批单", "出勤时长", "迟到分钟"),
        *("早退分钟", "扣款", "依据条款"),
    ]
    assert deductions == [
        *("工号", "姓名", "月份", "迟到早退扣款", "旷工扣款", "私自外出扣款", "工作服扣款"),
        *("请假超次扣款", "绩效扣款(学习)", "扣款合计", "当月工资", "占比", "超20%提示"),
        *("本人确认", "重要室经理", "集团客户部"),
    ]
    assert details == [
        *("序号", "日期", "工号", "姓名", "事由", "时段", "分钟", "金额", "条款编号"),
        *("规则版本", "证据(打卡号/检查单号)", "处理人", "申诉状态"),
    ]


@pytest.mark.usefixtures("chinese")
def test_title_and_second_row_say_what_it_is(tmp_path: Path) -> None:
    book = written(tmp_path, cover=replace(COVER, note="草稿"))

    for sheet in book.worksheets:
        assert sheet["A1"].value == "2026年6月 考勤月报 — 日喀则分公司集团客户部重要室"
        second = sheet["A2"].value
        assert second.startswith("统计日期")
        assert "2026-06-01 至 2026-06-30" in second
        assert "生成时间" in second
        assert "2026-07-02 12:00" in second
        assert second.endswith("草稿")


@pytest.mark.usefixtures("chinese")
def test_days_of_the_summary_are_worded_as_in_dingtalk(tmp_path: Path) -> None:
    row = rows(written(tmp_path)["月度汇总"])[0]

    assert row["1"] == "正常"
    assert row["2"] == "上班迟到12分钟"
    assert row["3"] == "病假1天"
    assert row["5"] == "外勤"
    assert row["6"] == "休息"
    assert row["8"] == "下班补卡"
    assert row["10"] == "下班缺卡"
    assert row["11"] == "旷工1天"
    assert row["19"].startswith("休息")
    assert "端午节" in row["19"]
    assert (row["应出勤天数"], row["出勤天数"], row["旷工天数"]) == (21, 19, 1)
    assert (row["事假(次/天)"], row["病假"], row["年假"]) == ("1次/0.18天", "1次/1天", None)


@pytest.mark.parametrize(("month", "days"), [(Month(2026, 2), 28), (Month(2026, 5), 31)])
def test_the_summary_has_as_many_days_as_the_month(tmp_path: Path, month: Month, days: int) -> None:
    sheet = sheet_of(person_month(month=month), month=month)

    assert headings(written(tmp_path, sheet).worksheets[0])[-2:] == [str(days - 1), str(days)]


def test_a_day_of_the_daily_sheet_has_its_times_papers_and_deduction(tmp_path: Path) -> None:
    days = rows(written(tmp_path)["Daily statistics"])
    late, ill, short, visit = days[1], days[2], days[3], days[4]

    assert len(days) == 60
    assert late["date"] == datetime(2026, 6, 2)  # noqa: DTZ001 - a date, as openpyxl reads it
    assert (late["weekday"], late["shift"]) == ("Tu", "summer 09:20-12:30 15:20-18:30")
    assert (late["in 1: time"], late["in 1: result"]) == ("09:32", "late")
    assert late["in 2: result"] == "normal (not 10 minutes early)"
    assert (late["late (minutes)"], late["deduction (yuan)"]) == (12, 50)
    assert late["clauses"] == "KQ-2-1a"
    assert (ill["in 1: time"], ill["in 1: result"]) == (None, "sick leave")
    assert ill["approved requests"] == "sick leave 06-03 00:00–06-04 00:00"
    assert short["approved requests"] == "personal leave 09:20–10:30"
    assert visit["approved requests"] == "field duty 11:00–16:00"
    assert days[7]["approved requests"] == "correction of out 1"
    assert (days[5]["shift"], days[5]["in 1: result"]) == ("day off", None)


def test_a_punch_after_midnight_is_told_as_of_the_next_day(tmp_path: Path) -> None:
    month = person_month(days={9: "09:05 12:31 15:05", 10: "01:10 09:05 12:31 15:05 18:31"})
    ninth = rows(written(tmp_path, sheet_of(month))["Daily statistics"])[8]

    assert ninth["out 2: time"] == "next day 01:10"


def test_nobody_has_days_before_he_came(tmp_path: Path) -> None:
    newcomer = person_month(replace(CLERK, joined=date(2026, 6, 10)))
    days = rows(written(tmp_path, sheet_of(newcomer))["Daily statistics"])

    assert len(days) == 21
    assert days[0]["date"].day == 10


def test_sums_agree_in_all_sheets_and_are_exact(tmp_path: Path) -> None:
    odd = Rulebook(absence_fine=Fen(3333))
    sheet = sheet_of(eventful(rules=odd), eventful(OTHER, rules=odd))
    book = written(tmp_path, sheet)
    total = sum(month.total for month in sheet.people)
    people = rows(book["Deductions by person"])

    assert total == 2 * (5000 + 20000 + 2 * 3333)
    daily = (row["deduction (yuan)"] for row in rows(book["Daily statistics"]))
    lines = [row["amount (yuan)"] for row in rows(book["Deductions line by line"])]
    assert _fen(people[-1]["deductions together (yuan)"]) == total
    assert sum(_fen(row["deductions together (yuan)"]) for row in people[:-1]) == total
    assert sum(_fen(amount) for amount in daily) == total
    assert sum(_fen(amount) for amount in lines) == total
    assert _fen(people[0]["absence (yuan)"]) == 6666


def _fen(yuan_in_cell: float | None) -> int:
    return int(Decimal(str(yuan_in_cell or 0)) * 100)


def test_payroll_sees_wage_share_and_warning_d_23(tmp_path: Path) -> None:
    first, second, together = rows(written(tmp_path)["Deductions by person"])

    assert first["wage of the month (yuan)"] == 1000
    assert first["share of the wage"] == 0.45
    assert "more than 20 per cent" in first["over 20 per cent"]
    assert second["wage of the month (yuan)"] is None
    assert second["share of the wage"] is None
    assert together["staff number"] == "together"
    assert together["person concerned"] is None


@pytest.mark.parametrize(
    ("rules", "heading", "amount"),
    [
        (Rulebook(prep_fine=yuan(5)), "not early to prepare (yuan)", 5),
        (Rulebook(cap_mode=CapMode.CAP), "beyond the cap (yuan)", -250),
    ],
)
def test_causes_by_knob_have_a_column_where_they_occur(
    tmp_path: Path, rules: Rulebook, heading: str, amount: int
) -> None:
    row = rows(written(tmp_path, sheet_of(eventful(rules=rules)))["Deductions by person"])[0]

    assert row[heading] == amount
    parts = [value for name, value in row.items() if name.endswith("(yuan)")]
    wage, total = row["wage of the month (yuan)"], row["deductions together (yuan)"]
    assert sum(part or 0 for part in parts) - wage - total == total


def test_each_line_names_its_evidence_handler_and_standing(tmp_path: Path) -> None:
    cover = replace(COVER, handlers={"A07:2026-06-09:finding:F1": "A08"})
    lines = rows(written(tmp_path, cover=cover)["Deductions line by line"])

    assert [line["no."] for line in lines] == [1, 2, 3, 4, 5, 6]
    errand, outage = lines[1], lines[-1]
    assert errand["cause"] == "private errand on duty"
    assert errand["evidence (punches, inspections)"] == "F1"
    assert errand["handled by"] == "A08 王海燕"
    assert (errand["clause"], errand["version of the rules"]) == ("KQ-2-3", "v1")
    assert outage["objection"] == "pending: a reader was out of order"
    assert (outage["amount (yuan)"], outage["minutes"]) == (0, 20)


def test_staff_numbers_stay_text(tmp_path: Path) -> None:
    sheet = sheet_of(person_month(replace(CLERK, no=staff_no("007"))))
    book = written(tmp_path, sheet)

    for name, letter in (("Monthly summary", "D"), ("Deductions by person", "A")):
        cell = book[name][f"{letter}{HEADINGS + 1}"]
        assert (cell.value, cell.data_type, cell.number_format) == ("007", "s", "@")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("http://x","y")'])
def test_data_never_becomes_a_formula(tmp_path: Path, name: str) -> None:
    person = replace(CLERK, name=name, team=name)
    path = write_workbook(
        tmp_path / "report.xlsx",
        sheet_of(eventful(person)),
        replace(COVER, office=name, note=name, handlers={"A07:2026-06-09:finding:F1": name}),
    )
    book = load_workbook(path)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    same = [cell for cell in cells if cell.value == name]
    assert len(same) > 30
    assert all(cell.quotePrefix for cell in same)
    with ZipFile(path) as archive:
        texts = [archive.read(part) for part in archive.namelist() if "worksheets" in part]
    assert not any(b"<f>" in text or b"<f " in text for text in texts)


def test_control_characters_are_made_visible(tmp_path: Path) -> None:
    sheet = sheet_of(person_month(replace(CLERK, name="a\x07b")))

    assert rows(written(tmp_path, sheet)["Monthly summary"])[0]["name"] == "a\ufffdb"


def test_warnings_and_the_legend_stand_under_the_summary(tmp_path: Path) -> None:
    remark = Remark("no_holiday_notice", "no notice of {year}", {"year": 2026})
    sheet = written(tmp_path, replace(SHEET, remarks=(remark,)))["Monthly summary"]
    below = {
        text.value: colour.fill.fgColor.rgb[2:]
        for colour, text in sheet.iter_rows(min_row=HEADINGS + 4, max_col=2)
    }

    assert below["no notice of 2026"] == below["absent / missing punch"] == "F4B6B6"
    assert below["late / left early"] == "FBD9B0"
    day = sheet.cell(HEADINGS + 1, headings(sheet).index("11") + 1)
    assert day.value == "absent, whole day"
    assert day.fill.fgColor.rgb[2:] == "F4B6B6"


def test_headings_stay_in_sight_and_pages_are_printed_across(tmp_path: Path) -> None:
    for sheet in written(tmp_path).worksheets:
        assert sheet.freeze_panes in {f"C{HEADINGS + 1}", f"E{HEADINGS + 1}"}
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.auto_filter.ref.startswith(f"A{HEADINGS}:")


def test_cells_beside_a_folded_one_stand_at_half_its_height(tmp_path: Path) -> None:
    for sheet in written(tmp_path).worksheets:
        first = [cell for cell in sheet[HEADINGS + 1] if cell.value is not None]
        assert {cell.alignment.vertical for cell in first} == {"center"}


def test_into_a_folder_it_goes_under_its_usual_name(tmp_path: Path) -> None:
    use(Language.CHINESE)
    path = write_workbook(tmp_path, SHEET, COVER)
    use(Language.ENGLISH)

    assert path == tmp_path / "重要室_考勤月报_202606.xlsx"
    assert path.exists()


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_workbook(
        tmp_path / "report.xlsx",
        sheet_of(*[person_month(OTHER)] * 5),
        COVER,
        lambda done, total: told.append((done, total)),
    )

    total = 5 + 5 * 30 + 6 + 0
    assert told == [(100, total), (total, total)]


def test_an_office_without_people_has_a_workbook_too(tmp_path: Path) -> None:
    book = written(tmp_path, sheet_of())

    assert [len(rows(sheet)) for sheet in book.worksheets] == [0, 0, 1, 0]


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow beyond some bytes meanwhile."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_leaves_the_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    with full_disk(), pytest.raises(FileUnwritableError) as refused:
        write_workbook(path, sheet_of(*[eventful()] * 20), COVER)

    assert str(path) in str(refused.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
