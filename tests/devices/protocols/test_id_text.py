"""The text block of resident ID cards: four layouts, and what is no card."""

from datetime import date

import pytest

from devices.id_document import IdDocument, IdKind, Sex
from devices.protocols.frame import FaultKind
from devices.protocols.id_text import Place, Unreadable, compose, parse, text_of

RESIDENT = IdDocument(
    kind=IdKind.RESIDENT,
    name="扎西顿珠",
    number="540202199001010017",
    sex=Sex.MALE,
    birth=date(1990, 1, 1),
    valid_from=date(2016, 5, 1),
    valid_to=date(2036, 5, 1),
    nation="04",
    address="西藏日喀则市桑珠孜区某街1号",
    issuer="桑珠孜区公安局",
)
CARDS = {
    "resident": RESIDENT,
    "resident for ever": IdDocument(
        kind=IdKind.RESIDENT,
        name="次仁",
        number="54020219400101001X",
        sex=Sex.FEMALE,
        birth=date(1940, 1, 1),
        valid_from=date(2010, 1, 1),
        valid_to=None,
        nation="04",
        address="某村",
        issuer="某局",
    ),
    "J": IdDocument(
        kind=IdKind.HONG_KONG_MACAO_TAIWAN,
        name="陈大文",
        number="810000199408230021",
        sex=Sex.FEMALE,
        birth=date(1994, 8, 23),
        valid_from=date(2019, 1, 1),
        valid_to=date(2024, 1, 1),
        address="某市某路",
        issuer="某公安局",
        permit_number="H12345678",
    ),
    "I": IdDocument(
        kind=IdKind.FOREIGNER_2017,
        name="约翰",
        number="PAK310080010103",
        sex=Sex.MALE,
        birth=date(1980, 1, 1),
        valid_from=date(2018, 1, 1),
        valid_to=date(2028, 1, 1),
        latin_name="SMITH, JOHN",
        nation="PAK",
        issuer="1500",
    ),
    "Y": IdDocument(
        kind=IdKind.FOREIGNER_2023,
        name="张三",
        number="932682198501010017",
        sex=Sex.MALE,
        birth=date(1985, 1, 1),
        valid_from=date(2024, 1, 1),
        valid_to=date(2034, 1, 1),
        latin_name="MUSTERMANN, ERIKA",
        nation="DEU",
    ),
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_each_layout_comes_back_as_it_was_written(card: IdDocument) -> None:
    text = compose(card)
    assert len(text) == Place.TEXT_SIZE
    assert parse(text) == card


def test_a_block_written_field_by_field_is_read_where_the_fields_stand() -> None:
    def put(value: str, size: int) -> bytes:
        return value.ljust(size // 2).encode("utf-16-le")

    text = b"".join(
        [
            put("扎西", 30),
            put("1", 2),
            put("04", 4),
            put("19900101", 16),
            put("地址", 70),
            put("540202199001010017", 36),
            put("某局", 30),
            put("20160501", 16),
            put("长期", 16),
            put("", 36),
        ]
    )
    card = parse(text)
    assert (card.name, card.number, card.valid_to) == ("扎西", "540202199001010017", None)
    assert (card.birth, card.issuer, card.address) == (date(1990, 1, 1), "某局", "地址")


def test_a_latin_name_stands_in_for_a_missing_one_and_may_run_over_both_places() -> None:
    long = "ABCDEFGHIJKLMNOPQRSTUVWXYZ ABCDEFGHIJKLMN"
    text = bytearray(compose(CARDS["Y"]))
    text[0:30] = " ".ljust(15).encode("utf-16-le")
    text[52:122] = long[:35].encode("utf-16-le")
    text[220:242] = long[35:].ljust(11).encode("utf-16-le")
    card = parse(bytes(text))
    assert card.name == card.latin_name == long


@pytest.mark.parametrize(
    "place, value",
    [
        pytest.param(0, " " * 15, id="no name"),
        pytest.param(36, "19901301", id="no such month"),
        pytest.param(30, "7", id="no such sex"),
        pytest.param(122, " " * 18, id="no number"),
        pytest.param(188, "２０１６０５０１", id="a day in full-width digits"),
    ],
)
def test_a_block_that_is_no_card_is_refused_whole(place: int, value: str) -> None:
    text = bytearray(compose(RESIDENT))
    written = value.encode("utf-16-le")
    text[place : place + len(written)] = written
    with pytest.raises(Unreadable) as refused:
        parse(bytes(text))
    assert refused.value.kind is FaultKind.MALFORMED


def test_half_a_character_is_refused() -> None:
    text = bytearray(compose(RESIDENT))
    text[0:2] = b"\x00\xd8"
    with pytest.raises(Unreadable):
        parse(bytes(text))


def test_the_text_is_taken_and_the_photo_dropped() -> None:
    text = compose(RESIDENT)
    assert text_of(b"\x01\x00\x04\x00" + text + bytes(1024)) == text
    for torn in (b"", b"\x01\x00\x04\x00" + text[:-1], b"\x00\x80\x04\x00" + text):
        with pytest.raises(Unreadable):
            text_of(torn)


def test_a_document_never_prints_a_field() -> None:
    assert repr(RESIDENT) == str(RESIDENT) == f"{RESIDENT}" == "<IdDocument resident>"
