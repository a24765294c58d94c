"""Which line of a TOML file each key stands on: what `tomllib` does not tell.

Only for text that `tomllib` has accepted, so nothing is validated here again.
"""

import re
import tomllib
from bisect import bisect_right

from kiosk.settings.section import Place

_SPACE = re.compile(r"[ \t]*")
_SPACE_AND_LINES = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_SCALAR = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # up to two quotes may stand before the closing three
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
    r"|[^,\]}#\r\n]+",
    re.DOTALL,
)


def key_lines(text: str) -> dict[Place, int]:
    """Line (from 1) of every table, key and list entry, by its place.

    The place of the second table under `[[readers]]` begins with `("readers", 1)`.
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Place, int] = {}
        self._lists: dict[Place, int] = {}
        """How many tables each `[[list]]` has had so far."""

    def scan(self) -> dict[Place, int]:
        table: Place = ()
        while True:
            self._skip(_SPACE_AND_LINES)
            if self._at >= len(self._text):
                return self._lines
            if self._take("[["):
                table = self._list_header()
            elif self._take("["):
                table = self._header()
            else:
                self._assignment(table)

    def _header(self) -> Place:
        place = self._resolved(self._keys())
        self._take("]")
        return place

    def _list_header(self) -> Place:
        *parents, name = self._keys()
        place = (*self._resolved(parents), name)
        index = self._lists.get(place, 0)
        self._lists[place] = index + 1
        self._note(place, self._line())
        self._note((*place, index), self._line())
        self._take("]]")
        return (*place, index)

    def _resolved(self, keys: list[str]) -> Place:
        """The keys of a header, with the position in each list that they lead through."""
        place: Place = ()
        for key in keys:
            place = (*place, key)
            self._note(place, self._line())
            if place in self._lists:
                place = (*place, self._lists[place] - 1)
        return place

    def _assignment(self, table: Place) -> None:
        line = self._line()
        place = table
        for key in self._keys():
            place = (*place, key)
            self._note(place, line)
        self._take("=")
        self._skip(_SPACE)
        self._value(place)

    def _value(self, place: Place) -> None:
        if self._take("["):
            self._entries(place)
        elif self._take("{"):
            while not self._closed("}"):
                self._assignment(place)
        else:
            self._skip(_SCALAR)

    def _entries(self, place: Place) -> None:
        index = 0
        while not self._closed("]"):
            self._note((*place, index), self._line())
            self._value((*place, index))
            index += 1

    def _closed(self, bracket: str) -> bool:
        self._skip(_SPACE_AND_LINES)
        self._take(",")
        self._skip(_SPACE_AND_LINES)
        return self._take(bracket)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            match = _KEY.match(self._text, self._at)
            if match is None:
                raise ValueError(f"no key at character {self._at}: tomllib refuses this text")
            self._at = match.end()
            keys.append(_unquoted(match.group()))
            self._skip(_SPACE)
            if not self._take("."):
                return keys

    def _note(self, place: Place, line: int) -> None:
        self._lines.setdefault(place, line)

    def _line(self) -> int:
        return bisect_right(self._newlines, self._at - 1) + 1

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()

    def _take(self, token: str) -> bool:
        if not self._text.startswith(token, self._at):
            return False
        self._at += len(token)
        return True


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    return str(tomllib.loads(f"key = {key}")["key"])
