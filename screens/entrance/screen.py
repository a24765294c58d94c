"""The entrance's screen: the clock until somebody taps, then the answer, then the clock again."""

from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message

from devices.events import ReaderDown, ReaderFault, ReaderUp
from keyroom.language import N_, _
from kiosk.attendance.answer import ACCEPTED, Answer
from kiosk.attendance.calendar import Calendar
from kiosk.attendance.due import next_due
from kiosk.attendance.own_asks import OwnMonthAsked
from kiosk.attendance.own_month import OwnMonth
from kiosk.attendance.season_change import SeasonChange, announced_change
from kiosk.person import StaffNo
from screens.base.app import LANGUAGE_KEY
from screens.base.screen import KioskScreen
from screens.entrance.answer_panel import AnswerPanel
from screens.entrance.key_help import KeyBar, KeyHelp
from screens.entrance.notice import Hint, Shown, notice
from screens.entrance.own_page.page import OwnPage
from screens.entrance.own_page.view import View
from screens.entrance.place import Place
from screens.entrance.standing import Standing
from screens.entrance.tap_lines import tap_line
from screens.entrance.troubles import troubles
from screens.entrance.words import long_date, next_planned, season_words, short_date
from screens.mailbox import Mailbox
from screens.news import (
    Answered,
    AskDone,
    AskRefused,
    Completed,
    Denied,
    DoorChanged,
    LeaveGranted,
    News,
    OwnMonthTold,
    Purpose,
    ReaderChanged,
)
from screens.taps import PURPOSE_S
from screens.widgets.big_text import BigText
from screens.widgets.clock import Clock
from screens.widgets.last_taps import LastTaps
from screens.widgets.lines import Lines
from screens.widgets.reader_health import Health, ReaderHealth
from screens.wishes import Wishes

BESIDE = Size(170, 36)
"""From this size the last taps have a column of their own (entrance.tcss)."""
TROUBLES = 3
"""So many at once: more would take the clock's room."""

KEYS = (
    Binding(
        "f3",
        "screen.own_month",
        N_("My month"),
        tooltip=N_("After a tap: your own month, leave, corrections, objections"),
    ),
    Binding(
        "f6",
        "screen.expect('CORRECT')",
        N_("Correct"),
        tooltip=N_("Turn the last tap: in to out, out to in (supervisor's badge)"),
    ),
    Binding(
        "f10",
        "screen.expect('LEAVE')",
        N_("Close"),
        tooltip=N_("Close the entrance (supervisor's badge)"),
    ),
    Binding("question_mark,f1", "screen.help", N_("Keys"), tooltip=N_("Show or hide this page")),
)
"""What a person can do besides tapping. Function keys: no reader that types sends one."""
SHOWN_KEYS = (LANGUAGE_KEY, *KEYS)


