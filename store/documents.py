"""Documents as stored: exact JSON text, checked so that what is read is what was written."""

import json
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from tinydb import table as tinydb_table

from keyroom.language import N_
from store.errors import Corrupted, DocumentRefused
from store.schema import IdType, TableSchema

DocId: TypeAlias = Any
"""Text, or an integer in tables of TinyDB's own kind. TinyDB's annotations say `int` only."""

DEEPEST: Final = 100
"""Levels of nesting; the engine's JSON reader stops at 1000, Python's sooner."""

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
LONGEST_ID: Final = 200


class Document(tinydb_table.Document):
    """A document and its id, as TinyDB's own."""

    doc_id: DocId

    def __init__(self, value: Mapping[str, Any], doc_id: DocId) -> None:
        super().__init__(value, doc_id)


def encode(document: Mapping[str, Any], table: TableSchema) -> str:
    """The document's text: compact, its keys in their order.

    Raises DocumentRefused for what JSON or the table's declaration cannot hold, and TypeError for
    objects that are not data at all, as TinyDB's JSON storage does.
    """
    plain = dict(document)
    _check_keys(plain, table.name, DEEPEST)
    check_fields(plain, table)
    try:
        body = _ENCODER.encode(plain)
        body.encode()
    except UnicodeEncodeError as error:
        raise DocumentRefused(
            N_("table {table}: a text holds half a character (a lone surrogate)"),
            table=table.name,
        ) from error
    except ValueError as error:
        raise DocumentRefused(
            N_("table {table}: the document cannot be kept as JSON: {reason}"),
            table=table.name,
            reason=str(error),
        ) from error
    return body


def decode(body: str, doc_id: DocId) -> Document:
    """The document of a row; a new object each time, so that a caller may change it.

    Raises Corrupted where the text is no document: somebody else wrote it, or the disk.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Corrupted(
            N_("the text of the document {id} is damaged"),
            N_("run `keyroom log verify`; keep a copy of the file, and restore the newest backup"),
            id=doc_id,
        )
    return Document(value, doc_id)


def can_be_id(doc_id: object, kind: IdType) -> bool:
    """Whether `doc_id` can name a document in a table whose ids are of this class."""
    if isinstance(doc_id, int):
        return kind is int and not isinstance(doc_id, bool) and is_int64(doc_id)
    return (
        isinstance(doc_id, str)
        and kind is str
        and 0 < len(doc_id) <= LONGEST_ID
        and doc_id.isprintable()
    )


def _check_keys(value: object, table: str, levels: int) -> None:
    """JSON turns other keys into text, and two of them into one."""
    if levels == 0:
        raise DocumentRefused(N_("table {table}: the document is nested too deeply"), table=table)
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise DocumentRefused(
                    N_("table {table}: the key {key} is not text"), table=table, key=repr(key)
                )
            if isinstance(inner, (dict, list, tuple)):
                _check_keys(inner, table, levels - 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            if isinstance(inner, (dict, list, tuple)):
                _check_keys(inner, table, levels - 1)


def check_fields(document: Mapping[str, Any], table: TableSchema) -> None:
    """Raise DocumentRefused where a declared field is not of its type."""
    for name, kind in table.fields.items():
        if name not in document:
            continue
        value = document[name]
        if not isinstance(value, kind) or (
            kind is int and (isinstance(value, bool) or not is_int64(value))
        ):
            raise DocumentRefused(
                N_("table {table}: the field {field} must be {kind}, not {found}"),
                N_("leave the field out where there is nothing to say"),
                table=table.name,
                field=name,
                kind=kind.__name__,
                found=type(value).__name__,  # not the value: it may be personal
            )


def is_int64(value: object) -> bool:
    """Whether SQL can hold the number as it is. Not `in range(...)`: an IntEnum is searched for."""
    return isinstance(value, int) and -(2**63) <= value < 2**63
