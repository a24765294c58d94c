"""One step of the form while it is filled in: what was answered, what is asked next. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from devices.id_document import IdDocument
from keyroom.language import N_
from kiosk.privacy.enquiries.form import Officer
from kiosk.privacy.enquiries.questions import READ, Question, next_question
from kiosk.privacy.masking import mask_name


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, and its answer as it may be shown."""

    title: str
    """A message id."""
    texts: tuple[str, ...]
    are_ids: bool = True
    """Whether the texts are message ids too: the names of what was chosen."""


@dataclass(slots=True, repr=False)
class Filling:
    """The answers to some questions. Personal data: it prints as nothing."""

    questions: tuple[Question, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    card: IdDocument | None = None
    """The officer's, where one was read."""

    @property
    def question(self) -> Question | None:
        """What is asked next; None where everything is answered."""
        return next_question(self.questions, self.answers)

    def take(self, question: Question, text: str, today: date) -> None:
        """Keep an answer. Raises BadAnswerError."""
        self.answers[question.name] = question.take(text, self.answers, today)

    def lay(self, card: IdDocument) -> None:
        """Keep what a card says, instead of answers."""
        self.card = card
        self.answers["card"] = READ

    def back(self) -> bool:
        """Take the last answer back; False where there is none."""
        if not self.answers:
            return False
        name, _answer = self.answers.popitem()
        if name == "card":
            self.card = None
        return True

    def officer(self) -> Officer:
        """The officer whose card was read, or typed."""
        answers, card = self.answers, self.card
        if card is None:
            return Officer(answers["name"], answers["id_number"], answers["work_id"], None)
        return Officer(card.name, card.number, answers["work_id"], card.kind)

    def answered(self) -> Iterator[Answered]:
        """What was answered, masked."""
        for question in self.questions:
            text = self.answers.get(question.name)
            if text == READ and self.card is not None:
                yield Answered(N_("Card read"), (mask_name(self.card.name),), are_ids=False)
            elif text is not None and question.options:
                names = tuple(question.options[each] for each in text.split(",") if each)
                yield Answered(question.title, names)
            elif text is not None:
                yield Answered(question.title, (question.mask(text),), are_ids=False)
