"""The error boundary: whatever a command ends in becomes an exit code and plain lines.

Nothing below it prints a traceback at a person: an unexpected fault becomes one line that names
the log file, and the traceback stands in there alone.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from typer import Exit

from commands.exits import ExitCode, RefusedError, WrongUsageError
from commands.output import complain
from keyroom.errors import KeyroomError
from keyroom.language import _

if TYPE_CHECKING:
    from typer._click.exceptions import ClickException

    from commands.invocation import Invocation


def guarded(action: Callable[[], None], asked: "Invocation") -> int:
    """Run `action` and return the exit code of the process."""
    # Started with closed streams, as some services are, there is nowhere to write to.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or sys.stdout
    # Data may hold what the terminal's encoding has no letters for; an answer is better than none.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _outcome(action, asked)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return ExitCode.BROKEN_PIPE
    return code


def _outcome(action: Callable[[], None], asked: "Invocation") -> int:
    from typer._click.exceptions import ClickException

    try:
        action()
    except Exit as end:
        return end.exit_code
    except ClickException as error:
        return _wrong_usage(error)
    except KeyroomError as error:
        return _known_fault(error)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last one who can tell the person
        return _unexpected_fault(error, asked)
    return ExitCode.DONE


def _wrong_usage(error: "ClickException") -> int:
    from commands.usage import complaint

    if line := complaint(error):
        complain(line)
    return ExitCode.USAGE


def _known_fault(error: KeyroomError) -> int:
    for line in error.shown(_).splitlines():
        complain(line)
    return ExitCode.NO if _answers(error) else ExitCode.USAGE


def _answers(error: KeyroomError) -> bool:
    """Whether the error answers what was asked: no.

    All others say that the question cannot be asked like this, or not here.
    """
    if isinstance(error, WrongUsageError | RefusedError):
        return isinstance(error, RefusedError)
    from kiosk import errors as office
    from store.errors import BackupFailed, RestoreRefused
    from store.ledger_errors import CheckpointRefused, ForgedNote, ProofRefused, UnknownSigner

    return isinstance(
        error,
        office.NoSuchPersonError
        | office.NoSuchBadgeError
        | office.NoSuchRequestError
        | office.NoSuchLineError
        | office.NoSuchItemError
        | office.NoMeetingError
        | office.MeetingRefusedError
        | office.NotEntitledError
        | office.AlreadyDecidedError
        | office.ClosingRefusedError
        | BackupFailed
        | CheckpointRefused
        | ForgedNote
        | ProofRefused
        | UnknownSigner
        | RestoreRefused,
    )


def _unexpected_fault(fault: Exception, asked: "Invocation") -> int:
    import logging

    from commands.log_file import keep_log_if_possible

    place = keep_log_if_possible(asked)
    logging.getLogger(__name__).error("unexpected fault", exc_info=fault)
    complain(_("Keyroom failed unexpectedly; what happened stands in {log}").format(log=place))
    return ExitCode.INTERNAL


def _drop_output() -> None:
    # The interpreter flushes once more when it ends; that must not fail aloud.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
