"""SQLAlchemy statements compiled once: what a tap waits for is not compiled again at each tap."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa


class Prepared:
    """A statement whose parameters are given in the order in which it names them.

    For statements whose parameters and results need no conversion by the driver: integers, texts,
    bytes. Results come as the driver's own rows.
    """

    def __init__(
        self, statement: sa.Select[Any] | sa.UpdateBase, parameters: Sequence[str] = ()
    ) -> None:
        self._statement = statement
        self._parameters = tuple(parameters)
        self._text: str | None = None
        self._order: tuple[int, ...] = ()

    def run(self, connection: sa.Connection, *values: object) -> sa.CursorResult[Any]:
        """Run it once."""
        return connection.exec_driver_sql(self._text_for(connection), self._ordered(values))

    def run_each(self, connection: sa.Connection, rows: Sequence[Sequence[object]]) -> None:
        """Run it for every row of values."""
        text = self._text_for(connection)
        if len(rows) == 1:
            connection.exec_driver_sql(text, self._ordered(rows[0]))
        elif rows:
            connection.exec_driver_sql(text, [self._ordered(row) for row in rows])

    def _text_for(self, connection: sa.Connection) -> str:
        if self._text is None:
            compiled = self._statement.compile(dialect=connection.dialect)
            names = compiled.positiontup
            self._order = tuple(self._parameters.index(name) for name in names or ())
            self._text = str(compiled)
        return self._text

    def _ordered(self, values: Sequence[object]) -> tuple[object, ...]:
        return tuple([values[index] for index in self._order])
