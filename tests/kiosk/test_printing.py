"""What a kiosk prints: a folder of its own, and a command."""

from pathlib import Path

import pytest

from kiosk.office import Office
from kiosk.printing import NotPrintedError, Printing


def test_the_folder_is_made_in_the_home_for_its_owner_alone(office: Office) -> None:
    path = Printing.of(office.premises).place("a.pdf")
    assert path == office.premises.home.path / "printed" / "a.pdf"
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotPrintedError, match=r"see printing\.folder"):
        Printing(tmp_path / "file" / "printed", ()).place("a.pdf")


def test_without_a_command_files_are_all(tmp_path: Path) -> None:
    Printing(tmp_path, ()).send(tmp_path / "a.pdf")


def test_the_command_gets_the_file_as_its_last_word(tmp_path: Path) -> None:
    path, out = tmp_path / "a b.pdf", tmp_path / "out"
    path.write_text("printed")
    command = ("sh", "-c", f'cat "$1" > {out}', "sh")
    Printing(tmp_path, command).send(path)
    assert out.read_text() == "printed"


@pytest.mark.parametrize(
    "command", [("false",), ("/no/such/program",), ("sleep", "60")], ids=["fails", "none", "hangs"]
)
def test_a_command_that_fails_is_told_with_the_file(
    tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.printing.PATIENCE_S", 0.2)
    with pytest.raises(NotPrintedError, match=r"the file is .*/60"):
        Printing(tmp_path, command).send(tmp_path / "60")
