"""Readers' addresses in the configuration, such as `serial:/dev/serial/by-id/...?protocol=em4100`.

serial:PORT?protocol=em4100|wiegand26|wiegand34|lines|sdt [&baud=9600] [&line=8N1]
    wiegand26, wiegand34:  [&parity=even-odd] [&form=any]
    lines:                 [&digits=code] [&high=..]
    sdt:                   baud=115200 unless it says otherwise
pcsc:NAME        `*` stands for any text; `pcsc:*` is every reader
wedge:           [?digits=code] [&high=..]
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, unquote

from devices.credentials import PLAIN, Digits, TextRules
from devices.errors import CredentialError, ReaderUrlError
from devices.options import Baud, Form, LineFormat, Parity, SerialProtocol
from keyroom.language import N_


class Scheme(StrEnum):
    """How a reader is reached."""

    SERIAL = "serial"
    PCSC = "pcsc"
    WEDGE = "wedge"


@dataclass(frozen=True, slots=True)
class SerialUrl:
    """A reader on a serial port. What a protocol does not use keeps its default."""

    port: str
    protocol: SerialProtocol
    baud: Baud = Baud.B9600
    line: LineFormat = LineFormat.EIGHT_NONE_ONE
    parity: Parity = Parity.EVEN_ODD
    """Of Wiegand cards, not of the serial line."""
    form: Form = Form.ANY
    text: TextRules = PLAIN


@dataclass(frozen=True, slots=True)
class PcscUrl:
    """PC/SC readers whose names match `pattern`, in which `*` stands for any text."""

    pattern: str

    def matches(self, name: str) -> bool:
        """Whether a reader of this name is meant."""
        parts = (re.escape(part) for part in self.pattern.split("*"))
        return re.fullmatch(".*".join(parts), name, re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class WedgeUrl:
    """The terminal's own keyboard, with a reader that types."""

    text: TextRules = PLAIN


ReaderUrl = SerialUrl | PcscUrl | WedgeUrl

Choice = TypeVar("Choice", bound=Enum)


class _Parameters:
    """The part behind `?`: each parameter is taken once, and what is left over is refused."""

    def __init__(self, url: str, query: str) -> None:
        self._url = url
        self._known: list[str] = []
        self._given: dict[str, str] = {}
        for name, value in parse_qsl(query, keep_blank_values=True):
            if name in self._given:
                raise ReaderUrlError(
                    N_("{url}: {name} is given twice"), N_("leave one"), url=url, name=name
                )
            self._given[name] = value

    def text(self, name: str) -> str:
        """The value as it stands, empty if it is not given."""
        self._known.append(name)
        return self._given.pop(name, "")

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """One of an Enum's members, None if it is not given."""
        value = self.text(name)
        members = {str(member.value): member for member in choices}
        if value and value not in members:
            raise ReaderUrlError(
                N_("{url}: {name}={value} is not possible"),
                N_("possible: {allowed}"),
                url=self._url,
                name=name,
                value=value,
                allowed=", ".join(members),
            )
        return members.get(value)

    def text_rules(self) -> TextRules:
        """The parameters that say what a text means."""
        digits = self.choice("digits", Digits) or Digits.CODE
        high = self.text("high").upper()
        try:
            return TextRules(digits, high)
        except CredentialError as error:
            raise ReaderUrlError(
                N_("{url}: high={high} does not fit digits={digits}"),
                error.hint,
                url=self._url,
                high=high,
                digits=digits,
            ) from error

    def finish(self) -> None:
        """Refuse what nobody took."""
        for name in self._given:
            near = difflib.get_close_matches(name, self._known, n=1)
            raise ReaderUrlError(
                N_("{url}: unknown parameter {name}"),
                N_("nearest: {near}; possible here: {known}"),
                url=self._url,
                name=name,
                near=near[0] if near else "-",
                known=", ".join(self._known) or "-",
            )


def parse_reader_url(url: str) -> ReaderUrl:
    """Read an address; ReaderUrlError says what is wrong with it, and what would be right."""
    scheme, colon, rest = url.partition(":")
    place, _, query = rest.partition("?")
    if not colon or scheme not in set(Scheme):
        raise ReaderUrlError(
            N_("{url}: not a reader's address"),
            N_("it begins with serial:, pcsc: or wedge:"),
            url=url,
        )
    parameters = _Parameters(url, query)
    found = _READ[Scheme(scheme)](url, unquote(place), parameters)
    parameters.finish()
    return found


def _serial(url: str, place: str, parameters: _Parameters) -> SerialUrl:
    if not place.startswith("/"):
        raise ReaderUrlError(
            N_("{url}: a serial port is a path that begins with /"),
            N_("keyroom readers list names the ports of this machine"),
            url=url,
        )
    protocol = parameters.choice("protocol", SerialProtocol)
    if protocol is None:
        raise ReaderUrlError(
            N_("{url}: protocol is missing"),
            N_("add ?protocol= and one of {allowed}"),
            url=url,
            allowed=", ".join(SerialProtocol),
        )
    usual = Baud.B115200 if protocol is SerialProtocol.SDT else Baud.B9600
    common = SerialUrl(
        place,
        protocol,
        parameters.choice("baud", Baud) or usual,
        parameters.choice("line", LineFormat) or LineFormat.EIGHT_NONE_ONE,
    )
    match protocol:
        case SerialProtocol.WIEGAND26 | SerialProtocol.WIEGAND34:
            return replace(
                common,
                parity=parameters.choice("parity", Parity) or Parity.EVEN_ODD,
                form=parameters.choice("form", Form) or Form.ANY,
            )
        case SerialProtocol.LINES:
            return replace(common, text=parameters.text_rules())
        case SerialProtocol.EM4100 | SerialProtocol.SDT:
            return common


def _pcsc(url: str, place: str, _parameters: _Parameters) -> PcscUrl:
    if not place:
        raise ReaderUrlError(
            N_("{url}: the reader's name is missing"),
            N_("pcsc:* means every reader; keyroom readers list names those of this machine"),
            url=url,
        )
    return PcscUrl(place)


def _wedge(url: str, place: str, parameters: _Parameters) -> WedgeUrl:
    if place:
        raise ReaderUrlError(
            N_("{url}: a wedge has no name, it is this terminal's keyboard"),
            N_("write wedge:"),
            url=url,
        )
    return WedgeUrl(parameters.text_rules())


_READ: dict[Scheme, Callable[[str, str, _Parameters], ReaderUrl]] = {
    Scheme.SERIAL: _serial,
    Scheme.PCSC: _pcsc,
    Scheme.WEDGE: _wedge,
}
