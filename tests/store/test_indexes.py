"""Declared fields are searched by their indexes, not by reading the table."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from tinydb import where
from tinydb.queries import QueryInstance

from store import Schema, Store, TableSchema
from store.query_compiler import compile_query
from store.rows import Rows
from store.tables import DocumentTable

PUNCHES = TableSchema(
    "punches",
    fields={"person": str, "at": str, "size": int, "open": bool},
    indexes=(("person", "at"), ("at",), ("size",), ("open",)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("indexes") / "s.db", Schema(tables=(PUNCHES,))) as store:
        store.table("punches").insert_multiple(
            {
                "person": f"A{number % 40:02}",
                "at": f"2026-{number % 12 + 1:02}",
                "size": number,
                "open": number % 2 == 0,
                "kind": "em4100",
            }
            for number in range(2000)
        )
        yield store


def plan(store: Store, query: QueryInstance, by: str | None = None) -> str:
    """What SQLite says it will do for a search."""
    table = DocumentTable(PUNCHES, store.engine)
    selection = compile_query(query, table)
    with store.connection() as connection:
        result = Rows(table).select(connection, selection, by=by)
        sql, parameters = result.context.statement, result.context.parameters[0]
        lines = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
        return "\n".join(line.detail for line in lines)


BY_PERSON = "USING INDEX doc_punches_by_person_at (field_person=?"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (where("person") == "A07", f"{BY_PERSON})"),
        ((where("person") == "A07") & (where("at") >= "2026-03"), f"{BY_PERSON} AND field_at>?)"),
        (
            (where("person") == "A07") & ((where("at") >= "a") & (where("at") < "b")),
            f"{BY_PERSON} AND field_at>? AND field_at<?)",
        ),
        ((where("person") == "A07") & (where("kind") == "em4100"), f"{BY_PERSON})"),
        ((where("person") == "A07") & where("kind").matches("em"), f"{BY_PERSON})"),
        (where("person").one_of(["A07", "A08"]), f"{BY_PERSON})"),
        (where("at") < "2026-03", "USING INDEX doc_punches_by_at (field_at<?)"),
        (where("size") == 7, "USING INDEX doc_punches_by_size (field_size=?)"),
        (where("size") > 7.5, "USING INDEX doc_punches_by_size (field_size>?)"),
        (where("open") == True, "USING INDEX doc_punches_by_open (field_open=?)"),  # noqa: E712
        (
            (where("person") == "A07") | (where("size") == 7),
            "MULTI-INDEX OR",
        ),
    ],
)
def test_searches_by_declared_fields_use_their_index(
    store: Store, query: QueryInstance, expected: str
) -> None:
    found = plan(store, query)
    assert expected in found
    assert "SCAN" not in found


@pytest.mark.parametrize(
    "query", [where("kind") == "em4100", ~(where("person") == "A07"), where("person") != "A07"]
)
def test_other_searches_read_the_table(store: Store, query: QueryInstance) -> None:
    assert "SCAN" in plan(store, query)


def test_comparisons_of_declared_fields_are_exact(store: Store) -> None:
    table = DocumentTable(PUNCHES, store.engine)
    for query in (where("person") == "A07", where("at") < "b", where("size") >= 2**60):
        assert compile_query(query, table).exact


def test_documents_without_its_first_field_are_not_in_an_index(store: Store) -> None:
    with store.connection() as connection:
        listed = connection.exec_driver_sql("PRAGMA index_list(doc_punches)").all()
    indexes = {row.name: row.partial for row in listed if row.origin == "c"}
    assert len(indexes) == len(PUNCHES.indexes)
    assert set(indexes.values()) == {1}


def test_counting_by_an_index_reads_no_documents(store: Store) -> None:
    seen: list[str] = []
    with store.connection() as connection:
        sa.event.listen(
            connection, "before_cursor_execute", lambda *event: seen.append(event[2]), retval=False
        )
        assert store.table("punches").count(where("person") == "A07") == 50
    (count,) = [sql for sql in seen if "doc_punches" in sql]
    assert "body" not in count


def test_the_first_by_a_field_are_read_in_its_order_and_sorted_nowhere(store: Store) -> None:
    wanted = (where("size") >= 5) & (where("size") < 1999)
    assert "TEMP B-TREE" not in plan(store, wanted, by="size")
    found = store.table("punches").first(3, wanted, by="size")
    assert [each["size"] for each in found] == [5, 6, 7]
