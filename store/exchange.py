"""Ordinary TinyDB files: everything out into one that stock TinyDB opens, or in from one.

Stock TinyDB numbers documents. So documents with ids of text are numbered in the order of their
ids, and carry the id as a field of its own, which importing takes off again.
"""

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from keyroom.language import N_
from store.documents import DocId, Document
from store.durable_files import sync_folder
from store.errors import ExchangeRefused
from store.schema import SYSTEM_TABLES

if TYPE_CHECKING:
    from store.database import Store

ID_FIELD: Final = "_id"
"""Where an exported document carries its id of text."""

_NUMBER: Final = re.compile("-?[0-9]{1,18}")
_OWN: Final = frozenset(table.name for table in SYSTEM_TABLES)


def export_tinydb(store: "Store", path: Path) -> dict[str, int]:
    """Write all tables but the store's own to a new file; returns how many documents of each.

    Raises ExchangeRefused where the file exists or cannot be written; no part of it is left.
    """
    draft = path.with_name(f".{path.name}.draft")
    try:
        # Its owner's alone: it holds what the store holds.
        descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file, store.connection():
            counts = _write(store, file)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)  # unlike renaming, it replaces nothing
        sync_folder(path.parent)
    except OSError as error:
        raise ExchangeRefused(
            N_("{path} cannot be written: {reason}"),
            N_("check the folder, the room on its disk, and that no file has this name"),
            path=path,
            reason=error.strerror,
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return counts


def import_tinydb(store: "Store", path: Path) -> dict[str, int]:
    """Add all documents of a TinyDB file, or none; returns how many of each table.

    Documents keep their ids where the table takes them. Raises ExchangeRefused for what is no
    TinyDB file, and DocumentRefused for a document that the store cannot keep, or has already.
    """
    tables = _read(path)
    with store.transaction(action="import"):
        return {
            name: len(_insert(store, name, documents, path)) for name, documents in tables.items()
        }


def _write(store: "Store", file: TextIO) -> dict[str, int]:
    """One document after the other: a store need not fit into memory."""
    counts: dict[str, int] = {}
    file.write("{")
    for name in sorted(store.tables()):
        file.write(f"{',' if counts else ''}\n{json.dumps(name)}: {{")
        counts[name] = 0
        for number, document in enumerate(store.table(name), 1):
            text = json.dumps(_numbered(name, document), ensure_ascii=False)
            key = number if isinstance(document.doc_id, str) else document.doc_id
            file.write(f'{"," if counts[name] else ""}\n"{key}": {text}')
            counts[name] += 1
        file.write("}")
    file.write("}\n")
    return counts


def _numbered(table: str, document: Document) -> dict[str, Any]:
    if not isinstance(document.doc_id, str):
        return document
    if ID_FIELD in document:
        raise ExchangeRefused(
            N_("the document {id} of the table {table} has a field {field} of its own"),
            N_("rename the field: an exported document carries its id there"),
            id=document.doc_id,
            table=table,
            field=ID_FIELD,
        )
    return {ID_FIELD: document.doc_id, **document}


def _read(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    try:
        tables = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExchangeRefused(
            N_("{path} cannot be read: {reason}"), path=path, reason=error.strerror
        ) from error
    except ValueError as error:
        raise ExchangeRefused(
            N_("{path} is not JSON: {reason}"), path=path, reason=str(error)
        ) from error
    if not _is_tinydb(tables):
        raise ExchangeRefused(
            N_("{path} is not a TinyDB file"),
            N_("one holds tables by name, each with its documents by number"),
            path=path,
        )
    for name in tables.keys() & _OWN:
        raise ExchangeRefused(
            N_("{path}: a table cannot be named {table}, as one of the store's own"),
            path=path,
            table=name,
        )
    return dict(tables)


def _is_tinydb(tables: object) -> bool:
    return isinstance(tables, dict) and all(
        isinstance(documents, dict)
        and all(isinstance(document, dict) for document in documents.values())
        for documents in tables.values()
    )


def _insert(
    store: "Store", name: str, documents: dict[str, dict[str, Any]], path: Path
) -> list[DocId]:
    texts = any(isinstance(document.get(ID_FIELD), str) for document in documents.values())
    table = store.table(name, ids=str if texts else int)
    if table.ids is str:
        return table.insert_multiple(_with_own_id(document) for document in documents.values())
    for key in documents:
        if not _NUMBER.fullmatch(key):
            raise ExchangeRefused(
                N_("{path}: the table {table} has a document {id}; its ids must be numbers"),
                path=path,
                table=name,
                id=key,
            )
    return table.insert_multiple(
        Document(document, int(key)) for key, document in documents.items()
    )


def _with_own_id(document: dict[str, Any]) -> dict[str, Any]:
    """The document under the id it carries; as it is, for a new id, where it carries none."""
    if not isinstance(document.get(ID_FIELD), str):
        return document
    plain = {key: value for key, value in document.items() if key != ID_FIELD}
    return Document(plain, document[ID_FIELD])
