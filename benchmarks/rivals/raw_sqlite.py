"""The same library without our layers: pysqlite3, WAL, `synchronous=FULL`, prepared statements."""

from pathlib import Path

from pysqlite3 import dbapi2 as sqlite


class RawSqlite:
    """A document table and a log table with the columns of ours, and nothing that fills them."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(str(path), isolation_level=None)
        for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.execute(
            "CREATE TABLE document (id TEXT PRIMARY KEY, body TEXT, salt BLOB, seq INTEGER) "
            "WITHOUT ROWID"
        )
        self._connection.execute(
            "CREATE TABLE log (seq INTEGER PRIMARY KEY, doc TEXT, leaf BLOB, hashes BLOB)"
        )

    def insert(self, doc: str, body: str) -> None:
        """One document, committed."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO document VALUES (?, ?, NULL, NULL)", (doc, body))
        self._connection.execute("COMMIT")

    def insert_both(self, doc: str, body: str, salt: bytes, leaf: bytes, hashes: bytes) -> None:
        """One document and one log entry of given bytes, committed together."""
        self._connection.execute("BEGIN IMMEDIATE")
        seq = self._connection.execute(
            "INSERT INTO log (doc, leaf, hashes) VALUES (?, ?, ?)", (doc, leaf, hashes)
        ).lastrowid
        self._connection.execute("INSERT INTO document VALUES (?, ?, ?, ?)", (doc, body, salt, seq))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
