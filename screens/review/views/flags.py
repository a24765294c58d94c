"""Flags by person, each with its reason and its entries: taken up, asked about, judged, closed."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType

from keyroom.language import N_, _
from kiosk.office import Office
from kiosk.privacy.accesses import AccessKind
from kiosk.privacy.cases.case import (
    JUDGEMENT_NAMES,
    Case,
    Judgement,
    StepKind,
    Subject,
)
from kiosk.privacy.cases.cases import Cases
from kiosk.privacy.flags.flag import Flag
from kiosk.privacy.log.reads import Read
from screens.review.ask import Ask
from screens.review.flag_content import FlagsContent, closed, undone
from screens.review.flag_looks import BehindLook, CasesLook, FlagsLook, FlagsSeen
from screens.review.flag_words import (
    FINDINGS,
    QUESTIONS,
    REASONS,
    whole,
)
from screens.review.list_view import ListView
from screens.review.looks import Look
from screens.review.news import Job
from screens.review.view import Session
from screens.widgets.sheet import Sheet
from screens.widgets.tone import Tone

if TYPE_CHECKING:
    from kiosk.privacy.flags.behind import Behind

JUDGEMENT_KEYS = {
    "j": Judgement.JUSTIFIED,
    "r": Judgement.REMINDED,
    "v": Judgement.VIOLATION,
}
TAKE_UP = Binding("t", "take_up", N_("Take up"))
ASK = Binding("a", "question", N_("Ask"))
CLOSE = Binding("c", "close(False)", N_("Close the case"))
DEDUCT = Binding("x", "close(True)", N_("Close with deduction"))
DONE = Binding("d", "done", N_("Closed cases"), tooltip=N_("Show closed cases, or what is open"))


class FlagsView(ListView):
    """Takes up, asks, judges and closes by one key each."""

    TITLE = N_("Flags")
    JUDGING = tuple(
        Binding(key, f"judge('{judgement}')", JUDGEMENT_NAMES[judgement])
        for key, judgement in JUDGEMENT_KEYS.items()
    )
    KEYS = (TAKE_UP, ASK, *JUDGING, CLOSE, DEDUCT, DONE)
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._seen: FlagsSeen | None = None
        self._cases: Sequence[Case] = ()
        self._records: tuple[str, Sequence[Behind]] = ("", ())
        """What lies behind a subject, by its key."""
        self._reads: dict[str, Read] = {}
        """What this session has looked at."""
        self._shows_closed = False

    @property
    def looks(self) -> Sequence[Look]:
        """Cases, which are quickly read; what lies behind the one under the cursor; the flags."""
        subject = self.subject
        behind = () if subject is None else (BehindLook(subject, self._read(subject)),)
        return (CasesLook(), *behind, FlagsLook())

    @property
    def keys(self) -> Sequence[Binding]:
        """Only what can be done about the one under the cursor."""
        return [key for key in self.KEYS if key is DONE or key in self._possible()]

    @property
    def subject(self) -> Subject | None:
        """What the cursor is on."""
        sheet = self.query_one(Sheet)
        content = sheet.content
        return content.subject(sheet.key) if isinstance(content, FlagsContent) else None

    @property
    def case(self) -> Case | None:
        """The case that was made of it."""
        subject = self.subject
        return None if subject is None else self._by_key.get(subject.key)

    def take(self, look: Look, seen: object) -> None:
        """Flags, cases or records as they are now."""
        match look, seen:
            case FlagsLook(), FlagsSeen():
                self._seen = seen
            case CasesLook(), list():
                self._cases = seen
            case BehindLook(subject), list() if subject == self.subject:
                self._records = subject.key, seen
                self._say()
                return
            case _:
                return
        self._show()

    def on_sheet_moved(self) -> None:
        """Another one is under the cursor."""
        self._say()
        self.post_message(self.KeysChanged())
        self.post_message(self.LooksChanged())

    def action_done(self) -> None:
        """Show closed cases, or what is open."""
        self._shows_closed = not self._shows_closed
        self._show()
        self.post_message(self.KeysChanged())
        self.post_message(self.LooksChanged())

    def action_take_up(self) -> None:
        """Make a case of the flag under the cursor."""
        subject = self.subject
        flag = next((each for each in self._flags if subject and each.key == subject.key), None)
        if flag is not None and self.case is None:
            self._do(
                lambda cases, words: cases.take_up(flag, **words),
                lambda: _("taken up: {why}").format(why=flag.why.shown(_)),
            )

    def action_question(self) -> None:
        """Ask the person."""
        case = self._case_for(StepKind.ASK)
        if case is not None:
            self._ask(
                N_("What to ask {no}?"),
                QUESTIONS,
                lambda text: self._do(
                    lambda cases, words: cases.ask(case.id, text, **words),
                    lambda: _("asked; the answer comes from the person's own page"),
                ),
                no=case.subject.person or "",
            )

    def action_judge(self, judgement: str) -> None:
        """Say what it came to, and why."""
        case, meant = self._case_for(StepKind.JUDGE), Judgement(judgement)
        if case is not None:
            self._ask(
                N_("Why?"),
                REASONS[meant],
                lambda text: self._do(
                    lambda cases, words: cases.judge(case.id, meant, text, **words),
                    lambda: _("judged: {judgement}").format(judgement=_(JUDGEMENT_NAMES[meant])),
                ),
            )

    def action_close(self, deduct: bool) -> None:  # noqa: FBT001 - a key's argument
        """Close it with a finding."""
        case = self._case_for(StepKind.CLOSE)
        if case is None or (deduct and case.deduction is None):
            return
        self._ask(
            N_("The finding, with a deduction (KQ-2-3)") if deduct else N_("The finding"),
            FINDINGS,
            lambda text: self._do(
                lambda cases, words: cases.close(case.id, text, deduct=deduct, **words),
                lambda: _("closed: {text}").format(text=text),
            ),
        )

    def _possible(self) -> Iterator[Binding]:
        subject, case = self.subject, self.case
        if subject is not None and case is None:
            yield TAKE_UP
        if case is None:
            return
        if case.allows(StepKind.ASK):
            yield ASK
        if case.allows(StepKind.JUDGE):
            yield from self.JUDGING
        if case.allows(StepKind.CLOSE):
            yield CLOSE
            if case.deduction is not None:
                yield DEDUCT

    def _read(self, subject: Subject) -> Read:
        place, by = self.session.place, self.session.person.no
        fresh = Read(AccessKind.ENTRY, by, place.now(), subject.key)
        return self._reads.setdefault(subject.key, fresh)

    def _case_for(self, step: StepKind) -> Case | None:
        case = self.case
        if case is None or not case.allows(step) or self.query_one(Ask).is_open:
            return None
        return case

    def _ask(
        self, question: str, usual: Sequence[str], then: Callable[[str], None], **values: str
    ) -> None:
        self.query_one(Ask).ask(lambda: _(question).format(**values), usual, then, is_required=True)

    def _do(self, act: Callable[..., object], done: Callable[[], str]) -> None:
        place, by = self.session.place, self.session.person.no

        def run(office: Office) -> None:
            act(Cases(office), {"by": by, "now": place.now()})

        self.session.do(Job(run, done))

    @property
    def _flags(self) -> Sequence[Flag]:
        return () if self._seen is None else self._seen.flags

    @property
    def _by_key(self) -> dict[str, Case]:
        return {case.subject.key: case for case in self._cases}

    def _show(self) -> None:
        names = {} if self._seen is None else self._seen.names
        subjects = closed(self._cases) if self._shows_closed else undone(self._flags, self._cases)
        before = self.subject
        content = FlagsContent(subjects, self._by_key, names, self.session.place.zone)
        self.query_one(Sheet).show(content)
        untouched = sum(flag.key not in self._by_key for flag in self._flags)
        self.post_message(self.Waiting(self, untouched))
        self.post_message(self.KeysChanged())
        if self.subject != before:
            self.post_message(self.LooksChanged())
        self._say()

    def _heading(self) -> Text:
        if self._shows_closed:
            return Text(_("Closed cases"), Tone.CALM)
        if self._seen is None:
            return Text(_("One moment…"))
        if not self._flags:
            return Text(_("Nothing is worth asking about."), Tone.GOOD)
        untouched = sum(flag.key not in self._by_key for flag in self._flags)
        return Text(
            _("{count} flags, {untouched} of them not taken up").format(
                count=len(self._flags), untouched=untouched
            )
        )

    def _whole(self) -> Text | str:
        subject = self.subject
        content = self.query_one(Sheet).content
        if subject is None or not isinstance(content, FlagsContent):
            return ""
        name, (of, records) = content.name(subject.person), self._records
        shown = records if of == subject.key else ()
        return whole(subject, name, self.case, shown, self.session.place.zone)
