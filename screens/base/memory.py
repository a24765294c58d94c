"""Keeps what a screen holds in its memory out of core files, and out of reach of its user's others.

Two settings, because neither does all: the limit ends core files, but not those that the kernel
pipes to a program (systemd-coredump); a process that is not dumpable leaves no core at all, and
debuggers of its own user may not attach to it nor read `/proc/PID/mem` and `environ`. Root may.
"""

import ctypes
import logging
import os
import resource

_PR_SET_DUMPABLE = 4
_LIBC = ctypes.CDLL(None, use_errno=True)

log = logging.getLogger(__name__)


def close() -> None:
    """From here on this process is closed to others, and so are those that it forks."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _LIBC.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        log.warning("debuggers may attach: %s", os.strerror(ctypes.get_errno()))
