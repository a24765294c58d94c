"""Flags and cases in words: a line in the list, and all that is known of one. Pure."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from rich.text import Text

from keyroom.language import N_, _
from kiosk.privacy.access_words import FIELD_NAMES, REASON_NAMES
from kiosk.privacy.accesses import ACCESS_NAMES, Access, AccessResult
from kiosk.privacy.cases.case import (
    CASE_STATE_NAMES,
    JUDGEMENT_NAMES,
    Case,
    CaseState,
    Judgement,
    Step,
    StepKind,
    Subject,
)
from kiosk.privacy.flags.behind import Behind
from kiosk.privacy.flags.flag import FLAG_NAMES
from screens.review.explain import NOTES
from screens.widgets.tone import Tone

TONES: dict[CaseState, Tone] = {
    CaseState.TAKEN_UP: Tone.CALM,
    CaseState.ASKED: Tone.WARN,
    CaseState.ANSWERED: Tone.GOOD,
    CaseState.JUDGED: Tone.CALM,
    CaseState.CLOSED: Tone.FAINT,
}
STEPS: dict[StepKind, str] = {
    StepKind.ASK: N_("{at} {by} asked: {text}"),
    StepKind.ANSWER: N_("{at} {by} answered: {text}"),
    StepKind.JUDGE: N_("{at} {by} judged {judgement}: {text}"),
    StepKind.CLOSE: N_("{at} {by} closed: {text}"),
}
QUESTIONS = (
    N_("What was this for?"),
    N_("Who was at the desk?"),
    N_("Which customer asked for it?"),
)
REASONS: dict[Judgement, tuple[str, ...]] = {
    Judgement.JUSTIFIED: (N_("the customer was there"), N_("on my order"), N_("forgot to tap")),
    Judgement.REMINDED: (N_("reminded of the rules"), N_("first time, reminded")),
    Judgement.VIOLATION: (N_("no reason was given"), N_("the answer is not true")),
}
FINDINGS = (N_("nothing to add"), N_("talked about in the weekly meeting"))
"""Usual questions, reasons and findings: message ids."""


def kind_name(subject: Subject) -> str:
    """What kind of flag it is."""
    return _("single entry") if subject.kind is None else _(FLAG_NAMES[subject.kind])


def state_name(case: Case | None) -> tuple[str, Tone]:
    """Where it stands; nothing while nobody has taken it up."""
    if case is None:
        return "", Tone.PLAIN
    if case.state is CaseState.CLOSED and case.judgement is not None:
        return _(JUDGEMENT_NAMES[case.judgement]), Tone.FAINT
    return _(CASE_STATE_NAMES[case.state]), TONES[case.state]


def whole(
    subject: Subject, name: str, case: Case | None, records: Sequence[Behind], zone: ZoneInfo
) -> Text:
    """Its reason, what became of it, and the records behind it."""
    text = Text.assemble((f"{name}  {kind_name(subject)}", Tone.STRONG))
    text.append("\n" + subject.why.shown(_))
    for words in _history(case, zone):
        text.append("\n").append(words, Tone.CALM)
    for record in records:
        text.append("\n").append_text(_record(record, zone))
    return text


def _history(case: Case | None, zone: ZoneInfo) -> Iterator[str]:
    if case is None:
        return
    at = f"{case.at.astimezone(zone):%m-%d %H:%M}"
    yield _("{at} {by} took it up").format(at=at, by=case.by)
    for step in case.steps:
        yield _step(step, zone)
        if step.finding is not None:
            yield _("reported as a finding with a deduction; it waits under Decide")


def _step(step: Step, zone: ZoneInfo) -> str:
    return _(STEPS[step.kind]).format(
        at=f"{step.at.astimezone(zone):%m-%d %H:%M}",
        by=step.by,
        text=step.text,
        judgement="" if step.judgement is None else _(JUDGEMENT_NAMES[step.judgement]),
    )


def _record(record: Behind, zone: ZoneInfo) -> Text:
    local = record.at.astimezone(zone)
    if not isinstance(record, Access):
        said = _(NOTES[record.event]).format(about=record.about, time=f"{local:%H:%M}")
        return Text.assemble((f"{local:%m-%d %H:%M:%S}  ", Tone.FAINT), said)
    what = _(ACCESS_NAMES[record.kind])
    if record.result is AccessResult.REFUSED:
        what = f"{what} ×"
    return Text.assemble(
        (f"{local:%m-%d %H:%M:%S}  ", Tone.FAINT),
        f"{record.person or '-'} {what}  ",
        "  ".join(_details(record)),
    )


def _details(access: Access) -> Iterator[str]:
    if access.customer is not None:
        yield access.customer
    if access.fields:
        yield ", ".join(_(FIELD_NAMES[field]) for field in access.fields)
    if access.reason:
        yield _(REASON_NAMES.get(access.reason, access.reason))
    if access.second_person is not None:
        yield _("with {second}").format(second=access.second_person)
    if access.seconds is not None:
        yield _("{seconds:.0f} s").format(seconds=access.seconds)
    yield access.terminal
