"""What a desk leaves behind, on the disk and where the system tells of processes."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.office import Premises
from kiosk.privacy.customer import PersonalField
from kiosk.privacy.customers import Customers
from kiosk.privacy.vault import Vault
from tests.end_to_end.desk.people import (
    ADDRESS,
    ID_NUMBER,
    NAME,
    OTHER_NAME,
    OTHER_PHONE,
    PHONE,
    PIN,
    assert_empty,
)
from tests.end_to_end.program import keyroom, keyroom_json
from tests.end_to_end.terminal import Terminal

SECRETS = (NAME, PHONE, ID_NUMBER, ADDRESS, OTHER_NAME, OTHER_PHONE, PIN)


def everything_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_no_clear_text_lies_in_store_log_backup_or_export(
    desk_home: Path, opened: Terminal, tmp_path: Path
) -> None:
    (wal,) = desk_home.rglob("keyroom.db-wal")
    assert wal.stat().st_size > 0
    backup = tmp_path / "backup.db"
    keyroom(desk_home, "backup", str(backup))
    keyroom(desk_home, "access", "export", str(tmp_path / "accesses.csv"))
    written = [*everything_below(desk_home), backup, tmp_path / "accesses.csv"]
    assert PHONE in opened.shows()
    assert [
        (path.name, secret)
        for path in written
        for secret in SECRETS
        if secret.encode() in path.read_bytes()
    ] == []


def test_no_personal_field_of_the_example_customers_lies_in_the_clear(tmp_path: Path) -> None:
    home, made = tmp_path / "example", tmp_path / "made"
    made.mkdir()
    keyroom(home, "init", "--example")
    with Premises.enter(Home(home)).open("review") as office:
        customers = Customers(office.store, Vault.open(Home(home), {}))
        contacts = [each for no in customers.all() for each in customers.contacts(no.no)]
        people = [customers.reveal(each.id, PersonalField).personal for each in contacts]
        staff = "".join(person.name for person in office.people.all())
        for words in (("backup", "copy.db"), ("log", "export", "log.jsonl")):
            keyroom(home, *words[:-1], str(made / words[-1]))
        listed = keyroom(home, "customers", "list")
        disk = {path: path.read_bytes() for each in (home, made) for path in everything_below(each)}
    assert any(path.name.endswith("-wal") for path in disk)
    values = {value for person in people for value in person.by_field().values()}
    assert len(values) > 4 * len(people) - 3
    written = [*disk.values(), listed.encode()]
    # Whoever of the staff has such a name stands in the register in the clear.
    looked_for = {value for value in values if value not in staff}
    assert [value for value in looked_for if any(value.encode() in each for each in written)] == []


def test_nothing_is_told_of_the_processes(opened: Terminal) -> None:
    for process in (opened.guard_pid, opened.screen_pid):
        for entry in ("environ", "cmdline"):
            told = Path(f"/proc/{process}/{entry}").read_bytes()
            assert [secret for secret in SECRETS if secret.encode() in told] == []


def test_a_desk_leaves_no_core_file(opened: Terminal) -> None:
    limits = Path(f"/proc/{opened.screen_pid}/limits").read_text()
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)


def test_strangers_can_read_neither_store_nor_keys_nor_logs(
    desk_home: Path, opened: Terminal
) -> None:
    assert PHONE in opened.shows()
    open_to_others = [
        str(path.relative_to(desk_home))
        for path in everything_below(desk_home)
        if path.stat().st_mode & 0o077 and not path_is_closed(path, desk_home)
    ]
    assert open_to_others == []


def path_is_closed(path: Path, home: Path) -> bool:
    """Whether a folder on the way to it keeps strangers out."""
    folders = [folder for folder in path.parents if folder.is_relative_to(home)]
    return any(not folder.stat().st_mode & 0o001 for folder in folders)


@pytest.fixture
def failing_disk(opened: Terminal) -> Iterator[None]:
    """From here on nothing that the desk writes reaches the disk."""
    calls = "fsync,fdatasync"
    command = ["strace", "-f", "-p", str(opened.screen_pid), "-e", f"trace={calls}"]
    with subprocess.Popen(
        [*command, "-e", f"inject={calls}:error=EIO"], stderr=subprocess.PIPE, text=True
    ) as strace:
        assert strace.stderr is not None
        line = strace.stderr.readline()
        if "attached" not in line:
            pytest.skip(f"strace cannot look into the desk: {line.strip()}")
        yield
        strace.terminate()


def test_bm7_a_disk_that_fails_during_a_reveal_locks_and_shows_nothing(
    desk_home: Path, opened: Terminal, request: pytest.FixtureRequest
) -> None:
    opened.press("\x1b")
    opened.await_gone(PHONE)
    before = len(opened.drawn)
    request.getfixturevalue("failing_disk")
    opened.press("1")
    opened.await_text("Locked: records failed")
    assert_empty(opened)
    assert PHONE not in opened.drawn[before:]
    reveals = keyroom_json(desk_home, "access", "list", "--kind", "reveal")
    assert [each["cause"] for each in reveals[:1]] == ["closed"]
