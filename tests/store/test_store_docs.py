"""docs/store.md says what the code does: settings, queries, errors, TinyDB's tests."""

import re
import runpy
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite
from tinydb import Query, where

from store import Store, TableSchema, errors
from store.query_compiler import compile_query
from store.sqlite import APPLICATION_ID, FORMAT, OLDEST_LIBRARY
from store.sqlite_settings import CONNECTION_SETTINGS, FILE_SETTINGS
from store.tables import DocumentTable

TEXT = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
SUITE = Path(__file__).parent / "tinydb_suite" / "conftest.py"
PUNCHES = TableSchema("punches", fields={"person": str, "at": str, "size": int})
CELL = re.compile(r"(?<!\\)\|")


def table(heading: str, columns: str) -> list[list[str]]:
    """The rows of a table under a heading, without the marks of code."""
    section = TEXT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = section[section.index(f"| {columns} |\n") :].partition("\n\n")[0].splitlines()[2:]
    return [
        [cell.strip().strip("`").replace("\\|", "|") for cell in CELL.split(line)[1:-1]]
        for line in lines
    ]


def test_every_setting_stands_there_with_its_value_and_a_reason() -> None:
    rows = {name: value for name, value, why in table("Settings", "setting | value | why") if why}
    assert rows == {
        **{name: str(value) for name, value in (CONNECTION_SETTINGS | FILE_SETTINGS).items()},
        "busy_timeout": "[store] busy_timeout_s",
        "application_id": APPLICATION_ID.to_bytes(4).decode(),
        "user_version": str(FORMAT),
    }
    assert f"The library must be {'.'.join(map(str, OLDEST_LIBRARY))} or newer" in TEXT


@pytest.mark.parametrize("code, rows, answer", table("Queries", "query | rows | answer"))
def test_queries_are_compiled_as_the_table_says(
    tmp_path: Path, code: str, rows: str, answer: str
) -> None:
    query = eval(code, {"where": where, "Query": Query})
    with Store(tmp_path / "store.db") as store:
        selection = compile_query(query, DocumentTable(PUNCHES, store.engine))
    assert (_said(selection.clause), "exact" if selection.exact else "retested") == (rows, answer)


def _said(clause: object) -> str:
    if clause is None:
        return "every row"
    compiled = clause.compile(  # type: ignore[attr-defined]
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    sql = " ".join(str(compiled).replace("doc_punches.", "").split())
    for function, short in (("json_type", "kind"), ("json_extract", "value")):
        sql = re.sub(
            rf"""{function}\(body, '\$((?:\."\w+")+)'\)""",
            lambda match, short=short: f"{short}({match[1][1:].replace(chr(34), '')})",  # type: ignore[misc]
            sql,
        )
    return sql


@pytest.mark.parametrize(
    "columns, spooled", [("error | when | what is left", True), ("error | when", False)]
)
def test_every_error_stands_in_its_table(columns: str, spooled: bool) -> None:
    wanted = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type)
        and issubclass(kind, errors.StoreError)
        and issubclass(kind, errors.StoreUnavailable) is spooled
    }
    # What the others have in common is no error of its own.
    wanted -= {"StoreError", "StoreUnavailable"}
    assert {row[0] for row in table("Errors", columns)} == wanted


def test_the_exceptions_to_tinydb_s_tests_are_those_that_are_made() -> None:
    rows = dict(table("TinyDB's own tests", "test | reason"))
    assert rows == runpy.run_path(str(SUITE))["EXCEPTIONS"]
