"""Whose customers were opened, by how many, and whether business followed. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from keyroom.language import N_
from kiosk.person import StaffNo
from kiosk.privacy.access_words import Reason
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.flags.facts import OPENED, Entry, Facts, ordered
from kiosk.privacy.flags.flag import Flag, FlagKind, Said, flag_key
from kiosk.settings.flags import FlagKnobs

_NONE: frozenset[str] = frozenset()
_DAY = timedelta(days=1)


def others_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Who opened many of others' customers in a day that no plan of the day names.

    What no second person authorised was the person's own when it was opened: the desk asks for
    one else. So a customer who has changed hands since flags nobody. Who has no customers of his
    own, as supervisors have not, opens others' as his work.
    """
    owning = frozenset(facts.owners.values())
    for (person, day), entries in facts.by_person.items():
        if person not in owning:
            continue
        planned = facts.plans.get((person, day), _NONE)
        behind = [
            entry
            for entry in entries
            if entry.kind is AccessKind.CUSTOMER
            and not entry.refused
            and entry.second is not None
            and facts.owners.get(entry.customer or "") != person
            and entry.customer not in planned
        ]
        customers = {entry.customer for entry in behind}
        if len(customers) >= knobs.others_a_day:
            yield Flag(
                flag_key(FlagKind.OTHERS, person, day),
                FlagKind.OTHERS,
                person,
                behind[-1].at,
                Said(
                    N_("on {day} {count} customers of others were opened, who are in no plan"),
                    {"day": day.isoformat(), "count": len(customers)},
                ),
                tuple(entry.id for entry in behind),
                frozenset({person}),
            )


def viewers_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Customers whom many people opened in a day."""
    groups: dict[tuple[str, date], list[Entry]] = defaultdict(list)
    for entry in facts.entries:
        if entry.customer is not None and entry.kind in OPENED and not entry.refused:
            groups[entry.customer, entry.day].append(entry)
    for (customer, day), entries in groups.items():
        people = frozenset(entry.person for entry in entries if entry.person is not None)
        if len(people) < knobs.viewers:
            continue
        behind = ordered(entries)
        yield Flag(
            flag_key(FlagKind.MANY_VIEWERS, customer, day),
            FlagKind.MANY_VIEWERS,
            None,
            behind[-1].at,
            Said(
                N_("on {day} {count} people opened the customer {customer}: {people}"),
                {
                    "day": day.isoformat(),
                    "count": len(people),
                    "customer": customer,
                    "people": ", ".join(sorted(people)),
                },
            ),
            tuple(entry.id for entry in behind),
            people,
        )


def business_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Who showed data for business, and none followed in the days after.

    Where the office keeps no books of its business, nothing can be said.
    """
    if not knobs.business_days or not facts.business:
        return
    done: dict[str, list[datetime]] = defaultdict(list)
    for each in facts.business:
        done[each.customer].append(each.at)
    for (person, day), entries in facts.by_person.items():
        start = datetime.combine(day, time(), facts.zone)
        end = start + (knobs.business_days + 1) * _DAY
        if end > facts.now:
            continue
        behind = [
            entry
            for entry in entries
            if entry.kind is AccessKind.REVEAL
            and not entry.refused
            and entry.reason == Reason.BUSINESS
            and not any(start <= at < end for at in done[entry.customer or ""])
        ]
        customers = {entry.customer for entry in behind}
        if len(customers) >= knobs.business_reveals:
            yield _unfollowed(person, day, behind, len(customers), knobs.business_days)


def _unfollowed(person: StaffNo, day: date, behind: list[Entry], customers: int, days: int) -> Flag:
    return Flag(
        flag_key(FlagKind.NO_BUSINESS, person, day),
        FlagKind.NO_BUSINESS,
        person,
        behind[-1].at,
        Said(
            N_(
                "on {day} data of {count} customers was shown for business, and the books have"
                " none with them in the {days} days after"
            ),
            {"day": day.isoformat(), "count": customers, "days": days},
        ),
        tuple(entry.id for entry in behind),
        frozenset({person}),
    )
