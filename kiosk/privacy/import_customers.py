"""Takes in a list of customers, `customer,group,owner,role,name,phone,id_number,address`.

A line is one person of a group; a customer has as many lines as people. All of it is taken, or
nothing. A number that is known is brought up to date, and the people of the file stand in the place
of those that he had. Faults name line and column, never what stands in a personal cell.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from keyroom.errors import KeyroomError
from keyroom.language import N_
from kiosk import id_number
from kiosk.cells import parse_name
from kiosk.csv_file import FaultList, Row, read_csv
from kiosk.errors import BadCellError
from kiosk.office import Office
from kiosk.person import StaffNo, staff_no
from kiosk.privacy.customer import ContactRole, Customer, Personal
from kiosk.privacy.customers import (
    CustomerDestroyedError,
    Customers,
    NoSuchCustomerError,
    customer_no,
    initials_of,
    require_customer,
)
from kiosk.privacy.phone import is_phone, plain_phone

Parsed = TypeVar("Parsed")

COLUMNS: Final = (
    "customer",
    "group",
    "owner",
    "role",
    "name",
    "phone",
    "id_number",
    "address",
)
_LONGEST_ADDRESS: Final = 128
_CHINESE_ROLES: Final = {
    "经办人": ContactRole.CONTACT,
    "联系人": ContactRole.CONTACT,
    "集团成员": ContactRole.MEMBER,
    "成员": ContactRole.MEMBER,
}
"""What lists of customers call the roles, whatever language the screens speak."""
_NO_NUMBER: Final = (
    N_("this cannot be a customer's number"),
    N_("use 1 to 24 letters, digits, dots or hyphens, such as G0001"),
)
_NO_GROUP: Final = (N_("this is no name of a group"), N_("write 1 to 64 visible characters"))
_NO_OWNER: Final = (
    N_("this cannot be a staff number"),
    N_("use 1 to 16 letters, digits, dots or hyphens, such as A07"),
)
_NO_ROLE: Final = (
    N_("this is no role of a person of a group"),
    N_("write contact (经办人) or member (集团成员)"),
)
_NO_NAME: Final = (N_("this is no name of a person"), N_("write 1 to 64 visible characters"))


@dataclass(slots=True)
class CustomersImport:
    """What an import did."""

    encoding: str
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    people: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    customer: Customer
    role: ContactRole
    personal: Personal


def import_customers(
    office: Office, customers: Customers, path: Path, *, actor: str = "-"
) -> CustomersImport:
    """Take in the list at `path`. Raises FileUnreadableError, FaultyFileError with every fault."""
    file = read_csv(path, COLUMNS)
    faults = FaultList(file.name)
    today = office.premises.clock.read().utc.astimezone(office.premises.config.zone).date()
    entries = [entry for row in file.rows if (entry := _entry(row, faults, today)) is not None]
    _check_agreement(entries, faults)
    done = CustomersImport(file.encoding, people=len(entries))
    with office.store.transaction(actor=actor, action="customers.import"):
        _check_owners(office, entries, faults)
        _check_destroyed(office, entries, faults)
        faults.refuse()
        for customer in {entry.customer.no: entry.customer for entry in entries}.values():
            known = customers.has(customer.no)
            customers.put(customer)
            if known:
                customers.remove_contacts(customer.no)
            (done.replaced if known else done.added).append(customer.no)
        for entry in entries:
            customers.add_contact(entry.customer.no, entry.role, entry.personal)
    return done


def _entry(row: Row, faults: FaultList, today: date) -> _Entry | None:
    """One line's customer and person; None where a cell is at fault."""
    no = faults.cell(row, "customer", _unquoted(customer_no, *_NO_NUMBER))
    group = faults.cell(row, "group", _unquoted(parse_name, *_NO_GROUP))
    owner = faults.cell(row, "owner", _unquoted(staff_no, *_NO_OWNER))
    role = faults.cell(row, "role", _unquoted(_role, *_NO_ROLE))
    name = faults.cell(row, "name", _unquoted(parse_name, *_NO_NAME))
    phone = faults.cell(row, "phone", _or_empty(_phone))
    number = faults.cell(row, "id_number", _or_empty(lambda text: _id_number(text, today)))
    address = faults.cell(row, "address", _or_empty(_address))
    if no is None or group is None or owner is None or role is None:
        return None
    if name is None or phone is None or number is None or address is None:
        return None
    customer = Customer(no, group, owner, initials_of(group))
    return _Entry(row.line, customer, role, Personal(name, phone, number, address))


