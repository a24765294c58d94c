"""A month of 1,000 people settled, beside a pandas script; and one person's with a long history."""

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks import invented_month
from benchmarks.figure import Figure, Goal, Outcome, Setting
from benchmarks.invented import workers
from benchmarks.invented_month import AFTERWARDS, MONTH, Tapped
from benchmarks.offices import LAYOUT, OFFICE_NAME, office
from benchmarks.rivals import pandas_month
from benchmarks.timing import Contender, duration, ratio, stopwatch, take_turns
from kiosk.attendance.answer import Result
from kiosk.attendance.punch import Punch
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.roles import Role
from kiosk.schema import PEOPLE, PUNCHES

MOST_S: Final = 2.0
MOST_OWN_S: Final = 0.05
PEOPLE_COUNT: Final = 1_000
_CLOSER: Final = "M001"


def measure(setting: Setting) -> Outcome:
    """Both reckon the same taps, and must come to the same amounts."""
    people = invented_month.staff(50 if setting.quick else PEOPLE_COUNT)
    taps = invented_month.taps(people)
    home = month_office(setting, people, taps, "settlement")
    listed = _write_csv(setting.scratch / "taps.csv", taps)
    with Office.open(home) as settled:
        plans = [settled.sheets.plan(day, AFTERWARDS) for day in _days()]
        working = [plan.date for plan in plans if plan.day.working]

        def ours() -> dict[str, int]:
            sheet = settled.sheets.month(MONTH, AFTERWARDS)
            return {str(each.person.no): each.total for each in sheet.people}

        def pandas() -> dict[str, int]:
            return pandas_month.deductions(listed, people, working)

        totals = ours()
        totals.pop(_CLOSER)
        if totals != pandas():
            raise AssertionError("Keyroom and pandas disagree about the amounts")
        settle = Contender("Keyroom: gather and judge everybody", ours, 1)
        rival = Contender("pandas: read a CSV, reckon the totals", pandas, 1)
        take_turns([settle, rival], 2 if setting.quick else 12)
        close = stopwatch(lambda: settled.closing.close(MONTH, by=_CLOSER, now=AFTERWARDS))
    own = _own_page(setting)
    return Outcome(
        columns=("one month", "punches on record", "samples", "median", "p99", "to pandas"),
        rows=[
            _row(rival, len(taps), rival),
            _row(settle, len(taps), rival),
            _row(own, setting.longest_history, rival),
            (
                "Keyroom: close it (judge, freeze, commit)",
                f"{len(taps):,}",
                "1",
                duration(close),
                "–",
                ratio(close, rival.samples.median),
            ),
        ],
        goals=_goals(len(people), settle, own),
        note=(
            f"The totals of all {len(people):,} people are equal. Behind ours stand every slot and "
            "line with its rule, minutes, evidence and version; pandas gives the totals alone."
        ),
    )


def _row(each: Contender, punches: int, rival: Contender) -> tuple[str, ...]:
    return (
        each.label,
        f"{punches:,}",
        f"{len(each.samples):,}",
        duration(each.samples.median),
        each.samples.p99_cell,
        ratio(each.samples.median, rival.samples.median),
    )


def _goals(people: int, settle: Contender, own: Contender) -> list[Goal]:
    return [
        Goal(
            f"a month of {people:,} people settled ≤ 2 s",
            duration(settle.samples.median),
            settle.samples.median <= MOST_S,
        ),
        Goal(
            "one person's month with three years of history ≤ 50 ms",
            duration(own.samples.p99),
            own.samples.p99 <= MOST_OWN_S,
        ),
    ]


def _own_page(setting: Setting) -> Contender:
    """A person's month in an office where everybody has tapped for years."""
    home = office(setting, setting.longest_history, "own-month")
    no = workers(42)[-1].no
    with Office.open(home) as opened:
        look = Contender(
            "Keyroom: one person's month",
            lambda: opened.closing.look(MONTH, AFTERWARDS, no),
            1,
        )
        take_turns([look], 5 if setting.quick else 200)
    return look


def month_office(setting: Setting, people: list[StaffNo], taps: list[Tapped], name: str) -> Home:
    """An office with this month, a copy of this run's own under `name`."""
    built = setting.cache / f"month-{len(people)}-{LAYOUT}"
    if not built.exists():
        _build(built, people, taps)
    copy = setting.scratch / name
    shutil.copytree(built, copy)
    return Home(copy)


def _build(folder: Path, people: list[StaffNo], taps: list[Tapped]) -> None:
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    joined = MONTH.first.replace(year=MONTH.year - 1)
    staff = [Person(no, no, Role.ACCOUNT_MANAGER, "bench", joined) for no in people]
    manager = Person(StaffNo(_CLOSER), _CLOSER, Role.ROOM_MANAGER, "bench", joined)
    with Office.create(Home(unfinished), OFFICE_NAME) as office, office.store.transaction():
        store = office.store
        store.table(PEOPLE).insert_multiple(each.to_document() for each in (*staff, manager))
        store.table(PUNCHES).insert_multiple(_punch(tap).to_document() for tap in taps)
    _decide_missing_punches(Home(unfinished))
    unfinished.rename(folder)


def _decide_missing_punches(home: Home) -> None:
    """So that the month can be closed."""
    text = home.config_file.read_text(encoding="utf-8")
    home.config_file.write_text(
        text + '\n[missing_punch]\nunresolved = "ignore"\n', encoding="utf-8"
    )


def _punch(tap: Tapped) -> Punch:
    return Punch(tap.at, "entrance", Result.RECORDED, person=tap.person)


def _write_csv(path: Path, taps: list[Tapped]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(pandas_month.COLUMNS)
        writer.writerows((tap.person, f"{tap.at:%Y-%m-%d %H:%M:%S}") for tap in taps)
    return path


def _days() -> list[date]:
    return [MONTH.first.replace(day=number) for number in range(1, MONTH.last.day + 1)]


FIGURE: Final = Figure("settlement", "settling a month", measure)
