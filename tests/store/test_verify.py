"""Verification tells what happened: removed, inserted, altered, reordered, rolled back, forked."""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pysqlite3
import pytest

from store import Store
from store.checkpoints import write
from store.entry import Entry, document_digest, parse
from store.findings import MOST, Kind, Report
from store.merkle import Frontier
from store.verify import verify

Shell = sqlite3.Connection
Place = tuple[Kind, int | None, str | None, str | None]


@pytest.fixture
def shell(busy_office: Store, tmp_path: Path) -> Iterator[Shell]:
    """The store's file in the hands of somebody with a database shell."""
    connection = pysqlite3.connect(tmp_path / "office.db", isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    yield connection
    connection.close()


def places(report: Report) -> list[Place]:
    return [(problem.kind, problem.seq, problem.table, problem.id) for problem in report.problems]


def kinds(report: Report) -> set[Kind]:
    return {problem.kind for problem in report.problems}


def entry(shell: Shell, seq: int) -> Entry:
    ((leaf,),) = shell.execute("SELECT leaf FROM ledger WHERE seq = ?", (seq,))
    return parse(leaf)


def named(shell: Shell, kind: Kind, seq: int) -> Place:
    """The place of entry `seq`, as a problem of that kind must name it."""
    of = entry(shell, seq)
    return kind, seq, of.table, of.doc


def size(shell: Shell) -> int:
    ((entries,),) = shell.execute("SELECT max(seq) + 1 FROM ledger")
    return int(entries)


def swap(shell: Shell, columns: str, one: int, other: int) -> None:
    """Exchange columns of two rows of the ledger."""
    rows = {
        seq: shell.execute(f"SELECT {columns} FROM ledger WHERE seq = ?", (seq,)).fetchone()
        for seq in (one, other)
    }
    marks = ", ".join("?" for _ in columns.split(","))
    for seq, source in ((one, other), (other, one)):
        shell.execute(
            f"UPDATE ledger SET ({columns}) = (SELECT {marks}) WHERE seq = ?", (*rows[source], seq)
        )


def forge_history(shell: Shell, change: Callable[[Entry], Entry]) -> None:
    """Rewrite every leaf and the whole tree over them, as one who knows the format can."""
    frontier = Frontier()
    for seq, leaf in shell.execute("SELECT seq, leaf FROM ledger ORDER BY seq").fetchall():
        forged = change(parse(leaf)).leaf()
        shell.execute(
            "UPDATE ledger SET leaf = ?, hashes = ? WHERE seq = ?",
            (forged, frontier.append(forged), seq),
        )


class TestUntouched:
    def test_an_untouched_store_verifies(self, busy_office: Store) -> None:
        write(busy_office, "test")
        report = verify(busy_office)
        with busy_office.connection() as connection:
            size = busy_office.ledger.size(connection)
            root = busy_office.ledger.root(connection)
        assert report == Report(ok=True, entries=size, root=root)

    def test_a_new_store_verifies(self, office: Store) -> None:
        assert verify(office).ok

    def test_a_store_without_an_office_or_a_key_verifies(self, tmp_path: Path) -> None:
        with Store(tmp_path / "plain.db") as store:
            store.table("anything").insert({"at": "all"})
            assert verify(store).ok

    def test_dropped_and_emptied_tables_verify(self, busy_office: Store) -> None:
        busy_office.table("people").truncate()
        busy_office.drop_table("notes")
        assert verify(busy_office).ok

    def test_odd_table_names_verify(self, office: Store) -> None:
        for name in ("Übung", "a b", "A", "a", "_default", "门禁"):
            office.table(name).insert({"name": name})
        assert verify(office).ok

    def test_statistics_of_the_engine_are_not_an_alteration(
        self, busy_office: Store, shell: Shell
    ) -> None:
        shell.execute("ANALYZE")
        assert verify(busy_office).ok

    def test_progress_is_told_up_to_the_end(self, busy_office: Store) -> None:
        told: list[tuple[int, int]] = []
        report = verify(busy_office, lambda done, total: told.append((done, total)))
        assert told[-1] == (2 * report.entries, 2 * report.entries)
        assert told == sorted(told)

    def test_one_state_is_verified_while_others_write(self, busy_office: Store) -> None:
        before = verify(busy_office).entries
        report = verify(busy_office, lambda *_: busy_office.table("people").insert({"no": "A09"}))
        assert report.ok
        assert report.entries == before
        assert verify(busy_office).entries > before


class TestEntries:
    def test_altered(self, busy_office: Store, shell: Shell) -> None:
        expected = named(shell, Kind.ALTERED, 10)
        shell.execute(
            "UPDATE ledger SET leaf = CAST(replace(CAST(leaf AS TEXT), 'punch', 'pinch') AS BLOB)"
            " WHERE seq = 10"
        )
        assert places(verify(busy_office)) == [expected]

    def test_altered_with_its_own_stored_hash(self, busy_office: Store, shell: Shell) -> None:
        expected = named(shell, Kind.ALTERED, 10)
        leaf = entry(shell, 10).leaf().replace(b"entrance", b"entrancd")
        shell.execute(
            "UPDATE ledger SET leaf = ?, hashes = ? WHERE seq = 10", (leaf, Frontier().append(leaf))
        )
        problems = verify(busy_office).problems
        # The hash above it was made of the right one, and lies with the entry after.
        assert {(problem.kind, problem.seq) for problem in problems} <= {
            (Kind.ALTERED, 10),
            (Kind.ALTERED, 11),
        }
        assert expected[0] is problems[0].kind

    @pytest.mark.parametrize("seq", [0, 7, 8, 15, -1])
    def test_one_altered_stored_hash_is_one_problem(
        self, busy_office: Store, shell: Shell, seq: int
    ) -> None:
        seq = seq % size(shell)
        expected = named(shell, Kind.ALTERED, seq)
        ((hashes,),) = shell.execute("SELECT hashes FROM ledger WHERE seq = ?", (seq,)).fetchall()
        for level in range(len(hashes) // 32):
            at = level * 32 + 5
            altered = hashes[:at] + bytes([hashes[at] ^ 1]) + hashes[at + 1 :]
            shell.execute("UPDATE ledger SET hashes = ? WHERE seq = ?", (altered, seq))
            assert places(verify(busy_office)) == [expected]
        shell.execute("UPDATE ledger SET hashes = ? WHERE seq = ?", (hashes[:-1], seq))
        assert places(verify(busy_office)) == [expected]

    def test_two_alterations_are_two_problems(self, busy_office: Store, shell: Shell) -> None:
        expected = [named(shell, Kind.ALTERED, seq) for seq in (6, 9)]
        shell.execute("UPDATE ledger SET leaf = CAST(leaf || '.' AS BLOB) WHERE seq IN (6, 9)")
        report = verify(busy_office)
        assert [(problem.kind, problem.seq) for problem in report.problems] == [
            place[:2] for place in expected
        ]

    @pytest.mark.parametrize("columns", ["leaf", "tbl, doc, leaf", "tbl, doc, leaf, hashes"])
    @pytest.mark.parametrize("one, other", [(8, 9), (5, 12), (9, 11)])
    def test_swapped_entries_are_reordered(
        self, busy_office: Store, shell: Shell, columns: str, one: int, other: int
    ) -> None:
        swap(shell, columns, one, other)
        report = verify(busy_office)
        assert [(problem.kind, problem.seq) for problem in report.problems] == [
            (Kind.REORDERED, one),
            (Kind.REORDERED, other),
        ]

    @pytest.mark.parametrize("seq", [0, 8, 11, 17])
    def test_removed(self, busy_office: Store, shell: Shell, seq: int) -> None:
        of = entry(shell, seq)
        shell.execute("DELETE FROM ledger WHERE seq = ?", (seq,))
        report = verify(busy_office)
        assert kinds(report) == {Kind.REMOVED}
        assert {problem.seq for problem in report.problems} == {seq}
        assert {problem.id for problem in report.problems} <= {None, of.doc}

    def test_removed_and_the_gap_closed(self, busy_office: Store, shell: Shell) -> None:
        of = entry(shell, 11)
        shell.execute("DELETE FROM ledger WHERE seq = 11")
        shell.execute("UPDATE ledger SET seq = seq - 1 WHERE seq > 11")
        report = verify(busy_office)
        assert kinds(report) == {Kind.REMOVED}
        assert (Kind.REMOVED, 11, None, None) in places(report)
        assert (of.table, of.doc) in {(problem.table, problem.id) for problem in report.problems}

    def test_the_newest_removed_and_their_documents_left(
        self, busy_office: Store, shell: Shell
    ) -> None:
        busy_office.table("people").insert_multiple([{"no": f"B{n}"} for n in range(10)])
        first = size(shell) - 10
        expected = [named(shell, Kind.REMOVED, seq) for seq in range(first, first + 10)]
        shell.execute("DELETE FROM ledger WHERE seq >= ?", (first,))
        assert sorted(places(verify(busy_office))) == sorted(expected)

    @pytest.mark.parametrize("seq", [None, -1, -7, 10**6, 2**62])
    def test_inserted_by_hand(self, busy_office: Store, shell: Shell, seq: int | None) -> None:
        seq = size(shell) if seq is None else seq
        shell.execute(
            "INSERT INTO ledger VALUES (?, 'punches', 'x', ?, ?)",
            (seq, b"keyroom-entry-1\n", bytes(32)),
        )
        report = verify(busy_office)
        assert places(report) == [(Kind.INSERTED, seq, "punches", "x")]

    @pytest.mark.parametrize("number", [b"7777", b"9" * 18, b"9" * 40, b"-1"])
    @pytest.mark.parametrize("line", [1, 9])
    def test_an_entry_that_names_a_number_that_cannot_be(
        self, busy_office: Store, shell: Shell, line: int, number: bytes
    ) -> None:
        lines = entry(shell, 9).leaf().split(b"\n")
        lines[line] = number
        shell.execute("UPDATE ledger SET leaf = ? WHERE seq = 9", (b"\n".join(lines),))
        assert [(problem.kind, problem.seq) for problem in verify(busy_office).problems] == [
            (Kind.ALTERED, 9)
        ]

    def test_inserted_in_between_and_the_rest_renumbered(
        self, busy_office: Store, shell: Shell
    ) -> None:
        shell.execute("UPDATE ledger SET seq = -seq - 2 WHERE seq >= 9")
        shell.execute("UPDATE ledger SET seq = -seq - 1 WHERE seq < 0")
        leaf = entry(shell, 8).leaf().replace(b"\n8\n", b"\n9\n")
        shell.execute(
            "INSERT INTO ledger VALUES (9, 'punches', 'x', ?, ?)", (leaf, Frontier().append(leaf))
        )
        report = verify(busy_office)
        assert Kind.INSERTED in kinds(report)
        assert kinds(report) <= {Kind.INSERTED, Kind.ALTERED}
        assert {problem.seq for problem in report.problems} == {9}

    def test_all_removed(self, busy_office: Store, shell: Shell) -> None:
        shell.execute("DELETE FROM ledger")
        report = verify(busy_office)
        assert report.entries == 0
        assert kinds(report) == {Kind.REMOVED}

    def test_a_report_stays_of_bounded_length(self, busy_office: Store, shell: Shell) -> None:
        people = busy_office.table("people")
        people.insert_multiple([{"no": f"B{number}"} for number in range(2 * MOST)])
        shell.execute("UPDATE doc_people SET salt = zeroblob(16)")
        report = verify(busy_office)
        assert len(report.problems) == MOST
        assert report.omitted >= MOST


class TestDocuments:
    def test_altered(self, busy_office: Store, shell: Shell) -> None:
        ((doc, seq),) = shell.execute("SELECT id, seq FROM doc_people LIMIT 1")
        shell.execute("UPDATE doc_people SET body = replace(body, '王', '黄') WHERE id = ?", (doc,))
        assert places(verify(busy_office)) == [(Kind.ALTERED, seq, "people", doc)]

    def test_put_back_to_an_older_state(self, busy_office: Store, shell: Shell) -> None:
        people = busy_office.table("people")
        doc = people.insert({"no": "A08", "room": 1})
        kept = shell.execute("SELECT * FROM doc_people WHERE id = ?", (doc,)).fetchone()[1:4]
        people.update({"room": 2}, doc_ids=[doc])
        shell.execute(
            "UPDATE doc_people SET (body, salt, seq) = (SELECT ?, ?, ?) WHERE id = ?", (*kept, doc)
        )
        assert places(verify(busy_office)) == [(Kind.ALTERED, size(shell) - 1, "people", doc)]

    def test_exchanged(self, busy_office: Store, shell: Shell) -> None:
        (one, other) = shell.execute("SELECT id, body, salt, seq FROM doc_punches LIMIT 2")
        for row, source in ((one, other), (other, one)):
            shell.execute(
                "UPDATE doc_punches SET (body, salt, seq) = (SELECT ?, ?, ?) WHERE id = ?",
                (*source[1:], row[0]),
            )
        assert places(verify(busy_office)) == [
            (Kind.ALTERED, row[3], "punches", row[0]) for row in (one, other)
        ]

    @pytest.mark.parametrize("table", ["meta", "people", "punches", "notes"])
    def test_removed(self, busy_office: Store, shell: Shell, table: str) -> None:
        (doc, seq) = shell.execute(
            f"SELECT id, seq FROM doc_{table} ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        shell.execute(f"DELETE FROM doc_{table} WHERE id = ?", (doc,))
        assert places(verify(busy_office)) == [(Kind.REMOVED, seq, table, str(doc))]

    @pytest.mark.parametrize("table, doc", [("people", "x"), ("punches", "zz"), ("notes", "99")])
    @pytest.mark.parametrize("seq", [0, 5, 10**9])
    def test_inserted(
        self, busy_office: Store, shell: Shell, table: str, doc: str, seq: int
    ) -> None:
        shell.execute(
            f"INSERT INTO doc_{table} (id, body, salt, seq) VALUES (?, '{{}}', zeroblob(16), ?)",
            (doc, seq),
        )
        kind = Kind.REMOVED if seq == 10**9 else Kind.INSERTED
        assert places(verify(busy_office)) == [(kind, seq, table, doc)]

    def test_a_removed_document_put_back(self, busy_office: Store, shell: Shell) -> None:
        people = busy_office.table("people")
        doc = people.insert({"no": "A08"})
        row = shell.execute(
            "SELECT id, body, salt, seq FROM doc_people WHERE id = ?", (doc,)
        ).fetchone()
        people.remove(doc_ids=[doc])
        shell.execute("INSERT INTO doc_people (id, body, salt, seq) VALUES (?, ?, ?, ?)", row)
        assert places(verify(busy_office)) == [(Kind.INSERTED, size(shell) - 1, "people", doc)]

    @pytest.mark.parametrize("action", ["altered", "removed"])
    def test_append_only_documents_rewritten_by_the_book(
        self, busy_office: Store, shell: Shell, action: str
    ) -> None:
        """Somebody uses the ledger as it should be used, on a table that has no changes."""
        (doc, prev) = shell.execute("SELECT id, seq FROM doc_punches LIMIT 1").fetchone()
        salt, seq = secrets.token_bytes(16), size(shell)
        digest = document_digest("punches", doc, salt, "{}") if action == "altered" else None
        last = entry(shell, prev)
        leaf = Entry(
            seq, last.at, "-", "-", "-", "punches", doc, digest, prev, secrets.token_bytes(16)
        ).leaf()
        frontier = Frontier()
        for (old,) in shell.execute("SELECT leaf FROM ledger ORDER BY seq"):
            frontier.append(old)
        shell.execute(
            "INSERT INTO ledger VALUES (?, 'punches', ?, ?, ?)",
            (seq, doc, leaf, frontier.append(leaf)),
        )
        if digest is None:
            shell.execute("DELETE FROM doc_punches WHERE id = ?", (doc,))
        else:
            shell.execute(
                "UPDATE doc_punches SET body = '{}', salt = ?, seq = ? WHERE id = ?",
                (salt, seq, doc),
            )
        assert places(verify(busy_office)) == [(Kind(action), seq, "punches", doc)]


class TestSchema:
    @pytest.mark.parametrize(
        "statement, named",
        [
            ("CREATE TABLE secret (x)", "secret"),
            ("CREATE VIEW doc_view AS SELECT * FROM doc_people", "doc_view"),
            ("CREATE INDEX more ON doc_people (salt)", "more"),
            ("DROP INDEX ledger_by_document", "ledger_by_document"),
            ("DROP INDEX doc_punches_by_at", "doc_punches_by_at"),
            ("ALTER TABLE doc_people ADD COLUMN more TEXT", "doc_people"),
            ("CREATE TABLE doc_forged (id INTEGER PRIMARY KEY, x)", "doc_forged"),
            ('CREATE TABLE "doc_$ff" (id TEXT PRIMARY KEY)', "doc_$ff"),
            ("CREATE TRIGGER quiet DELETE ON doc_people BEGIN SELECT 1; END", "quiet"),
            ("DROP TABLE doc_punches", "doc_punches"),
        ],
    )
    def test_schema_altered(
        self, busy_office: Store, shell: Shell, statement: str, named: str
    ) -> None:
        shell.execute(statement)
        report = verify(busy_office)
        details = [
            problem.detail for problem in report.problems if problem.kind is Kind.SCHEMA_ALTERED
        ]
        assert any(f" {named} " in detail for detail in details), report.problems

    def test_a_column_that_a_migration_added_is_not_an_alteration(
        self, busy_office: Store, shell: Shell
    ) -> None:
        """SQLite puts it after the other columns' text, wherever a new table would have it."""
        column = "field_person"
        ((definition,),) = shell.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'doc_punches'"
        ).fetchall()
        (line,) = [line for line in definition.splitlines() if column in line]
        indexes = shell.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE ?",
            (f"%{column}%",),
        ).fetchall()
        for name, _ in indexes:
            shell.execute(f"DROP INDEX {name}")
        shell.execute(f"ALTER TABLE doc_punches DROP COLUMN {column}")
        shell.execute(f"ALTER TABLE doc_punches ADD COLUMN {line.strip().rstrip(',')}")
        for _, sql in indexes:
            shell.execute(sql)
        assert verify(busy_office).ok

    def test_a_generated_column_that_shows_something_else(
        self, busy_office: Store, shell: Shell
    ) -> None:
        shell.execute("PRAGMA writable_schema = ON")
        shell.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, '$.\"person\"', '$.\"pers0n\"')"
            " WHERE name = 'doc_punches'"
        )
        assert Kind.SCHEMA_ALTERED in kinds(verify(busy_office))


