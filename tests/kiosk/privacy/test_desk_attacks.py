"""Ways to get more out of a desk than it may show, tried on a real office (BM-1, BM-2, BM-7)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from tinydb import where

from devices.events import CardPresented, CardRemoved
from kiosk.badge import BadgeState
from kiosk.clock import Reading
from kiosk.home import Home
from kiosk.office import Premises
from kiosk.privacy.accesses import Accesses, AccessKind
from kiosk.privacy.customer_keys import CustomerKeyError
from kiosk.privacy.customers import Customers
from kiosk.privacy.desk import Cause, Identifying, Locked, Open
from kiosk.privacy.desk_service import DeskService
from kiosk.privacy.desk_view import Said
from kiosk.privacy.vault import Vault
from kiosk.schema import CONTACTS
from store.errors import DiskFull
from tests.kiosk.conftest import NOON
from tests.kiosk.privacy.at_desk import (
    PIN,
    ZHANG,
    AtDesk,
    ManualClock,
    badge,
    remove,
    start,
)


@dataclass
class WrongClock(ManualClock):
    """Its wall clock is set by somebody."""

    off: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        super().__init__()

    def read(self) -> Reading:
        read = super().read()
        return replace(read, utc=read.utc + self.off)


def start_by(home: Home, clock: ManualClock) -> AtDesk:
    """The desk by a clock of the test's own."""
    awake = [clock.now]
    premises: Any = replace(Premises.enter(home), clock=clock)
    office = premises.open("desk")
    service = DeskService(office, Vault.open(home, {}), lambda: awake[0])
    return AtDesk(service, office, clock, awake)


@pytest.mark.parametrize("hours", [-9, 9], ids=["back", "forward"])
def test_a_clock_that_is_set_neither_prolongs_a_session_nor_the_idle_time(
    copied: Home, hours: int
) -> None:
    clock = WrongClock()
    desk = start_by(copied, clock)
    desk.reveal(desk.open_record())
    clock.off = timedelta(hours=hours)
    desk.wait(59)
    assert desk.page.shown is not None
    desk.wait(1)
    assert desk.cause is Cause.IDLE
    (session,) = desk.found(AccessKind.SESSION)
    assert session.seconds == 60
    desk.office.close()


def test_eight_hours_of_suspend_find_the_lock(desk: AtDesk) -> None:
    desk.reveal(desk.open_record())
    desk.clock.now += 8 * 3600
    ticket = desk.ticket
    desk.reveal(ticket)  # the first thing that happens after it
    assert desk.page.shown is None
    desk.service.tick()
    assert isinstance(desk.service.view.desk, Locked)


def test_a_badge_that_ends_by_the_clock_alone_ends_the_session(desk: AtDesk) -> None:
    (worn,) = desk.office.badges.of("A07")
    soon = desk.clock.read().utc + timedelta(seconds=20)
    desk.office.badges.end(worn.id, BadgeState.REVOKED, soon, by="M01")
    desk.reveal(desk.open_record())
    desk.wait(19)
    assert desk.page.shown is not None
    desk.wait(1)
    assert desk.cause is Cause.RIGHT_REVOKED


def test_a_badge_laid_while_another_s_pin_is_typed_is_not_opened_by_it(desk: AtDesk) -> None:
    desk.lay("A07")
    ticket = desk.ticket
    desk.lay("M01", "side")
    desk.service.pin(ticket, PIN)
    assert isinstance(desk.service.view.desk, Identifying)
    assert desk.service.view.desk.held.person == "M01"
    assert desk.found(AccessKind.SESSION) == []


def test_of_two_badges_on_one_reader_the_later_one_asks_for_its_own_pin(desk: AtDesk) -> None:
    ticket = desk.open_record()
    desk.lay("M01")
    assert desk.record is None
    desk.service.pin(ticket, PIN)
    assert isinstance(desk.service.view.desk, Identifying)
    desk.service.lifted(CardRemoved("pad", NOON, badge("M01")))
    assert isinstance(desk.service.view.desk, Locked)
    assert not desk.service.view.badge_lies


def test_a_copied_badge_that_is_only_replayed_opens_nothing(desk: AtDesk) -> None:
    for _ in range(100):
        desk.lay("A07")
        desk.service.lifted(CardRemoved("pad", NOON, badge("A07")))
    desk.lay("A07")
    desk.search(desk.ticket, "G0001")
    desk.open_customer(desk.ticket, "G0001")
    assert desk.service.view.page is None
    assert desk.found() == []


