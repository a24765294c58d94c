"""Badges in a real office: enrolling, replacing, ending, and whom a credential stands for."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from devices.events import Assurance, CardPresented, Credential, CredentialKind
from kiosk.badge import Badge, BadgeState
from kiosk.badges import SUPERVISOR_WINDOW, Badges
from kiosk.errors import (
    AmbiguousBadgeError,
    BadCredentialError,
    BadDatesError,
    BadgeEndedError,
    BadgeInUseError,
    ClockBehindError,
    NoSuchBadgeError,
    NoSuchPersonError,
    NotEntitledError,
    OfficeError,
)
from kiosk.office import Office
from kiosk.person import Person
from kiosk.refusal import Refusal
from kiosk.schema import BADGES
from store.entry import parse
from store.ledger import Ledger

Present = Callable[..., CardPresented]
Tags = Callable[[int], Credential]
StaffByName = Mapping[str, Person]

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SUPERVISORS_TAG = 1


@pytest.fixture
def badges(office: Office, staff: StaffByName, tags: Tags) -> Badges:
    """The badges of the office: the manager wears tag 1 for a year already, the others none."""
    office.badges.give("M01", tags(SUPERVISORS_TAG), NOON - timedelta(days=365), by="-")
    return office.badges


@pytest.fixture
def enrol(badges: Badges, tags: Tags, present: Present) -> Callable[..., Badge]:
    """`enrol(no, tag, at)`: the manager's tap at `at`, the new badge 5 s later."""

    def enrolled(no: str, number: int, at: datetime = NOON, until: datetime | None = None) -> Badge:
        supervisor = present(tags(SUPERVISORS_TAG), at)
        return badges.enrol(no, present(tags(number), at + 5 * SECOND), supervisor, until)

    return enrolled


def actors_and_actions(office: Office, badge_id: str) -> list[tuple[str, str]]:
    """Who did what to a badge, by the ledger."""
    with office.store.connection() as connection:
        leaves = connection.execute(
            Ledger.table.select().where(
                Ledger.table.c.tbl == BADGES, Ledger.table.c.doc == badge_id
            )
        )
        entries = [parse(row.leaf) for row in leaves]
    return [(entry.actor, entry.action) for entry in entries]


def test_supervisors_tap_and_then_the_new_badges_enrols_it(
    office: Office, badges: Badges, enrol: Callable[..., Badge], tags: Tags
) -> None:
    badge = enrol("A07", 7)
    holder = badges.holder_of(tags(7), NOON + HOUR)
    assert holder.accepted
    assert holder.person == office.people.get("A07")
    assert holder.badge == badge == badges.get(badge.id)
    assert (badge.state, badge.since, badge.by) == (BadgeState.ACTIVE, NOON + 5 * SECOND, "M01")
    assert actors_and_actions(office, badge.id) == [("M01", "badge.enrol")]


def test_unknown_badge_is_nobodys(badges: Badges, tags: Tags) -> None:
    holder = badges.holder_of(tags(99), NOON)
    assert (holder.person, holder.badge, holder.refusal) == (None, None, None)


@pytest.mark.parametrize(
    ("wearer", "apart"),
    [
        pytest.param("A08", 5 * SECOND, id="an account manager's badge"),
        pytest.param("M01", SUPERVISOR_WINDOW + SECOND, id="a tap that is too old"),
        pytest.param("M01", -SECOND, id="a tap that comes after the new badge"),
    ],
)
def test_no_badge_is_enrolled_without_a_supervisor_at_hand(
    office: Office, badges: Badges, tags: Tags, present: Present, wearer: str, apart: timedelta
) -> None:
    badges.give("A08", tags(8), NOON - HOUR, by="-")
    supervisor = present(tags(SUPERVISORS_TAG if wearer == "M01" else 8), NOON)
    with pytest.raises(NotEntitledError):
        badges.enrol("A07", present(tags(7), NOON + apart), supervisor)
    assert badges.of("A07") == []


def test_acting_manager_enrols_too(badges: Badges, tags: Tags, present: Present) -> None:
    badges.give("M02", tags(2), NOON - HOUR, by="-")
    badge = badges.enrol("A07", present(tags(7), NOON + SECOND), present(tags(2), NOON))
    assert badge.by == "M02"


def test_supervisor_who_has_left_enrols_no_more(
    office: Office, badges: Badges, enrol: Callable[..., Badge]
) -> None:
    office.people.leave("M01", date(2026, 11, 20), actor="M02")
    with pytest.raises(NotEntitledError):
        enrol("A07", 7)


def test_supervisors_own_badge_is_not_the_new_one(
    badges: Badges, tags: Tags, present: Present
) -> None:
    tap = present(tags(SUPERVISORS_TAG), NOON)
    with pytest.raises(NotEntitledError):
        badges.enrol("A07", tap, tap)


