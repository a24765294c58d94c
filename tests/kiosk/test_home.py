"""The home folder: which one, whether an office is there, and who may enter."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import HomeInUseError, HomeUnusableError, NoOfficeError
from kiosk.home import VARIABLE, Home

NOBODY = 65534


@pytest.fixture
def ordinary_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with an office, and its owner no superuser, whom permissions do not bind."""
    if os.geteuid() != 0:
        yield _home_of(Home(tmp_path_factory.mktemp("ordinary") / "home"))
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = _home_of(Home(Path(folder) / "home"))
        for path in (*home.folders, home.config_file):
            os.chown(path, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield home
        finally:
            os.setresuid(0, 0, 0)


def _home_of(home: Home) -> Home:
    home.create()
    home.config_file.touch()
    return home


def test_asked_for_folder_goes_before_the_variable_and_the_platforms(tmp_path: Path) -> None:
    environment = {VARIABLE: str(tmp_path / "variable")}
    assert Home.locate(tmp_path / "asked", environment).path == tmp_path / "asked"
    assert Home.locate(None, environment).path == tmp_path / "variable"
    assert Home.locate(None, {}).path.name == "keyroom"


def test_written_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Home.locate(Path("office"), {}).path == tmp_path / "office"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Home.locate(Path("~/office"), {}).path == tmp_path / "office"


def test_folder_without_an_office_is_told_with_the_way_to_make_one(home: Home) -> None:
    with pytest.raises(NoOfficeError, match=f"keyroom --home {home.path} init"):
        home.require()


def test_new_home_is_open_to_its_owner_alone(home: Home) -> None:
    home.create()
    assert {path.stat().st_mode & 0o777 for path in home.folders} == {0o700}
    assert home.exposed() == []


def test_folder_that_holds_anything_is_refused(home: Home) -> None:
    home.path.mkdir()
    (home.path / "notes.txt").write_text("mine")
    with pytest.raises(HomeInUseError):
        home.create()
    assert [path.name for path in home.path.iterdir()] == ["notes.txt"]


def test_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeUnusableError, match="home"):
        Home(tmp_path / "home").create()
    with pytest.raises(NoOfficeError):
        Home(tmp_path / "home").require()


def test_home_of_this_user_is_good(ordinary_home: Home) -> None:
    ordinary_home.require()


@pytest.mark.parametrize("place", ["spool", "keys", "logs"])
def test_folder_that_may_not_be_written_is_told(ordinary_home: Home, place: str) -> None:
    folder: Path = getattr(ordinary_home, place)
    folder.chmod(0o500)
    with pytest.raises(HomeUnusableError, match=place):
        ordinary_home.require()


def test_home_that_may_not_be_entered_is_told(ordinary_home: Home) -> None:
    ordinary_home.path.chmod(0o000)
    with pytest.raises(HomeUnusableError, match="Permission denied"):
        ordinary_home.require()


def test_home_where_nothing_may_be_made_is_told(ordinary_home: Home) -> None:
    ordinary_home.spool.chmod(0o500)
    with pytest.raises(HomeUnusableError, match="Permission denied"):
        Home(ordinary_home.spool / "home").create()


def test_what_others_may_open_is_found(home: Home) -> None:
    home.create()
    home.token_key.touch(mode=0o640)
    home.logs.chmod(0o755)
    assert set(home.exposed()) == {home.token_key, home.logs}


def test_clearing_takes_only_what_creating_made(home: Home) -> None:
    home.create()
    home.token_key.touch()
    home.config_file.touch()
    (home.path / "notes.txt").touch()
    home.clear()
    assert [path.name for path in home.path.iterdir()] == ["notes.txt"]
