"""The log over time: every column counts, by the ledger's numbers or by a sample."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.attendance.timetable import OFFICE_ZONE
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from kiosk.privacy.log import histogram as module
from kiosk.privacy.log.histogram import Histogram, histogram
from kiosk.privacy.log.log_filter import LogFilter

START = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
NOW = START + timedelta(days=20)
Seen = Callable[..., Histogram]


@pytest.fixture
def seen(office: Office) -> Seen:
    """Ten days with 1, 2, 3, … accesses of A07 by noon; a tenth of them refused a PIN."""
    accesses = Accesses(office.store)
    with office.store.transaction():
        for day in range(10):
            for number in range(day + 1):
                at = START + timedelta(days=day, minutes=number)
                kind = AccessKind.PIN if day == 9 else AccessKind.REVEAL
                accesses.add(Access(at, "desk1", kind, person=StaffNo("A07")))

    def look(most: int = 40, zone: ZoneInfo = OFFICE_ZONE, **conditions: object) -> Histogram:
        wanted = LogFilter(**conditions)  # type: ignore[arg-type]
        return histogram(office.store, office.log, wanted, most, zone, NOW)

    return look


def counts(histogram: Histogram) -> list[int]:
    return [column.count for column in histogram.columns if column.count]


@pytest.mark.parametrize("conditions", [{"person": "A07"}, {"terminal": "desk1"}], ids=str)
def test_a_column_a_day(seen: Seen, conditions: dict[str, str]) -> None:
    found = seen(**conditions)
    assert counts(found) == list(range(1, 11))
    assert found.is_exact
    assert all(column.until - column.since == timedelta(days=1) for column in found.columns)
    assert all(column.since.astimezone(OFFICE_ZONE).hour == 0 for column in found.columns)


def test_everything_is_counted_by_the_numbers_of_the_ledger(seen: Seen, office: Office) -> None:
    found = seen()
    assert counts(found)[:9] == list(range(1, 10))
    assert found.is_exact


def test_narrowed_to_a_day_it_shows_its_minutes(seen: Seen) -> None:
    since = START + timedelta(days=5)
    found = seen(since=since, until=since + timedelta(hours=1), person="A07")
    assert counts(found) == [5, 1]
    assert found.columns[0].until - found.columns[0].since == timedelta(minutes=5)


@pytest.mark.parametrize("most", [1, 2, 5, 40, 200])
def test_there_are_never_more_columns_than_asked_for(seen: Seen, most: int) -> None:
    found = seen(most, person="A07")
    assert len(found.columns) <= max(most, 3)
    assert found.count == 55


def test_conditions_that_no_index_serves_alone(seen: Seen) -> None:
    assert counts(seen(person="A07", kind="pin")) == [10]
    assert counts(seen(person="A99")) == []


def test_what_is_too_much_to_count_is_estimated(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SAMPLE", 5)
    monkeypatch.setattr(module, "COUNTED", 5)
    for conditions in ({"person": "A07"}, {"person": "A07", "result": "allowed"}):
        found = seen(**conditions)
        assert not found.is_exact
        assert counts(found)[:4] == [1, 2, 3, 4]
        assert all(count >= 5 for count in counts(found)[4:])


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Urumqi", "America/New_York", "UTC"])
def test_another_zone_of_the_office_moves_the_columns_and_loses_nothing(
    seen: Seen, zone: str
) -> None:
    found = seen(zone=ZoneInfo(zone), person="A07")
    assert found.count == 55
    assert all(column.since.astimezone(ZoneInfo(zone)).hour == 0 for column in found.columns)


def test_empty_log(office: Office) -> None:
    assert (
        histogram(
            office.store, office.log, LogFilter(since=NOW, until=NOW), 10, OFFICE_ZONE, NOW
        ).columns
        == ()
    )
