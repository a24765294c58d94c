"""On which line each key of a TOML file stands, whatever the lines between look like."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings.section import Place
from kiosk.toml_lines import key_lines

VALUES = (
    "1",
    "-1.5e3",
    "true # and = [no] 'key'",
    '"a # no comment [x]"',
    r'"an escaped \" quote = 1"',
    "'literal \\'",
    '"""\nmore = 1\n[no.table]\n\\" and ""two"" quotes"""',
    '"""ends in a quote""""',
    "'''\nit's = literal\n'''",
    "2026-05-01T09:20:00+08:00",
    "[1, 2, 3]",
    '[ # comment = "]"\n  "x = 1",\n\n  [2, "]"], { a = 1 }\n]',
    '{ a = 1, b = [2], "c d" = "}" }',
    "[]",
    "{}",
)
FILLERS = ("", "# [comment]", "   # a = 1", "\t")


@given(
    tables=st.lists(
        st.tuples(
            st.sampled_from(("[{}]", "[[{}]]", " [ {} ] # x", "[{}.sub]")),
            st.lists(
                st.tuples(
                    st.sampled_from(VALUES),
                    st.sampled_from(("{} = {}", '"{}"={}', "  {}.deep  =  {}")),
                    st.sampled_from(FILLERS),
                ),
                max_size=4,
            ),
        ),
        max_size=4,
    )
)
def test_line_of_every_key_is_found(
    tables: list[tuple[str, list[tuple[str, str, str]]]],
) -> None:
    lines: list[str] = []
    expected: dict[Place, int] = {}
    for number, (header, keys) in enumerate(tables):
        lines += header.format(f"t{number}").splitlines()
        table: Place = (f"t{number}",)
        expected[table] = len(lines)
        if header.startswith("[["):
            table = (*table, 0)
        elif ".sub" in header:
            table = (*table, "sub")
        expected[table] = len(lines)
        for index, (value, form, filler) in enumerate(keys):
            lines.append(filler)
            expected[(*table, f"k{index}")] = len(lines) + 1
            lines += form.format(f"k{index}", value).splitlines()
    text = "\n".join(lines)
    tomllib.loads(text)
    found = key_lines(text)
    assert {place: found.get(place) for place in expected} == expected


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("a = [\n1,\n2]", ("a", 1), 3),
        ("a = [\n[1,\n2]]", ("a", 0, 1), 3),
        ("a = [\n{b = 1},\n{b = 2}]", ("a", 1, "b"), 3),
        ("[[a]]\nb = 1\n[[a]]\nb = 2", ("a", 1, "b"), 4),
        ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[[a.b]]\nc = 1", ("a", 1, "b", 1, "c"), 6),
        ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 1", ("a", 1, "b", "c"), 6),
        ("a.b.c = 1\na.b.d = 2", ("a", "b", "d"), 2),
        ("a.b.c = 1\na.b.d = 2", ("a", "b"), 1),
        ("\"a b\".'c.d' = 1", ("a b", "c.d"), 1),
        ('"\\u540d" = 1', ("名",), 1),
        ("a = 1\n", ("a",), 1),
        ("", (), None),
    ],
)
def test_line_within_lists_and_quoted_keys(text: str, place: Place, line: int | None) -> None:
    assert key_lines(text).get(place) == line
