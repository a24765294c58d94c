"""Twelve invented customers with their people, and PINs for those who open the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.example.staff import MANAGER
from kiosk.id_number import check_digit
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.customer import ContactRole, Customer, Personal
from kiosk.privacy.customers import Customers, initials_of
from kiosk.privacy.pins import Pins
from kiosk.privacy.vault import Vault

PIN: Final = "246802"
"""Of everybody in `WITH_PIN`; documented, since nobody of them exists."""
WITH_PIN: Final = tuple(map(StaffNo, ("A01", "A02", "A04", "A05", "A07")))

_AREA: Final = "540202"
_GROUPS: Final = (
    ("日喀则市第一小学", "A04"),
    ("日喀则市人民医院", "A04"),
    ("桑珠孜区农牧局", "A04"),
    ("珠峰文化旅游公司", "A05"),
    ("扎什伦布社区服务中心", "A05"),
    ("雪域商贸有限公司", "A05"),
    ("年楚河水利工程队", "A07"),
    ("后藏印刷厂", "A07"),
    ("江孜红河谷酒店", "A07"),
    ("拉孜县运输合作社", "A08"),
    ("亚东边贸公司", "A08"),
    ("定日登山向导协会", "A09"),
)
NUMBERS: Final[Mapping[str, str]] = {
    group: f"G{index:04}" for index, (group, _) in enumerate(_GROUPS, start=1)
}
"""Of all customers, by the names of their groups."""
GROUPS_OF: Final[Mapping[StaffNo, tuple[str, ...]]] = {
    StaffNo(owner): tuple(group for group, other in _GROUPS if other == owner)
    for _, owner in _GROUPS
}
"""Everybody's own, by name, as visits are written down."""
CUSTOMERS_OF: Final[Mapping[StaffNo, tuple[str, ...]]] = {
    owner: tuple(NUMBERS[group] for group in groups) for owner, groups in GROUPS_OF.items()
}
"""The same by number."""
_NAMES: Final = (
    *("巴桑次仁", "旦增罗布", "卓嘎", "边巴", "仁青卓玛", "强巴", "刘建军", "何丽", "索朗", "白玛"),
    *(
        "张志强",
        "米玛",
        "普布次仁",
        "央吉",
        "罗桑",
        "吴秀英",
        "多吉",
        "尼玛",
        "德庆",
        "马超",
        "拉姆",
    ),
    *("平措旺杰", "曲珍", "郑伟"),
)


@dataclass(frozen=True, slots=True)
class Invented:
    """What there is now."""

    customers: int
    people: int


def invent_customers(office: Office, vault: Vault) -> Invented:
    """Fill the register of a new office; joins the open transaction."""
    customers = Customers(office.store, vault)
    for index, (group, owner) in enumerate(_GROUPS):
        no = f"G{index + 1:04}"
        customers.put(Customer(no, group, StaffNo(owner), initials_of(group)))
        customers.add_contact(no, ContactRole.CONTACT, _person(2 * index))
        customers.add_contact(no, ContactRole.MEMBER, _person(2 * index + 1))
    pins = Pins(office.store)
    for person in WITH_PIN:
        pins.set(person, PIN, by=MANAGER.no)
    return Invented(len(_GROUPS), 2 * len(_GROUPS))


def _person(index: int) -> Personal:
    """Numbers that are formed rightly and belong to nobody: no network begins with 100."""
    first = f"{_AREA}19{70 + index % 30}{index % 12 + 1:02}{index % 28 + 1:02}{index + 10:03}"
    return Personal(
        name=_NAMES[index],
        phone=f"100{index + 1:04}{2000 + 37 * index:04}",
        id_number=first + check_digit(first),
        address=f"虚构路{index + 1}号",
    )
