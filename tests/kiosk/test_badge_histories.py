"""Whatever is done to badges, in whatever order: a credential has at most one holder at a time."""

import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from devices.events import CardPresented, Credential, CredentialKind
from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.badge import Badge, BadgeState
from kiosk.badges import Badges
from kiosk.errors import OfficeError
from kiosk.holder import badge_in_force
from kiosk.people import People
from kiosk.person import Person, staff_no
from kiosk.roles import Role
from kiosk.schema import OFFICE_SCHEMA
from kiosk.tokens import TokenSigner
from store import Store

START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
SUPERVISOR = Credential(CredentialKind.EM4100, "FFFFFFFFFF")
FOREVER = datetime.max.replace(tzinfo=UTC)
PEOPLE = ("A01", "A02")
tags = st.integers(1, 2).map(lambda n: Credential(CredentialKind.EM4100, f"{n:010X}"))
people = st.sampled_from(PEOPLE)
spans = st.none() | st.integers(1, 72).map(lambda hours: timedelta(hours=hours))


class BadgeHistories(RuleBasedStateMachine):
    """Two people, two tags, one supervisor, and a clock that is sometimes set back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "keyroom.db", OFFICE_SCHEMA)
        self.staff = People(self.store, OFFICE_ZONE)
        self.badges = Badges(self.store, OFFICE_ZONE, TokenSigner(bytes(32)))
        self.now = START
        self.seen: dict[str, Badge] = {}
        for no in (*PEOPLE, "M01"):
            role = Role.ROOM_MANAGER if no == "M01" else Role.ACCOUNT_MANAGER
            person = Person(staff_no(no), no, role, "", date(2025, 1, 1))
            self.staff.add(person, actor="-")
        self.badges.give("M01", SUPERVISOR, START - timedelta(days=99), by="-")

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def tap(self, credential: Credential) -> CardPresented:
        return CardPresented("door", self.now, credential)

    @rule(hours=st.integers(-3, 48))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(no=people, tag=tags, lasts=spans)
    def enrol(self, no: str, tag: Credential, lasts: timedelta | None) -> None:
        until = None if lasts is None else self.now + lasts
        free = not any(badge.lasts_beyond(self.now) for badge in self.histories().get(tag, []))
        try:
            self.badges.enrol(no, self.tap(tag), self.tap(SUPERVISOR), until)
        except OfficeError:
            assert not free
        else:
            assert free

    @rule(no=people, tag=tags)
    def replace(self, no: str, tag: Credential) -> None:
        worn = [badge for badge in self.badges.of(no) if badge.covers(self.now)]
        try:
            new = self.badges.replace(no, self.tap(tag), self.tap(SUPERVISOR))
        except OfficeError:
            return
        assert [badge.id for badge in self.badges.of(no) if badge.covers(self.now)] == [new.id]
        assert len(worn) == 1

    @rule(data=st.data(), state=st.sampled_from((BadgeState.LOST, BadgeState.REVOKED)))
    def end(self, data: st.DataObject, state: BadgeState) -> None:
        badge = data.draw(st.sampled_from(self.badges.all()))
        if badge.person == "M01":
            return
        try:
            ended = self.badges.end(badge.id, state, self.now, by="M01")
        except OfficeError:
            assert badge.state is not BadgeState.ACTIVE or not badge.lasts_beyond(self.now)
        else:
            assert not ended.lasts_beyond(self.now)

    @rule(no=people, days=st.integers(-2, 5))
    def leave(self, no: str, days: int) -> None:
        last_day = self.now.astimezone(OFFICE_ZONE).date() + timedelta(days=days)
        self.staff.leave(no, last_day, actor="M01")

    @invariant()
    def at_most_one_holder_at_a_time(self) -> None:
        for history in self.histories().values():
            worn = sorted(
                (badge.since, badge.until or FOREVER)
                for badge in history
                if badge.lasts_beyond(badge.since)
            )
            assert all(end <= start for (_, end), (start, _) in pairwise(worn))

    @invariant()
    def holder_is_whoever_the_history_says(self) -> None:
        for credential, history in self.histories().items():
            holder = self.badges.holder_of(credential, self.now)
            assert holder.badge == badge_in_force(history, self.now)
            if holder.accepted:
                assert holder.badge is not None
                assert holder.badge.covers(self.now)

    @invariant()
    def history_stays(self) -> None:
        now = {badge.id: badge for badge in self.badges.all()}
        for badge_id, badge in self.seen.items():
            later = now[badge_id]
            assert (later.person, later.credential, later.since) == (
                badge.person,
                badge.credential,
                badge.since,
            )
            if badge.state is not BadgeState.ACTIVE:
                assert later == badge
        self.seen = now

    def histories(self) -> dict[Credential, list[Badge]]:
        found: dict[Credential, list[Badge]] = {}
        for badge in self.badges.all():
            found.setdefault(badge.credential, []).append(badge)
        return found


BadgeHistories.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
TestBadgeHistories = BadgeHistories.TestCase
