"""Keyset pages: every document once, in the order of the index, whatever is added meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import where
from tinydb.queries import QueryLike
from tinydb.storages import MemoryStorage
from tinydb.table import Document as StockDocument
from tinydb.table import Table as StockTable

from store import Document, Place, Store, Table, Walk
from tests.store.conftest import SCHEMA, OpenStore

BY_AT = Walk(("at",))
BY_PERSON = Walk(("person", "at"), ("A07",))


def at(second: int) -> str:
    return f"2026-11-23T00:00:{second:02}.000000Z"


def pages(
    table: Table, walk: Walk, cond: QueryLike | None = None, limit: int = 3, most: int = 5
) -> Iterator[str]:
    """All ids, page by page."""
    after: Place | None = None
    while True:
        page = table.page(walk, cond, after=after, limit=limit, most=most)
        assert len(page.rows) <= limit
        yield from (row.place.id for row in page.rows)
        if page.ended is None:
            return
        assert page.ended != after, "it goes on"
        after = page.ended


@pytest.fixture
def punches(office: Store) -> Table:
    """Many at the same microsecond; one without a time."""
    table = office.table("punches")
    for number in range(40):
        person = "A07" if number % 3 else "A08"
        document = {"person": person, "at": at(number // 8), "kind": number % 4}
        table.insert(Document(document, f"p{(number * 7) % 40:02}"))
    table.insert(Document({"person": "A07"}, "p99"))
    return table


WAYS = {
    "newest first": BY_AT,
    "oldest first": Walk(("at",), rising=True),
    "of one person": BY_PERSON,
    "since": Walk(("at",), since=at(2)),
    "until": Walk(("at",), until=at(2)),
    "of one person in between": Walk(("person", "at"), ("A07",), since=at(1), until=at(3)),
    "of nobody": Walk(("person", "at"), ("A99",)),
}
CONDITIONS: dict[str, QueryLike | None] = {
    "all": None,
    "of SQL": where("person") == "A08",
    "of a number": where("kind") == 2,
    "of Python": where("at").test(lambda text: str(text).endswith("1.000000Z")),
    "of both": (where("person") == "A07") & where("at").search("[13]", flags=re.ASCII),
    "none": where("person") == "nobody",
}


@pytest.mark.parametrize("most", [1, 4, 1000])
@pytest.mark.parametrize("cond", CONDITIONS.values(), ids=CONDITIONS)
@pytest.mark.parametrize("walk", WAYS.values(), ids=WAYS)
def test_pages_are_what_stock_tinydb_finds_sorted(
    punches: Table, walk: Walk, cond: QueryLike | None, most: int
) -> None:
    stock = StockTable(MemoryStorage(), "punches")  # type: ignore[no-untyped-call]
    stock.document_id_class = str  # type: ignore[assignment]
    for each in punches.all():
        stock.insert(StockDocument(each, each.doc_id))
    found = stock.all() if cond is None else stock.search(cond)
    lying = [each for each in found if "at" in each and _on_the_way(each, walk)]
    lying.sort(key=lambda each: (each["at"], each.doc_id), reverse=not walk.rising)
    assert list(pages(punches, walk, cond, most=most)) == [str(each.doc_id) for each in lying]


def _on_the_way(document: StockDocument, walk: Walk) -> bool:
    fields = zip(walk.along, walk.where, strict=False)
    return (
        all(document.get(name) == value for name, value in fields)
        and (walk.since is None or document["at"] >= walk.since)
        and (walk.until is None or document["at"] < walk.until)
    )


@given(
    seconds=st.lists(st.integers(0, 3), max_size=12),
    limit=st.integers(1, 4),
    most=st.integers(1, 6),
)
@settings(max_examples=50, deadline=None)
def test_documents_at_the_same_moment_are_seen_once(
    tmp_path_factory: pytest.TempPathFactory, seconds: list[int], limit: int, most: int
) -> None:
    with Store(tmp_path_factory.mktemp("page") / "office.db", SCHEMA) as store:
        table = store.table("punches")
        ids = table.insert_multiple({"person": "A07", "at": at(each)} for each in seconds)
        assert sorted(pages(table, BY_AT, limit=limit, most=most)) == sorted(ids)


def test_what_is_added_meanwhile_shifts_nothing(punches: Table) -> None:
    first = punches.page(BY_AT, limit=10)
    punches.insert({"person": "A07", "at": at(59)})
    rest = punches.page(BY_AT, after=first.ended, limit=100)
    assert len({row.place for row in (*first.rows, *rest.rows)}) == 40


def test_page_ends_when_enough_was_looked_at(punches: Table) -> None:
    page = punches.page(BY_AT, where("person") == "nobody", most=7)
    assert page.rows == []
    assert page.ended is not None
    assert page.ended.at == at(4)


@pytest.mark.parametrize("cond", [None, where("kind") == 1], ids=["all", "of SQL"])
def test_damaged_document_hides_no_other(
    tmp_path: Path, open_store: OpenStore, cond: QueryLike | None
) -> None:
    with open_store() as office:
        office.table("punches").insert_multiple(
            {"person": "A07", "at": at(second), "kind": 1} for second in range(5)
        )
    path = tmp_path / "office.db"
    torn = f'{{"person":"A07","at":"{at(3)}"'.encode()
    data = path.read_bytes()
    assert data.count(torn) == 1
    path.write_bytes(data.replace(torn, b"[" + torn[1:]))
    rows = open_store().table("punches").page(BY_AT, cond).rows
    assert [row.place.at for row in rows] == [at(second) for second in (4, 3, 2, 1, 0)]
    assert [row.document is None for row in rows] == [False, True, False, False, False]


def test_walk_needs_a_declared_index(punches: Table) -> None:
    with pytest.raises(ValueError, match="no index"):
        punches.page(Walk(("kind",)))
    with pytest.raises(ValueError, match="does not say"):
        Walk(("person", "at"))


@pytest.mark.parametrize("walk", [BY_AT, BY_PERSON], ids=["at", "person"])
def test_index_leads_to_every_page(office: Store, punches: Table, walk: Walk) -> None:
    """Neither a scan of the table nor a sort: what makes the millionth page as quick."""
    asked: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with office.connection() as connection:
        sa.event.listen(connection.engine, "before_cursor_execute", hear)
        punches.page(walk, where("kind") == 1, after=Place(at(3), "p10"))
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {asked[-1]}", tuple("x" for _ in range(asked[-1].count("?")))
        ).all()
    steps = [step[-1] for step in plan]
    assert len(steps) == 1, steps
    assert steps[0].startswith("SEARCH doc_punches USING INDEX doc_punches_by_"), steps


@pytest.mark.parametrize(
    "walk,most,counted",
    [
        (BY_AT, 3, (3, at(4))),
        (BY_AT, 9, (9, at(3))),
        (BY_AT, 1000, (40, None)),
        (Walk(("at",), rising=True), 9, (9, at(1))),
        (Walk(("at",), since=at(4)), 1000, (8, None)),
        (Walk(("person", "at"), ("A99",)), 5, (0, None)),
    ],
)
def test_counts_as_far_as_is_asked(
    punches: Table, walk: Walk, most: int, counted: tuple[int, str | None]
) -> None:
    assert punches.count_up_to(walk, most) == counted
