"""An office with a hundred thousand invented customers, and an account manager with a few."""

import shutil
from datetime import UTC, date, datetime
from itertools import islice, product
from typing import Any, Final

from benchmarks.desk_program import BADGE, READER
from benchmarks.figure import Setting
from benchmarks.offices import LAYOUT, OFFICE_NAME
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.privacy.customer import ContactRole, Customer, Personal, PersonalField
from kiosk.privacy.customers import Customers, initials_of
from kiosk.privacy.pins import Pins
from kiosk.privacy.sealing import Place, seal
from kiosk.privacy.vault import Vault
from kiosk.roles import Role
from kiosk.schema import CONTACTS, CUSTOMERS
from store import Document

PIN: Final = "314159"
OWNER: Final = staff_no("A07")
OWN: Final = 20
_AT_ONCE: Final = 10_000
_JOINED: Final = date(2020, 1, 1)
_PLACES: Final = (
    "日喀则市",
    "桑珠孜区",
    "江孜县",
    "拉孜县",
    "萨迦县",
    "定日县",
    "亚东县",
    "仁布县",
)
_FIRST: Final = "第一第二第三第四第五东南西北中新"
_KINDS: Final = ("小学", "中学", "人民医院", "邮政局", "供电公司", "宾馆", "商贸公司", "运输公司")


def count(setting: Setting) -> int:
    """So many customers."""
    return 5_000 if setting.quick else 100_000


def number(place: int) -> str:
    """The number of an invented customer."""
    return f"G{place:06}"


def person(place: int) -> Personal:
    """His one person."""
    return Personal("仓决卓嘎", f"138{place:08}", f"54020219900101{place % 10_000:04}", "某街1号")


def office(setting: Setting, name: str) -> Home:
    """A home folder of this run's own, with all of them."""
    built = setting.cache / f"customers-{count(setting)}-{LAYOUT}"
    if not built.exists():
        _build(Home(built.with_suffix(".unfinished")), count(setting))
        built.with_suffix(".unfinished").rename(built)
    shutil.copytree(built, setting.scratch / name)
    return Home(setting.scratch / name)


def groups(total: int) -> list[str]:
    """The names of so many groups."""
    parts = product(_PLACES, _FIRST, _FIRST, _KINDS, _FIRST)
    return ["".join(each) for each in islice(parts, total)]


def _build(home: Home, total: int) -> None:
    shutil.rmtree(home.path, ignore_errors=True)
    with Office.create(home, OFFICE_NAME) as office:
        for no, role in ((OWNER, Role.ACCOUNT_MANAGER), (staff_no("A08"), Role.ACCOUNT_MANAGER)):
            office.people.add(Person(no, f"员工{no}", role, "一组", _JOINED), actor="-")
        office.badges.give(OWNER, BADGE, datetime(2020, 1, 1, tzinfo=UTC), by="-")
        Pins(office.store).set(OWNER, PIN, by=OWNER)
        vault = Vault.open(home)
        customers = Customers(office.store, vault)
        with office.store.transaction():
            for place in range(OWN):
                own = Customer(number(place), f"自有客户{place}", OWNER, f"zykh{place}")
                customers.put(own)
                customers.add_contact(own.no, ContactRole.CONTACT, person(place))
        named = iter(enumerate(groups(total - OWN), start=OWN))
        while chunk := tuple(islice(named, _AT_ONCE)):
            with office.store.transaction():
                _insert(office, vault, chunk)
    with home.config_file.open("a", encoding="utf-8") as config:
        config.write(f'\n[[readers]]\nname = "{READER}"\nterminal = "desk"\nurl = "pcsc:*"\n')


def _insert(office: Office, vault: Vault, chunk: tuple[tuple[int, str], ...]) -> None:
    """As an import leaves them."""
    store = office.store
    store.table(CUSTOMERS).insert_multiple(
        Customer(number(place), group, staff_no("A08"), initials_of(group)).to_document()
        for place, group in chunk
    )
    store.table(CONTACTS).insert_multiple(
        _contact(store.new_id(), place, vault) for place, _ in chunk
    )


def _contact(record: str, place: int, vault: Vault) -> Document:
    personal, key = person(place), vault.keys.make(number(place))
    document: dict[str, Any] = {
        "customer": number(place),
        "role": ContactRole.CONTACT.value,
        "sealed": {
            field.value: seal(value, key, Place(number(place), record, field.value))
            for field, value in personal.by_field().items()
        },
        "phone_digest": vault.digest(PersonalField.PHONE.value, personal.phone),
        "id_digest": vault.digest(PersonalField.ID_NUMBER.value, personal.id_number),
    }
    return Document(document, record)
