"""The invented morning meetings: prepared, held and written down as in any office, day by day."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from kiosk.books.book_state import BookState
from kiosk.books.items import ItemStep
from kiosk.clock import UNKNOWN_BOOT, Reading
from kiosk.example.days import SEED
from kiosk.example.stretch import ExampleDays
from kiosk.meetings.agenda import NOTHING, MeetingKind, block_ids
from kiosk.meetings.course import signed
from kiosk.meetings.hosts import choose_host
from kiosk.meetings.meeting_case import MeetingCase
from kiosk.meetings.record import MeetingRecords
from kiosk.meetings.running import Instant
from kiosk.meetings.steps import Meeting, StepKind
from kiosk.office import Office
from kiosk.person import StaffNo

_UNPREPARED: Final = 0.05
_PREPARED_LATE: Final = 0.08
_NO_MINUTES: Final = 0.12
_OVERRUNS: Final = 0.1
"""Shares: of meetings, and of people."""
_SLOW: Final = 1.5
_BLOCKS: Final = block_ids(MeetingKind.MORNING)
_TEXTS: Final = (
    ("微笑服务,起立迎接", "先听完再答", "接电话三声之内", "工作台保持清洁"),
    ("达娃卓玛获客户表扬信", NOTHING, "周敏本周走访最多", NOTHING),
    ("集团彩铃资费按新口径答复", "续约优惠以公告为准", "实名登记须原件", NOTHING),
    ("走访学校和医院", "收取到期协议", "月底冲刺产品推广", "整理客户名单"),
    (NOTHING, "深呼吸,微笑上岗", NOTHING, "有困难先说出来"),
)
"""What is said in each block, by turns."""
_NOTES: Final = ("今日重点:续签", "统一口径已记", "下午走访两家", "按计划执行")
_ACTIONS: Final = ("回访上周未签客户", "核对协议台账", "更新客户联系方式")
_SECOND: Final = timedelta(seconds=1)
_ACTION_EVERY: Final = 8
"""Working days from one action item to the next."""


def hold_meetings(office: Office, days: ExampleDays) -> None:
    """Hold the meetings of the invented months; prepare today's. Joins the open transaction."""
    calendar = office.calendar.current()
    working = [day for day in days.days if calendar.day(day).working]
    holder = _Holder(office)
    for index, day in enumerate(working):
        # The room has no meeting before somebody can look back at a day.
        if index:
            holder.hold(day, has_action=index % _ACTION_EVERY == 0)
    if calendar.day(days.today).working:
        holder.prepare_today(days)


class _Holder:
    """Holds the meetings of one office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._records = MeetingRecords(office.store)

    def hold(self, day: date, *, has_action: bool) -> None:
        """One meeting, from its preparation to everybody's minutes."""
        chance = random.Random(f"{SEED} {day} meeting")
        case = self._case(day)
        planned = case.planned.times.planned.astimezone(UTC)
        # Who has not come by a minute after the planned start has lost his turn for the day.
        there = case.turnout.on_duty(case.people, planned + 60 * _SECOND)
        choice = choose_host(case.everybody, there, case.former())
        if case.choice.host is None or choice.host is None:
            return
        meeting = self._records.add(Meeting(day, MeetingKind.MORNING, planned, choice.host)).id
        self._prepare(meeting, case, case.choice.host, chance)
        host, at = choice.host, planned + chance.uniform(60, 90) * _SECOND
        said = {"reason": choice.reason.value, "said": ""}
        self._records.note(meeting, StepKind.STARTED, Instant(at), host, said)
        pace = _SLOW if chance.random() < _OVERRUNS else 1
        for block in _BLOCKS:
            at += pace * chance.triangular(60, 220, 130) * _SECOND
            kind = StepKind.ENDED if block == _BLOCKS[-1] else StepKind.BLOCK
            self._records.note(meeting, kind, Instant(at), host)
        books = {
            no: (_then(each.visit_log), _then(each.plan_book)) for no, each in case.books.items()
        }
        self._records.note(
            meeting, StepKind.CHECKED, Instant(at - 30 * _SECOND), host, signed(books)
        )
        came = sorted(case.turnout.on_duty(case.people, at))
        self._write_minutes(meeting, came, at, chance)
        if has_action:
            self._decide_action(day, host, chance.choice(came), at, chance)

    def prepare_today(self, days: ExampleDays) -> None:
        """Today's host was prepared the evening before."""
        case = self._case(days.today)
        host, times = case.choice.host, case.planned.times
        if host is not None and times.prepared_by is not None:
            planned = times.planned.astimezone(UTC)
            meeting = self._records.add(Meeting(days.today, MeetingKind.MORNING, planned, host)).id
            at = times.prepared_by.astimezone(UTC) - timedelta(minutes=40)
            chance = random.Random(f"{SEED} {days.today} meeting")
            self._records.note(meeting, StepKind.PREPARED, Instant(at), host, _texts(chance))

    def _case(self, day: date) -> MeetingCase:
        """The meeting as it is in the night before it: nobody has come yet."""
        at = datetime.combine(day, time(5), tzinfo=self._office.premises.config.zone)
        return self._office.meetings.cases.case(day, MeetingKind.MORNING, Instant(at))

    def _prepare(
        self, meeting: str, case: MeetingCase, host: StaffNo, chance: random.Random
    ) -> None:
        drawn, due = chance.random(), case.planned.times.prepared_by
        if drawn < _UNPREPARED or due is None:
            return
        late = drawn < _UNPREPARED + _PREPARED_LATE
        minutes = chance.randrange(5, 60) if late else -chance.randrange(5, 90)
        at = due.astimezone(UTC) + timedelta(minutes=minutes)
        self._records.note(meeting, StepKind.PREPARED, Instant(at), host, _texts(chance))

    def _write_minutes(
        self, meeting: str, came: Sequence[StaffNo], ended: datetime, chance: random.Random
    ) -> None:
        for no in came:
            if chance.random() >= _NO_MINUTES:
                at = Instant(ended + chance.uniform(60, 3000) * _SECOND)
                text = {"text": chance.choice(_NOTES)}
                self._records.note(meeting, StepKind.MINUTES, at, no, text)

    def _decide_action(
        self, day: date, host: StaffNo, owner: StaffNo, at: datetime, chance: random.Random
    ) -> None:
        owed = self._office.meetings.decide_action(
            day,
            owner,
            chance.choice(_ACTIONS),
            day + timedelta(days=3),
            by=host,
            now=Reading(at, UNKNOWN_BOOT, 0.0, synchronised=None),
        )
        done = at + timedelta(days=chance.randrange(1, 6))
        if done < self._office.premises.clock.read().utc:
            self._office.books.items.step(owed.id, ItemStep.DONE, by=owner, now=done)


def _then(state: BookState) -> BookState:
    """How a book stood at the meeting: what is filled late was not there yet."""
    return BookState.MISSING if state is BookState.FILLED_LATE else state


def _texts(chance: random.Random) -> Mapping[str, str]:
    return {block: chance.choice(each) for block, each in zip(_BLOCKS, _TEXTS, strict=True)}
