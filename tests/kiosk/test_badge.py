"""Badges as people write them, and as the records keep them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.events import Credential, CredentialKind
from kiosk.badge import Badge, BadgeState, parse_credential
from kiosk.errors import BadCredentialError
from kiosk.person import StaffNo

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("62E3086CED", CredentialKind.EM4100, "62E3086CED"),
        (" 62e3086ced ", CredentialKind.EM4100, "62E3086CED"),
        ("em4100:62e3086ced", CredentialKind.EM4100, "62E3086CED"),
        ("90-324", CredentialKind.WIEGAND26, "90-324"),
        ("wiegand34:90-324", CredentialKind.WIEGAND34, "90-324"),
        ("wiegand26:090-00324", CredentialKind.WIEGAND26, "90-324"),
        ("0-0", CredentialKind.WIEGAND26, "0-0"),
        ("300-12345", CredentialKind.WIEGAND34, "300-12345"),
        ("04A1B2C3", CredentialKind.CARD_UID, "04A1B2C3"),
        ("04a1b2c3d4e504", CredentialKind.CARD_UID, "04A1B2C3D4E504"),
        ("uid:0102030405", CredentialKind.CARD_UID, "0102030405"),
        ("code:Visitor-7", CredentialKind.CODE, "Visitor-7"),
        ("code:a:bc", CredentialKind.CODE, "a:bc"),
    ],
)
def test_written_badge_is_its_canonical_credential(
    text: str, kind: CredentialKind, number: str
) -> None:
    assert parse_credential(text) == Credential(kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "62E3086CE",
        "62E3086CEX",
        "6901028075763",
        "uid:04A",
        "uid:",
        "code:",
        "nfc:1234",
        "-",
        "wiegand26:300-1",
    ],
)
def test_what_is_no_badge_number_is_refused(text: str) -> None:
    with pytest.raises(BadCredentialError):
        parse_credential(text)


@pytest.mark.parametrize(
    "credential",
    [
        Credential(CredentialKind.EM4100, "0102030405"),
        Credential(CredentialKind.WIEGAND26, "90-324"),
        Credential(CredentialKind.WIEGAND34, "65535-65535"),
        Credential(CredentialKind.CARD_UID, "0102030405"),
        Credential(CredentialKind.CODE, "code:xyz"),
    ],
    ids=str,
)
def test_credential_reads_back_as_it_is_written(credential: Credential) -> None:
    assert parse_credential(str(credential)) == credential


@given(
    until=st.none() | st.just(UNTIL),
    state=st.sampled_from(BadgeState),
    kind=st.sampled_from(CredentialKind),
    signed=st.booleans(),
)
def test_record_of_a_badge_reads_back(
    until: datetime | None, state: BadgeState, kind: CredentialKind, signed: bool
) -> None:
    badge = Badge(
        "id", StaffNo("A07"), Credential(kind, "1"), SINCE, until, state, by="M01", signed=signed
    )
    assert Badge.from_document("id", badge.to_document()) == badge


@pytest.mark.parametrize(
    ("at", "covered"),
    [
        pytest.param(datetime(2025, 12, 31, tzinfo=UTC), False, id="before"),
        pytest.param(SINCE, True, id="its first moment"),
        pytest.param(UNTIL, False, id="its end"),
    ],
)
def test_badge_covers_from_since_up_to_until(at: datetime, covered: bool) -> None:
    badge = Badge("id", StaffNo("A07"), Credential(CredentialKind.EM4100, "1"), SINCE, UNTIL)
    assert badge.covers(at) is covered
