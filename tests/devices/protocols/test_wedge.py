"""Keyboard wedge: a person's keys reach the field, a badge's never do."""

import pytest

from devices.protocols.wedge import (
    Burst,
    Held,
    Overlong,
    Released,
    Seconds,
    Size,
    Verdict,
    WedgeDetector,
)


def typed(*keys_and_gaps: tuple[str, float]) -> list[Verdict]:
    """The verdicts on keys, each pressed `gap` seconds after the one before."""
    detector, at, verdicts = WedgeDetector(), 5.0, []
    for key, gap in keys_and_gaps:
        at += gap
        verdicts.append(detector.feed(key, at))
    return verdicts


def burst(text: str, gap: float, end: str = "enter") -> list[tuple[str, float]]:
    return [(key, gap) for key in (*text, end)]


@pytest.mark.parametrize("end", ["enter", "tab"])
@pytest.mark.parametrize("gap", [0.0, 0.002, 0.03, 0.1])
def test_wedge_burst_is_a_badge_and_no_key_of_it_is_released(gap: float, end: str) -> None:
    assert typed(*burst("0000472288", gap, end)) == [Held()] * 10 + [Burst("0000472288")]


def test_wedge_shortest_burst_has_four_characters() -> None:
    assert typed(*burst("1234", 0.01))[-1] == Burst("1234")
    assert typed(*burst("123", 0.01))[-1] == Released(("1", "2", "3", "enter"))


@pytest.mark.parametrize("gap", [0.101, 0.15, 1.0])
def test_wedge_person_typing_gets_every_key_and_is_never_a_badge(gap: float) -> None:
    verdicts = typed(*burst("secret42", gap))
    released = [key for each in verdicts if isinstance(each, Released) for key in each.keys]
    assert released == [*"secret42", "enter"]
    assert not any(isinstance(each, Burst) for each in verdicts)


def test_wedge_one_long_gap_makes_it_a_person() -> None:
    keys = [("1", 0.01), ("2", 0.01), ("3", 0.2), ("4", 0.01), ("5", 0.01), ("enter", 0.01)]
    assert typed(*keys) == [
        Held(),
        Held(),
        Released(("1", "2")),
        Held(),
        Held(),
        Released(("3", "4", "5", "enter")),
    ]


def test_wedge_enter_after_a_long_gap_is_a_person() -> None:
    keys = [(key, 0.01) for key in "123456"]
    assert typed(*keys, ("enter", 0.2))[-1] == Released((*"123456", "enter"))


@pytest.mark.parametrize("key", ["left", "backspace", "ctrl+q", "f2", "escape"])
def test_wedge_other_keys_go_on_at_once_behind_what_was_held(key: str) -> None:
    assert typed((key, 0.01)) == [Released((key,))]
    assert typed(("1", 0.01), ("2", 0.01), (key, 0.01))[-1] == Released(("1", "2", key))


def test_wedge_two_badges_back_to_back_stay_two() -> None:
    found = [each for each in typed(*burst("62E3086CED", 0.01) * 2) if isinstance(each, Burst)]
    assert found == [Burst("62E3086CED"), Burst("62E3086CED")]


def test_wedge_badge_while_a_person_types_stays_out_of_the_field() -> None:
    verdicts = typed(("w", 0.3), ("a", 0.3), ("6", 0.3), *burst("2E3086CED", 0.01), ("n", 0.3))
    released = [key for each in verdicts if isinstance(each, Released) for key in each.keys]
    assert released == ["w", "a"]
    assert Burst("62E3086CED") in verdicts


def test_wedge_deadline_releases_without_a_further_key() -> None:
    detector = WedgeDetector()
    assert detector.deadline is None
    detector.feed("x", 1.0)
    assert detector.deadline == 1.0 + Seconds.GAP
    assert detector.expire(1.05) is None
    assert detector.expire(1.11) == Released(("x",))
    assert detector.deadline is None
    assert detector.expire(2.0) is None


def test_wedge_endless_burst_is_neither_badge_nor_text_and_ends_with_its_end_key() -> None:
    flood = [("9", 0.01)] * (Size.LONGEST + 100)
    verdicts = typed(*flood, ("enter", 0.01), *burst("1234", 0.01))
    assert set(map(type, verdicts)) == {Held, Overlong, Burst}
    assert verdicts[Size.LONGEST : Size.LONGEST + 101] == [Overlong()] * 101
    assert verdicts[-1] == Burst("1234")


def test_wedge_endless_burst_ends_with_a_gap() -> None:
    flood = [("9", 0.01)] * (Size.LONGEST + 1)
    assert typed(*flood, *[("a", 0.5), ("b", 0.5)])[-2:] == [Held(), Released(("a",))]
