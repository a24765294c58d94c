"""A room with people, for tests that need no badges: a copy of the new office, opened."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.roles import Role

JOINED = date(2026, 1, 5)


@contextmanager
def room(
    home: Home,
    new_home: Home,
    terminal: str,
    roles: Mapping[str, Role],
    left: Mapping[str, date] | None = None,
) -> Iterator[Office]:
    """An office at `home` with these people by staff number, some of whom have left."""
    shutil.copytree(new_home.path, home.path)
    with Office.open(home, terminal) as office:
        with office.store.transaction():
            for no, role in roles.items():
                last_day = (left or {}).get(no)
                person = Person(staff_no(no), no, role, "一组", JOINED, last_day)
                office.people.add(person, actor="-")
        yield office
