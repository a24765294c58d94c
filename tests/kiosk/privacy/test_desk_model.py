"""BM-1, BM-2, BM-7: whatever happens to a real desk, it shows no more than it may, nor unrecorded.

The pure state machine has its own model check (`test_desk.py`); this one drives the service over a
real store, and looks at the records through a second store, as another program would.
"""

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from devices.events import CardRemoved, ReaderDown
from kiosk.badge import BadgeState
from kiosk.clock import Reading
from kiosk.errors import OfficeError
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.person import StaffNo
from kiosk.privacy import pins as pins_module
from kiosk.privacy.access_words import Reason
from kiosk.privacy.accesses import Access, Accesses, AccessKind, AccessResult, Wanted
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.desk import Cause, Identifying, Open
from kiosk.privacy.desk_rights import OPENERS
from kiosk.privacy.desk_service import DeskService
from kiosk.privacy.vault import Vault
from kiosk.privacy.works.customers import CustomersPage, CustomerWork, Record, Told
from kiosk.roles import Role
from store import Store
from store.errors import DiskFull
from tests.kiosk.conftest import NOON
from tests.kiosk.privacy.at_desk import (
    PIN,
    ZHANG,
    AtDesk,
    ManualClock,
    badge,
    furnish_home,
)

IDLE_S, SESSION_S = 60.0, 8 * 3600.0
OPENS = ("M01", "A07")
"""Who has a PIN and customers of his own, or may see those of others."""
READERS = ("pad", "side")


class MovedClock(ManualClock):
    """Its wall clock can be set; the time since boot cannot."""

    wall_s = 0.0

    def read(self) -> Reading:
        read = super().read()
        return replace(read, utc=read.utc + timedelta(seconds=self.wall_s))


@dataclass
class World:
    """What is really so, known by other means than the desk's."""

    lying: set[tuple[str, str]] = field(default_factory=set)
    """Readers, and whose badges lie on them."""
    session: tuple[str, str] | None = None
    """Where whose badge lies, since his right PIN was typed; None once anything has ended that."""
    since: float = 0.0
    touched: float = 0.0
    is_full: bool = False
    """Nothing can be recorded."""


