"""The receipt (回执) of an enquiry, or of its refusal: as lines, before it is a file. Pure.

It names the unit and its paper, what was given, and who of the office answers for it; nobody of
whom it was about, and no officer: the paper that the receipt is filed with does.
"""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from keyroom.language import _
from kiosk.privacy.access_words import FIELD_NAMES
from kiosk.privacy.enquiries.enquiry import Enquiry, Step
from kiosk.privacy.enquiries.form import PAPER_NAMES, Paper
from kiosk.privacy.enquiries.judge import GROUND_WORDS


@dataclass(frozen=True, slots=True)
class Receipt:
    """In the language in use."""

    title: str
    rows: tuple[tuple[str, str], ...]
    """What, and its value."""
    grounds: tuple[str, ...]
    """Of a refusal."""
    signatures: tuple[str, ...]
    """A line for each."""
    code: str
    """Of the ledger's proof, for the QR code."""
    below: str
    """What stands below the code."""


def receipt_of(enquiry: Enquiry, office: str, zone: ZoneInfo, code: str) -> Receipt:
    """The receipt of an enquiry that was given or refused."""
    refused = enquiry.step is Step.REFUSED
    return Receipt(
        title=_("Refusal of a judicial enquiry") if refused else _("Receipt of an enquiry"),
        rows=tuple(
            (name, value) for name, value in _rows(enquiry, office, zone, refused=refused) if value
        ),
        grounds=tuple(
            f"{GROUND_WORDS[ground].rule}  {_(GROUND_WORDS[ground].text)}"
            for ground in enquiry.grounds
        ),
        signatures=() if refused else _signatures(enquiry),
        code=code,
        below=_("Proof of record {record}; check it with: keyroom log check").format(
            record=enquiry.proved
        ),
    )


def _signatures(enquiry: Enquiry) -> tuple[str, ...]:
    officers = () if enquiry.form is None else enquiry.form.officers
    numbered = (_("Officer {number}").format(number=nth) for nth in range(1, len(officers) + 1))
    return (*numbered, _("Received by"))


def _rows(
    enquiry: Enquiry, office: str, zone: ZoneInfo, *, refused: bool
) -> tuple[tuple[str, str], ...]:
    form = enquiry.form
    ended = "" if enquiry.ended is None else f"{enquiry.ended.astimezone(zone):%Y-%m-%d %H:%M}"
    head = (
        (_("Office"), office),
        (_("Enquiry"), enquiry.id),
        (_("Time"), ended),
        (_("Unit"), "" if form is None else form.paper.unit),
        (_("Paper"), "" if form is None else _paper(form.paper)),
    )
    handler = (_("Received by"), str(enquiry.person))
    if refused:
        return (*head, handler)
    given = ", ".join(_(FIELD_NAMES[field]) for field in enquiry.given)
    return (
        *head,
        (_("Given"), given or _("nothing is held")),
        (_("Pages"), str(enquiry.pages)),
        handler,
        (_("Approved by"), enquiry.approved_by or ""),
    )


def _paper(paper: Paper) -> str:
    dated = "" if paper.dated is None else paper.dated.isoformat()
    return " ".join(part for part in (_(PAPER_NAMES[paper.kind]), paper.number, dated) if part)


def receipt_text(receipt: Receipt) -> str:
    """The receipt as text, the code in lines that can be typed or pasted."""
    lines = [receipt.title, ""]
    lines += [f"{name}: {value}" for name, value in receipt.rows]
    lines += ["", *receipt.grounds] if receipt.grounds else []
    lines += [f"\n{name}: ______________________" for name in receipt.signatures]
    lines += ["", receipt.below, "", *_wrapped(receipt.code)]
    return "\n".join(lines) + "\n"


def _wrapped(code: str, width: int = 72) -> list[str]:
    return [code[start : start + width] for start in range(0, len(code), width)]
