"""Reads `keyroom.toml`: the whole file is right, or every fault of it is told at once."""

import copy
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from keyroom.language import N_
from kiosk.config import Config
from kiosk.config_faults import ConfigFault, dotted, faults_of, line_of
from kiosk.errors import ConfigUnreadableError
from kiosk.faults import Fault, FaultyFileError
from kiosk.settings.section import Place
from kiosk.toml_lines import key_lines

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SYNTAX_AT = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_SYNTAX = {
    "Invalid statement": N_("this line is neither a table header nor key = value"),
    "Cannot overwrite a value": N_("this key or table is there already"),
    "Expected ']' at the end of a table declaration": N_("the table header lacks its ]"),
    "Expected ']]' at the end of an array declaration": N_("the table header lacks its ]]"),
    "Expected '=' after a key in a key/value pair": N_("the key is not followed by ="),
    "Expected newline or end of document after a statement": N_("something follows the value"),
    "Invalid initial character for a key part": N_("a key cannot begin like this"),
    "Unclosed array": N_("the list lacks its ]"),
    "Unclosed inline table": N_("the inline table lacks its closing brace"),
    "Unescaped '\\' in a string": N_("a backslash in a text must be written twice"),
    "Unterminated string": N_("the text lacks its closing quotes"),
    "Invalid date or datetime": N_("there is no such date or time"),
    "Invalid value": N_("the value is missing, or is text without quotes"),
}
"""What `tomllib` says of text that is not TOML, in plainer words. The rest of it is rare."""

_JUDGED_TOGETHER: dict[str | int, tuple[str, ...]] = {"terminals": ("terminals", "readers")}
"""Tables that cannot be judged while another one is wrong."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration, and on which line it says what."""

    name: str
    config: Config
    lines: Mapping[Place, int]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The file at `path`. Raises ConfigUnreadableError, FaultyFileError."""
        try:
            raw = path.read_bytes()
        except OSError as fault:
            raise ConfigUnreadableError(
                N_("{path}: the configuration cannot be read: {reason}"),
                N_("check that the file is there and that this user may read it"),
                path=path,
                reason=fault.strerror or fault,
            ) from fault
        return cls.parse(raw, path.name)

    @classmethod
    def parse(cls, raw: bytes, name: str) -> Self:
        """The configuration in these bytes of the file `name`. Raises FaultyFileError."""
        text = _text(raw, name)
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise FaultyFileError([_syntax_fault(error, text, name)]) from error
        lines = key_lines(text)
        return cls(name, _validated(data, name, lines), lines)

    def fault(self, place: Place, message: str, hint: str, /, **details: object) -> Fault:
        """A fault at a place of this file, for what others check, such as a reader's address."""
        return Fault(self.name, line_of(place, self.lines), dotted(place), message, hint, details)


def _text(raw: bytes, name: str) -> str:
    # Windows' editors put a mark before UTF-8 text; it says nothing, so it is let pass.
    raw = raw.removeprefix(_BYTE_ORDER_MARK)
    try:
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = N_("this line is not UTF-8 text")
        hint = N_("save the file in the encoding UTF-8")
        raise FaultyFileError([Fault(name, line, "", message, hint)]) from error


def _syntax_fault(error: tomllib.TOMLDecodeError, text: str, name: str) -> Fault:
    at = _SYNTAX_AT.search(str(error))
    words = _SYNTAX_AT.sub("", str(error))
    line = at["line"] if at is not None else None
    at_line = text.rstrip("\n").count("\n") + 1 if line is None else int(line)
    message = _SYNTAX.get(words, N_("this is not TOML: {words}"))
    return Fault(name, at_line, "", message, "", {"words": words})


def _validated(data: dict[str, Any], name: str, lines: Mapping[Place, int]) -> Config:
    """The configuration in `data`. Raises FaultyFileError.

    A table with a wrong value is judged no further, nor is what hangs together with it; all else
    is judged to the end, leaving out the keys that nobody knows.
    """
    found: dict[tuple[Place, str], Fault] = {}
    while True:
        try:
            config = Config.model_validate(data)
        except ValidationError as error:
            faults = list(faults_of(error, name, lines))
            for fault in faults:
                found.setdefault((fault.place, fault.fault.message), fault.fault)
            data = _without(data, faults)
        else:
            break
    if found:
        raise FaultyFileError(sorted(found.values(), key=lambda fault: fault.line))
    return config


def _without(data: dict[str, Any], faults: list[ConfigFault]) -> dict[str, Any]:
    """What can still be judged: no unknown keys, and no tables with wrong values."""
    rest = copy.deepcopy(data)
    for fault in faults:
        if fault.unknown_key:
            table: Any = rest
            for part in fault.place[:-1]:
                table = table[part]
            del table[fault.place[-1]]
    for fault in faults:
        if not fault.unknown_key:
            top = fault.place[0]
            for name in _JUDGED_TOGETHER.get(top, (top,)):
                rest.pop(str(name), None)
    return rest
