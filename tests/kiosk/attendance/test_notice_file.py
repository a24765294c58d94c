"""Holiday notices from files: taken in as holiday-cn writes them, or refused fault by fault."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.attendance.notice import Notice, NoticedDay
from kiosk.attendance.notice_file import parse_notice, read_notice
from kiosk.errors import FileUnreadableError
from kiosk.faults import FaultyFileError

WHOLE = """{
    "$schema": "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/schema.json",
    "$id": "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/2027.json",
    "year": 2027,
    "papers": [
        "https://www.gov.cn/zhengce/content/202611/content_1.htm"
    ],
    "days": [
        {
            "name": "元旦",
            "date": "2027-01-01",
            "isOffDay": true
        },
        {
            "name": "春节",
            "date": "2027-02-14",
            "isOffDay": false
        }
    ]
}
"""


def day(text: str = "2027-01-01", **fields: Any) -> dict[str, Any]:
    return {"name": "元旦", "date": text, "isOffDay": True} | fields


def written(*days: Any, **fields: Any) -> bytes:
    return json.dumps(
        {"year": 2027, "papers": [], "days": list(days)} | fields, ensure_ascii=False
    ).encode()


def faults_of(raw: bytes) -> list[str]:
    with pytest.raises(FaultyFileError) as refused:
        parse_notice(raw, "2027.json")
    return str(refused.value.shown(lambda message: message)).splitlines()


def test_d02_a_file_of_holiday_cn_is_taken_in_as_it_is() -> None:
    notice = parse_notice(WHOLE.encode())
    assert notice == Notice(
        2027,
        {
            date(2027, 1, 1): NoticedDay("元旦", off=True),
            date(2027, 2, 14): NoticedDay("春节", off=False),
        },
        ("https://www.gov.cn/zhengce/content/202611/content_1.htm",),
    )
    assert (notice.off, notice.makeup) == (1, 1)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        json.dumps(json.loads(WHOLE)).encode(),
    ],
    ids=["with a mark", "from Windows", "escaped, on one line"],
)
def test_d02_the_same_notice_in_other_clothes(raw: bytes) -> None:
    assert parse_notice(raw) == parse_notice(WHOLE.encode())


def test_d02_papers_may_be_left_out_and_a_day_repeated() -> None:
    notice = parse_notice(json.dumps({"year": 2027, "days": [day(), day()]}).encode())
    assert notice == Notice(2027, {date(2027, 1, 1): NoticedDay("元旦", off=True)})


def test_d02_a_notice_may_arrange_the_december_before() -> None:
    notice = parse_notice(written(day("2026-12-31"), day("2026-12-01", isOffDay=False)))
    assert list(notice.days) == [date(2026, 12, 31), date(2026, 12, 1)]


@pytest.mark.parametrize(
    "raw, fault",
    [
        (b"", "2027.json:1: this is not JSON: Expecting value"),
        (b"no,at,direction\n", "2027.json:1: this is not JSON"),
        (WHOLE.encode()[:-3], "2027.json:19: this is not JSON: Expecting ',' delimiter"),
        (b"[" * 100_000, "2027.json:1: this is not JSON"),
        (b"9" * 5_000, "2027.json:1: this is not JSON"),
        (b'{"year": 2027, "year": 2028, "days": []}', "2027.json:1: this is not JSON: a key is"),
        (b"[]", "2027.json:1: must be an object in braces, not []"),
        (b"null", "2027.json:1: must be an object in braces, not null"),
        (
            WHOLE.encode("gb18030"),
            "2027.json:10: this line is not UTF-8 text; save the file in the encoding UTF-8",
        ),
        (WHOLE.encode("utf-16"), "2027.json:1: this line is not UTF-8 text"),
    ],
    ids=[
        "empty",
        "a list of punches",
        "cut off",
        "nested without end",
        "a number without end",
        "a key twice",
        "a list",
        "null",
        "GBK",
        "UTF-16",
    ],
)
def test_d02_what_is_no_notice_at_all_is_refused(raw: bytes, fault: str) -> None:
    (line,) = faults_of(raw)
    assert line.startswith(fault)


@pytest.mark.parametrize(
    "fields, fault",
    [
        ({"year": "2027"}, 'year: must be a whole number, not "2027"'),
        ({"year": True}, "year: must be a whole number, not true"),
        ({"year": 2027.0}, "year: must be a whole number, not 2027.0"),
        ({"year": 27}, "year: a notice of the year 27 cannot be; write a year from 2000 to 2099"),
        ({"days": {}}, "days: must be a list in square brackets, not {}"),
        ({"days": []}, "days: no day is named: the notice is not out yet"),
        ({"papers": "x"}, 'papers: must be a list in square brackets, not "x"'),
        ({"papers": [1]}, "papers: must be text in quotes, not 1"),
        ({"dayz": []}, "dayz: unknown key; did you mean days?"),
        ({"region": "cn"}, "region: unknown key; the keys here are: year, days, papers"),
    ],
)
def test_d02_keys_of_the_whole(fields: dict[str, Any], fault: str) -> None:
    (line,) = faults_of(written(day(), **fields))
    assert line.startswith(f"2027.json:1: {fault}")


def test_d02_what_is_missing_is_named() -> None:
    assert faults_of(b"{}") == [
        "2027.json:1: year: this key is missing",
        "2027.json:1: days: this key is missing",
    ]


@pytest.mark.parametrize(
    "entry, fault",
    [
        ("2027-01-01", 'days[1]: must be an object in braces, not "2027-01-01"'),
        (day("2027-02-30"), "days[1].date: “2027-02-30” is no day"),
        (day("元旦"), "days[1].date: “元旦” is no day"),
        (day(date=20270101), "days[1].date: must be text in quotes, not 20270101"),
        (day("2028-01-01"), "days[1].date: 2028-01-01 does not belong to the notice of 2027"),
        (day("2026-11-30"), "days[1].date: 2026-11-30 does not belong to the notice of 2027"),
        (day("2027-01-01", isOffDay=False), "days[1].date: 2027-01-01 is there twice, and differs"),
        (day("2027-01-01", name="春节"), "days[1].date: 2027-01-01 is there twice, and differs"),
        (day(isOffDay=1), "days[1].isOffDay: must be true or false, not 1"),
        (day(isOffDay="false"), 'days[1].isOffDay: must be true or false, not "false"'),
        (day(name=""), "days[1].name: “” is no name"),
        (day(name="元旦\x1b[2J"), "days[1].name: “元旦"),
        (day(name=None), "days[1].name: must be text in quotes, not null"),
        (day(isoffday=True), "days[1].isoffday: unknown key; did you mean isOffDay?"),
        ({"name": "元旦", "date": "2027-01-02"}, "days[1].isOffDay: this key is missing"),
    ],
)
def test_d02_a_day_that_makes_no_sense_is_refused(entry: object, fault: str) -> None:
    (line,) = faults_of(written(day(), entry))
    assert line.startswith(f"2027.json:1: {fault}")


def test_d02_every_fault_is_named_with_its_line() -> None:
    text = (
        WHOLE.replace("2027-01-01", "2027-13-01")
        .replace('"春节"', '""')
        .replace('"isOffDay": false', '"off": 1, "isOffDay": false')
    )
    assert [line.partition("; ")[0] for line in faults_of(text.encode())] == [
        "2027.json:9: days[0].date: “2027-13-01” is no day",
        "2027.json:14: days[1].off: unknown key",
    ]
    renamed = WHOLE.replace('"papers"', '"paper"').replace('"year"', '"yeer"')
    assert [line.partition("; ")[0] for line in faults_of(renamed.encode())] == [
        "2027.json:1: year: this key is missing",
        "2027.json:4: yeer: unknown key",
        "2027.json:5: paper: unknown key",
    ]


def test_d02_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(FileUnreadableError, match="cannot be read"):
            read_notice(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(raw=st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_d02_nothing_else_than_a_notice_gets_in(raw: bytes) -> None:
    with pytest.raises(FaultyFileError):
        parse_notice(raw)


@given(
    year=st.integers(2000, 2099),
    days=st.dictionaries(
        st.dates(date(2000, 1, 1), date(2000, 12, 31)),
        st.builds(NoticedDay, st.sampled_from(["元旦", "Spring “Festival”", "\\"]), st.booleans()),
        min_size=1,
    ),
    indent=st.none() | st.integers(0, 4),
)
def test_d02_what_is_written_is_read(
    year: int, days: dict[date, NoticedDay], indent: int | None
) -> None:
    leap = year % 4 == 0
    said = {
        day.replace(year=year): noticed
        for day, noticed in days.items()
        if leap or (day.month, day.day) != (2, 29)
    } or {date(year, 1, 1): NoticedDay("元旦", off=True)}
    entries = [
        {"date": day.isoformat(), "name": noticed.name, "isOffDay": noticed.off}
        for day, noticed in said.items()
    ]
    raw = json.dumps({"days": entries, "year": year}, indent=indent).encode()
    notice = parse_notice(raw)
    assert notice == Notice(year, said)
    assert Notice.from_document(json.loads(json.dumps(notice.to_document()))) == notice
