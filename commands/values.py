"""Values as people write them on the command line, and what they mean."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kiosk.office import Office

NOBODY: Final = "-"
"""What the ledger names where no staff number is given."""
TODAY: Final = "today"
YESTERDAY: Final = "yesterday"


def today_in(office: "Office") -> date:
    """The date in the office's zone."""
    return office.premises.clock.read().utc.astimezone(office.premises.config.zone).date()


def day_named(text: str, today: date) -> date:
    """`2026-11-23`, `today` or `yesterday`. Raises BadCellError."""
    from kiosk.cells import parse_day

    if text in (TODAY, YESTERDAY):
        return today if text == TODAY else today - timedelta(days=1)
    return parse_day(text)


def days_named(first: str, last: str, today: date) -> tuple[date, date]:
    """The first and the last day that are meant; without a last one up to today, or the first.

    Raises BadCellError.
    """
    since = day_named(first, today)
    return since, day_named(last, today) if last else max(since, today)


def start_named(text: str, office: "Office") -> datetime:
    """The beginning of something, UTC: a moment, or the beginning of a day. Raises BadCellError."""
    from kiosk.cells import parse_moment

    zone = office.premises.config.zone
    if ":" in text:
        return parse_moment(text, zone)
    day = day_named(text, today_in(office))
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def end_named(text: str, office: "Office") -> datetime:
    """The end of something, UTC: a moment, or the end of a day that is named. Raises BadCellError.

    Moments are in the office's zone unless they have an offset of their own.
    """
    from kiosk.cells import parse_moment

    zone = office.premises.config.zone
    if ":" in text:
        return parse_moment(text, zone)
    day = day_named(text, today_in(office)) + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def actor_named(no: str, office: "Office") -> str:
    """The staff number that the ledger will name. Raises NoSuchPersonError for nobody's."""
    return no if no == NOBODY else office.people.get(no).no
