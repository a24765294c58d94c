"""Somebody at a desk of a real office, and the clock over it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from devices.events import (
    CardPresented,
    CardRemoved,
    Credential,
    CredentialKind,
)
from kiosk.clock import Clock, Reading
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import Person, StaffNo, staff_no
from kiosk.privacy.accesses import Access, Accesses, AccessKind, Wanted
from kiosk.privacy.customer import ContactRole, Customer, Personal, PersonalField
from kiosk.privacy.customers import Customers, initials_of
from kiosk.privacy.desk import Cause, Locked, Open
from kiosk.privacy.desk_service import DeskService
from kiosk.privacy.pins import Pins
from kiosk.privacy.vault import Vault
from kiosk.privacy.works.customers import CustomersPage, CustomerWork, Record
from kiosk.roles import Role
from tests.kiosk.conftest import NOON

PIN = "314159"
ZHANG = Personal("张小三", "13812341234", "540202199001010017", "某街1号")
PHONE = (PersonalField.PHONE,)
NOTHING = CustomersPage(StaffNo("-"))
NUMBERS = {"M01": 1, "M02": 2, "A07": 7, "A08": 8, "X01": 9}


class ManualClock(Clock):
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def read(self) -> Reading:
        return Reading(NOON + timedelta(seconds=self.now), "boot", self.now, synchronised=True)


def badge(no: str) -> Credential:
    return Credential(CredentialKind.CARD_UID, f"{NUMBERS[no]:08X}")


@dataclass
class AtDesk:
    """Somebody at the desk of a test, and the clock over it."""

    service: DeskService
    office: Office
    clock: ManualClock
    awake: list[float] = field(default_factory=list)

    def lay(self, no: str, reader: str = "pad") -> None:
        self.service.laid(CardPresented(reader, NOON, badge(no)))

    def open(self, no: str = "A07") -> int:
        self.lay(no)
        self.service.pin(self.ticket, PIN)
        assert isinstance(self.service.view.desk, Open)
        return self.ticket

    def open_record(self) -> int:
        ticket = self.open()
        self.open_customer(ticket, "G0001")
        return ticket

    def open_customer(self, ticket: int, no: str) -> None:
        self.service.do(ticket, CustomerWork, lambda work: work.open(no))

    def search(self, ticket: int, text: str) -> None:
        self.service.do(ticket, CustomerWork, lambda work: work.search(text))

    def reveal(self, ticket: int, reason: str = "business") -> None:
        opened = self.record
        assert opened is not None
        contact = opened.contacts[0].id
        self.service.do(ticket, CustomerWork, lambda work: work.reveal(contact, PHONE, reason))

    @property
    def page(self) -> CustomersPage:
        page = self.service.view.page
        return page if isinstance(page, CustomersPage) else NOTHING

    @property
    def record(self) -> Record | None:
        return self.page.record

    @property
    def ticket(self) -> int:
        return self.service.view.desk.tickets

    @property
    def cause(self) -> Cause | None:
        desk = self.service.view.desk
        return desk.cause if isinstance(desk, Locked) else None

    def wait(self, seconds: float) -> None:
        self.clock.now += seconds
        self.awake[0] += seconds
        self.service.tick()

    def found(self, kind: AccessKind | None = None) -> list[Access]:
        found = Accesses(self.office.store).find(Wanted(kind=kind))
        return [access for _entry, access in found]


def start(home: Home) -> AtDesk:
    clock, awake = ManualClock(), [100.0]
    premises: Any = replace(Premises.enter(home), clock=clock)
    office = premises.open("desk")
    service = DeskService(office, Vault.open(home, {}), lambda: awake[0])
    return AtDesk(service, office, clock, awake)


def furnish_home(home: Home) -> Home:
    """An office with people, badges, PINs and customers."""
    roles = {
        "M01": Role.ROOM_MANAGER,
        "M02": Role.ACTING_MANAGER,
        "A07": Role.ACCOUNT_MANAGER,
        "A08": Role.ACCOUNT_MANAGER,
        "X01": Role.INFO_ADMIN,
    }
    with Office.create(home, "重要室") as office, office.store.transaction():
        for no, role in roles.items():
            joined = (NOON - timedelta(days=500)).date()
            person = Person(staff_no(no), f"员工{no}", role, "一组", joined)
            office.people.add(person, actor="-")
            office.badges.give(no, badge(no), NOON - timedelta(days=9), by="-")
        for no in ("M01", "A07", "X01"):
            Pins(office.store).set(no, PIN, by=no)
        customers = Customers(office.store, Vault.open(home, {}))
        for no, group, owner in (("G0001", "第一小学", "A07"), ("G0002", "人民医院", "A08")):
            customers.put(Customer(no, group, StaffNo(owner), initials_of(group)))
            customers.add_contact(no, ContactRole.CONTACT, ZHANG)
    with home.config_file.open("a") as config:
        for name, url in (
            ("pad", "pcsc:One"),
            ("side", "pcsc:Two"),
            ("tag", "serial:/dev/x?protocol=em4100"),
        ):
            config.write(f'[[readers]]\nname = "{name}"\nterminal = "desk"\nurl = "{url}"\n')
    return home


def remove(desk: AtDesk) -> None:
    desk.service.lifted(CardRemoved("pad", NOON, badge("A07")))
