"""The clock: what it says, how long the machine has run, and whether somebody moved it.

A wall clock can be set back; the time since boot cannot. Their difference is the moment of boot
as the wall clock sees it: when that moves, the wall clock was moved. A jump is flagged beside the
records and never used to rewrite them.
"""

import ctypes
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")
UNKNOWN_BOOT = "-"
"""The boot id of a machine that names none."""

MAX_SLEW = 500e-6
"""How fast the kernel slews a clock that it disciplines, seconds per second (adjtimex(2))."""

NEVER_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
"""This program did not exist then: a clock that says so is wrong (dead battery: 1970 or 2000)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The clocks at one moment."""

    utc: datetime
    """The wall clock, aware, UTC."""
    boot_id: str
    """Names this run of the kernel; times since boot compare only within one."""
    boot_time_s: float
    """Seconds since boot, suspends included (CLOCK_BOOTTIME); nobody can set it."""
    synchronised: bool | None
    """Whether the kernel knows the wall clock to be disciplined; None where it does not tell."""


class Clock:
    """The clocks of this machine."""

    def __init__(self) -> None:
        self._boot_id = _boot_id()

    def read(self) -> Reading:
        """All clocks, read together."""
        return Reading(
            utc=datetime.now(UTC),
            boot_id=self._boot_id,
            boot_time_s=time.clock_gettime(time.CLOCK_BOOTTIME),
            synchronised=_synchronised(),
        )


@dataclass(slots=True)
class JumpWatch:
    """Notices when the wall clock moves against the time since boot. Reads no clock itself.

    `last` is the newest reading on record, of an earlier run or boot: across a reboot only a step
    back can be told. What the jumps add up to is `off_by`; it returns to zero when the clock is
    put right by hand, or when the kernel says that it is disciplined again.
    """

    threshold: timedelta = timedelta(seconds=2)
    last: Reading | None = None
    off_by: timedelta = field(default=timedelta(0), init=False)

    def look(self, reading: Reading) -> timedelta | None:
        """By how much the wall clock jumped since the last look; None when it did not."""
        before, self.last = self.last, reading
        jump = self._jump(before, reading)
        if jump is not None:
            self.off_by += jump
        if reading.synchronised or abs(self.off_by) <= self.threshold:
            self.off_by = timedelta(0)
        return jump

    def _jump(self, before: Reading | None, now: Reading) -> timedelta | None:
        if before is None or before.boot_id != now.boot_id:
            # Whatever was seen last, or this program's own age, is the earliest it can be.
            earliest = NEVER_BEFORE if before is None else max(before.utc, NEVER_BEFORE)
            moved = now.utc - earliest
            return moved if moved < -self.threshold else None
        elapsed = now.boot_time_s - before.boot_time_s
        moved = now.utc - before.utc - timedelta(seconds=elapsed)
        allowed = self.threshold + timedelta(seconds=abs(elapsed) * MAX_SLEW)
        return moved if abs(moved) > allowed else None


def _boot_id() -> str:
    try:
        return BOOT_ID_FILE.read_text(encoding="ascii").strip() or UNKNOWN_BOOT
    except OSError:
        return UNKNOWN_BOOT


class _Timex(ctypes.Structure):
    """The head of the kernel's `struct timex`, and room for the rest of it."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


_STA_UNSYNC = 0x0040
_LIBC = ctypes.CDLL(None, use_errno=True)


def _synchronised() -> bool | None:
    """The kernel's own flag, which NTP clears and setting the clock by hand raises again."""
    timex = _Timex()  # modes = 0: read only, no privilege needed
    try:
        state: int = _LIBC.adjtimex(ctypes.byref(timex))
    except AttributeError:  # not Linux
        return None
    return None if state < 0 else not timex.status & _STA_UNSYNC
