"""What SQL can say about one field of a document: the leaves of a compiled query.

A leaf's clause selects at least the rows that pass TinyDB's test, and those for which the test
raises an error. It is `exact` when it selects no others.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias, TypeGuard

import sqlalchemy as sa
from tinydb.utils import FrozenDict

from store.documents import is_int64
from store.engine import Clause, JsonSql, Keys
from store.schema import FieldType

Comparison: TypeAlias = Callable[[Any, Any], Any]
"""`operator.lt` or one of its kin."""

_COMPARISONS: Final = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_MARGIN: Final = 1e-9
"""Relative; a float read from text by another reader is off by some 1e-16 at most."""
_MOST_ITEMS: Final = 500


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows as SQL selects them. No clause selects every row."""

    clause: Clause | None
    exact: bool
    narrow: bool = False
    """An index on declared fields may lead to the rows."""


EVERY_ROW: Final = Selection(None, exact=True)
EVERY_ROW_TO_TEST: Final = Selection(None, exact=False)
NO_ROW: Final = Selection(sa.false(), exact=True)


class Field(Protocol):
    """A field that a query asks about."""

    def exists(self) -> Clause:
        """The field is there."""

    def texts(self) -> Clause:
        """The field is a text."""

    def equals(self, value: object) -> Selection:
        """The field `== value`."""

    def compares(self, comparison: Comparison, value: object) -> Selection:
        """The field is less, greater and so on than `value`; Python refuses to compare some."""

    def is_one_of(self, texts: list[str]) -> Selection:
        """The field is one of `texts`."""


class DeclaredField:
    """A field of declared type: what is there is of that type, and has a column of its own."""

    def __init__(self, column: sa.Column[Any], kind: FieldType) -> None:
        self._column = column
        self._is_text = kind is str

    def exists(self) -> Clause:
        """Null is refused when a document is written."""
        return self._column.is_not(None)

    def texts(self) -> Clause:
        """All of them or none."""
        return self.exists() if self._is_text else sa.false()

    def equals(self, value: object) -> Selection:
        """Exact for all data."""
        if not _is_data(value):
            return Selection(self.exists(), exact=False)
        if self._can_bind(value):
            return Selection(self._column == _bound(value), exact=True, narrow=True)
        return NO_ROW

    def compares(self, comparison: Comparison, value: object) -> Selection:
        """Exact, and served by an index, where the types agree; else Python raises at each row."""
        if self._can_bind(value):
            return Selection(comparison(self._column, _bound(value)), exact=True, narrow=True)
        return Selection(self.exists(), exact=False)

    def is_one_of(self, texts: list[str]) -> Selection:
        """Exact."""
        if not self._is_text:
            return NO_ROW
        return Selection(self._column.in_(texts), exact=True, narrow=True)

    def _can_bind(self, value: object) -> bool:
        if self._is_text:
            return is_text(value)
        return _is_number(value) and (isinstance(value, float) or is_int64(value))