class DeskMachine(RuleBasedStateMachine):
    """People, badges, clocks and disks as they come."""

    people = st.sampled_from(["M01", "A07", "X01"])
    readers = st.sampled_from(READERS)
    customers = st.sampled_from(["G0001", "G0002"])

    def __init__(self, furnished: Home, home: Home) -> None:
        super().__init__()
        shutil.copytree(furnished.path, home.path)
        self.home = home
        self.world = World()
        self.clock, self.awake = MovedClock(), [100.0]
        self.desk = self.started()
        self.auditor = Store(home.database, self.desk.office.store.schema, create=False)
        self.old_tickets = [0]

    def started(self) -> AtDesk:
        premises: Any = replace(Premises.enter(self.home), clock=self.clock)
        office = premises.open("desk")
        self.full(office)
        service = DeskService(office, Vault.open(self.home, {}), lambda: self.awake[0])
        return AtDesk(service, office, self.clock, self.awake)

    def full(self, office: Office) -> None:
        """Let the disk have no room whenever the world says so."""
        store: Any = office.store
        transaction = store.transaction

        def may_fail(**named: Any) -> Any:
            if self.world.is_full:
                raise DiskFull("no room")
            return transaction(**named)

        store.transaction = may_fail

    def teardown(self) -> None:
        self.auditor.close()
        self.desk.office.close()
        shutil.rmtree(self.home.path)

    # What happens.

    @rule(person=people, reader=readers)
    def lay(self, person: str, reader: str) -> None:
        awaited = self.desk.page.told is Told.SECOND_ASKED
        is_second = awaited and person == "M01" and self.may_open(person)
        is_mine = self.world.session == (reader, person) and self.may_open(person)
        if self.world.session is not None and not is_mine:
            is_second = is_second and self.world.session[1] != person
            if not is_second:
                self.world.session = None
        self.world.lying.add((reader, person))
        self.desk.lay(person, reader)

    @rule(person=st.sampled_from(OPENS), reader=readers)
    def come_to_work(self, person: str, reader: str) -> None:
        """The whole way in at once: most histories should get there."""
        self.lay(person, reader)
        self.type_a_pin(right=True)

    @rule(customer=customers)
    def show_somebody(self, customer: str) -> None:
        """The whole way to a person in clear."""
        self.open_a_customer(customer)
        self.reveal(Reason.BUSINESS)

    @rule(reader=readers, knows=st.booleans(), data=st.data())
    def lift(self, reader: str, knows: bool, data: st.DataObject) -> None:
        there = [each for each in sorted(self.world.lying) if each[0] == reader]
        if not there:
            return
        gone = [data.draw(st.sampled_from(there))] if knows else there
        self.world.lying -= set(gone)
        self.look_who_lies_there()
        told = badge(gone[0][1]) if knows else None
        self.desk.service.lifted(CardRemoved(reader, NOON, told))

    @rule(reader=readers)
    def lose_the_reader(self, reader: str) -> None:
        self.world.lying = {each for each in self.world.lying if each[0] != reader}
        self.look_who_lies_there()
        self.desk.service.lost(ReaderDown(reader, NOON))

    @rule(right=st.booleans())
    def type_a_pin(self, right: bool) -> None:
        desk = self.desk.service.view.desk
        self.desk.service.pin(self.desk.ticket, PIN if right else "999999")
        if isinstance(desk, Identifying) and right and not self.world.is_full:
            self.world.session = (desk.held.reader, str(desk.held.person))
            self.world.since = self.world.touched = self.clock.now
            self.look_who_lies_there()

    @rule(data=st.data(), customer=customers)
    def a_late_answer_comes(self, data: st.DataObject, customer: str) -> None:
        old = data.draw(st.sampled_from(self.old_tickets))
        if old != self.desk.ticket:
            self.desk.service.pin(old, PIN)
            self.desk.open_customer(old, customer)

    @rule(text=st.sampled_from(["", "G0002", ZHANG.phone, "rm"]))
    def search(self, text: str) -> None:
        self.touch()
        self.desk.search(self.desk.ticket, text)

    @rule(customer=customers)
    def open_a_customer(self, customer: str) -> None:
        self.touch()
        self.desk.open_customer(self.desk.ticket, customer)

    @precondition(lambda self: self.desk.record is not None)
    @rule(reason=st.sampled_from([Reason.CALL, "audit", ""]))
    def reveal(self, reason: str) -> None:
        if self.desk.record is not None:
            self.touch()
            self.desk.reveal(self.desk.ticket, reason)

    @precondition(lambda self: self.desk.page.shown is not None)
    @rule()
    def hide(self) -> None:
        self.touch()
        self.desk.service.do(self.desk.ticket, CustomerWork, CustomerWork.hide)

    @rule()
    def finish(self) -> None:
        self.world.session = None
        self.desk.service.lock(self.desk.ticket, Cause.FINISHED)

    @rule(person=people, role=st.sampled_from([Role.ACCOUNT_MANAGER, Role.INFO_ADMIN]))
    def change_the_post(self, person: str, role: Role) -> None:
        known = self.desk.office.people.get(person)
        if self.world.is_full or person == "M01":
            return
        self.desk.office.people.change(replace(known, role=role), actor="M01")
        self.desk.service.tick()

    @rule(person=people, seconds=st.sampled_from([0.0, 20.0]))
    def end_a_badge(self, person: str, seconds: float) -> None:
        if self.world.is_full:
            return
        now = self.clock.read().utc
        for worn in self.desk.office.badges.of(person):
            try:
                self.desk.office.badges.end(
                    worn.id, BadgeState.REVOKED, now + timedelta(seconds=seconds), by="M01"
                )
            except OfficeError:
                continue  # it has ended already
        self.desk.service.tick()

    @rule(seconds=st.floats(0, 70))
    def wait(self, seconds: float) -> None:
        self.desk.wait(seconds)

    @rule(hours=st.floats(0.01, 9))
    def sleep(self, hours: float) -> None:
        self.clock.now += hours * 3600
        self.world.session = None
        self.desk.service.tick()

    @rule(hours=st.floats(-48, 48))
    def set_the_clock(self, hours: float) -> None:
        self.clock.wall_s += hours * 3600
        self.desk.service.tick()

    @rule(is_full=st.booleans())
    def fill_the_disk(self, is_full: bool) -> None:
        self.world.is_full = is_full

    @rule()
    def open_another_desk(self) -> None:
        if self.world.session is not None and not self.world.is_full:
            there = Access(NOON, "desk2", AccessKind.SESSION, person=StaffNo(self.world.session[1]))
            Accesses(self.desk.office.store).add(there)
            self.world.session = None
            self.desk.service.tick()

    @precondition(lambda self: not self.world.is_full)
    @rule()
    def kill_and_start_again(self) -> None:
        self.world.session = None
        self.desk.office.close()
        self.desk = self.started()
        self.old_tickets = [0]

    # What must be so.

    @invariant()
    def nothing_is_shown_but_to_whom_it_may_be(self) -> None:
        self.old_tickets.append(self.desk.ticket)
        page = self.desk.service.view.page
        if page is None:
            return
        desk = self.desk.service.view.desk
        assert isinstance(desk, Open)
        assert self.world.session == (desk.held.reader, desk.held.person)
        assert self.world.session in self.world.lying
        assert self.may_open(desk.held.person)
        assert self.clock.now - self.world.touched < IDLE_S
        assert self.clock.now - self.world.since < SESSION_S

    @invariant()
    def nothing_is_shown_that_was_not_recorded_before(self) -> None:
        page, record = self.desk.page, self.desk.record
        if self.desk.service.view.page is None:
            return
        assert isinstance(page, CustomersPage)
        (session,) = self.still_going_on(AccessKind.SESSION)
        assert self.world.session is not None
        assert session.person == self.world.session[1]
        if page.searched:
            assert self.recorded(AccessKind.SEARCH)
        if record is not None:
            self.is_recorded(record, session)
        if page.shown is not None:
            (reveal,) = self.still_going_on(AccessKind.REVEAL)
            assert record is not None
            assert (reveal.customer, reveal.person) == (record.customer.no, session.person)
            assert reveal.reason
            clear = page.shown.personal
            for each in PersonalField:
                shown = getattr(clear, each.value)
                assert (shown == getattr(ZHANG, each.value)) is (each in reveal.fields)

    def is_recorded(self, record: Record, session: Access) -> None:
        (opened,) = self.still_going_on(AccessKind.CUSTOMER)
        assert (opened.customer, opened.person) == (record.customer.no, session.person)
        assert [each.personal for each in record.contacts] == [ZHANG.masked()]
        if record.customer.owner != session.person:
            assert opened.second_person == record.second == "M01"
            assert session.person != "M01"

    def may_open(self, person: str) -> bool:
        now = self.clock.read().utc
        worn = [each for each in self.desk.office.badges.of(person) if each.covers(now)]
        return bool(worn) and self.desk.office.people.get(person).role in OPENERS

    def touch(self) -> None:
        if isinstance(self.desk.service.view.desk, Open):
            self.world.touched = self.clock.now

    def look_who_lies_there(self) -> None:
        if self.world.session not in self.world.lying:
            self.world.session = None

    def recorded(self, kind: AccessKind) -> list[Access]:
        found = Accesses(self.auditor).find(Wanted(kind=kind))
        return [
            access
            for _, access in found
            if access.terminal == "desk" and access.result is AccessResult.ALLOWED
        ]

    def still_going_on(self, kind: AccessKind) -> list[Access]:
        return [access for access in self.recorded(kind) if access.cause is None]


@contextmanager
def quick_pins() -> Iterator[None]:
    """A tenth of a second a try is meant for guessers, not for tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins_module, "HASHER", PasswordHasher(1, 1024, 1))
        yield


def test_bm1_bm2_bm7_no_history_shows_more_than_it_may_nor_unrecorded(tmp_path: Path) -> None:
    numbers = itertools.count()
    with quick_pins():
        furnished = furnish_home(Home(tmp_path / "furnished"))

        class Furnished(DeskMachine):
            """Each history in an office of its own."""

            def __init__(self) -> None:
                super().__init__(furnished, Home(tmp_path / f"home-{next(numbers)}"))

        run_state_machine_as_test(
            Furnished, settings=settings(max_examples=20, stateful_step_count=30, deadline=None)
        )
