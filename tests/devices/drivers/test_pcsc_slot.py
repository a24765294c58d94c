"""What a reader's state tells, also about what happened while nobody looked."""

import pytest

from devices.drivers.pcsc_api import State
from devices.drivers.pcsc_slot import Change, Slot, change

NOTHING = Change(removed=False, inserted=False)
REMOVED = Change(removed=True, inserted=False)
INSERTED = Change(removed=False, inserted=True)
SWAPPED = Change(removed=True, inserted=True)


def slot(counter: int, state: State) -> Slot:
    return Slot(counter << 16 | state)


@pytest.mark.parametrize(
    "case, before, now, expected",
    [
        ("empty at start", Slot(), slot(0, State.EMPTY), NOTHING),
        ("card at start", Slot(), slot(1, State.PRESENT), INSERTED),
        ("inserted", slot(0, State.EMPTY), slot(1, State.PRESENT), INSERTED),
        ("removed", slot(1, State.PRESENT), slot(2, State.EMPTY), REMOVED),
        ("swapped between looks", slot(1, State.PRESENT), slot(3, State.PRESENT), SWAPPED),
        ("came and went between looks", slot(0, State.EMPTY), slot(2, State.EMPTY), NOTHING),
        ("in use", slot(1, State.PRESENT), slot(1, State.PRESENT | State.INUSE), NOTHING),
        ("counter overflows", slot(0xFFFF, State.PRESENT), slot(1, State.PRESENT), SWAPPED),
        ("mute card", slot(0, State.EMPTY), slot(1, State.PRESENT | State.MUTE), INSERTED),
        ("reader gone", slot(1, State.PRESENT), slot(1, State.UNAVAILABLE), REMOVED),
    ],
)
def test_change_between_two_looks(case: str, before: Slot, now: Slot, expected: Change) -> None:
    assert change(before, now) == expected
