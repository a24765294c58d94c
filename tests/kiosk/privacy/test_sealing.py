"""Sealed fields open at their own place with their own key, and nowhere else."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.aead import new_key
from kiosk.privacy.sealing import Place, SealError, seal, unseal

PLACE = Place("C0001", "contact", "phone")
KEY = new_key()


@given(st.text(max_size=200))
def test_what_was_sealed_opens_at_its_place(plain: str) -> None:
    assert unseal(seal(plain, KEY, PLACE), KEY, PLACE) == plain


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, customer="C0002"),
        replace(PLACE, record="member"),
        replace(PLACE, field="name"),
        replace(PLACE, version=2),
        Place("C000", "1contact", "phone"),
    ],
)
def test_a_field_that_was_copied_elsewhere_does_not_open(elsewhere: Place) -> None:
    sealed = seal("13812341234", KEY, PLACE)
    with pytest.raises(SealError):
        unseal(sealed, KEY, elsewhere)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealError):
        unseal(seal("13812341234", KEY, PLACE), new_key(), PLACE)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_altered_byte_is_noticed(place: int, flip: int) -> None:
    sealed = bytearray(base64.b64decode(seal("13812341234", KEY, PLACE)))
    sealed[place % len(sealed)] ^= flip
    with pytest.raises(SealError):
        unseal(base64.b64encode(sealed).decode(), KEY, PLACE)


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "扎西"])
def test_what_is_no_sealed_field_is_refused(text: str) -> None:
    with pytest.raises(SealError):
        unseal(text, KEY, PLACE)


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert seal("13812341234", KEY, PLACE) != seal("13812341234", KEY, PLACE)
