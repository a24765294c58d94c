"""Lists as offices have them: what form they may have, and what is told of any other."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.csv_file import CsvFile, parse_csv, read_csv
from kiosk.errors import FileUnreadableError
from kiosk.faults import FaultyFileError

COLUMNS = ("no", "name", "team")
HEADER = "no,name,team\n"

# What GBK can hold and no cell loses at its edges.
cells = st.text(
    st.characters(codec="gbk", exclude_categories=("C", "Z")) | st.sampled_from(' ,"\n'),
    max_size=12,
).map(lambda text: text.strip())


def parse(text: str) -> CsvFile:
    return parse_csv(text.encode(), "people.csv", COLUMNS)


def faults(raw: bytes | str) -> list[str]:
    """The faults of a list, as a person reads them."""
    content = raw.encode() if isinstance(raw, str) else raw
    with pytest.raises(FaultyFileError) as caught:
        parse_csv(content, "people.csv", COLUMNS)
    return str(caught.value).splitlines()


@given(
    rows=st.lists(st.tuples(cells, cells, cells).filter(any), max_size=6),
    order=st.permutations(COLUMNS),
    line_end=st.sampled_from(("\n", "\r\n")),
    quoting=st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    encoding=st.sampled_from(("utf-8", "utf-8-sig")),
)
def test_list_reads_back_whatever_wrote_it(
    rows: list[tuple[str, str, str]],
    order: Sequence[str],
    line_end: str,
    quoting: Literal[0, 1],
    encoding: str,
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end, quoting=quoting)
    writer.writerow(order)
    writer.writerows([row[COLUMNS.index(column)] for column in order] for row in rows)
    found = parse_csv(text.getvalue().encode(encoding), "people.csv", COLUMNS)
    assert [tuple(row.cells[column] for column in COLUMNS) for row in found.rows] == rows
    assert [row.line for row in found.rows] == sorted({row.line for row in found.rows})


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
@pytest.mark.parametrize("name", ["旺堆", "联通", "达娃卓玛", "中国移动通信集团"])
def test_gbk_list_is_recognised(encoding: str, name: str) -> None:
    found = parse_csv(f"{HEADER}A07,{name},一组\n".encode(encoding), "people.csv", COLUMNS)
    assert found.rows[0].cells == {"no": "A07", "name": name, "team": "一组"}
    assert found.encoding == "GBK"


def test_header_may_stand_in_any_case_and_order() -> None:
    assert parse("Team, NO ,name\n一组,A07,达娃\n").rows[0].cells == {
        "no": "A07",
        "name": "达娃",
        "team": "一组",
    }


def test_blank_lines_and_empty_cells_at_the_end_are_let_pass() -> None:
    found = parse("no,name,team\n\nA07,达娃\n,,\nA08,王,二组,,\n")
    assert [(row.line, row.cells["no"], row.cells["team"]) for row in found.rows] == [
        (3, "A07", ""),
        (5, "A08", "二组"),
    ]


def test_line_of_a_record_is_where_it_begins() -> None:
    found = parse('no,name,team\nA07,"一\n行",x\nA08,王,y\n')
    assert [row.line for row in found.rows] == [2, 4]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        pytest.param(
            b"",
            ["people.csv:1: the file is empty; the first line must be: no,name,team"],
            id="empty",
        ),
        pytest.param(
            "no,team\nA07,x\n",
            ["people.csv:1: name: this column is missing; the first line must be: no,name,team"],
            id="missing column",
        ),
        pytest.param(
            "no,nam,team\n",
            [
                "people.csv:1: name: this column is missing; the first line must be: no,name,team",
                "people.csv:1: nam: unknown column; did you mean name?",
            ],
            id="misspelt column",
        ),
        pytest.param(
            "no,name,team,no\n",
            ["people.csv:1: no: this column is there twice; remove one of them"],
            id="column twice",
        ),
        pytest.param(
            "no;name;team\nA07;x;y\n",
            [
                (
                    "people.csv:1: the columns are not separated by commas;"
                    " the first line must be: no,name,team"
                )
            ],
            id="semicolons",
        ),
        pytest.param(
            "no,name,team\nA07,x,y\nA08,x,y,z\nA09,x,y,z\n",
            [
                (
                    "people.csv:3: the line has 4 cells, the header 3;"
                    " put a cell that contains a comma in quotation marks"
                ),
                (
                    "people.csv:4: the line has 4 cells, the header 3;"
                    " put a cell that contains a comma in quotation marks"
                ),
            ],
            id="too many cells, every line of them",
        ),
        pytest.param(
            'no,name,team\nA07,"x,y\nA08,x,y\n',
            [
                (
                    "people.csv:2: the quotation marks of this line do not match;"
                    " a quotation mark inside a cell is written twice"
                )
            ],
            id="open quotation mark",
        ),
        pytest.param(
            "no,name,team\nA07,x,y\n".encode("utf-16"),
            ["people.csv:1: this line is neither UTF-8 nor GBK text; save the list as “CSV UTF-8”"],
            id="UTF-16",
        ),
        pytest.param(
            b"no,name,team\nA07,x,y\nA08,\xff\xff,y\n",
            ["people.csv:3: this line is neither UTF-8 nor GBK text; save the list as “CSV UTF-8”"],
            id="no text at all",
        ),
        pytest.param(
            ("no,name,team\n" + "A07,达娃卓玛,一组\n" * 5).encode() + b"A08,\xe8\xbe,y\n",
            ["people.csv:7: this line is neither UTF-8 nor GBK text; save the list as “CSV UTF-8”"],
            id="UTF-8 with a torn character is not taken for GBK",
        ),
    ],
)
def test_other_forms_are_refused_with_line_and_remedy(raw: bytes | str, told: list[str]) -> None:
    assert faults(raw) == told


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match=r"none\.csv"):
        read_csv(tmp_path / "none.csv", COLUMNS)
    with pytest.raises(FileUnreadableError, match="directory"):
        read_csv(tmp_path, COLUMNS)
