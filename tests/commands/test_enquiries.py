"""`keyroom enquiries`: the register, masked, and receipts (BM-2b)."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Run

PEOPLE = ("旺姆", "高峰", "10000012000", "54020219860312022")


@pytest.fixture
def listed(keyroom: Run, example: Path) -> list[dict[str, object]]:
    del example
    found: list[dict[str, object]] = json.loads(keyroom("enquiries", "list", "--json").stdout)
    return found


def test_bm_2b_answered_and_refused_ones_are_listed_masked(
    keyroom: Run, listed: list[dict[str, object]]
) -> None:
    answered, refused = listed
    assert (answered["state"], answered["given"]) == ("signed", ["name", "address"])
    assert (answered["approved_by"], answered["subject"]) == ("A01", "100****2000")
    assert answered["officers"][0] == {  # type: ignore[index]
        "name": "旺*",
        "id_number": answered["officers"][0]["id_number"],  # type: ignore[index]
        "work_id": "***17",
        "typed": False,
    }
    assert set(refused["grounds"]) == {"below_county", "no_notice"}  # type: ignore[call-overload]
    table = keyroom("enquiries", "list").stdout
    assert "虚构县公安局" in table
    assert not any(secret in table + json.dumps(listed) for secret in PEOPLE)


def test_since_and_until_limit_the_list(keyroom: Run, listed: list[dict[str, object]]) -> None:
    day = str(listed[1]["at"])[:10]
    only = json.loads(keyroom("enquiries", "list", "--since", day, "--json").stdout)
    assert [each["id"] for each in only] == [listed[1]["id"]]
    before = keyroom("enquiries", "list", "--until", "2020-01-01", "--json")
    assert (before.exit_code, json.loads(before.stdout)) == (1, [])


@pytest.mark.parametrize("words", [("--since", "last year"), ("--until", "2026-13-01")])
def test_a_day_that_is_none_is_refused(keyroom: Run, example: Path, words: tuple[str, str]) -> None:
    assert keyroom("enquiries", "list", *words).exit_code == 2


def test_a_receipt_as_text_proves_itself_and_names_nobody(
    keyroom: Run, listed: list[dict[str, object]], tmp_path: Path
) -> None:
    answered, refused = (str(each["id"]) for each in listed)
    text = keyroom("enquiries", "receipt", answered, "--text").stdout
    assert "Given: name, address" in text
    assert "Approved by: A01" in text
    assert not any(secret in text for secret in PEOPLE)
    file = tmp_path / "code.txt"
    file.write_text(text[text.index("KEYROOM-PROOF-1:") :])
    proved = json.loads(keyroom("log", "check", str(file), "--json").stdout)
    assert proved["entry"]["id"] == listed[0]["record"]
    refusal = keyroom("enquiries", "receipt", refused, "--text").stdout
    assert "D-42  A police station stands below the county" in refusal
    assert "____" not in refusal


def test_a_receipt_as_pdf(keyroom: Run, listed: list[dict[str, object]], tmp_path: Path) -> None:
    file = tmp_path / "receipt.pdf"
    done = keyroom("enquiries", "receipt", str(listed[0]["id"]), "--pdf", str(file))
    assert done.exit_code == 0
    assert file.read_bytes().startswith(b"%PDF-")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("words", [(), ("--text", "--pdf", "x.pdf")], ids=["neither", "both"])
def test_a_receipt_has_one_form(keyroom: Run, example: Path, words: tuple[str, ...]) -> None:
    refused = keyroom("enquiries", "receipt", "x", *words)
    assert refused.exit_code == 2
    assert "give either --pdf FILE or --text" in refused.stderr


def test_what_is_no_enquiry_has_no_receipt(
    keyroom: Run, listed: list[dict[str, object]], tmp_path: Path
) -> None:
    for other in ("x", str(listed[0]["record"])):
        refused = keyroom("enquiries", "receipt", other, "--text")
        assert refused.exit_code == 2
        assert "there is no enquiry" in refused.stderr


def test_a_damaged_code_is_told(keyroom: Run, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "code.txt"
    file.write_text("KEYROOM-PROOF-1:AAAA")
    refused = keyroom("log", "check", str(file), "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["ok"] is False
