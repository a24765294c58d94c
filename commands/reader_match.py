"""Which configured reader is which attached one."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devices.urls import PcscUrl, ReaderUrl, SerialUrl, WedgeUrl, parse_reader_url

if TYPE_CHECKING:
    from devices.discovery import FoundReader
    from kiosk.settings.terminals import ReaderKnobs


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One reader: attached, configured, or both."""

    url: str
    """As configured, else as it could be."""
    description: str
    names: tuple[str, ...]
    attached: bool
    configured_as: tuple[str, ...]
    """The names in the configuration; `pcsc:*` can mean several attached readers."""


def reader_rows(
    found: "Sequence[FoundReader]", configured: "Sequence[ReaderKnobs]"
) -> Iterator[ReaderRow]:
    """The attached readers, then those that are configured and not attached."""
    urls = {knobs.name: parse_reader_url(knobs.url) for knobs in configured}
    seen: set[str] = set()
    for reader in found:
        names = tuple(name for name, url in urls.items() if reader.is_meant_by(url))
        seen.update(names)
        yield ReaderRow(
            reader.url, reader.description, reader.names, attached=True, configured_as=names
        )
    for knobs in configured:
        if knobs.name not in seen:
            attached = _is_there(urls[knobs.name])
            yield ReaderRow(knobs.url, "", (), attached, (knobs.name,))


def _is_there(url: ReaderUrl) -> bool:
    """Whether a reader that no discovery finds is there all the same."""
    match url:
        case SerialUrl():
            return os.path.exists(url.port)  # noqa: PTH110 - a device, perhaps a broken link
        case PcscUrl():
            return False
        case WedgeUrl():
            return True  # the keyboard of whatever terminal it is
