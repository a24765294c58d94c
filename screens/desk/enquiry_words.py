"""What the work with enquiries says: message ids, and an enquiry's lines in the language in use."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from keyroom.language import N_, _
from kiosk.privacy.access_words import FIELD_NAMES
from kiosk.privacy.enquiries.enquiry import STEP_NAMES, Enquiry, Step
from kiosk.privacy.enquiries.filling import Answered
from kiosk.privacy.enquiries.form import LEVEL_NAMES, ORGAN_NAMES, PAPER_NAMES, WANTED_NAMES, Form
from kiosk.privacy.enquiries.judge import GROUND_WORDS
from kiosk.privacy.works.enquiry_page import Held, Stage, Told

TOLD: dict[Told, str] = {
    Told.CARD_EXPIRED: N_("This card is not valid today; ask for another paper of the officer"),
    Told.CARD_NUMBER: N_("The number on this card is wrong; is the card genuine?"),
    Told.SEEN_TWICE: N_("This person, or this work ID, was seen already"),
    Told.GIVE_UP: N_("Esc once more gives the enquiry up"),
    Told.GIVEN_UP: N_("Given up; that is a record"),
    Told.NOTHING_HELD: N_("Nothing is held about this subject"),
    Told.GONE: N_("This record cannot be opened; see the room manager"),
    Told.PRINTED: N_("Printed"),
    Told.TO_SIGN: N_("Printed; when it is signed, press S"),
    Told.PRINT_FAILED: N_("Not printed"),
    Told.NOT_PRINTED: N_("Print the receipt before it is signed"),
}
STAGES: dict[Stage, str] = {
    Stage.LIST: N_("Judicial enquiries: my last ones"),
    Stage.PAPER: N_("Judicial enquiry 1/5: unit and paper"),
    Stage.OFFICERS: N_("Judicial enquiry 2/5: officers"),
    Stage.MATTER: N_("Judicial enquiry 3/5: subject and scope"),
    Stage.APPROVAL: N_("Judicial enquiry 4/5: approval"),
    Stage.SHOWING: N_("Judicial enquiry 5/5: the stated scope"),
    Stage.RECEIPT: N_("Receipt"),
}
"""The title of each stage."""


def answered_line(answered: Answered) -> str:
    """What was answered."""
    texts = [_(text) for text in answered.texts] if answered.are_ids else answered.texts
    return f"{_(answered.title)}: {', '.join(texts) or '-'}"


def list_line(enquiry: Enquiry, zone: ZoneInfo) -> str:
    """An enquiry in one line."""
    at = f"{enquiry.at.astimezone(zone):%Y-%m-%d %H:%M}"
    unit = "-" if enquiry.form is None else enquiry.form.paper.unit
    return f"{at}  {_(STEP_NAMES[enquiry.step])}  {unit}"


def form_lines(form: Form) -> Iterator[str]:
    """A whole form, masked."""
    paper, matter = form.paper, form.matter
    yield f"{paper.unit} ({_(ORGAN_NAMES[paper.organ])}, {_(LEVEL_NAMES[paper.level])})"
    yield f"{_(PAPER_NAMES[paper.kind])} {paper.number} {paper.dated or ''}".strip()
    officers = ", ".join(f"{each.name} {each.work_id}" for each in form.officers)
    yield _("Officers: {officers}").format(officers=officers or "-")
    scope = ", ".join(_(WANTED_NAMES[each]) for each in WANTED_NAMES if each in matter.scope)
    yield _("About {subject}: {scope}").format(subject=matter.subject.value, scope=scope or "-")
    if matter.since is not None:
        yield _("From {since} to {until}").format(since=matter.since, until=matter.until)


def receipt_lines(enquiry: Enquiry) -> Iterator[str]:
    """What became of an enquiry."""
    if enquiry.form is not None:
        yield from form_lines(enquiry.form)
    yield ""
    if enquiry.step is Step.REFUSED:
        yield _("Refused:")
        for ground in enquiry.grounds:
            yield f"{GROUND_WORDS[ground].rule}  {_(GROUND_WORDS[ground].text)}"
        return
    given = ", ".join(_(FIELD_NAMES[field]) for field in enquiry.given)
    yield _("Given: {fields}; pages: {pages}").format(
        fields=given or _("nothing is held"), pages=enquiry.pages
    )
    yield _("Approved by {person}").format(person=enquiry.approved_by)
    yield _(STEP_NAMES[enquiry.step])


def held_lines(held: Held) -> Iterator[str]:
    """What is held, in clear for the stated scope."""
    person = held.contact.personal
    yield f"{held.customer}  {held.group}  {held.nth + 1}/{held.count}"
    for field, value in person.by_field().items():
        yield f"{_(FIELD_NAMES[field])}: {value}"