def test_enrolling_asks_for_the_configured_assurance(
    office: Office, badges: Badges, tags: Tags, present: Present
) -> None:
    premises = office.premises
    strict = Badges(office.store, premises.config.zone, premises.tokens, Assurance.MUTUAL_AUTH)
    new = present(tags(7), NOON + SECOND)
    with pytest.raises(NotEntitledError):
        strict.enrol("A07", new, present(tags(SUPERVISORS_TAG), NOON))
    genuine = present(tags(SUPERVISORS_TAG), NOON, Assurance.MUTUAL_AUTH)
    assert strict.enrol("A07", new, genuine).person == "A07"


@pytest.mark.parametrize("no", ["A07", "A08"])
def test_badge_that_is_worn_is_not_enrolled_again(
    badges: Badges, enrol: Callable[..., Badge], no: str
) -> None:
    enrol("A07", 7)
    with pytest.raises(BadgeInUseError, match="0000000007 is already worn by A07"):
        enrol(no, 7, NOON + HOUR)
    assert len(badges.all()) == 2


def test_badge_for_nobody_is_refused(enrol: Callable[..., Badge]) -> None:
    with pytest.raises(NoSuchPersonError):
        enrol("A99", 7)


def test_replacing_kills_the_old_badge_in_the_same_transaction(
    office: Office, badges: Badges, enrol: Callable[..., Badge], tags: Tags, present: Present
) -> None:
    old = enrol("A07", 7)
    later = NOON + HOUR
    new = badges.replace("A07", present(tags(8), later), present(tags(SUPERVISORS_TAG), later))
    assert badges.holder_of(tags(8), later).accepted
    assert badges.holder_of(tags(7), later).refusal is Refusal.REPLACED
    assert badges.holder_of(tags(7), later - SECOND).accepted, "a spooled tap of before counts"
    assert badges.get(old.id).state is BadgeState.REPLACED
    assert actors_and_actions(office, old.id)[-1] == ("M01", "badge.replaced")
    assert actors_and_actions(office, new.id) == [("M01", "badge.enrol")]


def test_replacing_with_a_badge_in_use_leaves_the_old_one_alive(
    badges: Badges, enrol: Callable[..., Badge], tags: Tags, present: Present
) -> None:
    enrol("A07", 7)
    enrol("A08", 8)
    later = NOON + HOUR
    with pytest.raises(BadgeInUseError):
        badges.replace("A07", present(tags(8), later), present(tags(SUPERVISORS_TAG), later))
    assert badges.holder_of(tags(7), later).accepted


def test_replacing_one_of_several_badges_needs_its_id(
    badges: Badges, enrol: Callable[..., Badge], tags: Tags, present: Present
) -> None:
    first, second = enrol("A07", 7), enrol("A07", 8)
    later = NOON + HOUR
    new, supervisor = present(tags(9), later), present(tags(SUPERVISORS_TAG), later)
    with pytest.raises(AmbiguousBadgeError):
        badges.replace("A07", new, supervisor)
    badges.replace("A07", new, supervisor, old=first.id)
    assert badges.get(second.id).state is BadgeState.ACTIVE
    assert badges.get(first.id).state is BadgeState.REPLACED


def test_replacing_where_there_is_none_is_refused(
    badges: Badges, tags: Tags, present: Present
) -> None:
    with pytest.raises(NoSuchBadgeError):
        badges.replace("A07", present(tags(9), NOON), present(tags(SUPERVISORS_TAG), NOON))


@pytest.mark.parametrize(
    ("state", "refusal"),
    [(BadgeState.LOST, Refusal.LOST), (BadgeState.REVOKED, Refusal.REVOKED)],
)
def test_ended_badge_opens_no_more_and_can_be_given_to_another(
    badges: Badges,
    enrol: Callable[..., Badge],
    tags: Tags,
    state: BadgeState,
    refusal: Refusal,
) -> None:
    badge = enrol("A07", 7)
    ended = badges.end(badge.id, state, NOON + HOUR, by="M01")
    assert badges.get(badge.id) == ended
    assert badges.holder_of(tags(7), NOON + HOUR).refusal is refusal
    with pytest.raises(BadgeEndedError):
        badges.end(badge.id, state, NOON + 2 * HOUR, by="M01")
    enrol("A08", 7, NOON + 2 * HOUR)
    holder = badges.holder_of(tags(7), NOON + 3 * HOUR)
    assert holder.person is not None
    assert holder.person.no == "A08"
    assert len(badges.of("A07")) == 1, "history stays"


def test_badge_for_a_time_ends_by_itself(
    badges: Badges, enrol: Callable[..., Badge], tags: Tags
) -> None:
    enrol("A07", 7, until=NOON + HOUR)
    assert badges.holder_of(tags(7), NOON + HOUR - SECOND).accepted
    assert badges.holder_of(tags(7), NOON + HOUR).refusal is Refusal.EXPIRED
    enrol("A08", 7, NOON + HOUR)


