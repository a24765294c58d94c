"""How a command ends: the exit codes, and faults that belong to the command line itself."""

from enum import IntEnum

from keyroom.errors import KeyroomError


class ExitCode(IntEnum):
    """What the shell is told. Scripts rely on the first three."""

    DONE = 0
    NO = 1
    """The answer is no: verification failed, nothing was found, it was refused."""
    USAGE = 2
    """Wrong usage, bad input, or an office that cannot be worked on: a line on stderr for each."""
    INTERNAL = 70
    """A fault of the program itself (EX_SOFTWARE of sysexits.h); its log has the details."""
    INTERRUPTED = 130
    """Ctrl-C: 128 + SIGINT, as shells have it."""
    BROKEN_PIPE = 141
    """The reader of the output went away: 128 + SIGPIPE."""


class WrongUsageError(KeyroomError):
    """The command line asks for something that cannot be meant (exit code 2)."""


class RefusedError(KeyroomError):
    """The command was understood, and the answer is no (exit code 1)."""
