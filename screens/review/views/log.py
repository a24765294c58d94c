"""The log: everything that happened, newest first; narrowed, opened and followed to its end."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from keyroom.language import N_, _
from kiosk.errors import BadCellError
from kiosk.office import Office
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.cases.cases import Cases
from kiosk.privacy.log.detail import Detail
from kiosk.privacy.log.entry import LogEntry, Origin
from kiosk.privacy.log.export import BY_SCREEN, FileForm, export, file_name, in_folder
from kiosk.privacy.log.histogram import Histogram
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.reads import Read
from kiosk.privacy.log.saved import SavedFilters
from kiosk.privacy.log.typed import moment_named, texts_of, typed_filter
from kiosk.privacy.log.window import Window
from kiosk.privacy.log.words import filter_words
from kiosk.times import moment
from screens.review.ask import Ask
from screens.review.log_form import LogForm
from screens.review.log_histogram import LogHistogram, count_words
from screens.review.log_looks import DetailLook, HistogramLook, LogLook, LogSeen, SavedLook
from screens.review.log_sheet import LogSheet
from screens.review.log_words import LogContent, whole
from screens.review.looks import Look
from screens.review.news import Job
from screens.review.view import Session, View
from screens.widgets.said import Said
from screens.widgets.sheet import Sheet
from screens.widgets.tone import Tone

EXPORTS = "exports"
"""The folder in the office's home into which files go."""
FORM_NAMES = {
    FileForm.CSV: N_("CSV for spreadsheets"),
    FileForm.JSON_LINES: N_("JSON lines"),
    FileForm.WORKBOOK: N_("workbook"),
    FileForm.PDF: N_("PDF"),
}
"""How each form is called: message ids."""
MOST_COLUMNS = 120
"""Of the histogram: so many can be told apart."""
NARROW = Binding("f", "narrow", N_("Filter"), tooltip=N_("Type what is looked for"))
CLEAR = Binding("c", "clear", N_("Everything"), tooltip=N_("Take all conditions away"))
JUMP = Binding("g", "jump", N_("To a day"), tooltip=N_("Show what happened on a day"))
CHART = Binding("h", "chart", N_("Chart"), tooltip=N_("Choose a time in the chart"))
WIDEN = Binding("w", "widen", N_("Wider"), tooltip=N_("Back to the time before"))
KEEP = Binding("s", "keep", N_("Keep"), tooltip=N_("Keep this filter under a name"))
EXPORT = Binding("e", "export", N_("Hand out"), tooltip=N_("Write what is looked for to a file"))
KEPT = Binding("l", "kept", N_("Kept"), tooltip=N_("Use a filter that was kept"))

TAKE_UP = Binding("t", "take_up", N_("Take up"), tooltip=N_("Make a case of this entry"))


