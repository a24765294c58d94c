"""The cover of an office's forms: who approved a finding, who decided about a line."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.reports.office_cover import cover_of
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from tests.kiosk.attendance.written_sheets import at

AFTERWARDS = datetime(2026, 7, 2, 4, tzinfo=UTC)
CLERK = StaffNo("A07")


def handlers(office: Office) -> Mapping[str, str]:
    sheet = office.sheets.month(Month(2026, 6), AFTERWARDS)
    return cover_of(office, sheet, AFTERWARDS).handlers


def finding(office: Office, kind: FindingKind, seen: datetime) -> str:
    matter = office.requests.report_finding(CLERK, kind, seen, by="M02", now=AFTERWARDS)
    office.requests.decide(matter, RequestState.APPROVED, by="M01", now=AFTERWARDS)
    return matter


def test_it_says_whose_it_is_and_by_which_cap(office: Office, staff: Mapping[str, Person]) -> None:
    cover = cover_of(office, office.sheets.month(Month(2026, 6), AFTERWARDS), AFTERWARDS, "draft")

    assert (cover.office, cover.note, cover.cap_percent) == ("重要室", "draft", 20)
    assert cover.made_at == AFTERWARDS
    assert cover.handlers == {}


def test_a_finding_is_handled_by_whoever_approved_it(
    office: Office, staff: Mapping[str, Person]
) -> None:
    matter = finding(office, FindingKind.UNIFORM, at("06-09 16:00"))

    assert handlers(office) == {f"A07:2026-06-09:finding:{matter}": "M01"}


def test_the_newest_decision_about_a_line_counts(
    office: Office, staff: Mapping[str, Person]
) -> None:
    line = f"A07:2026-06-09:finding:{finding(office, FindingKind.UNIFORM, at('06-09 16:00'))}"
    absence = "A07:2026-06-10:am"
    office.verdicts.give(absence, Verdict.CHARGE, "seen", by="M01", now=AFTERWARDS)
    office.verdicts.give(line, Verdict.WAIVE, "it was raining", by="M02", now=AFTERWARDS)
    office.verdicts.give(
        absence, Verdict.WAIVE, "ill", by="M02", now=AFTERWARDS + timedelta(minutes=1)
    )

    assert handlers(office) == {line: "M02", absence: "M02"}


def test_decisions_of_other_months_are_not_told(
    office: Office, staff: Mapping[str, Person]
) -> None:
    office.verdicts.give("A07:2026-05-11:am", Verdict.WAIVE, "ill", by="M01", now=AFTERWARDS)

    assert handlers(office) == {}
