"""When a person is due next, as the answer to a tap says it."""

from datetime import date, datetime

from kiosk.attendance.calendar import Calendar
from kiosk.attendance.timetable import Planned, Slot, Timetable


def next_due(
    at: datetime,
    filled: Slot | None,
    timetable: Timetable,
    calendar: Calendar,
    last_day: date | None = None,
) -> Planned | None:
    """The next planned punch after `at` of somebody whose latest slot filled that day is `filled`.

    When the day is over for him, that is the next working day's first; None when he will have left
    by then (`last_day` is the last day of his employment), or no day of a whole year is worked.
    """
    day = timetable.attendance_day(at)
    if calendar.day(day).working:
        order = list(Slot)
        past = -1 if filled is None else order.index(filled)
        for planned in timetable.plan(day):
            if planned.at > at and order.index(planned.slot) > past:
                return planned
    try:
        next_day = calendar.next_working_day(day)
    except ValueError:
        return None
    if last_day is not None and next_day > last_day:
        return None
    return next(timetable.plan(next_day))
