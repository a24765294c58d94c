"""How SQLite's SQL looks into a document's JSON text (see `engine.JsonSql`)."""

from typing import Final

import sqlalchemy as sa

from store.engine import Body, Clause, Keys
from store.schema import FieldType

_NUMBERS: Final = ("integer", "real", "true", "false")
_UNSAFE: Final = frozenset('"\\')


class SqliteJson:
    """SQLite's JSON functions, asked so that they answer as Python would.

    `json_extract` gives true as 1 and an array as its text: so every value's kind is asked too.
    """

    def can_follow(self, keys: Keys) -> bool:
        """Whether every key can stand in a JSON path: its quotes cannot be escaped portably."""
        return all(_UNSAFE.isdisjoint(key) and key.isprintable() for key in keys)

    def declared(self, body: Body, field: str, kind: FieldType) -> sa.ColumnElement[object]:
        """`json_extract`: the column's own type, in a STRICT table, refuses all other kinds."""
        del kind
        return sa.func.json_extract(body, sa.literal_column(f"'{_path((field,))}'"))

    def is_whole(self, body: Body) -> Clause:
        """Damaged text stops every other function."""
        return sa.func.json_valid(body) == 1

    def exists(self, body: Body, keys: Keys) -> Clause:
        """A missing value has no type at all, null has one."""
        return _kind(body, keys).is_not(None)

    def is_text(self, body: Body, keys: Keys) -> Clause:
        """A JSON string."""
        return _kind(body, keys) == "text"

    def is_number(self, body: Body, keys: Keys) -> Clause:
        """A JSON number, true or false."""
        return _kind(body, keys).in_(_NUMBERS)

    def is_null(self, body: Body, keys: Keys) -> Clause:
        """JSON's null."""
        return _kind(body, keys) == "null"

    def is_array(self, body: Body, keys: Keys) -> Clause:
        """A JSON array."""
        return _kind(body, keys) == "array"

    def is_object(self, body: Body, keys: Keys) -> Clause:
        """A JSON object."""
        return _kind(body, keys) == "object"

    def text(self, body: Body, keys: Keys) -> sa.ColumnElement[str]:
        """UTF-8 bytes compare as code points do."""
        return sa.func.json_extract(body, _path(keys), type_=sa.Text)

    def number(self, body: Body, keys: Keys) -> sa.ColumnElement[float]:
        """true and false are 1 and 0."""
        return sa.func.json_extract(body, _path(keys), type_=sa.Float)


def _kind(body: Body, keys: Keys) -> sa.ColumnElement[str]:
    return sa.func.json_type(body, _path(keys), type_=sa.Text)


def _path(keys: Keys) -> str:
    return "$" + "".join(f'."{key}"' for key in keys)