class TestCheckpoints:
    def test_rolled_back(self, busy_office: Store, shell: Shell, tmp_path: Path) -> None:
        """Deleting the newest ten entries and their documents is found by an older checkpoint."""
        people = busy_office.table("people")
        docs = people.insert_multiple([{"no": f"B{number}"} for number in range(10)])
        kept = write(busy_office, "test").note
        shell.execute("DELETE FROM ledger WHERE seq >= ?", (size(shell) - 11,))
        shell.execute("DELETE FROM doc_checkpoints")
        for doc in docs:
            shell.execute("DELETE FROM doc_people WHERE id = ?", (doc,))
        assert verify(busy_office).ok, "without the checkpoint nothing shows"
        report = verify(busy_office, against=[kept])
        assert places(report) == [(Kind.ROLLED_BACK, None, None, None)]

    def test_an_old_copy_put_in_place(self, busy_office: Store, tmp_path: Path) -> None:
        shell = pysqlite3.connect(tmp_path / "office.db")
        shell.execute("VACUUM INTO ?", (str(tmp_path / "old.db"),))
        shell.close()
        busy_office.table("people").insert({"no": "A09"})
        kept = write(busy_office, "test").note
        busy_office.close()
        for name in ("office.db-wal", "office.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        os.replace(tmp_path / "old.db", tmp_path / "office.db")  # noqa: PTH105
        with Store(tmp_path / "office.db", busy_office.schema, create=False) as store:
            trusted = () if busy_office.signer is None else (busy_office.signer.verifier,)
            report = verify(store, against=[kept], trusted=trusted)
        assert kinds(report) == {Kind.ROLLED_BACK}

    def test_forked(self, busy_office: Store, shell: Shell) -> None:
        """Rewriting everything consistently is found by the checkpoints, in the ledger and out."""
        kept = write(busy_office, "test")
        people = busy_office.table("people")
        people.insert({"no": "A09"})

        def blame(entry: Entry) -> Entry:
            fields = {name: getattr(entry, name) for name in Entry.__slots__}
            return Entry(**{**fields, "actor": "A99"})

        forge_history(shell, blame)
        busy_office.ledger.forget()
        assert places(verify(busy_office)) == [
            (Kind.FORKED, kept.checkpoint.size, "checkpoints", kept.doc)
        ]
        report = verify(busy_office, against=[kept.note])
        assert (Kind.FORKED, None, None, None) in places(report)

    def test_garbage_given_to_compare_with_is_a_problem(self, busy_office: Store) -> None:
        report = verify(busy_office, against=["garbage", "", "a\n1\nAA==\n\n— a AAAA\n"])
        assert [problem.kind for problem in report.problems] == [
            Kind.BAD_SIGNATURE,
            Kind.BAD_SIGNATURE,
            Kind.BAD_SIGNATURE,
        ]

    def test_a_stored_checkpoint_with_a_false_note_is_a_problem(self, busy_office: Store) -> None:
        right = write(busy_office, "test")
        false = right.note.replace("\n— ", "\n— x", 1)
        doc = busy_office.table("checkpoints").insert({"note": false, "size": 1})
        odd = busy_office.table("checkpoints").insert({"size": 1})
        report = verify(busy_office)
        assert [(problem.kind, problem.table, problem.id) for problem in report.problems] == [
            (Kind.BAD_SIGNATURE, "checkpoints", doc),
            (Kind.BAD_SIGNATURE, "checkpoints", odd),
        ]

    def test_a_key_without_papers_is_a_problem(self, busy_office: Store) -> None:
        doc = busy_office.table("meta").insert({"kind": "ledger_key", "vkey": "nonsense"})
        report = verify(busy_office)
        assert [(problem.kind, problem.table, problem.id) for problem in report.problems] == [
            (Kind.BAD_SIGNATURE, "meta", doc)
        ]
