"""`keyroom customers`, `people pin`, `access` and `keys`: masked, recorded, nothing told away."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from kiosk.secret_file import create_secret

Run = Callable[..., Result]
HEADER = "customer,group,owner,role,name,phone,id_number,address\n"
LINE = "G0100,新客户,A07,contact,张小三,13812341234,540202199001010017,某街1号\n"


def test_a_list_is_imported_and_listed_masked(keyroom: Run, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(HEADER + LINE, encoding="gbk")
    done = keyroom("customers", "import", str(file), "--by", "A01", "--json")
    assert json.loads(done.stdout) == {
        "encoding": "GBK",
        "added": ["G0100"],
        "replaced": [],
        "people": 1,
    }
    own = json.loads(keyroom("customers", "list", "--owner", "A07", "--json").stdout)
    assert {each["owner"] for each in own} == {"A07"}
    (new,) = (each for each in own if each["customer"] == "G0100")
    assert new["people"] == [
        {
            "role": "contact",
            "name": "张*三",
            "phone": "138****1234",
            "id_number": "540202********0017",
            "address": "***",
        }
    ]
    shown = keyroom("customers", "list").stdout
    assert "G0100" in shown
    assert "张小三" not in shown + done.stdout
    assert "13812341234" not in shown


def test_nothing_personal_of_the_example_lies_in_the_clear(keyroom: Run, example: Path) -> None:
    keyroom("customers", "list")
    disk = b"".join(path.read_bytes() for path in example.rglob("*") if path.is_file())
    for secret in ("巴桑次仁", "10000012000", "540202197001010106", "虚构路", "246802"):
        assert secret.encode() not in disk


def test_a_fault_of_a_list_names_its_place_and_nobody(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(HEADER + LINE.replace("0017", "0018"))
    refused = keyroom("customers", "import", str(file))
    assert refused.exit_code == 2
    assert refused.stderr.startswith("customers.csv:2: id_number: the check digit")
    assert "5402" not in refused.stderr


def test_a_pin_comes_from_the_input_and_is_told_nowhere(keyroom: Run, example: Path) -> None:
    done = keyroom("people", "pin", "A08", "--by", "A01", input="314159265358\n")
    assert (done.exit_code, done.stdout) == (0, "A08 has a new PIN\n")
    disk = b"".join(path.read_bytes() for path in example.rglob("*") if path.is_file())
    assert b"314159265358" not in disk


def test_a_pin_that_is_easily_guessed_is_refused_without_quoting_it(
    keyroom: Run, example: Path
) -> None:
    for pin in ("123456", "12345", "", "000000"):
        refused = keyroom("people", "pin", "A08", input=f"{pin}\n")
        assert refused.exit_code == 2
        assert not pin or pin not in refused.stderr


def test_only_the_person_and_a_supervisor_set_a_pin(keyroom: Run, example: Path) -> None:
    refused = keyroom("people", "pin", "A08", "--by", "A04", input="314159\n")
    assert refused.exit_code == 1
    assert "A04 may not set the PIN of A08" in refused.stderr


def test_an_export_of_the_access_log_is_an_access(
    keyroom: Run, example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "access.csv"
    words = ("access", "export", str(file), "--kind", "export", "--by", "A01", "--json")
    done = json.loads(keyroom(*words).stdout)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    listed = json.loads(keyroom("access", "list", "--kind", "export", "--json").stdout)
    (entry,) = listed
    assert (
        list(entry)
        == list(row)
        == [
            *("id", "at", "person", "terminal", "session", "kind", "customer", "fields", "reason"),
            *("second_person", "seconds", "result", "cause"),
        ]
    )
    assert (row["id"], entry["id"], row["person"]) == (done["record"], done["record"], "A01")
    assert keyroom("access", "list", "--since", "2099-01-01").exit_code == 1
    assert keyroom("access", "list", "--kind", "tea").exit_code == 2
    assert keyroom("access", "list", "--since", "today", "--until", "today").exit_code == 0


def test_keys_status_tells_an_exposed_and_a_missing_key(keyroom: Run, example: Path) -> None:
    well = json.loads(keyroom("keys", "status", "--json").stdout)
    assert (well["ok"], well["customers"], well["master"]["mode"]) == (True, 12, "0600")
    master = example / "keys" / "master.key"
    master.chmod(0o644)
    exposed = keyroom("keys", "status")
    assert exposed.exit_code == 1
    assert f"chmod 600 {master}" in exposed.stderr
    master.chmod(0o600)
    (example / "keys" / "customers.keys").rename(example / "elsewhere")
    missing = keyroom("keys", "status")
    assert (missing.exit_code, "is missing" in missing.stderr) == (1, True)


def test_keys_that_were_never_made_are_no_fault(keyroom: Run, home: Path) -> None:
    keyroom("init")
    result = keyroom("keys", "status")
    assert (result.exit_code, "not made yet" in result.stdout) == (0, True)
    assert not (home / "keys" / "master.key").exists()


def test_keys_rotate_leaves_the_customers_readable_and_is_recorded(
    keyroom: Run, example: Path
) -> None:
    before = (example / "keys" / "master.key").read_bytes()
    listed = keyroom("customers", "list", "--json").stdout
    done = json.loads(keyroom("keys", "rotate", "--by", "A01", "--json").stdout)
    assert (example / "keys" / "master.key").read_bytes() != before
    assert keyroom("customers", "list", "--json").stdout == listed
    (entry,) = json.loads(keyroom("access", "list", "--kind", "keys", "--json").stdout)
    assert (entry["id"], entry["person"], entry["cause"]) == (done["record"], "A01", "finished")
    assert done["customers"] == 12


def test_keys_status_tells_of_a_change_that_was_cut_off(keyroom: Run, example: Path) -> None:
    create_secret(example / "keys" / "next-master.key")
    told = keyroom("keys", "status")
    assert (told.exit_code, "keyroom keys rotate" in told.stdout) == (0, True)
    assert json.loads(keyroom("keys", "status", "--json").stdout)["changing"]
    keyroom("keys", "rotate")
    assert not json.loads(keyroom("keys", "status", "--json").stdout)["changing"]
