"""TinyDB's own tests, from its source distribution, on our store."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
CACHE = CHECKOUT / ".cache" / "tinydb"
LOCK = CHECKOUT / "requirements" / "dev.lock"
OURS = Path(__file__).parent / "tinydb_suite" / "conftest.py"
ABOUT_TABLES = ("test_tables.py", "test_operations.py", "test_tinydb.py")
"""The others test TinyDB's storages, middlewares, query classes and utilities: not ours."""

PASSED = 77
"""Tests of `ABOUT_TABLES` in TinyDB 4.9.0 that pass; fewer would mean that some are not run."""


def pinned_requirement() -> str:
    """The installed version of TinyDB with the digests that our lock file pins."""
    release = f"tinydb=={version('tinydb')}"
    start = LOCK.read_text().index(release)
    digests = re.match(r"\S+(?: \\\n\s+--hash=sha256:[0-9a-f]{64})+", LOCK.read_text()[start:])
    assert digests is not None, f"{LOCK} does not pin {release}"
    return digests.group()


def files_of_suite(folder: Path) -> Path:
    """The folder of TinyDB's tests, downloaded unless an earlier run left it."""
    kept = CACHE / version("tinydb")
    if not kept.is_dir():
        archive = download(folder)
        CACHE.mkdir(parents=True, exist_ok=True)
        unpacked = folder / "unpacked"
        unpacked.mkdir()
        with tarfile.open(archive) as tar:
            for name in ABOUT_TABLES:
                member = tar.extractfile(f"{archive.name.removesuffix('.tar.gz')}/tests/{name}")
                assert member is not None
                (unpacked / name).write_bytes(member.read())
        shutil.move(unpacked, kept)
    return kept


def download(folder: Path) -> Path:
    """TinyDB's source distribution, of the installed version, checked against the lock file."""
    wanted = folder / "tinydb.txt"
    wanted.write_text(pinned_requirement())
    fetched = run(
        *("pip", "--disable-pip-version-check", "download", "--quiet"),
        *("--no-deps", "--no-binary", "tinydb", "--require-hashes"),
        *("--dest", str(folder), "--requirement", str(wanted)),
    )
    if fetched.returncode:
        pytest.fail(f"TinyDB's source distribution could not be fetched:\n{fetched.stderr}")
    (archive,) = folder.glob("tinydb-*.tar.gz")
    return archive


def run(*module: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Python module to its end."""
    return subprocess.run(
        [sys.executable, "-m", *module], check=False, capture_output=True, text=True, cwd=cwd
    )


def test_tinydbs_own_tests_pass_but_for_the_named_exceptions(tmp_path: Path) -> None:
    files = files_of_suite(tmp_path)
    for name in ABOUT_TABLES:
        shutil.copy(files / name, tmp_path / name)
    shutil.copy(OURS, tmp_path / "conftest.py")
    suite = run(
        *("pytest", "-q", "-rfEx", "-p", "no:cacheprovider", "-c", os.devnull),
        *(f"--rootdir={tmp_path}", f"--basetemp={tmp_path / 'temp'}", *ABOUT_TABLES),
        cwd=tmp_path,
    )
    assert suite.returncode == 0, suite.stdout
    assert f"{PASSED} passed" in suite.stdout, suite.stdout
