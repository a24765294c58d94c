"""The lock: all that is on the supervisor's screen while nobody is at it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message

from keyroom.errors import KeyroomError
from keyroom.language import N_, _
from screens.base.app import LANGUAGE_KEY
from screens.base.languages import SwitchesLanguage
from screens.base.screen import KioskScreen
from screens.beside import Away
from screens.entrance.key_help import KeyBar
from screens.news import ReaderChanged
from screens.review.clerk import END_S
from screens.review.news import Done, Failed, Seen
from screens.review.place import Place
from screens.review.readers import Readers
from screens.review.verifier import VerifierNews
from screens.widgets.big_text import BigText
from screens.widgets.clock import Clock
from screens.widgets.lines import Lines
from screens.widgets.reader_health import ReaderHealth

TROUBLES = 3

LANGUAGE = Binding(LANGUAGE_KEY.key, "screen.switch_language", LANGUAGE_KEY.description)
"""The app's own key does nothing while a lock stands over it."""
END_KEY = Binding("f10", "screen.end", N_("End"), tooltip=N_("End the program"))
OPEN_KEY = Binding("enter", "screen.open", N_("Open"), tooltip=N_("Open it again"))


class LockScreen(KioskScreen):
    """Says how it is opened. Knows nothing of what was on the screen before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        LANGUAGE,
        END_KEY,
        OPEN_KEY,
        Binding("escape", "screen.call_off", show=False),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-tall")]  # noqa: RUF012 - Textual declares it so

    class Reopened(Message):
        """It is opened again by whoever has opened it by command."""

    def __init__(
        self,
        place: Place,
        readers: Readers,
        expect_end: Callable[..., None],
        reason: KeyroomError | None = None,
    ) -> None:
        """`expect_end(expected=...)` says whether the next badge ends the program."""
        super().__init__()
        self._place = place
        self._readers = readers
        self._expect_end = expect_end
        self._reason = reason
        self._away: KeyroomError | None = None
        self._is_ending = False
        self._is_composed = False

    def compose(self) -> ComposeResult:
        """Head, body, foot."""
        with Horizontal(id="head"):
            yield BigText(self._place.office, classes="office")
            yield ReaderHealth(self._place.readers)
        yield Lines(TROUBLES, classes="troubles")
        with Vertical(id="lock"):
            yield Clock(self._place.now, self._place.zone)
            yield BigText(_("Locked"), classes="title")
            yield BigText(classes="hint")
            yield BigText(classes="reason")
        yield KeyBar(self._keys)

    def on_mount(self) -> None:
        """Say how it is opened."""
        self._is_composed = True
        self._show()

    async def recompose(self) -> None:
        """In another language."""
        self._is_composed = False
        await super().recompose()
        self._is_composed = True
        self._show()

    def turned_away(self, reason: KeyroomError) -> None:
        """A badge was presented that opens nothing."""
        self._reason = reason
        self._is_ending = False
        self._show()

    def take(self, news: Away | Seen | Done | Failed | ReaderChanged | VerifierNews) -> None:
        """Readers and records may come and go; all else is not for a lock."""
        if isinstance(news, Away):
            self._away = news.fault
        self._show()

    async def action_switch_language(self) -> None:
        """Speak the other language."""
        if isinstance(self.app, SwitchesLanguage):
            await self.app.action_switch_language()

    def action_open(self) -> None:
        """Open it again, where it was opened by command."""
        if self._place.opened_by is not None:
            self.post_message(self.Reopened())

    def action_end(self) -> None:
        """End the program: at once where it was opened by command, else by a badge."""
        if self._place.opened_by is not None:
            self.app.exit()
            return
        self._expect(is_ending=True)
        self.set_timer(END_S, self.action_call_off)

    def action_call_off(self) -> None:
        """The next badge opens the screen again."""
        if self._is_ending:
            self._expect(is_ending=False)

    @property
    def _keys(self) -> tuple[Binding, ...]:
        by_command = self._place.opened_by is not None
        return (LANGUAGE_KEY, OPEN_KEY, END_KEY) if by_command else (LANGUAGE_KEY, END_KEY)

    def _expect(self, *, is_ending: bool) -> None:
        self._is_ending = is_ending
        self._reason = None
        self._expect_end(expected=is_ending)
        self._show()

    def _show(self) -> None:
        if not self._is_composed:
            return
        self.query_one(".hint", BigText).say(self._hint())
        reason = "" if self._reason is None else self._reason.shown(_)
        self.query_one(".reason", BigText).say(reason)
        health = self.query_one(ReaderHealth)
        for reader, how in self._readers.healths.items():
            health.show(reader, how)
        away = () if self._away is None else (self._records_away(self._away),)
        self.query_one(".troubles", Lines).show((*away, *self._readers.troubles))

    def _hint(self) -> str:
        person = self._place.opened_by
        if person is not None:
            opens = _("Enter opens it again for {no} {name}")
            return opens.format(no=person.no, name=person.name)
        if self._is_ending:
            return _("A supervisor's badge ends the program; Esc calls it off")
        return _("A supervisor's badge, please")

    def _records_away(self, fault: KeyroomError) -> str:
        return _("The records are away: {reason}").format(reason=fault.shown(_))
