"""SB-3: starts and stops of a terminal, and the clock that the last run saw."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.boots import Boots, Start
from kiosk.clock import Reading
from kiosk.office import Office
from kiosk.schema import BOOTS
from store.errors import AppendOnly

MORNING = Reading(datetime(2026, 11, 23, 1, 0, tzinfo=UTC), "first", 60.5, synchronised=None)
EVENING = Reading(datetime(2026, 11, 23, 10, 30, tzinfo=UTC), "first", 34_260.5, synchronised=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def boots(office: Office) -> Boots:
    return Boots(office.store, "entrance")


def test_very_first_start_follows_nothing(boots: Boots) -> None:
    assert boots.start(MORNING) == Start(unclean=False, last=None)


def test_start_after_an_orderly_stop_is_clean(boots: Boots) -> None:
    boots.start(MORNING)
    boots.stop(EVENING)
    assert boots.start(EVENING) == Start(unclean=False, last=EVENING)


def test_start_without_a_stop_before_it_is_unclean(boots: Boots) -> None:
    boots.start(MORNING)
    assert boots.start(EVENING) == Start(unclean=True, last=MORNING)


def test_last_record_is_the_newest_made_even_if_its_clock_was_set_back(boots: Boots) -> None:
    boots.start(EVENING)
    boots.jumped(MORNING, MORNING.utc - EVENING.utc)
    assert boots.start(EVENING) == Start(unclean=True, last=MORNING)


def test_terminals_do_not_see_each_others_stops(office: Office, boots: Boots) -> None:
    boots.start(MORNING)
    Boots(office.store, "desk").stop(EVENING)
    assert boots.start(EVENING).unclean


def test_jump_is_recorded_with_its_size(office: Office, boots: Boots) -> None:
    boots.jumped(EVENING, -HOUR)
    (record,) = office.store.table(BOOTS).all()
    assert (record["event"], record["jump_s"], record["boot_id"]) == ("jump", -3600.0, "first")


def test_records_are_never_rewritten(office: Office, boots: Boots) -> None:
    boots.start(MORNING)
    with pytest.raises(AppendOnly):
        office.store.table(BOOTS).update({"event": "stop"})
