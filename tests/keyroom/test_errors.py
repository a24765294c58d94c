"""Errors that people see: filled in after translation, whole for the log."""

from keyroom.errors import KeyroomError

GERMAN = {"{place}: no room": "{place}: kein Platz", "make room": "Platz schaffen"}


def test_the_line_is_the_fault_and_the_remedy() -> None:
    error = KeyroomError("{place}: no room", "make room", place="/data")
    assert str(error) == "/data: no room — make room"


def test_a_fault_without_a_remedy_stands_alone() -> None:
    assert str(KeyroomError("{place}: no room", place="/data")) == "/data: no room"


def test_translation_comes_before_the_details() -> None:
    error = KeyroomError("{place}: no room", "make room", place="/data")
    assert error.shown(GERMAN.__getitem__) == "/data: kein Platz — Platz schaffen"


def test_details_may_have_any_name() -> None:
    assert str(KeyroomError("{message}, {hint}", message="a", hint="b")) == "a, b"


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert str(KeyroomError("{place}: no room", place="{x}")) == "{x}: no room"
