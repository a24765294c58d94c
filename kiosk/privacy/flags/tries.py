"""Tries: many searches in a row, and much that was refused. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from keyroom.language import N_
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.flags.facts import Entry, Facts, ordered
from kiosk.privacy.flags.flag import Flag, FlagKind, Said, flag_key
from kiosk.settings.flags import FlagKnobs

if TYPE_CHECKING:
    from kiosk.person import StaffNo

_BY_PERSON = N_("on {day}, {first}–{last}, {count} tries were refused")
_AT_TERMINAL = N_(
    "on {day}, {first}–{last}, {count} tries of unknown badges were refused at {terminal}"
)


def search_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Who searched many times within a few minutes."""
    window = timedelta(minutes=knobs.search_minutes)
    for (person, day), entries in facts.by_person.items():
        searches = [
            entry for entry in entries if entry.kind is AccessKind.SEARCH and not entry.refused
        ]
        most, behind = _crowded(searches, window, knobs.searches)
        if behind:
            yield Flag(
                flag_key(FlagKind.SERIAL_SEARCH, person, day),
                FlagKind.SERIAL_SEARCH,
                person,
                behind[-1].at,
                Said(
                    N_(
                        "on {day} {count} searches were made within {minutes} minutes, from {first}"
                    ),
                    {
                        "day": day.isoformat(),
                        "count": most,
                        "minutes": knobs.search_minutes,
                        "first": f"{behind[0].at:%H:%M}",
                    },
                ),
                tuple(entry.id for entry in behind),
                frozenset({person}),
            )


def _crowded(searches: Sequence[Entry], window: timedelta, enough: int) -> tuple[int, list[Entry]]:
    """The most that lie in one window, and all that lie in any window with enough of them."""
    most, start = 0, 0
    crowded: set[int] = set()
    for end, last in enumerate(searches):
        while last.at - searches[start].at > window:
            start += 1
        count = end - start + 1
        if count >= enough:
            most = max(most, count)
            crowded.update(range(start, end + 1))
    return most, [searches[nth] for nth in sorted(crowded)]


def refused_flags(facts: Facts, knobs: FlagKnobs) -> Iterator[Flag]:
    """Who was refused often in a day; of badges that nobody wears, at which terminal."""
    groups: dict[tuple[StaffNo | None, str, date], list[Entry]] = defaultdict(list)
    for entry in facts.entries:
        if entry.refused:
            terminal = entry.terminal if entry.person is None else ""
            groups[entry.person, terminal, entry.day].append(entry)
    for (person, terminal, day), entries in groups.items():
        if len(entries) < knobs.refused:
            continue
        behind = ordered(entries)
        values: dict[str, str | int] = {
            "day": day.isoformat(),
            "first": f"{behind[0].at:%H:%M}",
            "last": f"{behind[-1].at:%H:%M}",
            "count": len(behind),
        }
        yield Flag(
            flag_key(FlagKind.REFUSED, person or f"@{terminal}", day),
            FlagKind.REFUSED,
            person,
            behind[-1].at,
            Said(_AT_TERMINAL, values | {"terminal": terminal})
            if person is None
            else Said(_BY_PERSON, values),
            tuple(entry.id for entry in behind),
            frozenset() if person is None else frozenset({person}),
        )
