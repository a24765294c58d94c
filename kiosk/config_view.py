"""Shows the configuration: what each key's value is and who says so, and its JSON Schema."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.config import Config
from kiosk.config_faults import dotted
from kiosk.config_file import ConfigFile
from kiosk.knob_tree import ANY_NAME, section_at
from kiosk.settings.section import Place

JSON_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Setting:
    """One key with its value in effect."""

    key: str
    value: Any
    """As the file would state it, in JSON's types: money in yuan; None where a key is left out."""
    line: int | None
    """The line of the file that sets it; None for the default."""


def settings(file: ConfigFile) -> Iterator[Setting]:
    """Every key with its value in effect, in the order of the models."""
    yield from _under(file.config.model_dump(mode="json"), (), file.lines)


def json_schema(translate: Callable[[str], str]) -> dict[str, Any]:
    """The JSON Schema of the file for editors, its descriptions in the reader's language."""
    schema = Config.model_json_schema()
    for table in (schema, *schema["$defs"].values()):
        # The models' docstrings, which are not for translators; each table is described where
        # it is used.
        table.pop("description", None)
    _write_defaults(schema, Config().model_dump(mode="json"), schema["$defs"])
    return {"$schema": JSON_SCHEMA_DIALECT, **_translated(schema, translate)}


def _under(value: Any, place: Place, lines: Mapping[Place, int]) -> Iterator[Setting]:  # noqa: ANN401 - JSON
    holds_tables = section_at(place) or section_at((*place, ANY_NAME))
    if isinstance(value, Mapping) and holds_tables:
        for name, inner in value.items():
            yield from _under(inner, (*place, name), lines)
    elif isinstance(value, list) and value and holds_tables:
        for index, inner in enumerate(value):
            yield from _under(inner, (*place, index), lines)
    else:
        yield Setting(dotted(place), value, lines.get(place))


def _write_defaults(
    table: dict[str, Any], defaults: Mapping[str, Any], definitions: Mapping[str, Any]
) -> None:
    """Put defaults as the file would state them: pydantic puts fen where money is in a list."""
    for name, key in table["properties"].items():
        if "default" in key:
            key["default"] = defaults[name]
        definition = definitions.get(key.get("$ref", "").rpartition("/")[2], {})
        if "properties" in definition:
            _write_defaults(definition, defaults[name], definitions)


def _translated(schema: Any, translate: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(schema, list):
        return [_translated(entry, translate) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: translate(value)
        if name == "description" and isinstance(value, str)
        else _translated(value, translate)
        for name, value in schema.items()
    }
