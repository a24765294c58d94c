"""Many short lives of the program: each is forked from a process that has imported it already.

`keyroom entrance --no-screen` spends most of a short life on imports. A parent that has imported
everything and opened nothing forks each life in milliseconds; from there on it runs the same
command line as any other, and can be killed at any instant of it.

Run as a program, this module is that parent: it takes home folders and pipes on its standard
input, a socket, and answers each with the process id of the life that writes to the pipe.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Self

from tests.end_to_end.program import PATIENCE_S, ROOT, environment

_REQUEST_BYTES = 4096


class Parent:
    """The parent process, as a test sees it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.end_to_end.lives"],
                cwd=ROOT,
                env=environment(home),
                stdin=theirs.fileno(),
                # A pipe, as each life will have one: Python asks only once what it prints to.
                stdout=subprocess.PIPE,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._process.communicate(timeout=PATIENCE_S)

    def bear(self) -> tuple[int, int]:
        """Start a life; its process id, and the end of a pipe where its answers arrive."""
        answers, output = os.pipe()
        socket.send_fds(self._socket, [os.fsencode(self._home)], [output])
        os.close(output)
        return int(self._socket.recv(_REQUEST_BYTES)), answers


def _serve() -> None:
    requests = socket.socket(fileno=0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        home, pipes, _, _ = socket.recv_fds(requests, _REQUEST_BYTES, 1)
        if not home:
            return
        life = os.fork()
        if not life:
            os.dup2(pipes[0], 1)
            _live(os.fsdecode(home))
        os.close(pipes[0])
        requests.send(str(life).encode())


def _live(home: str) -> None:
    import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.argv = ["keyroom", "--home", home, "entrance", "--no-screen"]
    main.run()


def _import_everything() -> None:
    import main  # noqa: F401
    import screens.headless  # noqa: F401


if __name__ == "__main__":
    _import_everything()
    _serve()