def _or_empty(parse: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: parse(text) if text else ""


def _unquoted(parse: Callable[[str], Parsed], message: str, hint: str) -> Callable[[str], Parsed]:
    """As `parse`, but a fault does not quote the cell: a phone may stand in the wrong column."""

    def parsed(text: str) -> Parsed:
        try:
            return parse(text)
        except (KeyroomError, ValueError):
            raise BadCellError(message, hint) from None

    return parsed


def _role(text: str) -> ContactRole:
    return _CHINESE_ROLES.get(text) or ContactRole(text.lower())


def _phone(text: str) -> str:
    if not is_phone(plain_phone(text)):
        raise BadCellError(
            N_("this is no phone number"),
            N_("write a mobile number, or a landline with its area code, such as 0892-8821234"),
        )
    return text


def _id_number(text: str, today: date) -> str:
    checked = id_number.check(text, today)
    if isinstance(checked, id_number.IdNumber):
        return checked.text
    if id_number.is_old_foreigner_number(text):
        return text.strip().upper()
    raise BadCellError(
        id_number.FAULT_NAMES[checked], N_("compare it with the card; leave it empty if unknown")
    )


def _address(text: str) -> str:
    if len(text) > _LONGEST_ADDRESS or not text.isprintable():
        raise BadCellError(N_("this is no address"), N_("write one line of visible characters"))
    return text


def _check_agreement(entries: list[_Entry], faults: FaultList) -> None:
    """One customer has one group and one owner, and nobody stands twice among his people."""
    first: dict[str, _Entry] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        before = first.setdefault(entry.customer.no, entry)
        if entry.customer.group != before.customer.group:
            faults.add(entry.line, "group", _differs(N_("another name of the group"), before))
        if entry.customer.owner != before.customer.owner:
            faults.add(entry.line, "owner", _differs(N_("another owner"), before))
        for key in _identities(entry):
            line = seen.setdefault(key, entry.line)
            if line != entry.line:
                error = KeyroomError(
                    N_("this person of {no} is in line {line} already"),
                    N_("keep one line for each person"),
                    no=entry.customer.no,
                    line=line,
                )
                faults.add(entry.line, "name", error)
                break


def _identities(entry: _Entry) -> list[tuple[str, str, str]]:
    """What tells one person of a group from another: the ID number, or name and phone."""
    person = entry.personal
    by_name = (entry.customer.no, person.name, plain_phone(person.phone))
    return [by_name, *([(entry.customer.no, "#", person.id_number)] if person.id_number else [])]


def _differs(what: str, first: _Entry) -> KeyroomError:
    return KeyroomError(
        what,
        N_("{no} stands in line {line} already: write the same there and here"),
        no=first.customer.no,
        line=first.line,
    )


def _check_owners(office: Office, entries: list[_Entry], faults: FaultList) -> None:
    known: dict[StaffNo, bool] = {}
    for entry in entries:
        owner = entry.customer.owner
        if owner not in known:
            known[owner] = office.people.find(owner) is not None
        if not known[owner]:
            error = KeyroomError(
                N_("nobody has the staff number {no}"),
                N_("see the staff with: keyroom people list"),
                no=owner,
            )
            faults.add(entry.line, "owner", error)


def _check_destroyed(office: Office, entries: list[_Entry], faults: FaultList) -> None:
    """BM-6: a number whose customer was destroyed is never given again."""
    for entry in entries:
        try:
            require_customer(office.store, entry.customer.no)
        except NoSuchCustomerError:
            continue
        except CustomerDestroyedError as fault:
            faults.add(entry.line, "customer", fault)
