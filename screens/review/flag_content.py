"""Flags and cases as rows: which are shown, person by person, and where each stands. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.person import StaffNo
from kiosk.privacy.cases.case import Case, CaseState, Subject
from kiosk.privacy.flags.flag import Flag, by_person
from screens.review.flag_words import kind_name, state_name
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone


def undone(flags: Iterable[Flag], cases: Sequence[Case]) -> list[Subject]:
    """Flags that no case has closed, and open cases whose flags are not found any more."""
    taken = {case.subject.key: case for case in cases}
    found = {flag.key: Subject.of(flag) for group in by_person(flags) for flag in group.flags}
    subjects = found | {key: case.subject for key, case in taken.items()}
    return [
        subject
        for key, subject in subjects.items()
        if key not in taken or taken[key].state is not CaseState.CLOSED
    ]


def closed(cases: Sequence[Case]) -> list[Subject]:
    """What is done, the newest first."""
    return [case.subject for case in cases if case.state is CaseState.CLOSED]


class FlagsContent:
    """Subjects as rows, a heading for each person."""

    fixed = 0
    cells = range(0)

    def __init__(
        self,
        subjects: Sequence[Subject],
        cases: Mapping[str, Case],
        names: Mapping[StaffNo, str],
        zone: ZoneInfo,
    ) -> None:
        """`cases` are by the keys of their subjects."""
        self._cases = cases
        self._names = names
        self._zone = zone
        self.rows: list[Subject | tuple[StaffNo | None, int]] = []
        groups: dict[StaffNo | None, list[Subject]] = {}
        for subject in subjects:
            groups.setdefault(subject.person, []).append(subject)
        for person, theirs in groups.items():
            self.rows += [(person, len(theirs)), *theirs]
        self.keys = [row.key if isinstance(row, Subject) else "" for row in self.rows]

    def columns(self) -> Sequence[Column]:
        """When, what, why, and where it stands."""
        return (
            Column(_("day"), 10),
            Column(_("what"), 18),
            Column(_("why"), 30, grows=True),
            Column(_("state"), 12),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """A person's name with the count, or one flag."""
        row = self.rows[index]
        if not isinstance(row, Subject):
            person, count = row
            return (Cell(f"{self.name(person)} {count}"),)
        state, tone = state_name(self._cases.get(row.key))
        return (
            Cell(f"{row.at.astimezone(self._zone):%Y-%m-%d}", Tone.FAINT),
            Cell(kind_name(row), Tone.STRONG),
            Cell(row.why.shown(_)),
            Cell(state, tone),
        )

    def name(self, person: StaffNo | None) -> str:
        """Whose flags they are."""
        if person is None:
            return _("the office")
        return f"{self._names.get(person, '')} {person}".strip()

    def subject(self, key: str) -> Subject | None:
        """What stands under this key."""
        return next((row for row in self.rows if isinstance(row, Subject) and row.key == key), None)