class EntranceScreen(KioskScreen):
    """Shows what it is told; decides nothing but how long an answer stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("escape", "screen.call_off", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (110, "-broad"),
        (BESIDE.width, "-wide"),
        (320, "-vast"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-low"),
        (BESIDE.height, "-tall"),
    ]

    class NewsCame(Message):
        """There is something in the mailbox."""

    def __init__(self, place: Place, mailbox: Mailbox, wishes: Wishes) -> None:
        super().__init__()
        self._place = place
        self._mailbox = mailbox
        self._wishes = wishes
        self._standing = Standing(self, self._show_answer)
        self._door: DoorChanged | None = None
        self._down: dict[str, ReaderDown] = {}
        self._healths = dict.fromkeys(place.readers, Health.STARTING)
        self._is_composed = False
        self._is_helping = False
        self._own: OwnPage | None = None
        self._own_awaited: StaffNo | None = None
        """Who has pressed the key for the own page, until it is there."""

    def compose(self) -> ComposeResult:
        """Head, body, foot. What changes is filled in when they are there."""
        with Horizontal(id="head"):
            yield BigText(self._place.office, classes="office")
            yield ReaderHealth(self._place.readers)
        yield Lines(TROUBLES, classes="troubles")
        with Container(id="body"):
            with Vertical(id="idle"):
                yield Clock(self._place.now, self._place.zone)
                yield BigText(classes="date")
                yield BigText(classes="due")
                yield BigText(classes="season")
            yield AnswerPanel()
            yield KeyHelp(SHOWN_KEYS)
            if self._own is not None:
                self._own = OwnPage(self._own.view, self._place)
                yield self._own
            with Vertical(id="recent"):
                yield BigText(_("Last taps"), classes="title")
                yield LastTaps()
        yield KeyBar(SHOWN_KEYS)

    def on_mount(self) -> None:
        """Show the state, and listen to what comes."""
        self._show_all()
        self._mailbox.listen(lambda: self.post_message(self.NewsCame()))

    def on_unmount(self) -> None:
        """What comes now waits for another screen."""
        self._mailbox.listen(None)

    async def recompose(self) -> None:
        """In another language, with all that was shown. News may come meanwhile."""
        self._is_composed = False
        await super().recompose()
        self._show_all()

    def on_clock_minute_began(self) -> None:
        """The day may have changed, and what is next."""
        self._show_day()

    def on_entrance_screen_news_came(self) -> None:
        """Show all there is: of a burst, the last answer is the one that stays."""
        for news in self._mailbox.empty():
            self._take(news)

    def action_expect(self, purpose: str) -> None:
        """Ask for a supervisor's badge."""
        self._wishes.expect(Purpose[purpose])
        self._answer(Purpose[purpose], PURPOSE_S)

    def action_call_off(self) -> None:
        """Ask for nothing any more: the next badge is a tap again. The keys go too."""
        self._is_helping = False
        self._wishes.expect(Purpose.PUNCH)
        self._standing.end()

    def action_own_month(self) -> None:
        """Show the person whose answer stands the own month."""
        person = self._person_answered()
        if person is None:
            self._answer(Hint.TAP_FIRST)
        else:
            self._own_awaited = person
            self._wishes.ask(OwnMonthAsked(person))

    def on_key(self, event: events.Key) -> None:
        """Keys are the own page's while it is open."""
        if self._own is not None:
            self._own.press(event)

    def on_own_page_asks(self, event: OwnPage.Asks) -> None:
        """Hand it on; the answer is news."""
        self._wishes.ask(event.asked)

    def on_own_page_closed(self) -> None:
        """Back to the clock."""
        self._close_own()
        self._arrange()

    def action_help(self) -> None:
        """Show the keys, or hide them."""
        self._is_helping = not self._is_helping
        self._arrange()

    def on_resize(self) -> None:
        """The last taps may have a column of their own now, or no longer."""
        if self._is_composed:
            self._arrange()

    def _take(self, news: News) -> None:
        match news:
            case ReaderChanged(event):
                self._reader_changed(event)
            case DoorChanged():
                self._door = news
                self._show_door()
            case Completed(answer):
                self._complete(answer)
            case OwnMonthTold(own):
                self._show_own(own)
            case AskDone(asked):
                if self._own is not None:
                    self._own.receive(asked)
            case AskRefused():
                self._refused(news)
            case LeaveGranted():
                self.app.exit()
            case _:
                self._answer(news)

    def _answer(self, shown: Shown, stands_s: float | None = None) -> None:
        self._close_own()
        bells = notice(shown, self._place.zone).look.bells
        self._is_helping = False
        self._standing.begin(shown, bells, stands_s)

    def _person_answered(self) -> StaffNo | None:
        """Whose accepted tap is answered on the screen."""
        shown = self._standing.shown
        answer = shown.answer if isinstance(shown, Answered | Denied) else None
        if answer is None or answer.person is None or answer.result not in ACCEPTED:
            return None
        return answer.person.no

    def _show_own(self, own: OwnMonth) -> None:
        person = own.person.no
        if self._own is not None and self._own.view.own.person.no == person:
            self._own.take(own)
        elif self._own_awaited == person:
            self._own_awaited = None
            self._is_helping = False
            self._own = OwnPage(View.of(own), self._place)
            self.query_one("#body").mount(self._own)
            self._standing.end()

    def _close_own(self) -> None:
        """Destroy the page: nothing of it may stay on the screen, or behind it."""
        page, self._own, self._own_awaited = self._own, None, None
        if page is not None:
            page.display = False
            page.remove()

    def _refused(self, refused: AskRefused) -> None:
        if self._own is not None:
            self._own.receive(refused.asked, refused.reason)
        elif self._own_awaited == refused.asked.person:
            self._answer(refused)

    def _complete(self, answer: Answer) -> None:
        """Add the month to the answer, if that is the one that stands still."""
        shown = self._standing.shown
        if not isinstance(shown, Answered | Denied) or shown.answer is None:
            return
        if shown.answer.punch == answer.punch:
            self._standing.complete(replace(shown, answer=answer))

    def _reader_changed(self, event: ReaderUp | ReaderDown | ReaderFault) -> None:
        match event:
            case ReaderUp(reader):
                self._down.pop(reader, None)
                self._healths[reader] = Health.UP
            case ReaderDown(reader):
                self._down[reader] = event
                self._healths[reader] = Health.DOWN
            case ReaderFault() if self._standing.shown is None and self._own is None:
                self._answer(event)
        self._show_readers()

    def _show_all(self) -> None:
        self._is_composed = True
        self._show_day()
        self._show_door()
        self._show_readers()
        self._show_answer()

    def _show_answer(self) -> None:
        if not self._is_composed:
            return
        shown = self._standing.shown
        if shown is not None:
            said = notice(shown, self._place.zone)
            self.query_one(AnswerPanel).show(said, is_fading=self._standing.is_fading)
        else:
            self.query_one(AnswerPanel).forget()
        self._arrange()

    def _arrange(self) -> None:
        """Give the room to one: the own page, the keys, the answer, or the clock."""
        own = self._own is not None
        answering = self._standing.shown is not None and not self._is_helping
        calm = not answering and not own and not self._is_helping
        # Not by a class of the screen's: that has the styles of all widgets computed anew, 10 ms.
        self.query_one("#idle").display = calm
        self.query_one("#recent").display = calm or (self._has_side() and not own)
        self.query_one(AnswerPanel).display = answering
        self.query_one(KeyHelp).display = self._is_helping
        self.query_one(KeyBar).display = not own

    def _has_side(self) -> bool:
        return self.size.width >= BESIDE.width and self.size.height >= BESIDE.height

    def _show_day(self) -> None:
        if not self._is_composed:
            return
        now, timetable, calendar = self._place.now(), self._place.timetable, self._calendar
        due = next_due(now, None, timetable, calendar)
        words = () if due is None else next_planned(due, now)
        local = now.astimezone(self._place.zone)
        self.query_one(".date", BigText).say(long_date(local), short_date(local))
        self.query_one(".due", BigText).say(*words)
        self._show_season(announced_change(timetable.attendance_day(now), timetable, calendar))
        self._show_troubles()

    @property
    def _calendar(self) -> Calendar:
        return self._place.calendar if self._door is None else self._door.status.calendar

    def _show_season(self, change: SeasonChange | None) -> None:
        line = self.query_one(".season", BigText)
        line.display = change is not None
        if change is not None:
            line.say(*season_words(change))

    def _show_door(self) -> None:
        if self._is_composed and self._door is not None:
            taps = self._door.recent
            self.query_one(LastTaps).taps = [tap_line(tap, self._place.zone) for tap in taps]
            self._show_day()

    def _show_readers(self) -> None:
        if self._is_composed:
            health = self.query_one(ReaderHealth)
            for reader, how in self._healths.items():
                health.show(reader, how)
            self._show_troubles()

    def _show_troubles(self) -> None:
        status = None if self._door is None else self._door.status
        today = self._place.now().astimezone(self._place.zone).date()
        self.query_one(".troubles", Lines).show(troubles(status, self._down, today))
