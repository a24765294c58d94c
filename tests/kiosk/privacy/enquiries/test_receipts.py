"""The receipt: what it says, whom it does not name, its code (BM-2b)."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.font import font_file
from kiosk.privacy.enquiries.receipt import receipt_text
from kiosk.privacy.enquiries.receipts import Receipts
from kiosk.privacy.enquiries.register import NoReceiptError
from kiosk.privacy.works.enquiry_page import Told
from kiosk.schema import ENQUIRIES
from store.note import VerifierKey
from store.proof_check import check
from store.proof_code import proof_of
from tests.kiosk.privacy.enquiries.conftest import MATTER, PAPER, AtEnquiry, card

NAMED = ("次旺", "陈刚", "540201", "13812341234", "138****1234", "张小三", "A540202")


def key(enquiry: AtEnquiry) -> VerifierKey:
    signer = enquiry.at.office.store.signer
    assert signer is not None
    return VerifierKey.parse(str(signer.verifier))


def test_bm_2b_a_receipt_says_what_was_given_and_names_no_one_outside(
    enquiry: AtEnquiry,
) -> None:
    enquiry.to_receipt()
    told = receipt_text(Receipts(enquiry.at.office).of(enquiry.one()))
    for expected in (
        "Unit: 桑珠孜区公安局",
        "Paper: notice to obtain evidence 桑公调证字17号 2026-11-20",
        "Given: name, address",
        "Pages: 2",
        "Received by: A07",
        "Approved by: M01",
        "Officer 2: ____",
    ):
        assert expected in told
    assert not any(name in told for name in NAMED)


def test_bm_2b_a_refusal_says_its_grounds_and_is_not_signed(enquiry: AtEnquiry) -> None:
    enquiry.begin()
    enquiry.answer(*PAPER)
    enquiry.lay(card())
    enquiry.answer("540201", "done", *MATTER)
    told = receipt_text(Receipts(enquiry.at.office).of(enquiry.one()))
    assert "D-43  Too few officers with a work ID came" in told
    assert "____" not in told
    assert not any(name in told for name in NAMED)


@pytest.mark.skipif(font_file() is None, reason="fonts-wqy-zenhei is missing")
def test_bm_2b_the_code_on_the_paper_proves_the_entry_of_what_was_given(
    enquiry: AtEnquiry, tmp_path: Path
) -> None:
    enquiry.to_receipt()
    enquiry.do("print")
    (receipt,) = enquiry.at.office.premises.folder("printed").iterdir()
    assert receipt.stat().st_mode & 0o777 == 0o600
    subprocess.run(["pdftoppm", "-r", "150", "-png", receipt, tmp_path / "page"], check=True)
    (page,) = tmp_path.glob("page*.png")
    with Image.open(page) as picture:
        (read,) = zxingcpp.read_barcodes(picture)
    proved = check(proof_of(read.text), [key(enquiry)])
    assert (proved.entry.table, proved.entry.doc) == (ENQUIRIES, enquiry.one().proved)
    assert (proved.entry.action, proved.entry.actor) == ("enquiry.given", "A07")


def test_without_the_font_the_receipt_is_text(
    enquiry: AtEnquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.pdf.font_file", lambda: None)
    enquiry.to_receipt()
    enquiry.do("print")
    assert enquiry.page.told is Told.TO_SIGN
    (receipt,) = enquiry.at.office.premises.folder("printed").iterdir()
    assert receipt.suffix == ".txt"
    assert receipt.stat().st_mode & 0o777 == 0o600
    assert "KEYROOM-PROOF-1:" in receipt.read_text(encoding="utf-8")


def test_without_the_ledgers_key_nothing_is_printed_and_the_desk_stays_open(
    enquiry: AtEnquiry,
) -> None:
    enquiry.to_receipt()
    enquiry.at.office.store.signer = None
    enquiry.do("print")
    assert enquiry.page.told is Told.PRINT_FAILED
    assert enquiry.one().prints == 0


def test_what_is_not_answered_has_no_receipt(enquiry: AtEnquiry) -> None:
    enquiry.to_approval()
    with pytest.raises(NoReceiptError):
        Receipts(enquiry.at.office).of(enquiry.one())
