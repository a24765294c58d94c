"""Lists of leave, visits, findings and corrections: whole or not at all, every fault named."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from kiosk.attendance.answer import Result
from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.leave_kind import LeaveKind
from kiosk.attendance.punch import Punch, Source
from kiosk.attendance.requests.kinds import RequestKind
from kiosk.attendance.requests.records import Correction, Finding, Leave, Visit
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.sheets.month import Month
from kiosk.attendance.timetable import OFFICE_ZONE, Slot
from kiosk.faults import FaultyFileError
from kiosk.import_requests import RequestImport, import_requests
from kiosk.import_visits import import_visits
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.schema import CLOSINGS, PUNCHES

HEADERS = {
    RequestKind.LEAVE: "no,kind,from,to,status",
    RequestKind.VISIT: "no,from,to,customer,status",
    RequestKind.FINDING: "no,kind,at,by,status",
    RequestKind.CORRECTION: "no,slot,date,time,decision",
}
Take = Callable[..., RequestImport]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """It is 23 November 2026, noon in the office."""
    with time_machine.travel(datetime(2026, 11, 23, 4, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def take(office: Office, staff: Mapping[str, Person], tmp_path: Path) -> Take:
    """Imports lines under the right header into an office with people."""

    def taken(kind: RequestKind, lines: str, actor: str = "-") -> RequestImport:
        path = tmp_path / f"{kind}.csv"
        path.write_text(f"{HEADERS[kind]}\n{lines}", encoding="utf-8")
        if kind is RequestKind.VISIT:
            return import_visits(office, path, actor=actor).requests
        return import_requests(office, kind, path, actor=actor)

    return taken


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


def faults(take: Take, kind: RequestKind, lines: str, actor: str = "-") -> list[str]:
    """What is said about lines that are refused."""
    with pytest.raises(FaultyFileError) as caught:
        take(kind, lines, actor)
    return str(caught.value).splitlines()


def tap(office: Office, *moments: str) -> None:
    """Taps of A07."""
    for text in moments:
        at = local(text).astimezone(UTC)
        punch = Punch(at, "entrance", Result.RECORDED, Source.BADGE, StaffNo("A07"))
        office.store.table(PUNCHES).insert(punch.to_document())


def test_leave_is_taken_by_code_or_word_by_day_or_moment(take: Take, office: Office) -> None:
    done = take(
        RequestKind.LEAVE,
        "A07,leave.personal,2026-11-02,2026-11-03,approved\n"
        "A07,病假,2026-11-04 09:50,2026/11/4 12:00,已批准\n"
        "A07,年休假,2026-11-05T01:50:00Z,2026-11-05,同意\n"
        "A08,LEAVE.SICK,2026-11-02,2026-11-02,\n"
        "A08,leave.sick,2026-11-03,2026-11-03,不同意\n"
        "A08,leave.sick,2026-11-04,2026-11-04,withdrawn\n",
    )
    assert done == RequestImport("UTF-8", added=6, decided=0, known=0)
    found = office.requests.find(RequestKind.LEAVE)
    leaves = [each.record for each in found if isinstance(each.record, Leave)]
    assert [(leave.asked.person, leave.kind, leave.start, leave.end) for leave in leaves] == [
        ("A07", LeaveKind.PERSONAL, local("2026-11-02"), local("2026-11-04")),
        ("A07", LeaveKind.SICK, local("2026-11-04 09:50"), local("2026-11-04 12:00")),
        ("A07", LeaveKind.ANNUAL, local("2026-11-05 09:50"), local("2026-11-06")),
        ("A08", LeaveKind.SICK, local("2026-11-02"), local("2026-11-03")),
        ("A08", LeaveKind.SICK, local("2026-11-03"), local("2026-11-04")),
        ("A08", LeaveKind.SICK, local("2026-11-04"), local("2026-11-05")),
    ]
    assert [leave.asked.state.value for leave in leaves] == [
        *["approved"] * 3,
        "requested",
        "rejected",
        "withdrawn",
    ]
    decision = office.requests.decisions(found[0].id)[0]
    assert (decision.outcome, decision.by, decision.reason) == ("approved", "-", "leave.csv")
    assert office.requests.decisions(found[3].id) == []


def test_other_lists_are_taken(take: Take, office: Office) -> None:
    take(RequestKind.VISIT, "A07,2026-11-02 10:00,2026-11-02 11:30,人民医院,approved\n")
    take(RequestKind.FINDING, "A07,private_errand,2026-11-03 10:00,A08,approved\n")
    take(RequestKind.FINDING, "A07,不穿工作服,2026-11-03 14:00,M01,\n")
    take(RequestKind.CORRECTION, "A07,am_in,2026-11-04,9:40,approved\n")
    take(RequestKind.CORRECTION, "A07,下午下班,2026-11-04,00:30,待审批\n")
    visit = office.requests.find(RequestKind.VISIT)[0].record
    errand, uniform = (each.record for each in office.requests.find(RequestKind.FINDING))
    morning, night = (each.record for each in office.requests.find(RequestKind.CORRECTION))
    assert isinstance(visit, Visit)
    assert (visit.customer, visit.end) == ("人民医院", local("2026-11-02 11:30"))
    assert isinstance(errand, Finding)
    assert isinstance(uniform, Finding)
    assert (errand.kind, errand.asked.asked_by) == (FindingKind.PRIVATE_ERRAND, "A08")
    assert (uniform.kind, uniform.asked.state) == (FindingKind.UNIFORM, RequestState.REQUESTED)
    assert isinstance(morning, Correction)
    assert isinstance(night, Correction)
    assert (morning.slot, morning.at) == (Slot.AM_IN, local("2026-11-04 09:40"))
    assert (night.slot, night.day, night.at) == (
        Slot.PM_OUT,
        date(2026, 11, 4),
        local("2026-11-05 00:30"),
    )


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (RequestKind.LEAVE, "A07,leave.personal,2026-11-02,2026-11-03,{}"),
        (RequestKind.VISIT, "A07,2026-11-02 10:00,2026-11-02 11:30,人民医院,{}"),
        (RequestKind.FINDING, "A07,private_errand,2026-11-03 10:00,M01,{}"),
        (RequestKind.CORRECTION, "A07,am_in,2026-11-04,09:40,{}"),
    ],
)
def test_list_taken_again_doubles_nothing_and_decides_what_waits(
    take: Take, office: Office, kind: RequestKind, line: str
) -> None:
    def again(state: str) -> tuple[int, int, int]:
        done = take(kind, line.format(state) + "\n")
        return done.added, done.decided, done.known

    assert again("") == (1, 0, 0)
    assert again("requested") == (0, 0, 1)
    assert again("approved") == (0, 1, 0)
    assert [again(state) for state in ("approved", "requested", "rejected")] == [(0, 0, 1)] * 3
    matter = office.requests.find(kind)[0]
    assert matter.state is RequestState.APPROVED
    assert len(office.requests.find(kind)) == len(office.requests.decisions(matter.id)) == 1


def test_every_fault_of_leave_is_told_and_nothing_taken(take: Take, office: Office) -> None:
    said = faults(
        take,
        RequestKind.LEAVE,
        "A07,leave.personal,2026-11-02,2026-11-04,approved\n"
        "A07,leave.sick,2026-11-04 12:00,2026-11-05,\n"
        "A07,leave.sick,2026-11-10,2026-11-09,approved\n"
        "A99,leave.sick,2026-11-10,2026-11-10,approved\n"
        "A07,holiday,soon,2026-11-31,perhaps\n"
        "A07,leave.personal,2026-11-02,2026-11-04,approved\n",
    )
    assert said[:3] == [
        (
            "leave.csv:3: from: A07 has asked for leave at that time already:"
            " 2026-11-02 – 2026-11-04; withdraw that one first, or choose another time"
        ),
        (
            "leave.csv:4: to: the leave ends at 2026-11-10 00:00, not after its start at"
            " 2026-11-10 00:00; check both times"
        ),
        (
            "leave.csv:5: no: nobody has the staff number A99;"
            " see the staff with: keyroom people list"
        ),
    ]
    assert [line[:20] for line in said[3:7]] == [
        "leave.csv:6: status:",
        "leave.csv:6: kind: “",
        "leave.csv:6: from: “",
        "leave.csv:6: to: “20",
    ]
    assert said[7:] == ["leave.csv:7: this is in line 2 already; keep one of them"]
    assert office.requests.find(RequestKind.LEAVE) == []


def test_faults_of_visits(take: Take) -> None:
    said = faults(
        take,
        RequestKind.VISIT,
        "A07,2026-11-03 23:00,2026-11-04 01:00,人民医院,approved\n"
        "A07,2026-11-03,2026-11-04,人民医院,approved\n"
        "A07,2026-11-03 10:00,2026-11-03 09:00,,approved\n"
        "A07,2024-02-29 10:00,2024-02-29 11:00,人民医院,approved\n",
    )
    assert said == [
        (
            "visit.csv:2: to: the visit goes on past midnight, until 2026-11-04 01:00;"
            " register one visit for each day, or ask for leave as a business trip"
        ),
        (
            "visit.csv:3: to: the visit goes on past midnight, until 2026-11-05 00:00;"
            " register one visit for each day, or ask for leave as a business trip"
        ),
        "visit.csv:4: customer: “” is no name; write 1 to 64 visible characters",
        (
            "visit.csv:5: from: A07 was not in the office on 2024-02-29;"
            " check the day, and the person's first and last day"
        ),
    ]


def test_faults_of_findings(take: Take) -> None:
    said = faults(
        take,
        RequestKind.FINDING,
        "A07,private_errand,2026-11-03 14:00,M01,approved\n"
        "A07,private_errand,2026-11-03 10:00,M99,approved\n"
        "A07,uniform,2026-11-01 10:00,M01,approved\n"
        "A07,gambling,2026-11-02,M01,approved\n",
    )
    assert [line.partition(";")[0] for line in said] == [
        "finding.csv:2: at: 14:00 lies outside working time",
        "finding.csv:3: by: nobody has the staff number M99",
        "finding.csv:4: at: 2026-11-01 is no working day",
        "finding.csv:5: kind: “gambling” is no kind of finding",
        "finding.csv:5: at: “2026-11-02” is no moment",
    ]


def test_D_12_imported_corrections_keep_the_quota_and_not_the_deadline(  # noqa: N802
    take: Take,
) -> None:
    lines = [f"A07,am_in,2026-10-{day},09:40,approved\n" for day in ("12", "13", "14", "15")]
    assert take(RequestKind.CORRECTION, "".join(lines[:3])).added == 3
    assert faults(take, RequestKind.CORRECTION, "".join(lines)) == [
        (
            "correction.csv:5: no: A07 has used the 3 corrections of 2026-10;"
            " the missing punch is decided as absence, or excused"
        )
    ]
    late = faults(take, RequestKind.CORRECTION, "A08,am_in,2026-10-12,09:40,\n")
    assert late[0].startswith("correction.csv:2: date: corrections of 2026-10 could be asked for")


def test_faults_of_corrections(take: Take, office: Office) -> None:
    office.store.table(CLOSINGS).insert({"month": "2026-09"})
    said = faults(
        take,
        RequestKind.CORRECTION,
        "A07,am_in,2026-09-02,09:10,approved\n"
        "A07,am_in,2026-09-02,,waived\n"
        "A07,noon,2026-11-03,25:00,maybe\n"
        "A07,am_in,2026-11-03,,approved\n"
        "A07,am_in,2026-11-03,15:00,approved\n"
        "A07,pm_in,2026-11-23,,absent\n",
    )
    assert [line.partition(";")[0] for line in said] == [
        "correction.csv:2: 2026-09 is closed",
        "correction.csv:3: 2026-09 is closed",
        "correction.csv:4: decision: “maybe” is no decision",
        "correction.csv:4: slot: “noon” is no slot",
        "correction.csv:4: time: “25:00” is no time of day",
        "correction.csv:5: time: “” is no time of day",
        "correction.csv:6: time: a punch at 15:00 cannot fill this slot",
        "correction.csv:7: slot: no punch is missing at this slot",
    ]


def test_D_11_missing_punches_are_decided_by_a_list(  # noqa: N802 - the rule's id
    take: Take, office: Office
) -> None:
    tap(office, "2026-11-03 09:40", "2026-11-03 18:31", "2026-11-04 09:40", "2026-11-04 18:31")
    lines = (
        "A07,am_out,2026-11-03,,absent\n"
        "A07,pm_in,2026-11-03,,免责\n"
        "A07,am_out,2026-11-04,12:00,waived\n"
        "A07,am_in,2026-11-05,,waived\n"
        "A07,am_out,2026-11-05,,waived\n"
        "A07,pm_in,2026-11-05,,absent\n"
    )
    assert take(RequestKind.CORRECTION, lines) == RequestImport("UTF-8", 4, 0, 2)
    assert take(RequestKind.CORRECTION, lines) == RequestImport("UTF-8", 0, 0, 6)
    assert office.verdicts.newest("A07:2026-11-03:am_out") is Verdict.ABSENT
    now = office.premises.clock.read().utc
    sheet = office.sheets.month(Month(2026, 11), now, StaffNo("A07"))
    lines_of = {line.id: line.fen for line in sheet.people[0].lines if line.date.day in (3, 4, 5)}
    assert lines_of == {
        "A07:2026-11-03:am": 10000,
        "A07:2026-11-04:pm_in": 0,
        "A07:2026-11-05:am": 0,
        "A07:2026-11-05:pm": 10000,
    }


@pytest.mark.parametrize("decision", ["absent", "waived"])
def test_D_11_late_punch_is_no_missing_one(  # noqa: N802 - the rule's id
    take: Take, office: Office, decision: str
) -> None:
    tap(office, "2026-11-03 10:20", "2026-11-03 13:01")
    said = faults(take, RequestKind.CORRECTION, f"A07,am_in,2026-11-03,,{decision}\n")
    assert said[0].startswith("correction.csv:2: slot: no punch is missing at this slot")


def test_named_importer_decides_about_others_only(take: Take) -> None:
    own = "M01,leave.annual,2026-11-03,2026-11-03,{}\n"
    assert faults(take, RequestKind.LEAVE, own.format("approved"), "M01") == [
        (
            "leave.csv:2: nobody decides about himself;"
            " the group customer department decides about managers"
        )
    ]
    assert take(RequestKind.LEAVE, own.format(""), "M01").added == 1
    assert faults(take, RequestKind.LEAVE, own.format("approved"), "M01")
    assert take(RequestKind.LEAVE, own.format("approved")).decided == 1
    others = "A07,leave.annual,2026-11-03,2026-11-03,approved\n"
    assert take(RequestKind.LEAVE, others, "M01").added == 1


def test_ledger_names_the_list(take: Take, office: Office) -> None:
    take(RequestKind.LEAVE, "A07,leave.annual,2026-11-03,2026-11-03,approved\n", "M01")
    with office.store.connection() as connection:
        rows = connection.execute(office.store.ledger.table.select()).all()[-2:]
    assert all(b"\nM01\nleave.import\n" in row.leaf for row in rows)
