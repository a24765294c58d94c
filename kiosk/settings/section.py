"""What every table of the configuration is: frozen, closed to unknown keys, checked as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

Place = tuple[str | int, ...]
"""Where in the file: table names, keys and positions in lists."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values that are each right and cannot stand together."""

    place: Place
    """Of the value to blame, seen from the table that finds the conflict."""
    message: str
    hint: str
    details: dict[str, object] = field(default_factory=dict)


class ConflictsError(ValueError):
    """Raised inside validation: carries every conflict of one table."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(conflicts)
        self.conflicts = conflicts


class RefusedError(ValueError):
    """Raised inside validation: one value that cannot be, with its remedy (message ids)."""

    def __init__(self, message: str, hint: str, /, **details: object) -> None:
        super().__init__(message, hint, details)
        self.message = message
        self.hint = hint
        self.details = details


class Section(BaseModel):
    """One table of the configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def conflicts(self) -> Iterator[Conflict]:
        """The values of this table that cannot stand together."""
        return iter(())

    @model_validator(mode="after")
    def _stands(self) -> Self:
        found = tuple(self.conflicts())
        if found:
            raise ConflictsError(found)
        return self
