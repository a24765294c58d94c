"""The configuration as a tree of keys: to find the right key, to list all, to describe each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

from kiosk.config import Config
from kiosk.settings.section import Place, Section

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

ANY_NAME = "NAME"
"""Stands for a name that the file chooses, as in `terminals.NAME.kind`."""


@dataclass(frozen=True, slots=True)
class Knob:
    """One key of the configuration."""

    place: tuple[str, ...]
    field: "FieldInfo"
    repeated: bool
    """Whether it stands in a list of tables, which there may be none of."""

    @property
    def name(self) -> str:
        """As people write it: `attendance.tier_fines`."""
        return ".".join(self.place)


def knobs() -> Iterator[Knob]:
    """Every key that holds a value, in the order of the regulation's block."""
    yield from _under(Config, (), repeated=False)


def section_at(place: Place) -> type[Section] | None:
    """Which kind of table stands at a place of a file; None where no table belongs."""
    section: type[Section] | None = Config
    chosen = False
    for part in place:
        if chosen or isinstance(part, int):
            chosen = False
            continue
        field = section.model_fields.get(part) if section is not None else None
        if field is None:
            return None
        section, chosen = _section_in(field.annotation), get_origin(field.annotation) is dict
    return None if chosen else section


def _under(section: type[Section], above: tuple[str, ...], *, repeated: bool) -> Iterator[Knob]:
    for name, field in section.model_fields.items():
        inner = _section_in(field.annotation)
        place = (*above, name)
        if inner is None:
            yield Knob(place, field, repeated)
        elif get_origin(field.annotation) is dict:
            yield from _under(inner, (*place, ANY_NAME), repeated=True)
        else:
            many = get_origin(field.annotation) is tuple
            yield from _under(inner, place, repeated=repeated or many)


def _section_in(annotation: Any) -> type[Section] | None:  # noqa: ANN401 - any type form
    """The table that an annotation is, or is a list or mapping of."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    for part in get_args(annotation):
        found = _section_in(part)
        if found is not None:
            return found
    return None
