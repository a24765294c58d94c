"""The wall clock: whether it is disciplined, and whether it can be right."""

from collections.abc import Iterator

from commands.health.finding import Finding, Level
from keyroom.language import _
from kiosk.clock import NEVER_BEFORE, Clock


def check() -> Iterator[Finding]:
    """What the kernel says about the clock that stamps the taps."""
    reading = Clock().read()
    now = reading.utc.astimezone().isoformat(" ", timespec="seconds")
    if reading.utc < NEVER_BEFORE:
        yield Finding(
            Level.FAULT,
            _("the clock says {now}, before this program was made").format(now=now),
            _("set the clock, and replace the battery of the machine's clock"),
        )
    if reading.synchronised:
        yield Finding(Level.OK, _("the clock is synchronised: {now}").format(now=now))
        return
    unknown = reading.synchronised is None
    yield Finding(
        Level.WARNING,
        _("nobody can tell whether the clock is synchronised: {now}").format(now=now)
        if unknown
        else _("the clock is not synchronised: {now}").format(now=now),
        _("switch on time synchronisation: timedatectl set-ntp true"),
    )
