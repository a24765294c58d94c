"""BM-7: the person concerned sees who looked; nobody sees more than is his."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.errors import NoSuchPersonError, NotEntitledError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult
from kiosk.privacy.customer import Customer, PersonalField
from kiosk.privacy.who_looked import Looked, WhoLooked
from kiosk.roles import Role
from kiosk.schema import CUSTOMERS
from tests.kiosk.conftest import NOON

A07, A08, M01 = StaffNo("A07"), StaffNo("A08"), StaffNo("M01")


@pytest.fixture
def log(office: Office, staff: Mapping[str, Person]) -> Accesses:
    """A07 has G0001 and G0002, A08 has G0003; five looks, and what is about nobody."""
    for no, group, owner in (
        ("G0001", "第一小学", A07),
        ("G0002", "医院", A07),
        ("G0003", "商贸", A08),
    ):
        office.store.table(CUSTOMERS).insert(Customer(no, group, owner, "x").to_document())
    log = Accesses(office.store)
    first = Access(NOON, "desk", AccessKind.SESSION, person=A08)
    log.add(first)
    opened = log.add(replace(first, kind=AccessKind.CUSTOMER, customer="G0001", second_person=M01))
    phone = (PersonalField.PHONE,)
    log.add(
        replace(first, kind=AccessKind.REVEAL, customer="G0001", fields=phone, reason="business")
    )
    log.add(replace(first, kind=AccessKind.CUSTOMER, customer="G0003"))
    refused = AccessResult.REFUSED
    log.add(replace(first, kind=AccessKind.CUSTOMER, customer="G0002", result=refused))
    log.add(replace(first, kind=AccessKind.CUSTOMER, customer="G0002", person=A07))
    log.add(replace(first, kind=AccessKind.SEARCH, reason="d***"))
    log.end(opened, 9, "closed", at=NOON + timedelta(seconds=9))
    return log


def looks(found: list[Looked]) -> list[tuple[str | None, str, str]]:
    return [(each.access.person, each.customer, each.access.kind.value) for each in found]


def test_bm_7_an_account_manager_sees_who_looked_at_his_customers_newest_first(
    office: Office, log: Accesses
) -> None:
    found = WhoLooked(office.store).told("A07")
    assert looks(found) == [
        ("A07", "G0002", "customer"),
        ("A08", "G0002", "customer"),
        ("A08", "G0001", "reveal"),
        ("A08", "G0001", "customer"),
    ]
    refused, shown, opened = found[1:]
    assert refused.access.result is AccessResult.REFUSED
    assert (shown.access.fields, shown.access.reason) == ((PersonalField.PHONE,), "business")
    assert (shown.name, shown.group, shown.owner) == ("王海燕", "第一小学", "A07")
    assert (opened.access.second_person, opened.access.seconds) == ("M01", 9)


def test_bm_7_another_manager_sees_only_those_of_his_own(office: Office, log: Accesses) -> None:
    assert looks(WhoLooked(office.store).told("A08")) == [("A08", "G0003", "customer")]


@pytest.mark.parametrize("no", ["M01", "M02"])
def test_bm_7_a_supervisor_sees_all_looks_and_no_searches(
    office: Office, log: Accesses, no: str
) -> None:
    found = WhoLooked(office.store).told(no)
    assert [each.customer for each in found] == ["G0002", "G0002", "G0003", "G0001", "G0001"]
    assert WhoLooked(office.store).told(no, 2) == found[:2]


def test_bm_7_a_customer_that_changes_hands_is_seen_by_the_new_manager(
    office: Office, log: Accesses
) -> None:
    office.store.table(CUSTOMERS).update({"owner": "A08"})
    assert WhoLooked(office.store).told("A07") == []
    assert len(WhoLooked(office.store).told("A08")) == 5


def test_bm_7_a_customer_that_is_gone_stands_there_by_its_number(
    office: Office, log: Accesses
) -> None:
    office.store.table(CUSTOMERS).truncate()
    found = WhoLooked(office.store).told("M01")
    assert {(each.group, each.owner) for each in found} == {("", None)}
    assert WhoLooked(office.store).told("A07") == []


@pytest.mark.parametrize("role", [Role.INFO_ADMIN, Role.SYSTEM_ADMIN, Role.DEPT_GROUP])
def test_bm_7_whoever_has_no_customers_is_refused(
    office: Office, log: Accesses, role: Role
) -> None:
    office.people.assign("A07", role, actor="M01")
    with pytest.raises(NotEntitledError):
        WhoLooked(office.store).told("A07")
    with pytest.raises(NoSuchPersonError):
        WhoLooked(office.store).told("A99")


def test_bm_7_ten_thousand_customers_of_one_manager_are_asked_for_at_once(
    office: Office, log: Accesses
) -> None:
    office.store.table(CUSTOMERS).insert_multiple(
        Customer(f"H{n:05}", "学校", A07, "x").to_document() for n in range(10_000)
    )
    assert len(WhoLooked(office.store).told("A07")) == 4