def test_a_badge_that_is_easier_to_copy_than_the_floor_allows_is_refused(copied: Home) -> None:
    with copied.config_file.open("a") as config:
        config.write('[assurance]\ndesk = "mutual_auth"\n')
    desk = start(copied)
    desk.lay("A07")
    assert (desk.cause, desk.service.view.said) == (Cause.START, Said.BADGE_REFUSED)
    desk.office.close()


def test_reader_names_that_were_swapped_lock_by_the_one_that_is_named(desk: AtDesk) -> None:
    """Which reader a badge lies on is told by name alone: in doubt it is not known to lie there."""
    desk.open_record()
    desk.service.lifted(CardRemoved("side", NOON, badge("A07")))
    assert isinstance(desk.service.view.desk, Open)
    desk.lay("A07", "side")
    assert isinstance(desk.service.view.desk, Identifying)


def swap(desk: AtDesk, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> None:
    """Let somebody who can write the store change what lies sealed of two customers."""
    contacts = desk.office.store.table(CONTACTS)
    first, second = (contacts.search(where("customer") == no)[0] for no in ("G0001", "G0002"))
    mine, theirs = dict(first["sealed"]), dict(second["sealed"])
    change(mine, theirs)
    contacts.update({"sealed": mine}, doc_ids=[first.doc_id])
    contacts.update({"sealed": theirs}, doc_ids=[second.doc_id])


def exchange(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    mine["phone"], theirs["phone"] = theirs["phone"], mine["phone"]


def copy(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    mine["phone"] = theirs["phone"]


def move(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    del theirs
    mine["name"] = mine["phone"]


@pytest.mark.parametrize("change", [exchange, copy, move])
def test_what_was_sealed_for_another_place_shows_nothing(
    desk: AtDesk, change: Callable[[dict[str, Any], dict[str, Any]], None]
) -> None:
    swap(desk, change)
    desk.open_record()
    assert desk.record is None
    assert desk.page.told == "gone"


def test_a_wrong_master_key_opens_no_record(copied: Home) -> None:
    copied.master_key.chmod(0o600)
    text = copied.master_key.read_text()
    other = text.translate(
        str.maketrans("0123456789abcdefABCDEFGHJK", "1032547698badcfeBADCFEHGKJ")
    )
    assert other != text
    copied.master_key.write_text(other)
    with pytest.raises(CustomerKeyError):
        start(copied)


def test_an_end_that_could_not_be_recorded_is_recorded_before_anything_else_is(
    desk: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull("no room")

    desk.reveal(desk.open_record())
    with monkeypatch.context() as patch:
        patch.setattr(Accesses, "end", full)
        remove(desk)
        assert isinstance(desk.service.view.desk, Locked)
        desk.lay("A07")
        desk.service.pin(desk.ticket, PIN)
        assert desk.cause is Cause.STORE_FAILED
        assert [each.cause for each in desk.found()] == [None] * 3
    desk.open()
    ended = [each.cause for each in desk.found()]
    assert ended == [Cause.BADGE_REMOVED] * 3 + [None]


def test_what_was_on_the_screen_of_a_killed_desk_is_ended_with_its_session(copied: Home) -> None:
    desk = start(copied)
    desk.reveal(desk.open_record())
    desk.office.close()
    after = start(copied)
    assert [each.cause for each in after.found()] == [Cause.KILLED] * 3
    after.office.close()


def test_no_other_person_s_badge_number_or_data_stands_in_the_access_log(desk: AtDesk) -> None:
    ticket = desk.open_record()
    desk.reveal(ticket, f"他是{ZHANG.phone}")
    desk.service.laid(CardPresented("side", NOON, badge("X01")))
    told = str([vars_of(each) for each in desk.found()])
    for secret in (ZHANG.name, ZHANG.phone, ZHANG.id_number, badge("X01").number, PIN):
        assert secret not in told


def vars_of(access: Any) -> dict[str, Any]:
    return {name: getattr(access, name) for name in access.__slots__}


def test_a_search_finds_by_whole_numbers_alone(desk: AtDesk) -> None:
    """Nobody gets at a number by asking for its beginnings."""
    customers = Customers(desk.office.store, Vault.open(desk.office.premises.home, {}))
    assert customers.search(ZHANG.phone)
    assert [list(customers.search(ZHANG.phone[:length])) for length in range(3, 11)] == [[]] * 8
