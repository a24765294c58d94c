"""The command line under test: in this process for speed, or as a real one."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from devices.virtual.serial_reader import VirtualSerialReader
from keyroom.language import Language, use

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., Result]
RunProcess = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read English; the language is the process's, so it is put back."""
    use(Language.ENGLISH)
    yield
    use(Language.ENGLISH)


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Each test's program opens a log of its own."""
    yield
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, logging.FileHandler):
            root.removeHandler(handler)
            handler.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the office of one test lives; nothing is there yet."""
    return tmp_path / "office"


@pytest.fixture
def keyroom(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, in English, on the test's home."""
    from main import app

    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str, **options: object) -> Result:
        return CliRunner().invoke(app, ["--home", str(home), "--lang", "en", *words], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def keyroom_process(home: Path, tmp_path: Path) -> RunProcess:
    """Run a command line as a process of its own, with nothing but its own environment."""

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
            "KEYROOM_HOME": str(home),
            **variables,
        }
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *words],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One invented office, made once; tests work on copies."""
    from main import app

    home = tmp_path_factory.mktemp("furnished") / "office"
    result = CliRunner().invoke(app, ["--home", str(home), "--lang", "en", "init", "--example"])
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def example(furnished: Path, home: Path) -> Path:
    """The invented office, for one test to change as it likes."""
    shutil.copytree(furnished, home)
    return home


@pytest.fixture
def door(example: Path, tmp_path: Path) -> Iterator[VirtualSerialReader]:
    """A reader on a pseudo-terminal, configured at the entrance of the invented office."""
    with VirtualSerialReader(tmp_path / "door") as reader:
        with (example / "keyroom.toml").open("a", encoding="utf-8") as config:
            config.write(
                f'[[readers]]\nname = "door"\nterminal = "entrance"\nurl = "{reader.url}"\n'
            )
        yield reader


@pytest.fixture
def running(home: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command as a process that goes on until it is ended; none is left behind."""
    processes: list[subprocess.Popen[str]] = []

    def start(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "--lang", "en", "--home", str(home), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()
