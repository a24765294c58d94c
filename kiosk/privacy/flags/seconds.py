"""A second person who authorises nearly all that somebody asks for (金库模式). Pure."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from keyroom.language import N_
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.flags.facts import Entry, Facts, ordered
from kiosk.privacy.flags.flag import Flag, FlagKind, Said, flag_key
from kiosk.settings.flags import FlagKnobs

if TYPE_CHECKING:
    from kiosk.person import StaffNo

_A_CHOICE = 2


def second_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """A flag about the second person, for each person authorised and month.

    Only where another could have authorised it too: nobody is asked about what he cannot choose.
    """
    groups: dict[tuple[StaffNo, str], dict[StaffNo, list[Entry]]] = defaultdict(dict)
    for entry in facts.entries:
        if (
            entry.person is not None
            and entry.second is not None
            and entry.kind is AccessKind.CUSTOMER
            and not entry.refused
        ):
            by_second = groups[entry.person, f"{entry.day:%Y-%m}"]
            by_second.setdefault(entry.second, []).append(entry)
    for (first, month), by_second in groups.items():
        if len(facts.seconds - {first}) < _A_CHOICE:
            continue
        total = sum(map(len, by_second.values()))
        for second, entries in by_second.items():
            if len(entries) < knobs.second_least:
                continue
            if 100 * len(entries) < knobs.second_percent * total:
                continue
            behind = ordered(entries)
            yield Flag(
                flag_key(FlagKind.SAME_SECOND, second, first, month),
                FlagKind.SAME_SECOND,
                second,
                behind[-1].at,
                Said(
                    N_(
                        "in {month} {count} of the {total} times that {first} opened others'"
                        " customers were authorised by the same person"
                    ),
                    {"month": month, "count": len(entries), "total": total, "first": first},
                ),
                tuple(entry.id for entry in behind),
                frozenset({first, second}),
            )
