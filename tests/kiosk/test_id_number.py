"""GB 11643: published and invented numbers, every fault, and what the check digit sees."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.id_number import (
    IdNumber,
    IdNumberFault,
    check,
    check_digit,
    is_old_foreigner_number,
)

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "number, birth, male",
    [
        ("11010519491231002X", date(1949, 12, 31), False),
        ("440524188001010014", date(1880, 1, 1), True),
        ("932682198501010017", date(1985, 1, 1), True),
        ("911124198108030024", date(1981, 8, 3), False),
        ("810000199408230021", date(1994, 8, 23), False),
        ("830000199201300022", date(1992, 1, 30), False),
        ("540202199001010017", date(1990, 1, 1), True),
        ("542301198507150021", date(1985, 7, 15), False),
        ("540102198802290039", date(1988, 2, 29), True),
        ("54020219920615003x", date(1992, 6, 15), True),
        (" 34052419800101001X ", date(1980, 1, 1), True),
    ],
)
def test_a_valid_number_tells_birth_and_sex(number: str, birth: date, male: bool) -> None:
    found = check(number, TODAY)
    assert isinstance(found, IdNumber)
    assert (found.birth, found.is_male) == (birth, male)
    assert found.text == number.strip().upper()


@pytest.mark.parametrize(
    "number, fault",
    [
        ("110101199003071234", IdNumberFault.CHECK_DIGIT),
        ("110105491231002", IdNumberFault.FIRST_GENERATION),
        ("11010519491231002", IdNumberFault.FORM),
        ("1101051949123100２X", IdNumberFault.FORM),
        ("X1010519491231002X", IdNumberFault.FORM),
        ("", IdNumberFault.FORM),
        ("540202190002290017", IdNumberFault.BIRTH_DATE),
        ("540202199013010017", IdNumberFault.BIRTH_DATE),
        ("540202202611260017", IdNumberFault.BIRTH_DATE),
    ],
)
def test_a_wrong_number_says_what_is_wrong(number: str, fault: IdNumberFault) -> None:
    assert check(number, TODAY) is fault


def test_born_today_is_possible() -> None:
    first = "54020220261125001"
    assert isinstance(check(first + check_digit(first), TODAY), IdNumber)


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999_999),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_wrong_digit_never_passes(
    birth: date, area: int, sequence: int, place: int, shift: int
) -> None:
    first = f"{area:06}{birth:%Y%m%d}{sequence:03}"
    number = first + check_digit(first)
    assert isinstance(check(number, TODAY), IdNumber)
    wrong = f"{number[:place]}{(int(number[place]) + shift) % 10}{number[place + 1 :]}"
    assert not isinstance(check(wrong, TODAY), IdNumber)


def test_a_number_never_prints_in_full() -> None:
    number = check("540202199001010017", TODAY)
    assert str(number) == repr(number) == "IdNumber(540202…)"


@pytest.mark.parametrize(
    "number, is_one",
    [("PAK310080010103", True), ("pak310080010103", True), ("PAK31008001010", False), ("", False)],
)
def test_old_foreigners_numbers_have_a_form_of_their_own(number: str, is_one: bool) -> None:
    assert is_old_foreigner_number(number) is is_one
