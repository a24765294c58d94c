"""Lists of customers: taken whole or not, each fault with its place and nothing personal."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from keyroom.language import _
from kiosk.faults import FaultyFileError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.customers import Customers
from kiosk.privacy.import_customers import CustomersImport, import_customers
from kiosk.privacy.vault import Vault
from kiosk.schema import CONTACTS

HEADER = "customer,group,owner,role,name,phone,id_number,address"
GOOD = "G0001,日喀则市第一小学,A07,经办人,张小三,138-1234 1234,540202199001010017,桑珠孜区某街1号"
MEMBER = "G0001,日喀则市第一小学,A07,member,李四,0892-8821234,,"


@pytest.fixture
def customers(office: Office, staff: Mapping[str, Person]) -> Customers:
    return Customers(office.store, Vault.open(office.premises.home, {}))


def taken(
    office: Office, customers: Customers, folder: Path, *lines: str, coding: str = "utf-8"
) -> CustomersImport:
    file = folder / "list.csv"
    file.write_bytes("\r\n".join([HEADER, *lines]).encode(coding))
    return import_customers(office, customers, file, actor="M01")


@pytest.mark.parametrize("coding, named", [("utf-8-sig", "UTF-8"), ("gbk", "GBK")])
def test_a_list_is_taken_in_as_spreadsheets_write_it(
    office: Office, customers: Customers, tmp_path: Path, coding: str, named: str
) -> None:
    done = taken(office, customers, tmp_path, GOOD, MEMBER, coding=coding)
    assert (done.encoding, done.added, done.people) == (named, ["G0001"], 2)
    first, second = customers.contacts("G0001")
    assert (first.personal.name, second.personal.phone) == ("张*三", "0892-882****")
    assert customers.reveal(first.id, PersonalField).personal.id_number == "540202199001010017"


def test_a_list_that_comes_again_replaces_the_people(
    office: Office, customers: Customers, tmp_path: Path
) -> None:
    taken(office, customers, tmp_path, GOOD, MEMBER)
    done = taken(office, customers, tmp_path, MEMBER.replace("A07", "A08"))
    assert (done.added, done.replaced) == ([], ["G0001"])
    assert customers.get("G0001").owner == StaffNo("A08")
    assert [each.personal.name for each in customers.contacts("G0001")] == ["李*"]


@pytest.mark.parametrize(
    "lines, place, said",
    [
        ([GOOD.replace("A07", "X99")], "2: owner", "nobody has the staff number X99"),
        ([GOOD.replace("0017", "0018")], "2: id_number", "check digit"),
        ([GOOD.replace("138-1234", "1")], "2: phone", "no phone number"),
        ([GOOD, GOOD], "3: name", "is in line 2 already"),
        ([GOOD, MEMBER.replace("第一", "第二")], "3: group", "another name of the group"),
        ([GOOD, MEMBER.replace("A07", "A08")], "3: owner", "another owner"),
        ([GOOD.replace("经办人", "老板")], "2: role", "no role"),
        ([GOOD.replace("张小三", "")], "2: name", "no name"),
        (["13812341234 张小三,x,A07,member,李四,,,"], "2: customer", "customer's number"),
    ],
)
def test_a_fault_refuses_the_whole_list_and_quotes_nothing_personal(
    office: Office,
    customers: Customers,
    tmp_path: Path,
    lines: list[str],
    place: str,
    said: str,
) -> None:
    with pytest.raises(FaultyFileError) as refused:
        taken(office, customers, tmp_path, "G0009,雪域商贸,A08,member,王五,,,", *lines)
    shown = refused.value.shown(_)
    line, column = place.split(": ")
    assert f"list.csv:{int(line) + 1}: {column}: " in shown
    assert said in shown.replace("line 3", "line 2")
    for secret in ("张小三", "李四", "12341", "54020219", "某街"):
        assert secret not in shown
    assert customers.all() == []
    assert office.store.table(CONTACTS).all() == []
