"""Canonical forms: numbers printed on tags, scanned texts, numbers as people write them."""

import pytest

from devices.credentials import (
    Digits,
    TextRules,
    credential_from_text,
    credential_from_written,
    printed_8h5d,
    printed_decimal,
)
from devices.errors import CredentialError
from devices.events import Credential, CredentialKind

DECIMAL = TextRules(Digits.DECIMAL, "01")
FACILITY = TextRules(Digits.FACILITY, "0100")
HEX = TextRules(Digits.HEX)
PLAIN = TextRules()


@pytest.mark.parametrize(
    "number, decimal, facility",
    [
        ("01000734E0", "0000472288", "007,13536"),
        ("62E3086CED", "3808980205", "008,27885"),
        ("FFFFFFFFFF", "4294967295", "255,65535"),
    ],
)
def test_printed_forms_of_em4100(number: str, decimal: str, facility: str) -> None:
    assert printed_decimal(number) == decimal
    assert printed_8h5d(number) == facility
    with_first = TextRules(Digits.DECIMAL, number[:2])
    assert credential_from_text(decimal, with_first).number == number
    with_first_two = TextRules(Digits.FACILITY, number[:4])
    assert credential_from_text(facility, with_first_two).number == number


@pytest.mark.parametrize(
    "text, rules, expected",
    [
        ("62E3086CED", PLAIN, "em4100:62E3086CED"),
        ("62e3086ced", PLAIN, "em4100:62E3086CED"),
        (" 62E3086CED\r", PLAIN, "em4100:62E3086CED"),
        ("0000472288", PLAIN, "code:0000472288"),
        ("0000472288", HEX, "em4100:0000472288"),
        ("0000472288", DECIMAL, "em4100:01000734E0"),
        ("0000472288", FACILITY, "code:0000472288"),
        ("4294967296", DECIMAL, "code:4294967296"),
        ("007,13536", FACILITY, "em4100:01000734E0"),
        ("007,13536", PLAIN, "code:007,13536"),
        ("256,00001", FACILITY, "code:256,00001"),
        ("62E3086CE", PLAIN, "code:62E3086CE"),
        ("62E3086CED0", PLAIN, "code:62E3086CED0"),
        ("６２E3086CED", PLAIN, "code:６２E3086CED"),
        ("uid:04A1B2C3", PLAIN, "code:uid:04A1B2C3"),
        ("\x1b[31m07\u202e", PLAIN, "code:[31m07"),
    ],
)
def test_scanned_text_becomes_a_credential(text: str, rules: TextRules, expected: str) -> None:
    assert str(credential_from_text(text, rules)) == expected


@pytest.mark.parametrize("text", ["", "  ", "\x00\x1b\u200b"])
def test_text_of_nothing_is_refused(text: str) -> None:
    with pytest.raises(CredentialError, match="empty"):
        credential_from_text(text)


@pytest.mark.parametrize(
    "written, expected",
    [
        ("em4100:62e3086ced", Credential(CredentialKind.EM4100, "62E3086CED")),
        ("62E3086CED", Credential(CredentialKind.EM4100, "62E3086CED")),
        ("uid:04a1b2c3", Credential(CredentialKind.CARD_UID, "04A1B2C3")),
        ("uid:04A1B2C3D4E5F6", Credential(CredentialKind.CARD_UID, "04A1B2C3D4E5F6")),
        ("wiegand26:90-324", Credential(CredentialKind.WIEGAND26, "90-324")),
        ("wiegand34:300-12345", Credential(CredentialKind.WIEGAND34, "300-12345")),
        ("code:uid:1", Credential(CredentialKind.CODE, "uid:1")),
        ("http://a", Credential(CredentialKind.CODE, "http://a")),
    ],
)
def test_written_credential_is_read_back(written: str, expected: Credential) -> None:
    credential = credential_from_written(written)
    assert credential == expected
    assert credential_from_written(str(credential)) == expected


@pytest.mark.parametrize(
    "written",
    ["em4100:62E3086C", "em4100:62E3086CEG", "uid:04A1", "wiegand26:090-324", "code:", "uid:"],
)
def test_written_number_must_fit_its_kind(written: str) -> None:
    with pytest.raises(CredentialError, match="not a number of the kind"):
        credential_from_written(written)


@pytest.mark.parametrize(
    "digits, high",
    [("decimal", ""), ("decimal", "0100"), ("8h5d", "01"), ("code", "01"), ("decimal", "XY")],
)
def test_bytes_that_tags_do_not_print_must_fit_the_printed_form(digits: str, high: str) -> None:
    with pytest.raises(CredentialError, match="does not fit"):
        TextRules(Digits(digits), high)


@pytest.mark.parametrize(
    "number, random",
    [("08A1B2C3", True), ("04A1B2C3", False), ("08A1B2C3D4E5F6", False)],
)
def test_random_uid_is_recognised(number: str, random: bool) -> None:
    assert Credential(CredentialKind.CARD_UID, number).is_random is random


def test_random_uid_is_a_matter_of_cards_only() -> None:
    assert not Credential(CredentialKind.CODE, "08A1B2C3").is_random
