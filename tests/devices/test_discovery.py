"""What is attached, by names that last."""

from pathlib import Path

import pytest
from serial.tools.list_ports_common import ListPortInfo

from devices.discovery import (
    FoundReader,
    discover,
    discover_pcsc,
    discover_serial,
    serial_readers,
    stable_links,
)
from devices.drivers.pcsc_api import PcscError
from devices.urls import parse_reader_url
from devices.virtual.pcscd import PcscDaemon


def port(device: Path, vid: int | None = None, product: str | None = None) -> ListPortInfo:
    info = ListPortInfo(str(device))
    info.vid, info.product = vid, product
    return info


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    """A /dev with one adapter under all of its names, and one bare port."""
    for name in ("ttyUSB0", "ttyS0"):
        (tmp_path / name).touch()
    for folder, link in (("by-id", "usb-1a86_Serial-if00"), ("by-path", "pci-0:1.4:1.0")):
        place = tmp_path / "serial" / folder
        place.mkdir(parents=True)
        (place / link).symlink_to("../../ttyUSB0")
    (tmp_path / "door-reader").symlink_to("ttyUSB0")
    return tmp_path


def test_port_has_one_entry_and_its_most_lasting_name_comes_first(dev: Path) -> None:
    ports = [
        port(dev / "ttyUSB0", 0x1A86, "USB Serial"),
        port(dev / "door-reader"),
        port(dev / "ttyS0"),
    ]
    by_id = dev / "serial/by-id/usb-1a86_Serial-if00"
    by_path = dev / "serial/by-path/pci-0:1.4:1.0"
    assert serial_readers(ports, stable_links(dev)) == [
        FoundReader(f"serial:{dev}/ttyS0?protocol=em4100", "", (str(dev / "ttyS0"),)),
        FoundReader(
            f"serial:{by_id}?protocol=em4100",
            "USB Serial",
            (str(by_id), str(by_path), str(dev / "door-reader"), str(dev / "ttyUSB0")),
        ),
    ]


def test_link_of_a_rule_comes_before_the_kernels_name(dev: Path) -> None:
    (found,) = serial_readers([port(dev / "ttyUSB0"), port(dev / "door-reader")], {})
    assert found.names == (str(dev / "door-reader"), str(dev / "ttyUSB0"))


def test_scanner_makers_are_known(dev: Path) -> None:
    (found,) = serial_readers([port(dev / "ttyUSB0", 0x1EAB, "NLS-FM430")], {})
    assert (found.url, found.description) == (
        f"serial:{dev}/ttyUSB0?protocol=lines",
        "NLS-FM430",
    )


def test_found_port_is_known_by_any_of_its_names(dev: Path) -> None:
    (found,) = serial_readers([port(dev / "ttyUSB0")], stable_links(dev))
    for name in (*found.names, dev / "door-reader"):
        assert found.is_meant_by(parse_reader_url(f"serial:{name}?protocol=lines&baud=115200"))
    for other in (f"serial:{dev}/ttyS0?protocol=em4100", "pcsc:*", "wedge:"):
        assert not found.is_meant_by(parse_reader_url(other))


def test_addresses_that_are_found_can_be_configured(dev: Path) -> None:
    for found in serial_readers([port(dev / "ttyUSB0"), port(dev / "ttyS0")], stable_links(dev)):
        assert found.is_meant_by(parse_reader_url(found.url))


def test_smart_card_readers_are_found(pcscd: PcscDaemon) -> None:
    found = discover_pcsc()
    assert [each.description for each in found] == [reader.name for reader in pcscd.readers]
    assert [each.url for each in found] == [reader.url for reader in pcscd.readers]
    for each in found:
        assert each.is_meant_by(parse_reader_url(each.url))
        assert each.is_meant_by(parse_reader_url("pcsc:Demo*"))
        assert not each.is_meant_by(parse_reader_url("pcsc:ACS*"))
    assert discover()[-2:] == found


def test_absent_pcscd_is_named_and_hides_no_serial_port(pcscd: PcscDaemon) -> None:
    pcscd.stop()
    with pytest.raises(PcscError, match="sudo apt-get install pcscd"):
        discover_pcsc()
    assert discover() == discover_serial()
