"""One card held to a reader is one presentation."""

from devices.events import Credential, CredentialKind
from devices.presentations import Presentations

A = Credential(CredentialKind.EM4100, "62E3086CED")
B = Credential(CredentialKind.EM4100, "01000734E0")


def new_among(*sights: tuple[Credential, float]) -> list[bool]:
    presentations = Presentations()
    return [presentations.see(credential, at) for credential, at in sights]


def test_repeats_within_two_seconds_of_the_last_sight_are_the_same() -> None:
    assert new_among((A, 10.0), (A, 11.9), (A, 13.8), (A, 15.8)) == [True, False, False, False]


def test_later_it_is_a_new_presentation() -> None:
    assert new_among((A, 10.0), (A, 12.1)) == [True, True]


def test_another_card_in_between_changes_nothing() -> None:
    assert new_among((A, 10.0), (B, 10.5), (A, 11.0), (B, 11.5)) == [True, True, False, False]


def test_the_first_sight_is_new_whatever_the_clock_says() -> None:
    assert new_among((A, 0.0)) == [True]


def test_forgetting_begins_anew() -> None:
    presentations = Presentations()
    presentations.see(A, 1.0)
    presentations.forget()
    assert presentations.see(A, 1.1)
