"""An office is created whole or not at all, and opened only where it can work."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from keyroom.errors import KeyroomError
from kiosk import office as office_module
from kiosk.config_file import ConfigFile
from kiosk.errors import (
    BadNameError,
    HomeInUseError,
    NoOfficeError,
    SecretExposedError,
    SecretMissingError,
)
from kiosk.faults import FaultyFileError
from kiosk.home import Home
from kiosk.office import Office, Premises
from kiosk.settings.terminals import ReaderKnobs
from store import checkpoints
from store.errors import StoreUnavailable, WrongOffice
from store.key_ring import KIND, origin_of
from store.keys import create_key
from store.ledger_errors import LedgerKeyRetired
from store.schema import META

DOOR = ReaderKnobs(name="door", terminal="entrance", url="serial:/dev/ttyUSB0?protocol=em4100")


@pytest.fixture
def made(home: Home, new_home: Home) -> Home:
    """A home with a new office, closed."""
    shutil.copytree(new_home.path, home.path)
    return home


def test_new_office_opens_with_what_it_was_given(home: Home) -> None:
    with Office.create(home, '重要室 "南"', readers=(DOOR,), terminal="review") as office:
        config = office.premises.config
        assert config.office.name == '重要室 "南"'
        assert config.readers_of("entrance") == (DOOR,)
        assert office.store.office == config.office.id
        assert office.store.signer is not None
    assert home.exposed() == []


def test_ledger_names_the_new_offices_key(made: Home) -> None:
    with Office.open(made) as office:
        kinds = [document["kind"] for document in office.store.table(META).all()]
        assert kinds.count(KIND) == 1


def test_second_init_is_refused_and_changes_nothing(made: Home) -> None:
    before = made.config_file.read_bytes()
    with pytest.raises(HomeInUseError):
        Office.create(made, "another")
    assert made.config_file.read_bytes() == before


def test_failed_init_leaves_nothing_and_can_be_tried_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(office_module, "first_config", full_disk)
        with pytest.raises(OSError, match="No space"):
            Office.create(home, "重要室")
    assert list(home.path.iterdir()) == []
    Office.create(home, "重要室").close()


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x1b[2J", "名" * 65])
def test_name_that_no_screen_can_show_is_refused(home: Home, name: str) -> None:
    with pytest.raises(BadNameError):
        Office.create(home, name)
    assert not home.path.exists()


def test_home_without_an_office_is_told(home: Home) -> None:
    with pytest.raises(NoOfficeError):
        Office.open(home)


def _remove(path: Path) -> None:
    path.unlink()


def _expose(path: Path) -> None:
    path.chmod(0o644)


@pytest.mark.parametrize(
    ("place", "spoil", "error"),
    [
        ("token_key", _remove, SecretMissingError),
        ("digest_key", _remove, SecretMissingError),
        ("token_key", _expose, SecretExposedError),
        ("database", _remove, StoreUnavailable),
        ("config_file", lambda path: path.write_text("[office]\nnam = 1\n"), FaultyFileError),
    ],
    ids=["no token key", "no digest key", "open token key", "no records", "faulty config"],
)
def test_office_that_cannot_work_says_why(
    made: Home, place: str, spoil: Callable[[Path], object], error: type[KeyroomError]
) -> None:
    spoil(getattr(made, place))
    with pytest.raises(error):
        Office.open(made)


def test_office_without_its_ledger_key_opens_and_does_not_sign(made: Home) -> None:
    made.ledger_key.unlink()
    with Office.open(made) as office:
        assert office.store.signer is None


def test_key_that_the_ledger_does_not_name_is_kept_to_show_a_rollback(made: Home) -> None:
    with Office.open(made) as office:
        origin = origin_of(office.store.office)
    made.ledger_key.unlink()
    other = create_key(made.ledger_key, origin)
    with Office.open(made) as office:
        assert office.store.signer is not None
        assert office.store.signer.verifier == other.verifier
        with pytest.raises(LedgerKeyRetired):
            checkpoints.write(office.store, "on demand")


def test_new_office_signs_checkpoints(made: Home) -> None:
    with Office.open(made) as office:
        written = checkpoints.write(office.store, "on demand")
        with office.store.connection() as connection:
            assert written.checkpoint.size < office.store.ledger.size(connection)


def test_another_offices_records_are_refused(made: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    Office.create(other, "别的办公室").close()
    shutil.copy(other.database, made.database)
    with pytest.raises(WrongOffice):
        Office.open(made)


def test_premises_are_there_while_the_records_are_not(made: Home) -> None:
    made.database.unlink()
    premises = Premises.enter(made)
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            premises.open("entrance")


def test_folders_of_the_configuration_lie_in_the_home_unless_absolute(made: Home) -> None:
    premises = Premises.enter(made)
    assert premises.folder("checkpoints") == made.path / "checkpoints"
    assert premises.folder("/mnt/usb") == Path("/mnt/usb")


def test_first_configuration_has_no_faults_with_and_without_readers(home: Home) -> None:
    Office.create(home, "重要室").close()
    file = ConfigFile.read(home.config_file)
    assert file.config.readers == ()
    text = home.config_file.read_text(encoding="utf-8")
    uncommented = text.replace("# [[readers]]", "[[readers]]")
    for key in ("name", "terminal", "url"):
        uncommented = uncommented.replace(f"# {key} =", f"{key} =")
    reader = ConfigFile.parse(uncommented.encode(), "keyroom.toml").config.readers[0]
    assert reader.terminal in file.config.terminals, "the example in the comments works"
