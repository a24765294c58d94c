"""Integrity: whether anybody changed the records, and the checkpoint that others keep (BM-7)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import TextArea

from keyroom.language import N_, _
from kiosk.errors import OfficeError
from kiosk.integrity import Integrity, Standing, Verification
from kiosk.ledger_words import OUTCOMES, problem_words
from kiosk.office import Office
from kiosk.qr import qr_rows
from screens.review.looks import IntegrityLook, Look
from screens.review.news import Job
from screens.review.verifier import NotVerified, Verified, VerifierNews, Verifying
from screens.review.view import Session, View
from screens.widgets.said import Said
from screens.widgets.tone import Tone
from store.checkpoints import Outcome

VERIFY = Binding("v", "verify", N_("Verify"), tooltip=N_("Recompute everything"))
SIGN = Binding("c", "sign", N_("Sign"), tooltip=N_("Sign the ledger as it is, and show the code"))
CODE = Binding("q", "code", N_("QR code"), tooltip=N_("Show or hide today's checkpoint"))
HOLD = Binding("o", "hold", N_("Old one"), tooltip=N_("Hold an older checkpoint against it"))
COMPARE = Binding("f9", "compare", N_("Compare"), priority=True)
CALL_OFF = Binding("escape", "call_off", N_("Call off"), priority=True)
BAR = 30
"""Cells of the bar of progress."""
ON_PAPER = "#000000 on #ffffff"


class DisagreesError(OfficeError):
    """A checkpoint from elsewhere that the ledger does not agree with."""


class IntegrityView(View):
    """Says how sure the records are, has them verified, and shows what others keep."""

    TITLE = N_("Integrity")
    IS_COUNTED = True
    KEYS = (VERIFY, SIGN, CODE, HOLD)
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS, COMPARE, CALL_OFF]

    can_focus = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._standing: Standing | None = None

    @property
    def looks(self) -> Sequence[Look]:
        """The ledger's head, its newest checkpoint, the last verification."""
        return (IntegrityLook(),)

    @property
    def keys(self) -> Sequence[Binding]:
        """While an old checkpoint is given, only what is done with it."""
        return (COMPARE, CALL_OFF) if self.is_asking else self.KEYS

    @property
    def is_asking(self) -> bool:
        """Whether an old checkpoint is being given."""
        return any(area.display for area in self.query(TextArea))

    def compose(self) -> ComposeResult:
        """The state, what was found, the code, and the room for an old checkpoint."""
        yield Said(self._heading, classes="heading")
        with Horizontal():
            with VerticalScroll(classes="words", can_focus=False):
                yield Said(self._facts)
            yield Said(self._code, classes="code")
        yield TextArea(show_line_numbers=False)

    def on_mount(self) -> None:
        """Nothing is asked yet."""
        self.query_one(TextArea).display = False
        self.query_one(".code").display = False

    def take(self, look: Look, seen: object) -> None:
        """The standing of now."""
        if look in self.looks and isinstance(seen, Standing):
            self._standing = seen
            self.say()

    def told(self) -> None:
        """The verifier has news."""
        self.say()

    def say(self) -> None:
        """Ask for all words anew."""
        for said in self.query(Said):
            said.say()
        problems = 0 if self._last is None else self._last.problems
        self.post_message(self.Waiting(self, problems))

    def enter(self) -> None:
        """Keys are heard here."""
        self.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Comparing and calling off are for while something is given, all else for else."""
        del parameters
        if action in {"compare", "call_off"}:
            return self.is_asking
        return not self.is_asking or action == "words"

    def action_verify(self) -> None:
        """Recompute everything, beside the screen."""
        self.session.verifier.begin(self.session.person.no)

    def action_sign(self) -> None:
        """Sign the ledger as it is now, and show the code."""
        by = self.session.person.no

        def run(office: Office) -> None:
            Integrity(office).sign(by)

        self.query_one(".code").display = True
        self.session.do(Job(run, lambda: _("signed, and a copy is kept elsewhere")))

    def action_code(self) -> None:
        """Show the newest checkpoint as a code, or hide it."""
        code = self.query_one(".code")
        code.display = not code.display
        self.say()

    def action_hold(self) -> None:
        """Give an older checkpoint: typed, pasted or scanned."""
        area = self.query_one(TextArea)
        area.text = ""
        area.display = True
        area.focus()
        self.post_message(self.KeysChanged())

    def action_compare(self) -> None:
        """Hold what was given against the ledger."""
        note = self.query_one(TextArea).text.strip() + "\n"

        def run(office: Office) -> None:
            compared = Integrity(office).hold_against(note)
            if compared.outcome is not Outcome.OK:
                words = OUTCOMES[compared.outcome]
                raise DisagreesError(words, size=compared.checkpoint.size, now=compared.size)

        self.action_call_off()
        agrees = N_("the ledger continues this checkpoint; it is kept, and compared from now on")
        self.session.do(Job(run, lambda: _(agrees)))

    def action_call_off(self) -> None:
        """Give none."""
        self.query_one(TextArea).display = False
        self.post_message(self.KeysChanged())
        self.enter()

    @property
    def _news(self) -> VerifierNews | None:
        return self.session.verifier.news

    def _heading(self) -> Text:
        match self._news:
            case Verifying(done):
                full = round(done * BAR)
                bar = "█" * full + "░" * (BAR - full)
                return Text(f"{_('Verifying')} {bar} {done:.0%}", Tone.WARN)
            case NotVerified(reason):
                return Text(reason.shown(_).partition("\n")[0], Tone.BAD)
            case _ if self._last is None:
                return Text(_("Not verified yet"), Tone.WARN)
            case _:
                return _outcome(self._last)

    def _facts(self) -> Text:
        text = Text()
        for line in (*self._standing_lines(), "", *self._problem_lines()):
            text.append(line).append("\n")
        return text

    def _standing_lines(self) -> Iterator[str]:
        standing = self._standing
        if standing is None:
            yield _("One moment…")
            return
        yield _("The ledger has {entries} entries").format(entries=standing.entries)
        signed, last = standing.checkpoint, self._last
        if signed is not None:
            yield _("Last signed {at}, over {size} entries").format(
                at=self._time(signed.at), size=signed.size
            )
        if last is None:
            yield _("It was never verified from a screen")
            return
        yield _("Last verified {at} by {by}, over {entries} entries").format(
            at=self._time(last.at), by=last.by, entries=last.entries
        )
        if last.against:
            yield _("and held against {count} checkpoints from elsewhere, up to {size}").format(
                count=len(last.against), size=last.against[-1]
            )
        else:
            yield _("No checkpoint from elsewhere was there: a cut end would not show")

    def _problem_lines(self) -> Iterator[str]:
        if isinstance(self._news, Verified):
            for problem in self._news.report.problems:
                yield problem_words(problem)
            if self._news.report.omitted:
                yield _("and {count} more").format(count=self._news.report.omitted)

    @property
    def _last(self) -> Verification | None:
        if isinstance(self._news, Verified):
            return self._news.verification
        return None if self._standing is None else self._standing.last

    def _code(self) -> Text:
        standing = self._standing
        if standing is None or standing.checkpoint is None:
            return Text("")
        rows = qr_rows(standing.checkpoint.note)
        if len(rows) > self.size.height or len(rows[0]) > self.size.width:
            needs = _("The code needs {rows} rows; make the window larger").format(rows=len(rows))
            return Text(needs, Tone.WARN)
        text = Text(no_wrap=True)
        for row in rows:
            text.append(row, ON_PAPER).append("\n")
        return text

    def _time(self, at: datetime) -> str:
        return f"{at.astimezone(self.session.place.zone):%Y-%m-%d %H:%M}"


def _outcome(verification: Verification) -> Text:
    if verification.problems:
        found = _("Problems found: {count}").format(count=verification.problems)
        return Text(found, Tone.BAD)
    return Text(_("Nothing was changed"), Tone.GOOD)
