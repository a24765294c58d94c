"""The records: TinyDB documents on an ACID engine, and the tamper-evident ledger."""

from store.database import Store
from store.documents import DocId, Document
from store.paging import Page, PageRow, Place, Walk
from store.rows import Texts
from store.schema import Migration, Schema, TableSchema
from store.table import Table

__all__ = [
    "DocId",
    "Document",
    "Migration",
    "Page",
    "PageRow",
    "Place",
    "Schema",
    "Store",
    "Table",
    "TableSchema",
    "Texts",
    "Walk",
]
