"""What invented people handed in about their days: leave for most absences, and every visit."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.requests.intake import ADMINISTRATOR, Intake
from kiosk.attendance.requests.records import Asked, Leave, Visit
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import Session, Slot, Timetable
from kiosk.example.customers import GROUPS_OF
from kiosk.example.days import SEED, InventedDay
from kiosk.example.staff import MANAGER
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.roles import SUPERVISORS

UNVISITED: Final = "后藏印刷厂"
"""The customer whom nobody visits."""
CUSTOMERS: Final = ("雪域建材", "年楚水电", "后藏旅行社", "珠峰宾馆", "桑珠牧业", "帕里贸易")
"""Invented, like everybody here: who has no customers of his own visits those who may be some."""
_LEAVES: Final = (
    (LeaveKind.PERSONAL, "家中有事", 35),
    (LeaveKind.SICK, "感冒就诊", 30),
    (LeaveKind.ANNUAL, "年休假", 25),
    (LeaveKind.BUSINESS_TRIP, "赴拉萨参加培训", 10),
)
"""Kinds, reasons, and how often one is drawn among a hundred."""
_A_NIGHT: Final = timedelta(hours=15)
"""From asking to the decision."""
_WITHOUT_LEAVE: Final = 0.12
"""The share of absences that nobody asked for."""


def hand_in(office: Office, person: StaffNo, days: Mapping[date, InventedDay]) -> None:
    """Put a person's papers into the records; a manager's were decided above the room."""
    by = ADMINISTRATOR if office.people.get(person).role in SUPERVISORS else MANAGER.no
    for day, invented in days.items():
        for paper in _papers(person, day, invented, office.punches.rules.timetable):
            intake = Intake(office, by, "", paper.asked.asked_at + _A_NIGHT)
            intake.take(paper)


def _papers(
    person: StaffNo, day: date, invented: InventedDay, timetable: Timetable
) -> Iterator[Leave | Visit]:
    """What was approved for a day."""
    chance = random.Random(f"{SEED} {person} {day} papers")
    if invented.away and chance.random() >= _WITHOUT_LEAVE:
        yield _leave(person, day, invented, timetable, chance)
    if invented.visiting:
        yield _visit(person, day, invented, timetable, chance)


def _approved(person: StaffNo, day: date, timetable: Timetable, reason: str = "") -> Asked:
    """Asked for the evening before, and approved."""
    evening = datetime.combine(day - timedelta(days=1), time(18), tzinfo=timetable.zone)
    return Asked(person, RequestState.APPROVED, evening.astimezone(UTC), person, reason)


def _leave(
    person: StaffNo, day: date, invented: InventedDay, timetable: Timetable, chance: random.Random
) -> Leave:
    kinds = [(kind, reason) for kind, reason, _ in _LEAVES]
    kind, reason = chance.choices(kinds, [weight for _, _, weight in _LEAVES])[0]
    start, _ = timetable.session(day, invented.away[0])
    _, end = timetable.session(day, invented.away[-1])
    if len(invented.away) == len(Session):
        start = datetime.combine(day, time(), tzinfo=timetable.zone)
        end = start + timedelta(days=1)
    asked = _approved(person, day, timetable, reason)
    return Leave(asked, kind, start.astimezone(UTC), end.astimezone(UTC))


def _visit(
    person: StaffNo, day: date, invented: InventedDay, timetable: Timetable, chance: random.Random
) -> Visit:
    """From the end of the morning into the afternoon; where a half day is leave, at the other."""
    start, end = timetable.planned(day, Slot.AM_OUT), timetable.planned(day, Slot.PM_IN)
    if Session.AM in invented.away:
        start = end
    if Session.PM in invented.away:
        end = timetable.planned(day, Slot.AM_OUT)
    start -= timedelta(minutes=chance.randrange(15, 90, 5))
    end += timedelta(minutes=chance.randrange(15, 60, 5))
    asked = _approved(person, day, timetable)
    own = [each for each in GROUPS_OF.get(person, CUSTOMERS) if each != UNVISITED]
    customer = chance.choice(own)
    return Visit(asked, start.astimezone(UTC), end.astimezone(UTC), customer)
