"""How long a person must wait after wrong PINs (docs/security.md): pure, told by a count.

A PIN protects a session, not a vault: a million of six digits take some thirty hours of computing.
"""

from typing import Final

FREE: Final = 2
"""So many wrong PINs cost nothing: fingers slip."""
FIRST_WAIT_S: Final = 5.0
"""After the third; doubled with each one after it."""
LOCKED_AT: Final = 10
"""From so many on only a supervisor's reset helps."""


def is_locked(failures: int) -> bool:
    """Whether no PIN is tried any more."""
    return failures >= LOCKED_AT


def wait_s(failures: int) -> float:
    """Seconds from the last wrong PIN until the next may be tried, on the boot clock."""
    if failures <= FREE:
        return 0.0
    return FIRST_WAIT_S * float(2 ** (failures - FREE - 1))


def left_s(failures: int, last_boot_s: float, now_boot_s: float, *, same_boot: bool) -> float:
    """How much of the wait is left.

    The boot clock begins anew with each start of the machine: then the whole wait is left, from the
    start on, so that pulling the plug shortens nothing.
    """
    since = now_boot_s - last_boot_s if same_boot else now_boot_s
    return max(wait_s(failures) - max(since, 0.0), 0.0)
