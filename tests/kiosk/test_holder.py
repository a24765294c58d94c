"""Why a badge opens or not: the pure rule, as a table."""

from datetime import UTC, date, datetime, timedelta

import pytest

from devices.events import Credential, CredentialKind
from kiosk.badge import Badge, BadgeState
from kiosk.holder import badge_in_force, why_not
from kiosk.person import Person, staff_no
from kiosk.refusal import Refusal
from kiosk.roles import Role

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
UNTIL = datetime(2026, 6, 1, tzinfo=UTC)
BEFORE, WITHIN, AFTER = SINCE - timedelta(days=1), SINCE + timedelta(days=1), UNTIL
TAG = Credential(CredentialKind.EM4100, "62E3086CED")


def badge(
    state: BadgeState, until: datetime | None = UNTIL, since: datetime = SINCE, no: str = "A07"
) -> Badge:
    return Badge(f"{no}-{since}", staff_no(no), TAG, since, until, state)


def person(joined: str = "2024-01-01", left: str | None = None) -> Person:
    return Person(
        staff_no("A07"),
        "达娃卓玛",
        Role.ACCOUNT_MANAGER,
        "",
        date.fromisoformat(joined),
        None if left is None else date.fromisoformat(left),
    )


ACTIVE, LOST, REVOKED, REPLACED = (
    BadgeState.ACTIVE,
    BadgeState.LOST,
    BadgeState.REVOKED,
    BadgeState.REPLACED,
)


@pytest.mark.parametrize(
    ("worn", "holder", "at", "refusal"),
    [
        pytest.param(badge(ACTIVE, None), person(), AFTER, None, id="active"),
        pytest.param(badge(ACTIVE), person(), WITHIN, None, id="active for a time"),
        pytest.param(badge(ACTIVE), person(), AFTER, Refusal.EXPIRED, id="its time is over"),
        pytest.param(badge(ACTIVE), person(), BEFORE, Refusal.NOT_YET, id="its time is to come"),
        pytest.param(badge(LOST), person(), AFTER, Refusal.LOST, id="lost"),
        pytest.param(badge(LOST), person(), WITHIN, None, id="before it was lost"),
        pytest.param(badge(REVOKED), person(), AFTER, Refusal.REVOKED, id="revoked"),
        pytest.param(badge(REPLACED), person(), AFTER, Refusal.REPLACED, id="replaced"),
        pytest.param(
            badge(ACTIVE, None), person(left="2026-05-31"), AFTER, Refusal.LEFT, id="holder left"
        ),
        pytest.param(
            badge(ACTIVE, None), person(left="2026-06-01"), AFTER, None, id="holder's last day"
        ),
        pytest.param(
            badge(LOST), person(left="2026-05-31"), AFTER, Refusal.LOST, id="lost, and left"
        ),
        pytest.param(
            badge(ACTIVE, None),
            person(joined="2026-06-02"),
            AFTER,
            Refusal.NOT_YET,
            id="holder has not begun",
        ),
    ],
)
def test_badge_opens_only_in_its_time_and_its_holders(
    worn: Badge, holder: Person, at: datetime, refusal: Refusal | None
) -> None:
    assert why_not(worn, holder, at, at.date()) is refusal


def test_credential_speaks_for_whoever_had_it_then() -> None:
    first = badge(REPLACED)
    second = badge(ACTIVE, None, since=UNTIL + timedelta(days=3), no="A08")
    history = [first, second]
    assert badge_in_force(history, WITHIN) is first
    assert badge_in_force(history, UNTIL + timedelta(days=1)) is first, "tells why it is refused"
    assert badge_in_force(history, UNTIL + timedelta(days=3)) is second
    assert badge_in_force(history, BEFORE) is first, "tells that it is too early"
    assert badge_in_force([], WITHIN) is None
