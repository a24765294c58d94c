"""What every view of the supervisor's screen has: looks, keys, and words that can change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message

from kiosk.attendance.sheets.month import Month
from kiosk.person import Person
from screens.review.ask import Ask
from screens.review.looks import Look
from screens.review.news import Job
from screens.review.place import Place
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet
from screens.widgets.tone import Tone

WORDS_STEP = 3
"""Lines by which the words below move."""


@dataclass(slots=True)
class Shown:
    """What several views show alike."""

    month: Month


@dataclass(frozen=True, slots=True)
class Session:
    """Who is at the screen, where it stands, and how records are changed from it."""

    place: Place
    person: Person
    do: Callable[[Job], None]
    shown: Shown


class View(Vertical, inherit_bindings=False):
    """One view. It is there all the time; what it needs is looked at while it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+down", "words(1)", show=False),
        Binding("shift+up", "words(-1)", show=False),
    ]
    KEYS: ClassVar[Sequence[Binding]] = ()
    """What its own keys do, for the line at the foot and the page of keys."""
    IS_COUNTED: ClassVar[bool] = False
    """Whether it is looked at while another is shown: the line of views says how much waits."""

    class LooksChanged(Message):
        """The view wants to see something else."""

    class Waiting(Message):
        """So much waits in the view for whoever is at the screen."""

        def __init__(self, view: "View", count: int) -> None:
            super().__init__()
            self.view = view
            self.count = count

    class Told(Message):
        """Something to be said to whoever is at the screen."""

        def __init__(self, words: Callable[[], str], tone: Tone) -> None:
            super().__init__()
            self.words = words
            self.tone = tone

    class KeysChanged(Message):
        """Other keys do something now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def looks(self) -> Sequence[Look]:
        """What is to be seen while it is shown, the most urgent first."""
        return ()

    @property
    def keys(self) -> Sequence[Binding]:
        """Those of its keys that do something now."""
        return self.KEYS

    @property
    def is_asking(self) -> bool:
        """Whether it waits for a person's reason."""
        return any(ask.is_open for ask in self.query(Ask))

    def take(self, look: Look, seen: object) -> None:
        """Something that was looked at, by this view or another, as it is now."""

    def badge(self) -> None:
        """The badge of whoever is at the screen was presented once more."""
        for ask in self.query(Ask):
            ask.badge()

    def on_ask_turned(self) -> None:
        """It begins to ask, or is done: other keys do something now."""
        self.post_message(self.KeysChanged())
        if not self.is_asking:
            self.enter()

    def failed(self) -> None:
        """Something that was to be done was refused."""

    def enter(self) -> None:
        """It is shown now: the focus goes where its keys are heard."""
        sheet = next(iter(self.query(Sheet)), None)
        if sheet is not None:
            sheet.focus()

    def action_words(self, step: int) -> None:
        """Move the words below, where they are more than their room."""
        for words in self.query(VerticalScroll):
            words.scroll_relative(y=step * WORDS_STEP, animate=False)

    def redraw(self) -> None:
        """The language has changed."""
        for sheet in self.query(Sheet):
            sheet.redraw()
        for said in self.query(Said):
            said.say()
