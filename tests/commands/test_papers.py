"""`keyroom originals` and `destructions`: registers for scripts, and what is pending carried on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from kiosk.home import Home
from kiosk.office import Office
from kiosk.privacy.destroyer import Destroyer
from kiosk.privacy.destruction import Method, Order
from kiosk.privacy.vault import Vault

Run = Callable[..., Result]


def begun(home: Path) -> None:
    """Signed for, and not carried on: as if the power had gone."""
    with Office.open(Home(home)) as office:
        signers = [office.people.get(no) for no in ("A01", "A02")]
        order = Order(Method.BURN, ("G0002",))
        Destroyer(office, Vault.open(Home(home))).begin(order, signers)


def test_bm3_the_overdue_originals_of_the_example(keyroom: Run, example: Path) -> None:
    (late,) = json.loads(keyroom("originals", "list", "--overdue", "--json").stdout)
    assert (late["no"], late["borrower"], late["state"]) == ("Y0001", "A04", "out")
    (old,) = json.loads(keyroom("originals", "list", "--expired", "--json").stdout)
    assert old["no"] == "Y0006"
    everything = json.loads(keyroom("originals", "list", "--json").stdout)
    assert [each["no"] for each in everything] == [f"Y000{number}" for number in range(1, 8)]
    assert "overdue" in keyroom("originals", "list").stdout


def test_bm3_nothing_overdue_is_a_no(keyroom: Run, home: Path) -> None:
    keyroom("init")
    assert keyroom("originals", "list", "--overdue").exit_code == 1
    assert keyroom("originals", "list").exit_code == 0


@pytest.mark.parametrize(
    "words, named",
    [
        (("Y0001", "x", "--place", "y"), "Y0001 already"),
        (("Y 1", "x", "--place", "y"), "cannot be the number"),
        (("Y9", "电话13812341234", "--place", "y"), "five digits"),
        (("Y9", "x", "--place", "y", "--kind", "gold"), "no kind"),
        (("Y9", "x", "--place", "y", "--customer", "G0013"), "were destroyed"),
        (("Y9", "x", "--place", "y", "--keep-until", "soon"), "no day"),
        (("Y9", "x", "--place", "y", "--by", "Z9"), "Z9"),
    ],
)
def test_bm3_what_cannot_be_taken_in_is_named(
    keyroom: Run, example: Path, words: tuple[str, ...], named: str
) -> None:
    refused = keyroom("originals", "add", *words)
    assert refused.exit_code != 0
    assert named in refused.stderr
    assert "13812341234" not in refused.stderr


def test_bm3_an_original_is_taken_in(keyroom: Run, example: Path) -> None:
    words = ("Y9", "公函", "--place", "柜1", "--kind", "letter", "--keep-until", "2030-12-31")
    added = json.loads(keyroom("originals", "add", *words, "--by", "A01", "--json").stdout)
    listed = json.loads(keyroom("originals", "list", "--json").stdout)
    assert added in listed


def test_bm6_the_destruction_of_the_example_is_done(keyroom: Run, example: Path) -> None:
    (done,) = json.loads(keyroom("destructions", "list", "--json").stdout)
    assert (done["state"], done["method"], done["signers"]) == (
        "destroyed",
        "shred",
        ["A01", "A02"],
    )
    shown = keyroom("customers", "list").stdout
    assert "destroyed" in shown
    assert keyroom("log", "verify").exit_code == 0
    assert keyroom("destructions", "resume", "--json").stdout.strip() == "[]"


def test_bm6_what_is_pending_is_told_and_carried_on(keyroom: Run, example: Path) -> None:
    begun(example)
    told = json.loads(keyroom("doctor", "--json").stdout)["findings"]
    assert [each["remedy"] for each in told if "is pending" in each["text"]] == [
        "run: keyroom destructions resume"
    ]
    assert "PENDING" in keyroom("destructions", "list").stdout
    resumed = keyroom("destructions", "resume", "--json")
    (done,) = json.loads(resumed.stdout)
    assert (resumed.exit_code, done["state"]) == (0, "destroyed")
    assert keyroom("log", "verify").exit_code == 0


def test_bm6_while_it_is_pending_the_answer_is_no(keyroom: Run, example: Path) -> None:
    begun(example)
    copy = example / "backups" / "keys"
    copy.write_bytes((example / "keys" / "customers.keys").read_bytes())
    stopped = keyroom("destructions", "resume", "--json")
    (pending,) = json.loads(stopped.stdout)
    assert (stopped.exit_code, pending["obstacle"], pending["detail"]) == (1, "remains", str(copy))


def test_bm6_an_import_that_names_a_destroyed_customer_is_refused(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(
        "customer,group,owner,role,name,phone,id_number,address\nG0013,新,A07,contact,张三,,,\n"
    )
    refused = keyroom("customers", "import", str(file))
    assert refused.exit_code == 2
    assert refused.stderr.startswith("customers.csv:2: customer: the data of customer G0013")
