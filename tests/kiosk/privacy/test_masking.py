"""Masking (regulation §7.2): the examples, and that nothing unusual shows more than the usual."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.privacy import masking


@pytest.mark.parametrize(
    "name, masked, strictly",
    [
        ("张三", "张*", "张*"),
        ("扎西", "扎*", "扎*"),
        ("张小三", "张*三", "张**"),
        ("扎西顿珠", "扎**珠", "扎***"),
        ("欧阳小明", "欧**明", "欧***"),
        ("达", "*", "*"),
        ("", "", ""),
    ],
)
def test_names(name: str, masked: str, strictly: str) -> None:
    assert masking.mask_name(name) == masked
    assert masking.mask_name_strictly(name) == strictly


@pytest.mark.parametrize(
    "number, masked, strictly",
    [
        ("540202199001010017", "540202********0017", "**************0017"),
        ("11010519491231002X", "110105********002X", "**************002X"),
        ("PAK310080010103", "PAK310*****0103", "***********0103"),
        ("12345678901", "1**********", "***********"),
        ("1", "*", "*"),
        ("", "", ""),
    ],
)
def test_id_numbers(number: str, masked: str, strictly: str) -> None:
    assert masking.mask_id_number(number) == masked
    assert masking.mask_id_number_strictly(number) == strictly


@pytest.mark.parametrize(
    "number, masked",
    [
        ("13812341234", "138****1234"),
        ("+8613812341234", "138****1234"),
        ("0892-8821234", "0892-882****"),
        ("08928821234", "0892-882****"),
        ("010-88212345", "010-882****"),
        ("0892-8821234-12", "0892-882****"),
        ("12345", "1****"),
        ("", ""),
    ],
)
def test_phones(number: str, masked: str) -> None:
    assert masking.mask_phone(number) == masked


@given(st.text(max_size=40))
def test_no_text_is_shown_but_for_a_part(text: str) -> None:
    for mask, most in (
        (masking.mask_name, 2),
        (masking.mask_name_strictly, 1),
        (masking.mask_id_number, 10),
        (masking.mask_phone, 7),
    ):
        masked = mask(text)
        shown = sum(each != masking.STAR for each in masked.replace("-", ""))
        assert shown <= most
        assert text == "" or masking.STAR in masked
