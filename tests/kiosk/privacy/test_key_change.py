"""A new master key: all keys under it, the old one gone, whatever happens in between."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from kiosk.home import Home
from kiosk.privacy.customer_keys import CustomerKeyError, CustomerKeysUnavailable
from kiosk.privacy.master_key import CREDENTIALS, MasterKey, MasterKeyGivenError
from kiosk.privacy.vault import Vault
from kiosk.secret_file import create_secret, read_secret
from tests.kill_points import killed_at, points_of


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.fixture
def keys(home: Home) -> dict[str, bytes]:
    vault = opened(home)
    return {customer: vault.keys.make(customer) for customer in ("C1", "C2", "C3")}


def opened(home: Home) -> Vault:
    return Vault.open(home, {})


def assert_opens(home: Home, keys: dict[str, bytes]) -> None:
    vault = opened(home)
    assert {customer: vault.keys.key(customer) for customer in keys} == keys


def test_a_new_master_key_opens_what_the_old_one_did_and_the_old_one_is_gone(
    home: Home, keys: dict[str, bytes]
) -> None:
    old, copy = read_secret(home.master_key), home.path / "copy"
    shutil.copytree(home.keys, copy)
    opened(home).change.rotate()
    assert_opens(home, keys)
    assert read_secret(home.master_key) != old
    assert home.exposed() == []
    assert sorted(path.name for path in home.keys.iterdir()) == ["customers.keys", "master.key"]
    for file in home.keys.iterdir():
        assert old.hex().encode() not in file.read_bytes()
    # The new key does not open a copy that was made before.
    shutil.copy(copy / "customers.keys", home.customer_keys)
    with pytest.raises(CustomerKeyError, match="do not open"):
        opened(home)


def test_killed_between_any_two_steps_the_office_opens_and_the_next_change_ends(
    home: Home, keys: dict[str, bytes], tmp_path: Path
) -> None:
    before = Path(shutil.copytree(home.path, tmp_path / "before"))

    def rotate() -> None:
        opened(home).change.rotate()

    points = points_of(rotate)
    assert points > 30
    for point in range(points):
        shutil.rmtree(home.path)
        shutil.copytree(before, home.path)
        old = read_secret(home.master_key)
        assert killed_at(point, rotate), point
        assert_opens(home, keys)
        rotate()
        assert_opens(home, keys)
        assert read_secret(home.master_key) != old, point
        left = sorted(path.name for path in home.keys.iterdir())
        assert left == ["customers.keys", "master.key"], point


def test_a_destroyed_key_was_never_under_the_master_key_that_stays(
    home: Home, keys: dict[str, bytes], tmp_path: Path
) -> None:
    """Also where a change was cut off before: somebody may have copied the file in between."""
    before = Path(shutil.copytree(home.path, tmp_path / "before"))

    def rotate() -> None:
        opened(home).change.rotate()

    for point in range(points_of(rotate)):
        shutil.rmtree(home.path)
        shutil.copytree(before, home.path)
        killed_at(point, rotate)
        copy = shutil.copy(home.customer_keys, tmp_path / "copy")
        opened(home).change.destroy({"C2"})
        shutil.copy(copy, home.customer_keys)
        with pytest.raises(CustomerKeyError, match="do not open"):
            opened(home)


def test_destroying_what_is_destroyed_changes_nothing(home: Home, keys: dict[str, bytes]) -> None:
    opened(home).change.destroy({"C2"})
    master = read_secret(home.master_key)
    opened(home).change.destroy({"C2"})
    assert read_secret(home.master_key) == master
    del keys["C2"]
    assert_opens(home, keys)


def test_only_one_changes_the_keys_at_a_time(home: Home, keys: dict[str, bytes]) -> None:
    folder = os.open(home.keys, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(CustomerKeysUnavailable, match="another process"):
        opened(home).change.rotate()
    os.close(folder)
    opened(home).change.rotate()


def test_a_credential_is_changed_by_the_administrator_in_two_steps(
    home: Home, keys: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir()
    home.master_key.rename(folder / "keyroom-master")
    environment = {CREDENTIALS: str(folder)}
    vault = Vault.open(home, environment)
    with pytest.raises(MasterKeyGivenError, match="cannot replace"):
        vault.change.destroy({"C2"})
    assert vault.keys.key("C2") == keys["C2"]

    create_secret(folder / "keyroom-master-next")
    with pytest.raises(MasterKeyGivenError, match="are under the credential"):
        vault.change.destroy({"C2"})
    with pytest.raises(CustomerKeyError, match="destroyed"):
        vault.keys.key("C2")
    # Still not done: the old one is there, and opens every copy.
    with pytest.raises(MasterKeyGivenError):
        vault.change.destroy({"C2"})

    (folder / "keyroom-master-next").replace(folder / "keyroom-master")
    vault = Vault.open(home, environment)
    vault.change.destroy({"C2"})
    assert not MasterKey.of(home, environment).is_followed
    assert vault.keys.key("C1") == keys["C1"]
