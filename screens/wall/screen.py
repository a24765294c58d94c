"""The wall's screen: the meeting while it is near or runs, else what everyone should read."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message

from keyroom.language import N_, _
from kiosk.clock import JumpWatch, Reading
from kiosk.meetings.running import Instant
from kiosk.meetings.wall_service import Outcome, Purpose
from kiosk.meetings.wall_view import (
    MeetingView,
    Phase,
    Pressed,
    WallFacts,
    WallView,
    wall_view,
)
from screens.base.app import LANGUAGE_KEY
from screens.base.screen import KioskScreen
from screens.beside import Away
from screens.entrance.key_help import KeyBar, KeyHelp
from screens.entrance.words import long_date, short_date
from screens.mailbox import Post
from screens.news import ReaderChanged
from screens.public_board import PublicBoard
from screens.review.readers import Readers
from screens.wall import words
from screens.wall.news import Done, News, Read, Refused
from screens.wall.place import Place
from screens.wall.reading import Reading as Text
from screens.wall.seats import Seats
from screens.wall.usher import CONFIRM_S
from screens.widgets.big_text import BigText
from screens.widgets.lines import Lines
from screens.widgets.reader_health import ReaderHealth

if TYPE_CHECKING:
    from textual.timer import Timer

    from keyroom.errors import KeyroomError

TOLD_S: Final = 8.0
"""How long the wall says what a badge has done."""
CARD_S: Final = 12
"""Seconds for which a page stands, through the day."""
NAMES_S: Final = 4
"""Seconds for which the same names are first, where not all can be large."""
OLD_S: Final = 5.0
"""What has not been read for so long is called old."""
SETTLE_S: Final = 1.0
"""A key that leads on does nothing for so long after the last one: keys repeat, and fingers too."""
TROUBLES: Final = 3
MICROSECOND: Final = 1_000_000

NEXT_KEY = Binding(
    "space,right",
    "screen.next",
    N_("Next block"),
    tooltip=N_("Go on to the next block; after the last one the meeting is over"),
)
KEYS = (
    NEXT_KEY,
    Binding(
        "f5",
        "screen.expect('START')",
        N_("Start"),
        tooltip=N_("Start the meeting: then the host's badge, here or at the entrance"),
    ),
    Binding(
        "f6",
        "screen.expect('CHECK')",
        N_("Books"),
        tooltip=N_("Sign for how everybody's books stand (host's badge)"),
    ),
    Binding("question_mark,f1", "screen.help", N_("Keys"), tooltip=N_("Show or hide this page")),
)
MORE_KEYS = (
    Binding(
        "down,pagedown", "screen.turn(1)", N_("Page"), tooltip=N_("Page through a long text: ↓ ↑")
    ),
    Binding(
        "f8",
        "screen.expect('VOID')",
        N_("Take back"),
        tooltip=N_("Take back a start by mistake (host's badge)"),
    ),
    Binding(
        "f10",
        "screen.expect('CLOSE')",
        N_("Close"),
        tooltip=N_("Close the wall (supervisor's badge)"),
    ),
)
"""Function keys: no reader that types sends one."""


class Serves(Protocol):
    """What the screen asks of the thread beside it; nothing of it blocks."""

    def press(self, pressed: Pressed) -> None:
        """Lead the meeting on."""

    def expect(self, purpose: Purpose | None) -> None:
        """What the next badge is for; None calls it off."""

    def painted(self) -> float:
        """The screen has painted; for how many seconds nobody has looked at the records."""


class WallScreen(KioskScreen):
    """Shows what the records said last, as it is at this second; decides nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        *MORE_KEYS,
        Binding("up,pageup", "screen.turn(-1)", show=False),
        Binding("escape", "screen.call_off", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-broad"), (200, "-huge")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall"), (60, "-high")]  # noqa: RUF012

    class NewsCame(Message):
        """There is something in the mailbox."""

    class BoardChanged(Message):
        """Something else is public."""

    def __init__(
        self, place: Place, mailbox: Post[News], usher: Serves, board: PublicBoard
    ) -> None:
        super().__init__()
        self._place = place
        self._mailbox = mailbox
        self._usher = usher
        self._board = board
        self._facts: WallFacts | None = None
        self._view: WallView | None = None
        self._pressed: list[Pressed] = []
        """Keys that are not in the records yet."""
        self._pressed_at = 0.0
        self._away: KeyroomError | None = None
        self._readers = Readers(place.readers)
        self._jumps = JumpWatch()
        self._told: Callable[[], str] | None = None
        self._told_until: Timer | None = None
        self._card = 0
        self._card_stands = 0
        self._seconds = 0
        self._is_composed = False
        self._is_helping = False

    def compose(self) -> ComposeResult:
        """Head, body, foot. What changes is filled in when they are there."""
        with Horizontal(id="head"):
            yield BigText(self._place.office, classes="office")
            yield ReaderHealth(self._place.readers)
            yield BigText(classes="time")
        yield Lines(TROUBLES, classes="troubles")
        with Container(id="body"):
            with Vertical(id="day"):
                yield BigText(classes="clock")
                yield BigText(classes="date")
                yield BigText(classes="held how")
                yield BigText(classes="held notes")
                yield BigText(classes="title")
                yield Text(classes="card")
                yield BigText(classes="next")
            with Vertical(id="meeting"):
                with Horizontal(id="top"):
                    yield BigText(classes="heading")
                    yield BigText(classes="total")
                with Horizontal(id="under"):
                    yield BigText(classes="host")
                    yield BigText(classes="block-time")
                with Horizontal(id="room"):
                    yield Text(classes="text")
                    yield Seats()
                yield BigText(classes="books first")
                yield BigText(classes="books second")
                yield BigText(classes="books third")
            yield KeyHelp((LANGUAGE_KEY, *KEYS, *MORE_KEYS))
        yield BigText(classes="told")
        yield KeyBar((LANGUAGE_KEY, *KEYS))

    def on_mount(self) -> None:
        """Show the time, and listen to what comes."""
        self._is_composed = True
        self._turn()
        self._mailbox.listen(lambda: self.post_message(self.NewsCame()))
        self._board.listen(self._tell_of_board)

    def on_unmount(self) -> None:
        """What comes now waits for another screen."""
        self._mailbox.listen(None)
        self._board.leave(self._tell_of_board)

    async def recompose(self) -> None:
        """In another language, with all that was shown."""
        self._is_composed = False
        await super().recompose()
        self._is_composed = True
        self._show(self._place.read())

    @property
    def view(self) -> WallView | None:
        """What is shown; None before the records were read."""
        return self._view

    @property
    def _turns(self) -> int:
        """Counts the turns that names take where not all can be large."""
        return self._seconds // NAMES_S

    def on_wall_screen_news_came(self) -> None:
        """Show all there is."""
        for news in self._mailbox.empty():
            self._take(news)
        self._show(self._place.read())

    def on_wall_screen_board_changed(self) -> None:
        """Begin with what has become public."""
        self._card = self._card_stands = 0
        self._show(self._place.read())

    def action_next(self) -> None:
        """Lead the running meeting on, and show it at once."""
        reading = self._place.read()
        meeting = self._view.meeting if self._view else None
        is_early = reading.boot_time_s < self._pressed_at + SETTLE_S
        if meeting is None or meeting.block is None or is_early:
            return
        self._pressed_at = reading.boot_time_s
        pressed = Pressed(meeting.day, meeting.kind, Instant.of(reading))
        self._pressed.append(pressed)
        self._usher.press(pressed)
        self._show(reading)

    def action_expect(self, purpose: str) -> None:
        """Ask for a badge."""
        asked = Purpose[purpose]
        self._usher.expect(asked)
        self._is_helping = False
        self._tell(lambda: _(words.PURPOSES[asked]), stands_s=None)

    def action_call_off(self) -> None:
        """Ask for nothing any more."""
        self._usher.expect(None)
        self._is_helping = False
        self._tell(None)

    def action_turn(self, by: int) -> None:
        """Page through the text of the block."""
        self.query_one(".text", Text).turn(by)

    def action_help(self) -> None:
        """Show the keys, or hide them."""
        self._is_helping = not self._is_helping
        self._show(self._place.read())

    def _take(self, news: News) -> None:
        match news:
            case Read(facts, settled):
                self._facts = facts
                self._pressed = [each for each in self._pressed if each not in settled]
            case Done(tapped) if tapped.outcome is Outcome.CLOSED:
                self.app.exit()
            case Done(tapped):
                self._tell(lambda: words.tapped_words(tapped))
            case Refused(reason):
                self._tell(lambda: reason.shown(_))
            case Away(fault):
                self._away = fault
            case ReaderChanged(event):
                self._readers.changed(event)

    def _tell(self, said: Callable[[], str] | None, stands_s: float | None = TOLD_S) -> None:
        self._told = said
        if self._told_until is not None:
            self._told_until.stop()
        if said is not None:
            self._told_until = self.set_timer(stands_s or CONFIRM_S, lambda: self._tell(None))
        self._show(self._place.read())

    def _tell_of_board(self) -> None:
        self.post_message(self.BoardChanged())

    def _turn(self) -> None:
        """Once a second, on the second."""
        reading = self._place.read()
        self._jumps.look(reading)
        self._turn_cards()
        self._show(reading)
        self.set_timer(1 - reading.utc.microsecond / MICROSECOND, self._turn)

    def _turn_cards(self) -> None:
        self._seconds += 1
        self._card_stands += 1
        if self._card_stands < CARD_S or not self._is_composed:
            return
        self._card_stands = 0
        card = self.query_one(".card", Text)
        if card.page + 1 < card.pages:
            card.turn(1)
        else:
            self._card += 1
            card.page = 0

    def _show(self, reading: Reading) -> None:
        if not self._is_composed:
            return
        now = Instant.of(reading)
        if self._facts is not None:
            today = self._place.day_of(now.at)
            self._view = wall_view(self._facts, now, today, self._pressed)
        self._show_frame(reading)
        if self._view is not None and self._view.meeting is not None:
            self._show_meeting(self._view.meeting, self._view.phase)
        else:
            self._show_day(reading)

    def _show_frame(self, reading: Reading) -> None:
        """Which part is seen, and what stands around it."""
        in_meeting = self._view is not None and self._view.meeting is not None
        self.query_one("#day").display = not in_meeting and not self._is_helping
        self.query_one("#meeting").display = in_meeting and not self._is_helping
        self.query_one(KeyHelp).display = self._is_helping
        local = reading.utc.astimezone(self._place.zone)
        time = self.query_one(".time", BigText)
        time.display = in_meeting or self._is_helping
        time.say(f"{local:%H:%M:%S}")
        told = self.query_one(".told", BigText)
        told.display = self._told is not None
        told.say("" if self._told is None else self._told())
        health = self.query_one(ReaderHealth)
        for reader, how in self._readers.healths.items():
            health.show(reader, how)
        self.query_one(".troubles", Lines).show(self._troubles(reading))

    def _troubles(self, reading: Reading) -> Sequence[str]:
        unseen = self._usher.painted()
        lines = []
        if unseen > OLD_S:
            lines.append(words.old_line(unseen, reading.utc, self._place.zone))
        if self._away is not None:
            lines.append(_("The records are away: {reason}").format(reason=self._away.shown(_)))
        if self._jumps.off_by:
            lines.append(words.clock_line(self._jumps.off_by))
        return (*lines, *self._readers.troubles)

    def _show_meeting(self, meeting: MeetingView, phase: Phase) -> None:
        self._say(".heading", *words.heading(meeting, phase))
        self._say(".total", *words.total(meeting, phase))
        is_over = meeting.left_s is not None and meeting.left_s < 0
        top = self.query_one("#top")
        top.set_class(is_over or phase is Phase.DUE, "-over")
        self._say(".host", *words.host_line(meeting, self._place.room))
        self._say(".block-time", words.block_time(meeting))
        running = phase is Phase.RUNNING
        text = words.block_text(meeting) if running else words.before_text(meeting)
        self.query_one(".text", Text).text = text
        self.query_one(Seats).seats = meeting.seats
        self._say_all(".books", words.book_lines(meeting, self._turns))

    def _show_day(self, reading: Reading) -> None:
        local = reading.utc.astimezone(self._place.zone)
        self._say(".clock", f"{local:%H:%M:%S}")
        self._say(".date", long_date(local), short_date(local))
        view = self._view
        self._say_all(".held", words.held_lines(view.held if view else None, self._turns))
        following = words.next_line(view.next, local) if view else (_("One moment…"),)
        self._say(".next", *following)
        cards = [words.announcement(each) for each in self._board.shown]
        cards += [words.card_words(card) for card in view.cards] if view else []
        title, text = cards[self._card % len(cards)] if cards else ("", "")
        self._say(".title", title)
        self.query_one(".card", Text).text = text

    def _say(self, where: str, *forms: str) -> None:
        self.query_one(where, BigText).say(*forms)

    def _say_all(self, where: str, lines: Sequence[words.Forms]) -> None:
        rows = self.query(where).results(BigText)
        for row, forms in zip_longest(rows, lines, fillvalue=None):
            if row is not None:
                row.display = forms is not None
                row.say(*(forms or ("",)))
