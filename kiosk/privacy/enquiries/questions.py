"""What is asked for the form, one question after the other, and what an answer may be. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from keyroom.language import N_
from kiosk.errors import OfficeError
from kiosk.id_number import FAULT_NAMES, IdNumberFault, check, is_old_foreigner_number
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.enquiries.form import (
    LEVEL_NAMES,
    ORGAN_NAMES,
    PAPER_NAMES,
    WANTED_NAMES,
    Level,
    Matter,
    Organ,
    Paper,
    PaperKind,
    Subject,
    Wanted,
)
from kiosk.privacy.masking import mask_end, mask_id_number, mask_name, mask_search
from kiosk.privacy.phone import is_phone, plain_phone

LONGEST: Final = 60
"""Characters of an answer."""
MOST_PAGES: Final = 999
YES, NO = "yes", "no"
YES_NO: Final = {YES: N_("yes"), NO: N_("no")}
READ, TYPED, DONE = "read", "typed", "done"
"""Of an officer: his card was read, will be typed instead, or nobody else came."""

Answers = Mapping[str, str]
"""By the name of the question."""


class BadAnswerError(OfficeError):
    """An answer that cannot be; it is not repeated in the message."""


def _any(text: str, answers: Answers, today: date) -> str:
    del answers, today
    return text


def _always(answers: Answers) -> bool:
    del answers
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be answered: by choosing, or by typing."""

    name: str
    title: str
    """A message id, as `hint`."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What can be chosen, each with its name; nothing: it is typed."""
    many: bool = False
    """Any number of options, also none."""
    hint: str = ""
    needed: bool = True
    when: Callable[[Answers], bool] = _always
    """Whether it is asked at all, after the answers so far."""
    check: Callable[[str, Answers, date], str] = _any
    mask: Callable[[str], str] = str
    """How a typed answer is shown afterwards."""

    def take(self, text: str, answers: Answers, today: date) -> str:
        """The answer as it is kept. Raises BadAnswerError."""
        text = text.strip()
        if self.options:
            return self._chosen(text)
        if not text and not self.needed:
            return ""
        if not 1 <= len(text) <= LONGEST or not text.isprintable():
            raise BadAnswerError(
                N_("an answer has 1 to {most} visible characters"),
                N_("type it again"),
                most=LONGEST,
            )
        return self.check(text, answers, today)

    def _chosen(self, text: str) -> str:
        chosen = [each for each in text.split(",") if each] if self.many else [text]
        if any(each not in self.options for each in chosen):
            raise BadAnswerError(N_("this is none of the answers"), N_("choose one of the list"))
        return ",".join(each for each in self.options if each in chosen)


def next_question(questions: tuple[Question, ...], answers: Answers) -> Question | None:
    """The first that is to be asked and has no answer; None where all have theirs."""
    open_ones = (each for each in questions if each.name not in answers and each.when(answers))
    return next(open_ones, None)


def _written(answers: Answers) -> bool:
    return answers["kind"] != PaperKind.NONE


def _typed(answers: Answers) -> bool:
    return answers["card"] == TYPED


def _somebody(answers: Answers) -> bool:
    return answers["card"] != DONE


def _day(text: str, answers: Answers, today: date) -> str:
    del answers, today
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadAnswerError(
            N_("this is no date"), N_("write YYYY-MM-DD, such as 2026-11-20")
        ) from None


def _day_after(earlier: str) -> Callable[[str, Answers, date], str]:
    def checked(text: str, answers: Answers, today: date) -> str:
        day = _day(text, answers, today)
        if day < answers[earlier]:
            raise BadAnswerError(
                N_("this is before {earlier}"),
                N_("write the earlier day first"),
                earlier=answers[earlier],
            )
        return day

    return checked


def _id_number(text: str, answers: Answers, today: date) -> str:
    del answers
    found = check(text, today)
    if not isinstance(found, IdNumberFault):
        return found.text
    if is_old_foreigner_number(text):
        return text.upper()
    raise BadAnswerError(FAULT_NAMES[found], N_("compare it with the card"))


