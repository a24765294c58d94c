"""The month's lines: what was deducted, or may be, by date. Pure."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.attendance.judging.statuses import STATE_NAMES, Rule
from kiosk.attendance.own_month import OwnLine, OwnMonth
from kiosk.money import written_yuan
from screens.entrance.own_page.explanations import FINDINGS
from screens.entrance.own_page.words import place_words
from screens.entrance.words import clock_time
from screens.widgets.rows import Cell, Row

DATE, ABOUT, TIME, MINUTES, RULE, YUAN, STATE = 5, 15, 5, 3, 7, 4, 9
"""Columns."""
WHOLE: dict[Rule, str] = {
    Rule.ABSENCE: N_("whole day"),
    Rule.LEAVE: N_("leave"),
    Rule.CAP: N_("beyond the cap"),
}
"""What lines without a slot are about."""


HEAD = 1
"""Rows above the lines: the names of the columns."""


def line_list(own: OwnMonth, selected: str | None, zone: ZoneInfo) -> list[Row]:
    """One row a line, below the names of the columns."""
    return list(_rows(own, selected, zone))


def _rows(own: OwnMonth, selected: str | None, zone: ZoneInfo) -> Iterator[Row]:
    names = (_("date"), _("deductions"), _("plan"), _("made"), _("min"), _("rule"), _("yuan"), "")
    yield _columns(names, "faint")
    if not own.lines:
        yield Row((Cell(_("none this month"), tone="good"),))
    for line in own.lines:
        yield _line(line, zone, chosen=line.line.id == selected)


def _line(own: OwnLine, zone: ZoneInfo, *, chosen: bool) -> Row:
    line, punch = own.line, own.punch
    due = None if punch is None else punch.due
    made = own.discovery.finding.at if own.discovery else None if punch is None else punch.at
    texts = (
        f"{line.date:%m-%d}",
        _about(own),
        *("" if at is None else clock_time(at, zone) for at in (due, made)),
        str(line.minutes) if line.minutes else "",
        line.rule.value,
        written_yuan(line.at_stake),
        _(STATE_NAMES[line.state]),
    )
    return _columns(texts, "bad" if line.state.costs else "wait", chosen=chosen)


def _about(own: OwnLine) -> str:
    """The slot or session; what was found; or what was too much."""
    if own.discovery is not None:
        return _(FINDINGS[own.discovery.finding.kind])
    if own.line.slot is not None:
        return place_words(own.line.slot)
    return _(WHOLE[own.line.rule]) if own.line.rule in WHOLE else ""


def _columns(texts: tuple[str, ...], tone: str, *, chosen: bool = False) -> Row:
    day, about, due, made, minutes, rule, fen, state = texts
    plain = tone if tone == "faint" else ""
    return Row(
        (
            Cell(day, DATE, "faint"),
            Cell(about, ABOUT, plain),
            Cell(due, TIME, "faint"),
            Cell(made, TIME, plain),
            Cell(minutes, MINUTES, plain, right=True),
            Cell(rule, RULE, "faint"),
            Cell(fen, YUAN, tone, right=True),
            Cell(state, STATE, tone),
        ),
        chosen,
    )
