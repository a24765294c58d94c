"""The configuration of an office: every knob of the regulation (§1) with its default.

The defaults are the regulation's; `keyroom.toml` states what differs. Money is in fen here, and
in yuan in the file.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from keyroom.language import N_, Language
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.judging.rulebook import Rulebook
from kiosk.attendance.slots import TapRules
from kiosk.attendance.timetable import Slot, Timetable
from kiosk.settings.assessment import (
    ChurnKnobs,
    DecompKnobs,
    JkKnobs,
    KhKnobs,
    MeetingKnobs,
    RankKnobs,
    ScoreKnobs,
    StreakKnobs,
    StudyKnobs,
)
from kiosk.settings.attendance import (
    AbsenceKnobs,
    AttendanceKnobs,
    BulletinKnobs,
    CorrectionKnobs,
    DisciplineKnobs,
    ErrandKnobs,
    LeaveKnobs,
    MissingPunchKnobs,
    PayrollKnobs,
    PrepKnobs,
    StackKnobs,
    UniformKnobs,
    VisitKnobs,
)
from kiosk.settings.books import (
    AgreementKnobs,
    CareKnobs,
    DestroyKnobs,
    FaultKnobs,
    IdCopyKnobs,
    InquiryKnobs,
    PrivacyKnobs,
    RoleChangeKnobs,
    SlaKnobs,
    VisitBookKnobs,
)
from kiosk.settings.flags import FlagKnobs
from kiosk.settings.rulebook import rulebook_of
from kiosk.settings.section import Conflict, Section
from kiosk.settings.terminals import (
    AssuranceKnobs,
    ClockKnobs,
    Name,
    OfficeKnobs,
    PrintingKnobs,
    ReaderKnobs,
    StoreKnobs,
    TerminalKnobs,
)
from kiosk.settings.timetable import CalendarKnobs, SeasonKnobs, ShiftsKnobs

_TERMINALS = {
    "entrance": TerminalKnobs(kind="entrance"),
    "desk": TerminalKnobs(kind="desk"),
    "wall": TerminalKnobs(kind="wall"),
    "review": TerminalKnobs(kind="review"),
}


class Config(Section):
    """The whole of `keyroom.toml`."""

    language: Annotated[Language, Field(strict=False)] = Field(
        Language.CHINESE, description=N_("the language of screens and commands: zh_CN or en")
    )
    office: OfficeKnobs = Field(OfficeKnobs(), description=N_("who this office is"))
    terminals: dict[Name, TerminalKnobs] = Field(
        _TERMINALS, description=N_("the terminals, by name")
    )
    readers: Annotated[tuple[ReaderKnobs, ...], Field(strict=False)] = Field(
        (), description=N_("the badge readers")
    )
    store: StoreKnobs = Field(StoreKnobs(), description=N_("the records and their copies"))
    printing: PrintingKnobs = Field(PrintingKnobs(), description=N_("what is printed, and how"))
    assurance: AssuranceKnobs = Field(
        AssuranceKnobs(), description=N_("how hard to copy a badge must be for each action")
    )
    clock: ClockKnobs = Field(ClockKnobs(), description=N_("when a moved clock is noticed"))
    season: SeasonKnobs = Field(SeasonKnobs(), description=N_("summer and winter"))
    shift: ShiftsKnobs = Field(ShiftsKnobs(), description=N_("working hours"))
    calendar: CalendarKnobs = Field(CalendarKnobs(), description=N_("working days"))
    attendance: AttendanceKnobs = Field(
        AttendanceKnobs(), description=N_("taps, punches and lateness")
    )
    absence: AbsenceKnobs = Field(AbsenceKnobs(), description=N_("absence without leave"))
    errand: ErrandKnobs = Field(ErrandKnobs(), description=N_("private errands on duty"))
    stack: StackKnobs = Field(StackKnobs(), description=N_("deductions for one act"))
    uniform: UniformKnobs = Field(UniformKnobs(), description=N_("work uniform"))
    bulletin: BulletinKnobs = Field(BulletinKnobs(), description=N_("circulars in the area"))
    discipline: DisciplineKnobs = Field(
        DisciplineKnobs(), description=N_("whom deductions can reach")
    )
    leave: LeaveKnobs = Field(LeaveKnobs(), description=N_("leaves of absence"))
    visit: VisitKnobs = Field(VisitKnobs(), description=N_("visits to customers"))
    prep: PrepKnobs = Field(PrepKnobs(), description=N_("arriving early"))
    missing_punch: MissingPunchKnobs = Field(MissingPunchKnobs(), description=N_("missing punches"))
    correction: CorrectionKnobs = Field(CorrectionKnobs(), description=N_("corrections of punches"))
    payroll: PayrollKnobs = Field(PayrollKnobs(), description=N_("the cap on deductions"))
    meeting: MeetingKnobs = Field(MeetingKnobs(), description=N_("the morning meeting"))
    visitbook: VisitBookKnobs = Field(VisitBookKnobs(), description=N_("the visit log"))
    care: CareKnobs = Field(CareKnobs(), description=N_("churn prevention"))
    sla: SlaKnobs = Field(SlaKnobs(), description=N_("acceptance in three minutes"))
    id: IdCopyKnobs = Field(IdCopyKnobs(), description=N_("copies of ID cards"))
    study: StudyKnobs = Field(StudyKnobs(), description=N_("study days and tests"))
    rank: RankKnobs = Field(RankKnobs(), description=N_("best and worst of a test"))
    streak: StreakKnobs = Field(StreakKnobs(), description=N_("three in a row"))
    score: ScoreKnobs = Field(ScoreKnobs(), description=N_("points for goals"))
    kh: KhKnobs = Field(KhKnobs(), description=N_("assessment of account managers"))
    jk: JkKnobs = Field(JkKnobs(), description=N_("assessment of the room manager"))
    churn: ChurnKnobs = Field(ChurnKnobs(), description=N_("the churn rate"))
    decomp: DecompKnobs = Field(DecompKnobs(), description=N_("splitting a year's targets"))
    privacy: PrivacyKnobs = Field(PrivacyKnobs(), description=N_("locking the desk"))
    flags: FlagKnobs = Field(
        FlagKnobs(), description=N_("from when on the access log is worth asking about")
    )
    inquiry: InquiryKnobs = Field(InquiryKnobs(), description=N_("official enquiries"))
    rolechange: RoleChangeKnobs = Field(RoleChangeKnobs(), description=N_("changes of role"))
    agreement: AgreementKnobs = Field(AgreementKnobs(), description=N_("group agreements"))
    destroy: DestroyKnobs = Field(DestroyKnobs(), description=N_("destruction of papers"))
    fault: FaultKnobs = Field(FaultKnobs(), description=N_("faults of equipment"))

    def conflicts(self) -> Iterator[Conflict]:
        """Readers that cannot all be there, and a day that is cut while people work."""
        yield from self._reader_conflicts()
        earliest = min(self.shift.summer.am.start, self.shift.winter.am.start)
        if self.attendance.day_cutoff >= earliest:
            yield Conflict(
                ("attendance", "day_cutoff"),
                N_("the day is cut at {cutoff}, and work begins at {start}"),
                N_("cut it at night, before anybody comes; the default is 04:00"),
                {"cutoff": f"{self.attendance.day_cutoff:%H:%M}", "start": f"{earliest:%H:%M}"},
            )

    def _reader_conflicts(self) -> Iterator[Conflict]:
        """Readers with one name or one address, and readers of a terminal that is not there."""
        for index, reader in enumerate(self.readers):
            earlier = self.readers[:index]
            if any(other.name == reader.name for other in earlier):
                yield Conflict(
                    ("readers", index, "name"),
                    N_("two readers are called {name}"),
                    N_("give each reader a name of its own"),
                    {"name": reader.name},
                )
            if any(other.url == reader.url for other in earlier) and reader.exclusive:
                yield Conflict(
                    ("readers", index, "url"),
                    N_("two readers have the address {url}"),
                    N_("a reader belongs to one terminal"),
                    {"url": reader.url},
                )
            if reader.terminal not in self.terminals:
                yield Conflict(
                    ("readers", index, "terminal"),
                    N_("there is no terminal {name}"),
                    N_("the terminals are: {known}"),
                    {"name": reader.terminal, "known": ", ".join(self.terminals)},
                )

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return ZoneInfo(self.calendar.timezone)

    def timetable(self) -> Timetable:
        """When people are due (D-01, D-06, D-07)."""
        all_day = self.attendance.punches_per_day == len(Slot)
        return Timetable(
            summer=self.shift.summer.shift(),
            winter=self.shift.winter.shift(),
            summer_from=self.season.summer_from,
            winter_from=self.season.winter_from,
            overrides=tuple(row.row() for row in self.season.overrides),
            slots=tuple(Slot) if all_day else (Slot.AM_IN, Slot.PM_OUT),
            day_cutoff=self.attendance.day_cutoff,
            zone=self.zone,
        )

    def tap_rules(self) -> TapRules:
        """What taps count as (D-07, D-08)."""
        return TapRules(
            timetable=self.timetable(),
            dedupe=timedelta(seconds=self.attendance.dedupe_seconds),
            infer=self.attendance.infer_direction,
        )

    def rulebook(self) -> Rulebook:
        """What a month of punches costs (KQ-2, D-03 to D-23)."""
        return rulebook_of(self)

    def working_days(self) -> Calendar:
        """Which days are worked (D-02), but for what the office's records say of it."""
        return self.calendar.working_days()

    def readers_at(self, kind: str) -> tuple[str, ...]:
        """Names of the readers of all terminals of a kind."""
        return tuple(
            reader.name
            for reader in self.readers
            if (terminal := self.terminals.get(reader.terminal)) and terminal.kind == kind
        )

    def readers_of(self, terminal: str) -> tuple[ReaderKnobs, ...]:
        """The readers that belong to a terminal, in the order of the file."""
        return tuple(reader for reader in self.readers if reader.terminal == terminal)
