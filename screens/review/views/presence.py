"""Who is there now: the counts, then everybody by team."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from keyroom.language import N_, _
from kiosk.attendance.presence import PRESENCE_NAMES, Board, Presence, Standing
from screens.entrance.words import SLOTS
from screens.review.looks import BoardLook, Look, SilenceLook
from screens.review.view import Session, View
from screens.review.words import OFF_BY_MINUTES, PRESENCE_SIGNS, long_day, result_words, time_of
from screens.widgets.big_text import BigText
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet
from screens.widgets.sheet_content import Cell, Column
from screens.widgets.tone import Tone

if TYPE_CHECKING:
    from kiosk.signs_of_life import Sign


class BoardContent:
    """The board as rows, a heading for each team."""

    fixed = 0
    cells = range(0)

    def __init__(self, board: Board, zone: ZoneInfo) -> None:
        self._zone = zone
        self._rows: list[Standing | str] = []
        for team, members in board.teams.items():
            self._rows += [team, *members]
        self.keys = ["" if isinstance(row, str) else row.person.no for row in self._rows]

    def columns(self) -> Sequence[Column]:
        """Where a person is, since when, and what is next."""
        return (
            Column("", 1),
            Column(_("name"), 10, grows=True),
            Column(_("number"), 6),
            Column(_("now"), 11, grows=True),
            Column(_("since"), 5),
            Column(_("result"), 15, grows=True),
            Column(_("next"), 19, grows=True),
        )

    def row(self, index: int) -> Sequence[Cell]:
        """A team's name, or a person."""
        row = self._rows[index]
        if isinstance(row, str):
            return (Cell(row),)
        sign, tone = PRESENCE_SIGNS[row.presence]
        return (
            Cell(sign, tone),
            Cell(row.person.name, Tone.STRONG),
            Cell(row.person.no, Tone.FAINT),
            Cell(_(PRESENCE_NAMES[row.presence]), tone),
            Cell(time_of(row.since, self._zone)),
            self._result(row),
            self._next(row),
        )

    def _result(self, row: Standing) -> Cell:
        result = row.result
        if result is None or row.presence is Presence.ABSENT:
            return Cell("")
        if result.result in OFF_BY_MINUTES:
            return Cell(result_words(result), Tone.WARN)
        if result.prep_missed:
            return Cell(_("not early"), Tone.FAINT)
        return Cell(result_words(result), Tone.FAINT)

    def _next(self, row: Standing) -> Cell:
        if row.next is None:
            return Cell("")
        return Cell(f"{_(SLOTS[row.next.slot])} {time_of(row.next.at, self._zone)}", Tone.FAINT)


class Tile(Vertical, inherit_bindings=False):
    """How many are where."""

    def __init__(self, presence: Presence) -> None:
        super().__init__(classes=f"-{PRESENCE_SIGNS[presence][1]}")
        self.presence = presence
        self.count = 0

    def compose(self) -> ComposeResult:
        """The number, and what it counts."""
        yield BigText("0", classes="number")
        yield Said(self._label)

    def show(self, count: int) -> None:
        """So many now."""
        self.count = count
        self.query_one(BigText).say(str(count))
        self.set_class(count == 0, "-none")
        self.query_one(Said).say()

    def _label(self) -> str:
        return f"{PRESENCE_SIGNS[self.presence][0]} {_(PRESENCE_NAMES[self.presence])}"


class PresenceView(View):
    """The board, recomputed within a second of a tap."""

    TITLE = N_("Presence")

    class PersonMeant(Message):
        """Somebody's month is asked for."""

        def __init__(self, no: str) -> None:
            super().__init__()
            self.no = no

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board: Board | None = None
        self._silent: list[Sign] = []

    @property
    def looks(self) -> Sequence[Look]:
        """The board of now, and whether the wall works."""
        return (BoardLook(), SilenceLook())

    def compose(self) -> ComposeResult:
        """The day, the counts, the people."""
        yield Said(self._heading, classes="heading")
        yield Said(self._silences, classes="silences")
        yield Said(self._counts, classes="counts")
        with Horizontal(classes="tiles"):
            for presence in Presence:
                yield Tile(presence)
        yield Sheet()

    def on_mount(self) -> None:
        """All works, as far as is known."""
        self.query_one(".silences").display = False

    def take(self, look: Look, seen: object) -> None:
        """A board of now, or what works no more."""
        if isinstance(look, SilenceLook) and isinstance(seen, list):
            self._silent = seen
            silences = self.query_one(".silences", Said)
            silences.display = bool(seen)
            silences.say()
        elif isinstance(seen, Board):
            self.board = seen
            for tile in self.query(Tile):
                tile.show(seen.counts[tile.presence])
            self.query_one(Sheet).show(BoardContent(seen, self.session.place.zone))
            for said in self.query(Said):
                said.say()

    def on_sheet_chosen(self, message: Sheet.Chosen) -> None:
        """Enter on a person shows his month."""
        self.post_message(self.PersonMeant(message.sheet.key))

    def _counts(self) -> Text:
        text = Text()
        for presence, count in ({} if self.board is None else self.board.counts).items():
            if count:
                sign, tone = PRESENCE_SIGNS[presence]
                text.append(f"{sign} {count} {_(PRESENCE_NAMES[presence])}   ", tone)
        return text

    def _silences(self) -> Text:
        lines = [
            _("The screen “{terminal}” has been silent since {time}").format(
                terminal=sign.terminal, time=time_of(sign.given.utc, self.session.place.zone)
            )
            for sign in self._silent
        ]
        return Text("\n".join(lines), Tone.BAD)

    def _heading(self) -> str:
        if self.board is None:
            return _("One moment…")
        at = time_of(self.board.at, self.session.place.zone)
        return _("{day}, as of {time}").format(day=long_day(self.board.day), time=at)
