"""Readers by their address in the configuration: the door to this package."""

from typing import Protocol

from devices.drivers.reader_thread import Now, Publish
from devices.options import SerialProtocol
from devices.urls import PcscUrl, SerialUrl, WedgeUrl, parse_reader_url


class Reader(Protocol):
    """A reader that publishes what happens at it, from a thread of its own if it needs one."""

    @property
    def name(self) -> str:
        """The name in the configuration, which every event carries."""
        ...

    def start(self) -> None:
        """Begin; returns at once."""
        ...

    def stop(self) -> None:
        """End, within 3 s; nothing is published afterwards."""
        ...


def open_reader(name: str, url: str, publish: Publish, now: Now) -> Reader:
    """The reader at `url`, not yet started.

    `publish` is called from the reader's thread and must not block; `now` gives the aware UTC time
    of events. Raises ReaderUrlError for an address that cannot be meant; hardware that is absent is
    no error but a ReaderDown once it is started.
    """
    # Inside: smart cards and serial ports are loaded only by terminals that have them.
    match parse_reader_url(url):
        case SerialUrl(protocol=SerialProtocol.SDT) as id_url:
            from devices.drivers.id_reader import IdReader

            return IdReader(name, id_url, publish, now)
        case SerialUrl() as serial_url:
            from devices.drivers.serial_port import SerialReader

            return SerialReader(name, serial_url, publish, now)
        case PcscUrl() as pcsc_url:
            from devices.drivers.pcsc import PcscReader

            return PcscReader(name, pcsc_url, publish, now)
        case WedgeUrl() as wedge_url:
            from devices.drivers.wedge import WedgeReader

            return WedgeReader(name, wedge_url, publish, now)
