"""Badge numbers outside the register: digests that compare, seals that open in one place only."""

import pytest

from devices.events import Credential, CredentialKind
from kiosk.attendance.concealment import Concealment, SealBrokenError

CARD = Credential(CredentialKind.EM4100, "62E3086CED")
CODE = Credential(CredentialKind.CODE, "一码:通")
CONCEALMENT = Concealment(bytes(32))


def test_digest_is_the_same_for_the_same_card_only() -> None:
    assert CONCEALMENT.digest(CARD) == CONCEALMENT.digest(CARD)
    others = [
        Credential(CredentialKind.EM4100, "62E3086CEE"),
        Credential(CredentialKind.CARD_UID, "62E3086CED"),
    ]
    assert CONCEALMENT.digest(CARD) not in map(CONCEALMENT.digest, others)


def test_digest_depends_on_the_key() -> None:
    assert Concealment(bytes(31) + b"1").digest(CARD) != CONCEALMENT.digest(CARD)


@pytest.mark.parametrize("credential", [CARD, CODE])
def test_seal_opens_where_it_was_made(credential: Credential) -> None:
    assert CONCEALMENT.unseal(CONCEALMENT.seal(credential, "id-1"), "id-1") == credential


def test_seal_hides_the_number_and_differs_each_time() -> None:
    first, second = CONCEALMENT.seal(CARD, "id-1"), CONCEALMENT.seal(CARD, "id-1")
    assert first != second
    assert CARD.number not in first


@pytest.mark.parametrize(
    "text, place",
    [
        (CONCEALMENT.seal(CARD, "id-1"), "id-2"),
        (Concealment(b"another secret of thirty-two oct").seal(CARD, "id-1"), "id-1"),
        ("AAAA", "id-1"),
        ("", "id-1"),
        ("not base64", "id-1"),
    ],
    ids=["moved", "of another key", "too short", "empty", "not base64"],
)
def test_seal_moved_altered_or_of_another_key_is_refused(text: str, place: str) -> None:
    with pytest.raises(SealBrokenError):
        CONCEALMENT.unseal(text, place)
