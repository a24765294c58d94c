"""From a flag to a finding: asked on the supervisor's screen, answered at the entrance."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind
from screens.review.tabs import CONFIDENTIALITY
from tests.end_to_end.false_clock import FalseClock
from tests.end_to_end.office import A01, A03, STAFF, add_reader, database
from tests.end_to_end.program import COMMAND, keyroom
from tests.end_to_end.serial_line import SerialLine
from tests.end_to_end.sqlite_shell import sql
from tests.end_to_end.terminal import Terminal

F3, DOWN, ENTER, ESCAPE, F10 = "\x1bOR", "\x1b[B", "\r", "\x1b", "\x1b[21~"
FRIDAY = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
"""10:30 of a working day on which A03 did not tap."""


@pytest.fixture
def clock(tmp_path: Path) -> FalseClock:
    clock = FalseClock(tmp_path / "faketimerc")
    clock.set("@2026-11-01 08:00:00")
    return clock


@pytest.fixture
def line(tmp_path: Path) -> Iterator[SerialLine]:
    with SerialLine(tmp_path / "door") as line:
        yield line


@pytest.fixture
def home(tmp_path: Path, clock: FalseClock, line: SerialLine) -> Path:
    """An office in which somebody has opened a customer with A03's badge."""
    home = tmp_path / "home"
    keyroom(home, "init", code=0, **clock.variables)
    keyroom(home, "people", "import", str(STAFF), code=0, **clock.variables)
    clock.set("@2026-11-23 09:40:00")
    add_reader(home, "door", line.url)
    with Office.open(Home(home), "desk") as office:
        access = Access(FRIDAY, "desk", AccessKind.CUSTOMER, person=StaffNo("A03"))
        Accesses(office.store).add(access)
    return home


def test_a_flag_becomes_a_question_an_answer_and_a_finding(
    home: Path, clock: FalseClock, line: SerialLine
) -> None:
    variables = {"TZ": "Asia/Shanghai", **clock.variables}
    with (
        Terminal((*COMMAND, "review", "--by", "A01"), home, **variables) as review,
        Terminal((*COMMAND, "entrance"), home, **variables) as entrance,
    ):
        review.await_text("F3 Next tab")
        review.press(F3)
        review.press(str([spec.title for spec in CONFIDENTIALITY.views].index("Flags") + 1))
        review.await_text("10:30–10:30, data was accessed 1 × without a clock-in before")
        review.press("t")
        review.await_text("A01 took it up")
        review.press("a")
        review.await_text("What to ask A03?")
        review.press("1")
        review.await_text("A01 asked: What was this for?")

        line.await_opened()
        entrance.await_text("F10 Close")
        line.tap(A03)
        entrance.await_text("A question waits for you: press F3")
        entrance.press(F3)
        entrance.await_text("A01 asks on 23 November: What was this for?")
        entrance.press("4")
        entrance.await_text("it was not me")
        entrance.press("3")
        entrance.await_text("Press Enter to send it")
        entrance.press(ENTER)
        entrance.await_text("On record: your answer.")
        entrance.await_gone("What was this for?")

        review.await_text("A03 answered: it was not me")
        review.press("v")
        review.await_text("no reason was given")
        review.press("2")
        review.await_text("A01 judged against the rules: the answer is not true")
        review.press("x")
        review.await_text("The finding, with a deduction (KQ-2-3)")
        review.press("out shopping")
        review.press(ENTER)
        review.await_text("closed: out shopping")
        review.press("d")
        review.await_text("reported as a finding with a deduction")
        _close(line, entrance)
    assert sql(
        database(home),
        "SELECT body ->> 'person', body ->> 'kind', body ->> 'reason', body ->> 'state' "
        "FROM doc_findings",
    ) == ["A03|private_errand|out shopping|requested"]
    assert sql(
        database(home),
        "SELECT body ->> 'step', body ->> 'by' FROM doc_case_steps ORDER BY body ->> 'nth'",
    ) == ["ask|A01", "answer|A03", "judge|A01", "close|A01"]


def _close(line: SerialLine, entrance: Terminal) -> None:
    entrance.press(ESCAPE)
    entrance.await_gone("On record")
    entrance.press(ESCAPE)
    entrance.await_gone("deductions")
    entrance.press(F10)
    entrance.await_text("A supervisor's badge, please")
    line.tap(A01)
    assert entrance.await_end() == 0
