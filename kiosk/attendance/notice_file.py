"""Reads a holiday notice from a file in the form of holiday-cn, and names every fault of it.

    {"year": 2027, "papers": ["https://www.gov.cn/…"],
     "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}

What is not wholly understood is refused: a holiday that is missed costs people money.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk.attendance.calendar import DECEMBER
from kiosk.attendance.notice import Notice, NoticedDay
from kiosk.cells import parse_day, parse_name
from kiosk.csv_file import FaultList
from kiosk.given_file import read_given

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
"""Other years are a slip of the hand."""

_WHOLE: Final = {"year": int, "days": list, "papers": list, "$schema": str, "$id": str}
"""What the file says; the last two are what holiday-cn adds for editors."""
_DAY: Final = {"name": str, "date": str, "isOffDay": bool}
_OPTIONAL: Final = ("papers", "$schema", "$id")
_KINDS: Final[Mapping[type, str]] = {
    int: N_("must be a whole number, not {value}"),
    str: N_("must be text in quotes, not {value}"),
    bool: N_("must be true or false, not {value}"),
    list: N_("must be a list in square brackets, not {value}"),
    dict: N_("must be an object in braces, not {value}"),
}
_LONGEST_SHOWN: Final = 60
_DAYS: Final = re.compile(r'"days"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")


def read_notice(path: Path) -> Notice:
    """The notice in the file at `path`. Raises FileUnreadableError, FaultyFileError."""
    return parse_notice(read_given(path), path.name)


def parse_notice(raw: bytes, name: str = "-") -> Notice:
    """The notice in these bytes of the file `name`. Raises FaultyFileError with every fault."""
    faults = FaultList(name)
    text = _decoded(raw, faults)
    whole = _Part("", _loaded(text, faults), lambda key: _line_of(text, key), faults)
    whole.check(_WHOLE)
    faults.refuse()
    _check_whole(whole)
    faults.refuse()
    days: dict[date, NoticedDay] = {}
    for part in _days(text, whole):
        said = _said(part, whole["year"])
        if said is not None and days.setdefault(*said) != said[1]:
            message = N_("{day} is there twice, and differs")
            part.refuse("date", message, N_("keep what the notice says"), day=said[0])
    faults.refuse()
    return Notice(whole["year"], days, tuple(whole.value.get("papers", ())))


@dataclass(frozen=True, slots=True)
class _Part:
    """An object of the file, and where it stands."""

    place: str
    value: Any
    line: Callable[[str], int]
    """Of one of its keys."""
    faults: FaultList

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - what JSON holds
        return self.value[key]

    def refuse(self, key: str, message: str, hint: str = "", /, **details: object) -> None:
        """Note a fault of a key, or with "" of the whole."""
        self.add(key, KeyroomError(message, hint, **details))

    def add(self, key: str, error: KeyroomError) -> None:
        """Note what is wrong with a key, or with "" of the whole."""
        self.faults.add(self.line(key), ".".join(filter(None, (self.place, key))), error)

    def check(self, keys: Mapping[str, type]) -> bool:
        """Whether it is an object of these keys and kinds; what is not is noted."""
        if not self.is_a(dict, "", self.value):
            return False
        wrong = [key for key in keys if key not in self.value and key not in _OPTIONAL]
        for key in wrong:
            self.refuse(key, N_("this key is missing"))
        for key, value in self.value.items():
            if key not in keys:
                wrong.append(key)
                self.add(key, _unknown_key(key, keys))
            elif not self.is_a(keys[key], key, value):
                wrong.append(key)
        return not wrong

    def is_a(self, kind: type, key: str, value: object) -> bool:
        """Whether the value is of this very kind: true is no number here."""
        good = type(value) is kind
        if not good:
            shown = json.dumps(value, ensure_ascii=False)
            if len(shown) > _LONGEST_SHOWN:
                shown = f"{shown[:_LONGEST_SHOWN]}…"
            self.refuse(key, _KINDS[kind], value=shown)
        return good


def _decoded(raw: bytes, faults: FaultList) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        error = KeyroomError(
            N_("this line is not UTF-8 text"), N_("save the file in the encoding UTF-8")
        )
        faults.add(raw.count(b"\n", 0, fault.start) + 1, "", error)
        raise faults.error() from fault


def _loaded(text: str, faults: FaultList) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as fault:
        line = fault.lineno if isinstance(fault, json.JSONDecodeError) else 1
        error = KeyroomError(
            N_("this is not JSON: {words}"),
            N_("take the year's file from holiday-cn as it is"),
            words=getattr(fault, "msg", fault),
        )
        faults.add(line, "", error)
        raise faults.error() from fault


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError(f"a key is there twice beside {', '.join(made)}")
    return made


def _unknown_key(key: str, known: Mapping[str, type]) -> KeyroomError:
    close = get_close_matches(key, known, n=1)
    if close:
        return KeyroomError(N_("unknown key"), N_("did you mean {name}?"), name=close[0])
    names = ", ".join(known)
    return KeyroomError(N_("unknown key"), N_("the keys here are: {names}"), names=names)


def _line_of(text: str, key: str) -> int:
    """The first line that has this key; 1 where none has."""
    return text.count("\n", 0, max(text.find(f'"{key}"'), 0)) + 1


def _check_whole(whole: _Part) -> None:
    if not FIRST_YEAR <= whole["year"] <= LAST_YEAR:
        whole.refuse(
            "year",
            N_("a notice of the year {year} cannot be"),
            N_("write a year from {first} to {last}"),
            year=whole["year"],
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    for paper in whole.value.get("papers", ()):
        whole.is_a(str, "papers", paper)
    if not whole["days"]:
        # holiday-cn has such a file for each year to come.
        hint = N_("import the file when the notice has been published")
        whole.refuse("days", N_("no day is named: the notice is not out yet"), hint)


def _days(text: str, whole: _Part) -> Iterator[_Part]:
    """The entries of `days`, each with its line."""
    decoder = json.JSONDecoder()
    found = _DAYS.search(text)
    at = None if found is None else found.end()
    for number, entry in enumerate(whole["days"]):
        line = 1
        if at is not None:
            start = _past(_BETWEEN, text, at)
            line = text.count("\n", 0, start) + 1
            at = decoder.raw_decode(text, start)[1]
        yield _Part(f"days[{number}]", entry, _always(line), whole.faults)


def _always(line: int) -> Callable[[str], int]:
    return lambda _: line


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return at if match is None else match.end()


def _said(part: _Part, year: int) -> tuple[date, NoticedDay] | None:
    """What an entry says of which date; None, and a fault noted, where it makes no sense."""
    if not part.check(_DAY):
        return None
    try:
        day = parse_day(part["date"])
    except KeyroomError as error:
        part.add("date", error)
        return None
    try:
        name = parse_name(part["name"])
    except KeyroomError as error:
        part.add("name", error)
        return None
    if day.year != year and (day.year, day.month) != (year - 1, DECEMBER):
        part.refuse(
            "date",
            N_("{day} does not belong to the notice of {year}"),
            N_("only its own days, and those of the December before, can be in it"),
            day=day,
            year=year,
        )
        return None
    return day, NoticedDay(name, part["isOffDay"])
