"""Key files: secret, whole, and never overwritten."""

from pathlib import Path

import pytest

from kiosk.errors import SecretExposedError, SecretMissingError
from kiosk.secret_file import SECRET_BYTES, create_secret, read_secret


def test_secret_reads_back_and_is_its_owners_alone(tmp_path: Path) -> None:
    secret = create_secret(tmp_path / "a.key")
    assert len(secret) == SECRET_BYTES
    assert read_secret(tmp_path / "a.key") == secret
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600


def test_two_secrets_differ(tmp_path: Path) -> None:
    assert create_secret(tmp_path / "a.key") != create_secret(tmp_path / "b.key")


def test_secret_is_never_overwritten(tmp_path: Path) -> None:
    secret = create_secret(tmp_path / "a.key")
    with pytest.raises(FileExistsError):
        create_secret(tmp_path / "a.key")
    assert read_secret(tmp_path / "a.key") == secret


@pytest.mark.parametrize("content", ["", "00" * 31, "zz" * 32, "00" * 33, "钥匙"])
def test_damaged_secret_is_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.key"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(SecretMissingError, match=r"a\.key"):
        read_secret(file)


def test_missing_secret_is_told(tmp_path: Path) -> None:
    with pytest.raises(SecretMissingError, match="backup of the keys folder"):
        read_secret(tmp_path / "a.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_secret_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    create_secret(tmp_path / "a.key")
    (tmp_path / "a.key").chmod(mode)
    with pytest.raises(SecretExposedError, match="chmod 600"):
        read_secret(tmp_path / "a.key")
