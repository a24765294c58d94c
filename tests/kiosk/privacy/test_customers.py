"""Customers: nothing personal lies in the clear, lists are masked, one record opens by itself."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.errors import BadCellError, NoSuchPersonError, SecretExposedError, SecretMissingError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.customer import Contact, ContactRole, Customer, Personal, PersonalField
from kiosk.privacy.customer_keys import CustomerKeyError
from kiosk.privacy.customers import (
    Customers,
    NoSuchCustomerError,
    customer_no,
    initials_of,
)
from kiosk.privacy.phone import plain_phone
from kiosk.privacy.sealing import SealError
from kiosk.privacy.vault import Vault
from kiosk.schema import CONTACTS

ZHANG = Personal("张小三", "138-1234 1234", "540202199001010017", "桑珠孜区某街1号")
LI = Personal("李四", "0892-8821234")


@pytest.fixture
def customers(office: Office, staff: Mapping[str, Person]) -> Customers:
    return Customers(office.store, Vault.open(office.premises.home, {}))


@pytest.fixture
def zhang(customers: Customers, office: Office) -> str:
    """Of three groups, the record of Zhang in the first."""
    with office.store.transaction():
        for no, group, owner in (
            ("G0001", "日喀则市第一小学", "A07"),
            ("G0002", "日喀则市人民医院", "A07"),
            ("G0003", "雪域商贸", "A08"),
        ):
            customers.put(Customer(no, group, StaffNo(owner), initials_of(group)))
        record = customers.add_contact("G0001", ContactRole.CONTACT, ZHANG)
        customers.add_contact("G0002", ContactRole.MEMBER, LI)
    return record


def test_lists_show_people_masked(customers: Customers, zhang: str) -> None:
    assert customers.contacts("G0001") == [
        Contact(
            zhang,
            "G0001",
            ContactRole.CONTACT,
            Personal("张*三", "138****1234", "540202********0017", "***"),
        )
    ]


def test_only_the_fields_that_were_asked_for_are_in_clear(customers: Customers, zhang: str) -> None:
    shown = customers.reveal(zhang, [PersonalField.NAME]).personal
    assert (shown.name, shown.id_number) == ("张小三", "540202********0017")
    assert customers.reveal(zhang, PersonalField).personal == ZHANG


def test_nothing_personal_lies_on_the_disk_in_the_clear(
    customers: Customers, zhang: str, office: Office
) -> None:
    office.close()
    home = office.premises.home.path
    disk = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for secret in ("张小三", "12341234", "1234 1234", "540202199001010017", "某街", "李四"):
        assert secret.encode() not in disk


@pytest.mark.parametrize(
    "text, found",
    [
        ("G0001", ["G0001"]),
        ("rkzs", ["G0001", "G0002"]),
        ("RKZSRM", ["G0002"]),
        ("日喀则市", ["G0001", "G0002"]),
        ("日喀则市第", ["G0001"]),
        ("13812341234", ["G0001"]),
        ("+86 138 1234 1234", ["G0001"]),
        ("08928821234", ["G0002"]),
        ("540202199001010017", ["G0001"]),
        ("1381234", []),
        ("张小三", []),
        ("  ", []),
        ("'; DROP TABLE doc_customers; --", []),
        ("[x", ["G0003"]),
    ],
)
def test_search(customers: Customers, zhang: str, text: str, found: list[str]) -> None:
    assert [each.no for each in customers.search(text)] == found


def test_an_account_manager_has_his_own(customers: Customers, zhang: str) -> None:
    assert [each.no for each in customers.of_owner(StaffNo("A07"))] == ["G0001", "G0002"]


def test_a_customer_changes_hands(customers: Customers, zhang: str, office: Office) -> None:
    customers.put(Customer("G0001", "新名", StaffNo("A08"), "xm"))
    assert customers.get("G0001") == Customer("G0001", "新名", StaffNo("A08"), "xm")
    assert len(customers.all()) == 3


def test_nobody_can_own_a_customer_who_is_not_there(customers: Customers) -> None:
    with pytest.raises(NoSuchPersonError):
        customers.put(Customer("G0009", "某", StaffNo("X99"), "m"))


def test_a_field_that_was_moved_to_another_record_does_not_open(
    customers: Customers, zhang: str, office: Office
) -> None:
    table = office.store.table(CONTACTS)
    (other,) = (each for each in table.all() if each["customer"] == "G0002")
    sealed = table.get(doc_id=zhang)["sealed"]
    table.update({"sealed": {**other["sealed"], "phone": sealed["phone"]}}, doc_ids=[other.doc_id])
    with pytest.raises((SealError, CustomerKeyError)):
        customers.contacts("G0002")


def test_an_unknown_customer_is_told(customers: Customers) -> None:
    for ask in (customers.get, lambda no: customers.reveal(no, ())):
        with pytest.raises(NoSuchCustomerError):
            ask("G9999")


def test_a_lost_or_exposed_master_key_is_told_and_none_is_made_anew(
    customers: Customers, zhang: str, office: Office
) -> None:
    home = office.premises.home
    home.master_key.chmod(0o644)
    with pytest.raises(SecretExposedError):
        Vault.open(home, {})
    home.master_key.unlink()
    with pytest.raises(SecretMissingError):
        Vault.open(home, {})
    assert not home.master_key.exists()


def test_a_systemd_credential_comes_before_the_file(office: Office, tmp_path: Path) -> None:
    home = office.premises.home
    Vault.open(home, {})
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    home.master_key.rename(credentials / "keyroom-master")
    Vault.open(home, {"CREDENTIALS_DIRECTORY": str(credentials)})
    assert not home.master_key.exists()


def test_a_digest_fits_many_numbers_and_a_search_finds_the_one(
    customers: Customers, office: Office, zhang: str
) -> None:
    """Who holds a backup and the keys must not find out a number by trying all of them."""
    (digest,) = (
        each["phone_digest"]
        for each in office.store.table(CONTACTS).all()
        if each["customer"] == "G0001"
    )
    vault = Vault.open(office.premises.home, {})
    numbers = (f"139{number:08}" for number in range(1_000_000))
    other = next(number for number in numbers if vault.digest("phone", number) == digest)
    assert [each.no for each in customers.search("13812341234")] == ["G0001"]
    assert customers.search(other) == []


@pytest.mark.parametrize("text", ["", "*digests", "a b", "x" * 25, "张三", "../x"])
def test_what_is_no_customer_number(text: str) -> None:
    with pytest.raises(BadCellError):
        customer_no(text)


@pytest.mark.parametrize(
    "name, initials",
    [("日喀则分公司", "rkzfgs"), ("A1 公司", "a1gs"), ("雪域·商贸", "xysm"), ("", "")],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@pytest.mark.parametrize(
    "written, plain",
    [
        ("138-1234 1234", "13812341234"),
        ("+8613812341234", "13812341234"),
        ("8613812341234", "13812341234"),
        ("(0892) 8821234", "08928821234"),
        ("86", "86"),
    ],
)
def test_phones_are_found_however_they_are_written(written: str, plain: str) -> None:
    assert plain_phone(written) == plain
