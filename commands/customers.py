"""`keyroom customers`: the register of customers, taken in from lists and listed masked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.exits import ExitCode
from commands.options import AsJson, By
from commands.output import print_json, print_json_list, print_table, say
from commands.shell import Commands
from commands.values import NOBODY, actor_named
from keyroom.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kiosk.privacy.customer import Contact, Customer
    from kiosk.privacy.customers import Customers

app = Commands(N_("The customers: import lists of them, and list them masked."))

ListFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help=N_("Columns customer,group,owner,role,name,phone,id_number,address; UTF-8 or GBK."),
    ),
]


@app.add("import", N_("Take in a CSV list of customers: all of it, or nothing."))
def import_list(
    context: typer.Context, file: ListFile, *, by: By = NOBODY, as_json: AsJson = False
) -> None:
    from commands.office import open_office
    from commands.vault import customers_of
    from kiosk.privacy.import_customers import import_customers

    with open_office(context.obj) as office:
        actor = actor_named(by, office)
        done = import_customers(office, customers_of(office), file, actor=actor)
    if as_json:
        print_json(
            {
                "encoding": done.encoding,
                "added": done.added,
                "replaced": done.replaced,
                "people": done.people,
            }
        )
        return
    say(
        _("{file}: {added} customers added, {replaced} replaced, {people} people").format(
            file=file, added=len(done.added), replaced=len(done.replaced), people=done.people
        )
    )


@app.add("list", N_("List the customers and their people, masked."))
def list_customers(
    context: typer.Context,
    *,
    owner: Annotated[
        str, typer.Option("--owner", metavar="NO", help=N_("Only this account manager's."))
    ] = "",
    as_json: AsJson = False,
) -> None:
    from commands.office import open_office
    from commands.vault import customers_of

    with open_office(context.obj) as office:
        customers = customers_of(office)
        found = customers.of_owner(office.people.get(owner).no) if owner else customers.all()
        if as_json:
            count = print_json_list(
                _as_json(customer, customers.contacts(customer.no)) for customer in found
            )
        else:
            count = print_table(_headings(), _rows(customers, found))
    if owner and not count:
        raise typer.Exit(ExitCode.NO)


def _headings() -> tuple[str, ...]:
    return (
        _("customer"),
        _("group"),
        _("owner"),
        _("role"),
        _("name"),
        _("phone"),
        _("ID number"),
        _("address"),
    )


def _rows(customers: "Customers", found: "list[Customer]") -> "Iterator[tuple[object, ...]]":
    from kiosk.privacy.customer import CONTACT_ROLE_NAMES

    for customer in found:
        head = (customer.no, customer.group, customer.owner)
        contacts = customers.contacts(customer.no)
        if customer.is_destroyed:
            yield (*head, _("destroyed"), None, None, None, None)
        elif not contacts:
            yield (*head, None, None, None, None, None)
        for contact in contacts:
            person = contact.personal
            yield (
                *head,
                _(CONTACT_ROLE_NAMES[contact.role]),
                person.name,
                person.phone,
                person.id_number,
                person.address,
            )


def _as_json(customer: "Customer", contacts: "list[Contact]") -> dict[str, Any]:
    return {
        "customer": customer.no,
        "group": customer.group,
        "owner": customer.owner,
        "destruction": customer.destruction,
        "people": [
            {
                "role": contact.role.value,
                **{
                    field: getattr(contact.personal, field) or None
                    for field in ("name", "phone", "id_number", "address")
                },
            }
            for contact in contacts
        ],
    }
