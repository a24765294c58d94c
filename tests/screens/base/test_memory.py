"""A screen's memory: no core file of it, and no debugger of the same user in it."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

PR_GET_DUMPABLE = 3
CLOSE = "from screens.base import memory; memory.close()"
SECRET = "import os; pin = '3141' + '59'; os.abort()"
PRINT = f"import ctypes; print(ctypes.CDLL(None).prctl({PR_GET_DUMPABLE}, 0, 0, 0, 0))"


def run(folder: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """Python lines in a process that would leave a core file."""

    def allow_cores() -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    return subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        preexec_fn=allow_cores,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_abort_leaves_a_core_file_where_nothing_prevents_it(tmp_path: Path) -> None:
    """The control: where this machine writes none either, the next test proves nothing."""
    run(tmp_path, SECRET)
    if not list(tmp_path.iterdir()):
        pytest.skip("this machine writes no core files into the working folder")


def test_an_abort_of_a_closed_process_leaves_no_core_file(tmp_path: Path) -> None:
    assert run(tmp_path, CLOSE, SECRET).returncode < 0
    assert list(tmp_path.iterdir()) == []


def test_a_closed_process_is_not_dumpable_and_may_not_raise_its_limit(tmp_path: Path) -> None:
    assert run(tmp_path, PRINT).stdout == "1\n"
    limit = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"
    assert run(tmp_path, CLOSE, PRINT, limit).stdout == "0\n(0, 0)\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user for this test")
@pytest.mark.parametrize(("close", "may_read"), [("pass", True), ("memory.close()", False)])
def test_another_process_of_the_same_user_cannot_look_in(
    tmp_path: Path, close: str, may_read: bool
) -> None:
    looked = run(
        tmp_path,
        "import ctypes, os, subprocess",
        "from screens.base import memory",
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)",
        # Becoming another user has closed the process already.
        "ctypes.CDLL(None).prctl(memory._PR_SET_DUMPABLE, 1, 0, 0, 0)",
        close,
        "print(subprocess.run(['cat', f'/proc/{os.getpid()}/environ']).returncode)",
    )
    assert looked.stdout.endswith("0\n") is may_read