def test_badge_that_begins_later_and_is_revoked_before_is_free_at_once(
    badges: Badges, enrol: Callable[..., Badge], tags: Tags
) -> None:
    planned = badges.give("A08", tags(7), NOON + timedelta(days=9), by="M01")
    assert badges.holder_of(tags(7), NOON).refusal is Refusal.NOT_YET
    badges.end(planned.id, BadgeState.REVOKED, NOON, by="M01")
    enrol("A07", 7)
    assert badges.holder_of(tags(7), NOON + timedelta(days=30)).accepted


def test_clock_behind_a_badges_end_is_told_instead_of_two_holders_at_once(
    badges: Badges, enrol: Callable[..., Badge]
) -> None:
    badge = enrol("A07", 7)
    badges.end(badge.id, BadgeState.REVOKED, NOON + 2 * HOUR, by="M01")
    with pytest.raises(ClockBehindError):
        enrol("A08", 7, NOON + HOUR)


def test_badge_ending_before_it_begins_is_refused(enrol: Callable[..., Badge]) -> None:
    with pytest.raises(BadDatesError):
        enrol("A07", 7, until=NOON)


def test_qr_badge_opens_by_its_signed_text_only(office: Office, badges: Badges) -> None:
    badge, text = badges.issue_code("A07", NOON, NOON + 12 * HOUR, by="M01")
    scanned = Credential(CredentialKind.CODE, text)
    holder = badges.holder_of(scanned, NOON + HOUR)
    assert holder.accepted
    assert holder.badge == badge
    assert holder.assurance is Assurance.SIGNED_CODE
    spelled = badges.holder_of(badge.credential, NOON + HOUR)
    assert (spelled.person, spelled.refusal) == (None, None), "a barcode of the id is unknown"
    assert text not in str(office.store.table(BADGES).all())


@pytest.mark.parametrize(
    ("at", "refusal"),
    [(NOON - SECOND, Refusal.NOT_YET), (NOON + 12 * HOUR, Refusal.EXPIRED)],
)
def test_qr_badge_is_refused_outside_its_time(
    badges: Badges, at: datetime, refusal: Refusal
) -> None:
    _badge, text = badges.issue_code("A07", NOON, NOON + 12 * HOUR, by="M01")
    assert badges.holder_of(Credential(CredentialKind.CODE, text), at).refusal is refusal


def test_revoked_qr_badge_is_refused_though_its_signature_is_good(badges: Badges) -> None:
    badge, text = badges.issue_code("A07", NOON, NOON + 12 * HOUR, by="M01")
    badges.end(badge.id, BadgeState.REVOKED, NOON + HOUR, by="M01")
    scanned = Credential(CredentialKind.CODE, text)
    assert badges.holder_of(scanned, NOON + HOUR).refusal is Refusal.REVOKED


def test_qr_badge_is_not_enrolled_nor_replaced_as_a_badge(
    badges: Badges, enrol: Callable[..., Badge], tags: Tags, present: Present
) -> None:
    _badge, text = badges.issue_code("A07", NOON, NOON + 12 * HOUR, by="M01")
    with pytest.raises(BadCredentialError):
        badges.give("A08", Credential(CredentialKind.CODE, text), NOON, by="M01")
    enrol("A07", 7)
    later = NOON + HOUR
    badges.replace("A07", present(tags(8), later), present(tags(SUPERVISORS_TAG), later))
    assert badges.holder_of(Credential(CredentialKind.CODE, text), later).accepted


def test_card_with_another_number_at_each_tap_is_no_badge(badges: Badges) -> None:
    random = Credential(CredentialKind.CARD_UID, "08A1B2C3")
    with pytest.raises(BadCredentialError, match="another number at each tap"):
        badges.give("A07", random, NOON, by="M01")
    assert badges.of("A07") == []


def test_plain_barcode_is_a_badge_like_any_other(badges: Badges) -> None:
    code = Credential(CredentialKind.CODE, "VISITOR-7")
    badges.give("A07", code, NOON, by="M01")
    holder = badges.holder_of(code, NOON)
    assert holder.accepted
    assert holder.assurance is Assurance.UID_ONLY


def test_badge_of_nobody_in_the_register_is_unknown(
    office: Office, badges: Badges, tags: Tags
) -> None:
    badge = Badge("", "GONE", tags(7), NOON)  # type: ignore[arg-type]
    office.store.table(BADGES).insert(badge.to_document())
    holder = badges.holder_of(tags(7), NOON)
    assert (holder.person, holder.refusal) == (None, None)


def test_worn_finds_the_badge_behind_a_number(
    badges: Badges, enrol: Callable[..., Badge], tags: Tags
) -> None:
    badge = enrol("A07", 7)
    assert badges.worn(tags(7), NOON + HOUR) == badge
    with pytest.raises(NoSuchBadgeError):
        badges.worn(tags(8), NOON + HOUR)


@pytest.mark.parametrize("failing", ["get", "of"])
def test_unknown_names_are_told(badges: Badges, failing: str) -> None:
    with pytest.raises(OfficeError, match="keyroom"):
        getattr(badges, failing)("nothing")