def _subject(text: str, answers: Answers, today: date) -> str:
    if is_phone(plain_phone(text)):
        return plain_phone(text)
    try:
        return _id_number(text, answers, today)
    except BadAnswerError:
        raise BadAnswerError(
            N_("this is neither a phone number nor an ID number"),
            N_("write it whole, as it stands in the paper"),
        ) from None


def _pages(text: str, answers: Answers, today: date) -> str:
    del answers, today
    if not text.isascii() or not text.isdigit() or int(text) > MOST_PAGES:
        raise BadAnswerError(N_("this is no number of pages"), N_("write 0 to 999"))
    return str(int(text))


DAY_HINT: Final = N_("YYYY-MM-DD; Enter")
OPTIONAL_HINT: Final = N_("Enter alone where there is none")

PAPER: Final = (
    Question("organ", N_("What is the unit?"), ORGAN_NAMES),
    Question("level", N_("How high does it stand?"), LEVEL_NAMES),
    Question("unit", N_("Name of the unit")),
    Question("kind", N_("What do they bring?"), PAPER_NAMES),
    Question("number", N_("Number of the paper"), when=_written),
    Question("dated", N_("Date of the paper"), hint=DAY_HINT, when=_written, check=_day),
    Question(
        "valid_until",
        N_("Time limit of the paper"),
        hint=N_("YYYY-MM-DD; Enter alone where it states none"),
        needed=False,
        when=_written,
        check=_day_after("dated"),
    ),
    Question("case", N_("Number of the case"), hint=OPTIONAL_HINT, needed=False, mask=mask_end),
    Question("seal", N_("Does it bear the seal of the unit?"), YES_NO, when=_written),
    Question("permit", N_("Number of the special permit"), hint=OPTIONAL_HINT, needed=False),
)
OFFICER: Final = (
    Question(
        "card",
        N_("Lay the officer's ID card on the ID-card reader"),
        {TYPED: N_("no card can be read: type it"), DONE: N_("no more officers")},
    ),
    Question("name", N_("Name of the officer"), when=_typed, mask=mask_name),
    Question(
        "id_number",
        N_("ID number of the officer"),
        when=_typed,
        check=_id_number,
        mask=mask_id_number,
    ),
    Question(
        "work_id",
        N_("Number of the work ID"),
        hint=N_("Enter alone where none was shown"),
        needed=False,
        when=_somebody,
        mask=mask_end,
    ),
)
MATTER: Final = (
    Question("subject", N_("Phone or ID number of the subject"), check=_subject, mask=mask_search),
    Question("scope", N_("What does the paper ask for?"), WANTED_NAMES, many=True),
    Question(
        "since",
        N_("From which day on"),
        hint=N_("YYYY-MM-DD; Enter alone for what is on record today"),
        needed=False,
        check=_day,
    ),
    Question(
        "until",
        N_("Until which day, included"),
        hint=DAY_HINT,
        when=lambda answers: bool(answers["since"]),
        check=_day_after("since"),
    ),
)
GIVEN: Final = (
    Question(
        "pages",
        N_("Given: how many pages?"),
        hint=N_("0 where it was told or nothing is held; Enter"),
        check=_pages,
    ),
)


def paper_of(answers: Answers) -> Paper:
    """The paper that was stated."""
    return Paper(
        organ=Organ(answers["organ"]),
        level=Level(answers["level"]),
        unit=answers["unit"],
        kind=PaperKind(answers["kind"]),
        number=answers.get("number", ""),
        dated=_day_of(answers, "dated"),
        valid_until=_day_of(answers, "valid_until"),
        case=answers["case"],
        seal=answers.get("seal") == YES,
        permit=answers["permit"],
    )


def matter_of(answers: Answers) -> Matter:
    """The matter that was stated."""
    value = answers["subject"]
    of = PersonalField.PHONE if is_phone(value) else PersonalField.ID_NUMBER
    return Matter(
        subject=Subject(of, value),
        scope=frozenset(Wanted(each) for each in answers["scope"].split(",") if each),
        since=_day_of(answers, "since"),
        until=_day_of(answers, "until"),
    )


def _day_of(answers: Answers, name: str) -> date | None:
    written = answers.get(name)
    return date.fromisoformat(written) if written else None
