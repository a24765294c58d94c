"""Who may ask about himself: the last accepted tap's person, for a minute."""

import pytest

from kiosk.attendance.visitor import PRESENT_S, Visitor
from kiosk.errors import NotEntitledError
from kiosk.person import StaffNo

CLERK, OTHER = StaffNo("A07"), StaffNo("A08")
CAME = 1000.0


@pytest.fixture
def visitor() -> Visitor:
    visitor = Visitor()
    visitor.came(CLERK, CAME)
    return visitor


@pytest.mark.parametrize("after, there", [(0, True), (PRESENT_S, True), (PRESENT_S + 0.1, False)])
def test_who_has_tapped_may_ask_for_a_minute(visitor: Visitor, after: float, there: bool) -> None:
    assert visitor.is_here(CLERK, CAME + after) is there


def test_nobody_else_may(visitor: Visitor) -> None:
    with pytest.raises(NotEntitledError):
        visitor.require(OTHER, CAME)


def test_nobody_may_before_anybody_came_or_after_somebody_unknown_did(visitor: Visitor) -> None:
    with pytest.raises(NotEntitledError):
        Visitor().require(CLERK, 0.0)
    visitor.went()
    with pytest.raises(NotEntitledError):
        visitor.require(CLERK, CAME)


def test_the_next_tap_takes_the_place(visitor: Visitor) -> None:
    visitor.came(OTHER, CAME + 1)
    visitor.require(OTHER, CAME + 1)
    with pytest.raises(NotEntitledError):
        visitor.require(CLERK, CAME + 1)


def test_who_goes_on_asking_stays(visitor: Visitor) -> None:
    visitor.require(CLERK, CAME + 50)
    visitor.require(CLERK, CAME + 100)
    assert visitor.is_here(CLERK, CAME + 160)
    assert not visitor.is_here(CLERK, CAME + 161)


def test_looking_is_not_asking(visitor: Visitor) -> None:
    assert visitor.is_here(CLERK, CAME + 50)
    assert not visitor.is_here(CLERK, CAME + 70)
