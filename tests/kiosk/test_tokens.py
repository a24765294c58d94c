"""QR badges: what a token says comes back, and nothing else passes for one."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.person import StaffNo, staff_no
from kiosk.refusal import Refusal
from kiosk.tokens import PREFIX, Token, TokenFault, TokenSigner, looks_like_token

ISSUED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EXPIRES = ISSUED + timedelta(hours=12)
NOW = ISSUED + timedelta(hours=1)
SIGNER = TokenSigner(bytes(range(32)))
OTHER_OFFICE = TokenSigner(bytes(32))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:/ abcxyz中"

staff_numbers = st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,15}", fullmatch=True).map(staff_no)
moments = st.integers(0, 2**32 - 2).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def text_of(person: str = "A07") -> str:
    return SIGNER.issue(StaffNo(person), ISSUED, EXPIRES)[1]


@given(person=staff_numbers, issued=moments, expires=moments)
def test_token_comes_back_as_it_was_issued(
    person: StaffNo, issued: datetime, expires: datetime
) -> None:
    issued, expires = sorted((issued, expires))
    expires += timedelta(seconds=issued == expires)
    token, text = SIGNER.issue(person, issued, expires)
    assert SIGNER.read(text, issued) == token
    assert (token.person, token.issued, token.expires) == (person, issued, expires)


TEXT = text_of()
"""One text for all tries: hypothesis must find the same choices again."""


@given(data=st.data())
def test_any_changed_character_is_refused(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(TEXT) - 1))
    changed = data.draw(st.sampled_from(ALPHABET).filter(lambda char: char != TEXT[index]))
    forged = TEXT[:index] + changed + TEXT[index + 1 :]
    assert isinstance(SIGNER.read(forged, NOW), TokenFault)


@given(text=st.text(max_size=200) | st.from_regex("KR1[A-Z2-7]{0,200}", fullmatch=True))
def test_no_other_text_is_a_token(text: str) -> None:
    assert isinstance(SIGNER.read(text, NOW), TokenFault)


@pytest.mark.parametrize("length", [0, 1, 3, 50, 150])
def test_torn_scan_is_refused(length: int) -> None:
    assert isinstance(SIGNER.read(text_of()[:length], NOW), TokenFault)


def test_two_scans_in_one_are_refused() -> None:
    assert isinstance(SIGNER.read(text_of() + text_of(), NOW), TokenFault)


@pytest.mark.parametrize(
    ("at", "refusal"),
    [
        pytest.param(ISSUED - timedelta(seconds=1), Refusal.NOT_YET, id="before it was issued"),
        pytest.param(EXPIRES, Refusal.EXPIRED, id="at its end"),
        pytest.param(EXPIRES + timedelta(days=300), Refusal.EXPIRED, id="long after"),
    ],
)
def test_token_opens_from_issue_until_expiry(at: datetime, refusal: Refusal) -> None:
    found = SIGNER.read(text_of(), at)
    assert isinstance(found, TokenFault)
    assert found.value is refusal


def test_token_of_another_office_is_foreign() -> None:
    _token, text = OTHER_OFFICE.issue(StaffNo("A07"), ISSUED, EXPIRES)
    assert SIGNER.read(text, NOW) is TokenFault.FOREIGN


def test_token_that_claims_this_office_without_its_key_is_forged() -> None:
    ours = base64.b32decode(_padded(text_of()))
    theirs = base64.b32decode(_padded(OTHER_OFFICE.issue(StaffNo("A07"), ISSUED, EXPIRES)[1]))
    patched = theirs[:1] + ours[1:9] + theirs[9:]
    text = PREFIX + base64.b32encode(patched).decode().rstrip("=")
    assert SIGNER.read(text, NOW) is TokenFault.FORGED


def test_token_whose_end_was_moved_is_forged() -> None:
    raw = bytearray(base64.b32decode(_padded(text_of())))
    raw[13] += 1
    text = PREFIX + base64.b32encode(raw).decode().rstrip("=")
    assert SIGNER.read(text, NOW) is TokenFault.FORGED


@pytest.mark.parametrize("text", ["6901028075763", "https://example.org/KR1", "KR1", "KR1A", ""])
def test_ordinary_barcode_is_not_a_token(text: str) -> None:
    assert SIGNER.read(text, NOW) is TokenFault.NOT_A_TOKEN
    assert not looks_like_token(text)


def test_scanner_that_types_under_caps_lock_is_understood() -> None:
    assert isinstance(SIGNER.read(text_of().lower(), NOW), Token)


def test_text_survives_any_keyboard_layout() -> None:
    assert all(char.isascii() and (char.isupper() or char.isdigit()) for char in text_of())


def test_two_tokens_of_one_person_differ() -> None:
    assert text_of() != text_of()


def _padded(text: str) -> str:
    body = text.removeprefix(PREFIX)
    return body + "=" * (-len(body) % 8)