class LogView(View):
    """Asks for what is seen of the log, and for nothing else."""

    TITLE = N_("Log")
    KEYS = (NARROW, CLEAR, JUMP, CHART, WIDEN, KEEP, KEPT, EXPORT, TAKE_UP)
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._window = Window(LogFilter())
        self._before = LogFilter()
        """What held before the form was opened."""
        self._wider: list[LogFilter] = []
        """What held before each narrowing by the chart."""
        self._read = self._reading(AccessKind.LOG)
        self._opening: DetailLook | None = None
        self._opened: Detail | None = None
        self._histogram: Histogram | None = None
        self._names: dict[str, str] = {}
        self._saved: Mapping[str, LogFilter] = {}
        self._is_from_oldest = False
        """The oldest entries are asked for, to stand on the last of them."""

    @property
    def looks(self) -> Sequence[Look]:
        """The rows that are seen, the entry that is opened, the columns."""
        seen = self.query_one(LogSheet).seen
        rows = [LogLook(each, self._read) for each in self._window.questions(seen)]
        opened = () if self._opening is None else (self._opening,)
        columns = HistogramLook(self.wanted, self._most_columns, self._read)
        return (*rows, *opened, columns, SavedLook())

    @property
    def wanted(self) -> LogFilter:
        """What is looked for."""
        return self._window.wanted

    @property
    def is_asking(self) -> bool:
        """Whether something is being typed."""
        return super().is_asking or self.query_one(LogForm).display

    @property
    def entry(self) -> LogEntry | None:
        """What the cursor is on."""
        content = self.query_one(LogSheet).content
        return (
            content.entry(self.query_one(LogSheet).key) if isinstance(content, LogContent) else None
        )

    def compose(self) -> ComposeResult:
        """How much there is, the columns, the form, the entries, all about one."""
        yield Said(self._heading, classes="heading")
        yield LogHistogram()
        yield LogForm()
        yield LogSheet()
        with VerticalScroll(classes="words", can_focus=False):
            yield Said(self._whole)
        yield Ask()

    def take(self, look: Look, seen: object) -> None:
        """An answer of now; to older questions nothing is shown."""
        match look, seen:
            case LogLook(question, read), LogSeen(page, names) if read is self._read:
                if self._window.take(question, page):
                    self._names |= names
                    self._show()
                    if self._is_from_oldest and self._window.entries:
                        self._is_from_oldest = False
                        self._to_last()
            case HistogramLook(wanted), Histogram() if wanted == self.wanted:
                self._histogram = seen
                self.query_one(LogHistogram).show(seen)
                self._say()
            case DetailLook(), Detail() if look == self._opening:
                self._opened = seen
                self._say()
            case SavedLook(), dict():
                self._saved = seen
            case _:
                pass

    def on_log_sheet_scrolled(self) -> None:
        """What is seen next may have to be asked for."""
        self.post_message(self.LooksChanged())

    def on_log_sheet_end_meant(self, message: LogSheet.EndMeant) -> None:
        """The newest or the oldest entry of all."""
        sheet = self.query_one(LogSheet)
        if message.newest and self._window.is_live:
            sheet.to_top()
        elif not message.newest and self._window.is_whole:
            self._to_last()
        else:
            self._turn_to(Window(self.wanted) if message.newest else Window.oldest(self.wanted))
            self._is_from_oldest = not message.newest

    def on_sheet_moved(self) -> None:
        """Another entry is under the cursor."""
        if self._opening is not None and self._opening.entry != self.entry:
            self._opening = self._opened = None
            self.post_message(self.LooksChanged())
        self._say()

    def on_sheet_chosen(self) -> None:
        """Enter opens the entry."""
        entry = self.entry
        if entry is not None:
            self._opening = DetailLook(entry, self._reading(AccessKind.ENTRY, entry.id))
            self.post_message(self.LooksChanged())

    def on_log_form_typed(self, message: LogForm.Typed) -> None:
        """Ask for what is typed so far."""
        typed = typed_filter(message.texts, self.session.place.zone)
        self.query_one(LogForm).show_faults(typed.faults)
        if typed.wanted != self.wanted:
            self._turn_to(Window(typed.wanted))

    def on_log_form_ended(self, message: LogForm.Ended) -> None:
        """What was typed holds, and is on record; or what held before does."""
        self.query_one(LogForm).close()
        self._look_for(self.wanted if message.is_meant else self._before)
        self.on_ask_turned()

    def on_log_histogram_narrowed(self, message: LogHistogram.Narrowed) -> None:
        """See no more than the time of a column."""
        self._wider.append(self.wanted)
        self._look_for(self.wanted.between(message.column.since, message.column.until))
        self.enter()

    def on_log_histogram_left(self) -> None:
        """Back to the entries."""
        self.enter()

    def action_narrow(self) -> None:
        """Type what is looked for."""
        if not self.is_asking:
            self._before = self.wanted
            self.query_one(LogForm).open(texts_of(self.wanted, self.session.place.zone))
            self.post_message(self.KeysChanged())

    def action_clear(self) -> None:
        """Take all conditions away."""
        self._wider.clear()
        self._look_for(LogFilter())

    def action_chart(self) -> None:
        """Choose a time in the chart."""
        self.query_one(LogHistogram).focus()

    def action_widen(self) -> None:
        """Back to the time before."""
        if self._wider:
            self._look_for(self._wider.pop())

    def action_jump(self) -> None:
        """Show what happened on a day, and what was before and after it."""
        self._ask(N_("Which day? YYYY-MM-DD, or with a time"), (), self._jump)

    def action_keep(self) -> None:
        """Keep this filter under a name."""
        wanted, by = self.wanted, self.session.person.no

        def keep(name: str) -> None:
            def run(office: Office) -> None:
                SavedFilters(office.store).save(name, wanted, by=by)

            self.session.do(Job(run, lambda: _("kept as {name}").format(name=name)))

        self._ask(N_("Under which name?"), (), keep)

    def action_kept(self) -> None:
        """Use a filter that was kept."""
        names = [*self._saved][:9]
        self._ask(N_("Which filter?"), names, self._use)

    def action_take_up(self) -> None:
        """Make a case of an access; the cases stand among the flags."""
        entry, place, by = self.entry, self.session.place, self.session.person.no
        if entry is None or entry.origin is not Origin.ACCESS or self.is_asking:
            return

        def run(office: Office) -> None:
            Cases(office).take_up_entry(entry.id, by=by, now=place.now())

        self.session.do(Job(run, lambda: _("taken up; its case stands among the flags")))

    def action_export(self) -> None:
        """Write what is looked for to a file; that is on record before it is written."""
        forms = {_(name): form for form, name in FORM_NAMES.items()}

        def choose(answer: str) -> None:
            form = forms.get(answer)
            if form is not None:
                self._export(form)

        self._ask(N_("As what?"), list(FORM_NAMES.values()), choose)

    def _export(self, form: FileForm) -> None:
        wanted, person = self.wanted, self.session.person.no
        name = file_name(form, self.session.place.now().astimezone(self.session.place.zone))

        def run(office: Office) -> None:
            folder = office.premises.home.path / EXPORTS
            export(office, wanted, in_folder(folder, name), form, by=person, most=BY_SCREEN)

        self.session.do(Job(run, lambda: _("written: {file}").format(file=f"{EXPORTS}/{name}")))

    def _ask(self, question: str, usual: Sequence[str], then: Callable[[str], None]) -> None:
        if not self.is_asking:
            self.query_one(Ask).ask(lambda: _(question), usual, then, is_required=True)

    def _jump(self, text: str) -> None:
        try:
            end = moment_named(text, self.session.place.zone, is_end=True)
        except BadCellError as fault:
            reason = fault
            self.post_message(self.Told(lambda: reason.shown(_), Tone.BAD))
            return
        self._turn_to(Window.around(self.wanted, end))

    def _use(self, name: str) -> None:
        wanted = self._saved.get(name)
        if wanted is None:
            self.post_message(
                self.Told(lambda: _("no filter is called {name}").format(name=name), Tone.BAD)
            )
            return
        self._look_for(wanted)

    def _look_for(self, wanted: LogFilter) -> None:
        """This is looked for, and on record before anything of it is shown."""
        kind = AccessKind.LOG if wanted.is_empty else AccessKind.FILTER
        self._read = self._reading(kind, wanted.masked())
        self._turn_to(Window(wanted))

    def _reading(self, kind: AccessKind, what: str = "") -> Read:
        return Read(kind, self.session.person.no, self.session.place.now(), what)

    def _turn_to(self, window: Window) -> None:
        if window.wanted != self.wanted:
            self._histogram = None
            self.query_one(LogHistogram).show(None)
        self._window = window
        self._is_from_oldest = False
        self._opening = self._opened = None
        self.query_one(LogSheet).to_top()
        self._show()
        self.post_message(self.LooksChanged())

    def _to_last(self) -> None:
        sheet = self.query_one(LogSheet)
        if sheet.content.keys:
            sheet.go_to(sheet.content.keys[-1])

    @property
    def _most_columns(self) -> int:
        return min(max(self.query_one(LogHistogram).content_size.width, 20), MOST_COLUMNS)

    def _show(self) -> None:
        zone = self.session.place.zone
        self.query_one(LogSheet).show(LogContent(self._window.entries, self._names, zone))
        self._say()

    def _say(self) -> None:
        for said in self.query(Said):
            said.say()

    def _heading(self) -> Text:
        window, histogram = self._window, self._histogram
        text = Text(no_wrap=True, overflow="ellipsis")
        if histogram is not None:
            words = count_words(histogram.count, is_exact=histogram.is_exact)
            text.append(_("{count} records").format(count=words), Tone.STRONG)
        if not window.entries:
            text.append("  ").append(self._nothing(window), Tone.WARN)
        conditions = filter_words(self.wanted, self.session.place.zone) or _("everything")
        text.append("  ").append(conditions, Tone.CALM)
        if not window.is_live:
            text.append("  ").append(_("newer ones above: Home"), Tone.FAINT)
        return text

    def _nothing(self, window: Window) -> str:
        if window.is_whole:
            return _("Nothing of this kind is in the log.")
        back_to = window.looked_back_to
        if back_to is None or not back_to.at:
            return _("One moment…")
        at = moment(back_to.at).astimezone(self.session.place.zone)
        return _("none since {day}, looking on…").format(day=f"{at:%Y-%m-%d}")

    def _whole(self) -> Text | str:
        entry = self.entry
        if entry is None:
            return ""
        return whole(entry, self._opened, self._names, self.session.place.zone)

    def enter(self) -> None:
        """The entries have the focus."""
        for sheet in self.query(Sheet):
            sheet.focus()
