"""Makes receipts of enquiries, with the ledger's proof, and has them printed."""

from pathlib import Path
from typing import Final

from keyroom.language import N_
from kiosk.office import Office
from kiosk.pdf import Block, NoFontError, Paragraph, Picture, write_pdf
from kiosk.printing import Printing
from kiosk.privacy.enquiries.enquiry import Enquiry
from kiosk.privacy.enquiries.receipt import Receipt, receipt_of, receipt_text
from kiosk.privacy.enquiries.register import NoReceiptError
from kiosk.qr import qr_png
from kiosk.schema import ENQUIRIES
from kiosk.whole_file import whole_file
from store.proof import prove
from store.proof_code import code_of

CODE_MM: Final = 90
"""The side of the QR code: a module is as large as phones read without a second look."""


class Receipts:
    """The receipts of one office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._printing = Printing.of(office.premises)

    def of(self, enquiry: Enquiry) -> Receipt:
        """The receipt of an enquiry, as of now.

        Raises NoReceiptError where nothing was given or refused yet, and what `prove` raises.
        """
        if enquiry.proved is None:
            raise NoReceiptError(
                N_("the enquiry {enquiry} has no receipt: nothing was given, nothing refused"),
                enquiry=enquiry.id,
            )
        premises = self._office.premises
        config = premises.config
        folder = premises.folder(config.store.checkpoint_folder)
        proof = prove(self._office.store, ENQUIRIES, enquiry.proved, folder)
        return receipt_of(enquiry, config.office.name, config.zone, code_of(proof))

    def write(self, enquiry: Enquiry) -> Path:
        """The receipt as a file in the folder of what is printed; text where PDF has no font.

        Raises what `of` does, NotPrintedError, FileUnwritableError.
        """
        receipt, name = self.of(enquiry), f"enquiry-{enquiry.id}"
        try:
            path = self._printing.place(f"{name}.pdf")
            write_receipt_pdf(receipt, path)
        except NoFontError:
            path = self._printing.place(f"{name}.txt")
            write_text(receipt, path)
        return path

    def send(self, path: Path) -> None:
        """Have it printed. Raises NotPrintedError."""
        self._printing.send(path)


def write_text(receipt: Receipt, path: Path) -> None:
    """The receipt as text. Raises FileUnwritableError."""
    with whole_file(path) as draft:
        draft.write_text(receipt_text(receipt), encoding="utf-8")


def write_receipt_pdf(receipt: Receipt, path: Path) -> None:
    """The receipt as PDF, its code as a QR code. Raises NoFontError, FileUnwritableError."""
    blocks: list[Block] = [Paragraph(f"{name}: {value}") for name, value in receipt.rows]
    blocks += [Paragraph(""), *map(Paragraph, receipt.grounds)]
    blocks += [Paragraph(f"\n{name}: ______________________") for name in receipt.signatures]
    blocks += [Paragraph(""), Picture(qr_png(receipt.code), CODE_MM, receipt.below)]
    write_pdf(path, receipt.title, blocks)
