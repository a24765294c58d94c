"""The Chinese catalogue: complete, and a gap in it is found."""

from babel.messages.catalog import Catalog

from scripts.messages import extract, faults, read_catalogue


def test_every_string_has_a_chinese_translation() -> None:
    assert list(faults(extract(), read_catalogue())) == []


def catalogue_of(**strings: str) -> Catalog:
    catalogue = Catalog(locale="zh_CN", fuzzy=False)
    for message, translation in strings.items():
        catalogue.add(message, translation, locations=[("screens/x.py", 7)])
    return catalogue


def found(*messages: str) -> Catalog:
    catalogue = Catalog()
    for message in messages:
        catalogue.add(message, locations=[("screens/x.py", 7)])
    return catalogue


def test_a_string_without_chinese_is_named_with_its_place() -> None:
    assert list(faults(found("late"), catalogue_of())) == [
        "screens/x.py:7: no Chinese translation: 'late'"
    ]


def test_an_empty_translation_is_none() -> None:
    (fault,) = faults(found("late"), catalogue_of(late=""))
    assert "no Chinese translation" in fault


def test_a_translation_must_have_the_same_places() -> None:
    (fault,) = faults(found("{who} is late"), catalogue_of(**{"{who} is late": "{whom}迟到"}))
    assert "other {places}" in fault


def test_a_string_that_left_the_code_is_named() -> None:
    (fault,) = faults(found(), catalogue_of(late="迟到"))
    assert "not in the code any more" in fault
