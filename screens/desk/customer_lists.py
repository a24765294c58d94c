"""The desk's two lists: customers, and the people of one. Text as it stands, never markup."""

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from keyroom.language import _
from kiosk.person import StaffNo
from kiosk.privacy.customer import CONTACT_ROLE_NAMES, Contact, Customer
from kiosk.privacy.works.customers import Record
from screens.base.text import clean


def customer_list(customers: tuple[Customer, ...], own: StaffNo) -> OptionList:
    """One line a customer; those of other managers say whose they are."""
    options = [Option(Text(_customer(each, own)), id=f"c-{each.no}") for each in customers]
    return OptionList(*options, id="customers", markup=False)


def contact_list(record: Record, shown: Contact | None) -> OptionList:
    """The people of a customer, masked; the one who is shown in clear stands out."""
    options = [
        Option(
            Text(_contact(shown), style="bold reverse")
            if shown is not None and shown.id == each.id
            else Text(_contact(each)),
            id=f"p-{each.id}",
        )
        for each in record.contacts
    ]
    return OptionList(*options, id="contacts", markup=False)


def chosen(options: OptionList) -> str | None:
    """The number or record of the line that the cursor is on."""
    if options.highlighted is None:
        return None
    option = options.get_option_at_index(options.highlighted)
    return None if option.id is None else option.id[2:]


def _customer(customer: Customer, own: StaffNo) -> str:
    whose = "" if customer.owner == own else f"   → {customer.owner}"
    gone = f"   {_('destroyed')}" if customer.is_destroyed else ""
    return clean(f"{customer.no:<10} {customer.group}{whose}{gone}")


def _contact(contact: Contact) -> str:
    person = contact.personal
    role = _(CONTACT_ROLE_NAMES[contact.role])
    first = f"{role}   {person.name}   {person.phone or '-'}   {person.id_number or '-'}"
    return f"{clean(first)}\n    {clean(person.address or '-')}"
