"""Asking for leave, a correction, an objection: in a few keys, with every fault named."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time

import pytest

from keyroom import language
from keyroom.language import Language
from kiosk.attendance.judging.statuses import LineState
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.own_asks import (
    CorrectionAsked,
    LeaveAsked,
    LeavePart,
    ObjectionMade,
    OwnAsk,
)
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.timetable import Slot
from kiosk.person import StaffNo
from kiosk.roles import Role
from screens.entrance.own_page.form import Form
from screens.entrance.own_page.steps import Choice, Confirm, Entry, Impossible
from screens.entrance.own_page.view import View, press

MakeOwn = Callable[..., OwnMonth]
A07 = StaffNo("A07")


@pytest.fixture(autouse=True)
def spoken() -> Iterator[None]:
    before = language.current()
    language.use(Language.ENGLISH)
    yield
    language.use(before)


def keyed(view: View, keys: str) -> tuple[View, list[OwnAsk]]:
    """After keys: letters as they are, and names in brackets such as `[enter]`."""
    asks = []
    names = keys.replace("]", "[").split("[")
    words = [[part] if nth % 2 else list(part) for nth, part in enumerate(names)]
    for key in (key for part in words for key in part):
        pressed = press(view, key, key if len(key) == 1 else None)
        assert pressed.view is not None
        view = pressed.view
        asks += [pressed.asks] if pressed.asks is not None else []
    return view, asks


def on(own: OwnMonth, day: int) -> View:
    """The page with a day of June selected."""
    return View.of(own).on(date(2026, 6, day))


def form(view: View) -> Form:
    assert view.form is not None
    return view.form


TODAY, TOMORROW = date(2026, 6, 23), date(2026, 6, 24)


@pytest.mark.parametrize(
    "keys, asked",
    [
        ("1111[enter]", LeaveAsked(A07, LeaveKind.PERSONAL, TODAY, TODAY)),
        ("1222[enter]", LeaveAsked(A07, LeaveKind.SICK, TOMORROW, TOMORROW, LeavePart.MORNING)),
        ("1313[enter]", LeaveAsked(A07, LeaveKind.ANNUAL, TODAY, TODAY, LeavePart.AFTERNOON)),
        (
            "1b140930-1130[enter][enter]",
            LeaveAsked(
                A07,
                LeaveKind.FIELD_DUTY,
                TODAY,
                TODAY,
                LeavePart.HOURS,
                (time(9, 30), time(11, 30)),
            ),
        ),
        (
            "1230701[enter]1[enter]",
            LeaveAsked(A07, LeaveKind.SICK, date(2026, 7, 1), date(2026, 7, 1)),
        ),
        (
            "1230701-0703[enter][enter]",
            LeaveAsked(A07, LeaveKind.SICK, date(2026, 7, 1), date(2026, 7, 3)),
        ),
    ],
    ids=["today", "tomorrow-morning", "today-afternoon", "hours", "other-day", "several-days"],
)
def test_leave_is_asked_for_in_a_few_keys(own: MakeOwn, keys: str, asked: LeaveAsked) -> None:
    view, asks = keyed(on(own(), 23), keys)
    assert asks == [asked]
    assert view.form is None


def test_tomorrow_is_the_next_working_day(own: MakeOwn) -> None:
    _view, asks = keyed(on(own(next_working_day=date(2026, 6, 29)), 23), "1121[enter]")
    assert asks == [LeaveAsked(A07, LeaveKind.PERSONAL, date(2026, 6, 29), date(2026, 6, 29))]


def test_d_12_the_one_slot_that_is_off_is_meant_at_its_planned_time(own: MakeOwn) -> None:
    _, asks = keyed(on(own(), 4), "2[enter]1[enter]")
    assert asks == [
        CorrectionAsked(A07, date(2026, 6, 4), Slot.PM_OUT, time(18, 30), "forgot to tap")
    ]


@pytest.mark.parametrize("typed", ["1835", "[backspace][backspace]35"])
def test_another_time_is_typed_over_the_planned_one(own: MakeOwn, typed: str) -> None:
    _, asks = keyed(on(own(), 4), f"2{typed}[enter]2[enter]")
    assert asks == [
        CorrectionAsked(A07, date(2026, 6, 4), Slot.PM_OUT, time(18, 35), "the reader did not work")
    ]


def test_of_several_slots_one_is_chosen(own: MakeOwn) -> None:
    view, _ = keyed(on(own(), 12), "2")
    step = form(view).step
    assert isinstance(step, Choice)
    assert [option.label for option in step.options] == [
        "morning in seriously late 65 min",
        "afternoon in late 5 min",
    ]
    _, asks = keyed(view, "2[enter]5met a customer[enter][enter]")
    assert asks == [
        CorrectionAsked(A07, date(2026, 6, 12), Slot.PM_IN, time(15, 20), "met a customer")
    ]


def test_d_09_an_absent_session_is_corrected_slot_by_slot(own: MakeOwn) -> None:
    step = form(keyed(on(own(), 8), "2")[0]).step
    assert isinstance(step, Choice)
    assert [option.value for option in step.options] == list(Slot)


@pytest.mark.parametrize("key", ["2", "3"])
def test_a_day_in_order_has_nothing_to_correct_or_to_object_to(own: MakeOwn, key: str) -> None:
    view, asks = keyed(on(own(), 3), key)
    assert isinstance(form(view).step, Impossible)
    assert keyed(view, "x")[0].form is None
    assert asks == []


def test_the_selected_line_is_objected_to(own: MakeOwn) -> None:
    _, asks = keyed(on(own(), 2), "31[enter]")
    assert asks == [ObjectionMade(A07, "A07:2026-06-02:am_in", "the time is not right")]


def test_a_reason_can_be_typed(own: MakeOwn) -> None:
    view, _asks = keyed(on(own(), 2), "35the bus, q?1[enter]")
    step = form(view).step
    assert isinstance(step, Confirm)
    assert "the bus, q?1" in " ".join(step.lines)
    assert keyed(view, "[enter]")[1] == [ObjectionMade(A07, "A07:2026-06-02:am_in", "the bus, q?1")]


@pytest.mark.parametrize(
    "state", [LineState.UNDECIDED, LineState.OBJECTED, LineState.WAIVED, LineState.ABSORBED]
)
def test_what_costs_nothing_or_is_objected_to_already_cannot_be_objected_to(
    own: MakeOwn, state: LineState
) -> None:
    month = own()
    lines = [replace(each, line=replace(each.line, state=state)) for each in month.lines]
    assert isinstance(form(keyed(on(own(lines=lines), 2), "3")[0]).step, Impossible)


@pytest.mark.parametrize(
    "keys, fault",
    [
        ("1131399[enter]", "“1399” is no date"),
        ("1140930[enter]", "“0930” is not from one time to another"),
    ],
)
def test_what_cannot_be_meant_is_named_and_can_be_typed_anew(
    own: MakeOwn, keys: str, fault: str
) -> None:
    view, asks = keyed(on(own(), 23), keys.replace("1140930", "11140930"))
    assert asks == []
    assert str(form(view).fault).startswith(fault)
    assert isinstance(form(view).step, Entry)
    assert form(keyed(view, "[backspace]")[0]).fault is None


def test_no_reason_is_no_reason(own: MakeOwn) -> None:
    view, asks = keyed(on(own(), 2), "35[enter]")
    assert str(form(view).fault).startswith("a reason is needed")
    assert asks == []


def test_escape_goes_back_step_by_step(own: MakeOwn) -> None:
    view, _ = keyed(on(own(), 23), "12313")
    titles = []
    while view.form is not None:
        titles.append(view.form.step.title)
        view, _ = keyed(view, "[escape]")
    assert titles == ["Which day?", "Which day?", "Ask for leave"]


def test_nothing_longer_than_a_line_is_typed(own: MakeOwn) -> None:
    view, _ = keyed(on(own(), 2), "35" + "x" * 500)
    assert len(form(view).shown) == 60


def test_a_form_speaks_the_other_language_with_all_that_was_answered(own: MakeOwn) -> None:
    view, _ = keyed(on(own(), 23), "12307")
    language.use(Language.CHINESE)
    assert form(view).step.title == "哪一天？"
    assert form(view).shown == "07"
    _, asks = keyed(view, "01[enter]1[enter]")
    assert asks == [LeaveAsked(A07, LeaveKind.SICK, date(2026, 7, 1), date(2026, 7, 1))]


def test_a_manager_is_told_that_the_department_decides(own: MakeOwn) -> None:
    month = own()
    manager = replace(month.person, role=Role.ROOM_MANAGER)
    about = own(replace(month.judged, person=manager))
    step = form(keyed(on(about, 23), "1111")[0]).step
    assert isinstance(step, Confirm)
    assert "the group customer department" in step.lines[1]