class JsonField:
    """Any other field, reached through the document's text: it may hold a value of any kind."""

    def __init__(self, json: JsonSql, body: sa.ColumnElement[str], keys: Keys) -> None:
        self._json = json
        self._body = body
        self._keys = keys

    def exists(self) -> Clause:
        """Null included."""
        return self._json.exists(self._body, self._keys)

    def texts(self) -> Clause:
        """A JSON string."""
        return self._json.is_text(self._body, self._keys)

    def equals(self, value: object) -> Selection:
        """Exact for texts and None; numbers are tested again: the engine reads floats its way."""
        if is_text(value):
            return Selection(self.texts() & (self._text() == value), exact=True)
        if value is None:
            return Selection(self._json.is_null(self._body, self._keys), exact=True)
        if isinstance(value, tuple):
            return Selection(self._json.is_array(self._body, self._keys), exact=False)
        if isinstance(value, FrozenDict):
            return Selection(self._json.is_object(self._body, self._keys), exact=False)
        if _is_number(value):
            low, high = _around(value)
            return Selection(self._numbers() & self._number().between(low, high), exact=False)
        return Selection(self.exists(), exact=False)

    def compares(self, comparison: Comparison, value: object) -> Selection:
        """Rows of another kind stay, so that Python raises its TypeError as it would."""
        if is_text(value):
            comparable = self.texts()
            holds = comparison(self._text(), value)
        elif _is_number(value):
            low, high = _around(value)
            comparable = self._numbers()
            holds = comparison(self._number(), high) | comparison(self._number(), low)
        else:
            return Selection(self.exists(), exact=False)
        others = self.exists() & comparable.is_not(sa.true())
        return Selection((comparable & holds) | others, exact=False)

    def is_one_of(self, texts: list[str]) -> Selection:
        """Exact."""
        return Selection(self.texts() & self._text().in_(texts), exact=True)

    def _text(self) -> sa.ColumnElement[str]:
        return self._json.text(self._body, self._keys)

    def _numbers(self) -> Clause:
        return self._json.is_number(self._body, self._keys)

    def _number(self) -> sa.ColumnElement[float]:
        return self._json.number(self._body, self._keys)


def is_one_of(field: Field, items: object) -> Selection:
    """The field `in items`, for a list or tuple; other containers follow rules of their own."""
    if not isinstance(items, tuple) or len(items) > _MOST_ITEMS:
        return Selection(field.exists(), exact=False)
    texts = [item for item in items if is_text(item)]
    parts = [field.equals(item) for item in items if not is_text(item)]
    if texts:
        parts.append(field.is_one_of(texts))
    return any_of(parts)


def all_of(parts: list[Selection]) -> Selection:
    """Rows that all parts select."""
    clauses = [part.clause for part in parts if part.clause is not None]
    return Selection(
        sa.and_(*clauses) if clauses else None,
        exact=all(part.exact for part in parts),
        narrow=any(part.narrow for part in parts),
    )


def any_of(parts: list[Selection]) -> Selection:
    """Rows that some part selects."""
    if not parts:
        return NO_ROW
    if any(part.clause is None and part.exact for part in parts):
        return EVERY_ROW
    clauses = [part.clause for part in parts if part.clause is not None]
    if len(clauses) < len(parts):
        return EVERY_ROW_TO_TEST
    return Selection(
        sa.or_(*clauses),
        exact=all(part.exact for part in parts),
        narrow=all(part.narrow for part in parts),
    )


def none_of(part: Selection) -> Selection:
    """Rows that `part` does not select: of candidates nothing follows about the others."""
    if not part.exact:
        return EVERY_ROW_TO_TEST
    if part.clause is None:
        return NO_ROW
    return Selection(part.clause.is_not(sa.true()), exact=True)


def is_text(value: object) -> TypeGuard[str]:
    """Plain text that the engine can take; also an enum of texts, which compares as text does."""
    return isinstance(value, str) and _compares_as(value, str) and _is_unicode(value)


def _is_number(value: object) -> TypeGuard[float]:
    """A finite number, or true or false, that compares as numbers do."""
    if isinstance(value, float):
        return _compares_as(value, float) and math.isfinite(value)
    return isinstance(value, int) and _compares_as(value, int) and abs(value) < 10**300


def _is_data(value: object) -> bool:
    """Something whose equality with JSON data is known."""
    return (
        value is None
        or type(value) in (str, int, float, bool, tuple, FrozenDict)
        or (is_text(value) or _is_number(value))
    )


def _compares_as(value: object, base: type) -> bool:
    kind = type(value)
    return kind is base or all(getattr(kind, name) is getattr(base, name) for name in _COMPARISONS)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bound(value: object) -> object:
    # SQLAlchemy would write true as a keyword of its own.
    return int(value) if isinstance(value, bool) else value


def _around(value: float) -> tuple[float, float]:
    margin = 1 + abs(float(value)) * _MARGIN
    return float(value) - margin, float(value) + margin
