"""`keyroom access --by`: who may read whose lines of the access log (BM-7)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Access, Accesses, AccessKind

Run = Callable[..., Result]
AT = datetime(2099, 11, 23, 4, 0, tzinfo=UTC)
"""After all that the example has."""
SINCE = ("--since", "2099-01-01")


@pytest.fixture
def looked(example: Path) -> Path:
    """A04 and A08 have looked at a customer of A04's."""
    with Office.open(Home(example)) as office:
        for no in ("A04", "A08", "A08"):
            access = Access(AT, "desk", AccessKind.CUSTOMER, person=StaffNo(no), customer="G0001")
            Accesses(office.store).add(access)
    return example


def people(result: Result) -> list[str]:
    return [row["person"] for row in json.loads(result.stdout)]


@pytest.mark.parametrize(
    "by, seen",
    [
        ((), ["A04", "A08", "A08"]),  # the owner of the home folder
        (("--by", "A01"), ["A04", "A08", "A08"]),
        (("--by", "A08"), ["A08", "A08"]),
        (("--by", "A04"), ["A04"]),
        (("--by", "A08", "--person", "A08"), ["A08", "A08"]),
        (("--by", "A01", "--person", "A04"), ["A04"]),
        (("--by", "A04", "--customer", "G0001"), ["A04"]),
    ],
)
def test_bm_7_a_supervisor_reads_all_and_a_manager_his_own(
    keyroom: Run, looked: Path, by: tuple[str, ...], seen: list[str]
) -> None:
    assert people(keyroom("access", "list", "--json", *SINCE, *by)) == seen


@pytest.mark.parametrize("command", ["list", "export"])
@pytest.mark.parametrize(
    "words, code, line",
    [
        (("--by", "A04", "--person", "A08"), 1, "A04 reads no entries but the own ones"),
        (("--by", "A12"), 1, "A12 "),  # has left
        (("--by", "B99"), 1, "nobody has the staff number B99"),
    ],
)
def test_bm_7_whoever_may_not_gets_nothing(
    keyroom: Run,
    looked: Path,
    tmp_path: Path,
    command: str,
    words: tuple[str, ...],
    code: int,
    line: str,
) -> None:
    file = tmp_path / "access.csv"
    result = keyroom("access", command, *([str(file)] if command == "export" else []), *words)
    assert result.exit_code == code
    assert result.stderr.startswith(line)
    assert (result.stdout, file.exists()) == ("", False)


@pytest.mark.parametrize("role", ["info_admin", "system_admin", "agreement_custodian"])
def test_bm_7_a_post_without_customers_reads_nothing(keyroom: Run, looked: Path, role: str) -> None:
    keyroom("people", "role", "A04", role)
    result = keyroom("access", "list", "--by", "A04")
    assert result.exit_code == 1
    assert "may not read the access log" in result.stderr


def test_bm_7_an_export_of_the_own_lines_is_among_them(
    keyroom: Run, looked: Path, tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    assert keyroom("access", "export", str(file), "--by", "A04").exit_code == 0
    text = file.read_text("utf-8-sig")
    assert "A08" not in text
    assert [line.count("export") for line in text.splitlines()][-2:] == [0, 1]
