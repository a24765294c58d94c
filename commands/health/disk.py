"""Room on the disk of the office, for months of taps and a backup."""

import shutil
from collections.abc import Iterator

from commands.health.finding import Finding, Level
from keyroom.language import _
from kiosk.home import Home

ENOUGH = 1_000_000_000
"""Bytes: records of many years, and their backups."""
TOO_LITTLE = 50_000_000
"""Bytes: below this a backup or a write-ahead log may fill the disk within a day."""


def check(home: Home) -> Iterator[Finding]:
    """The room that is left where the home lies."""
    usage = shutil.disk_usage(home.path)
    text = _("{free} MB free where the office lies").format(free=usage.free // 1_000_000)
    if usage.free >= ENOUGH:
        yield Finding(Level.OK, text)
        return
    level = Level.FAULT if usage.free < TOO_LITTLE else Level.WARNING
    yield Finding(level, text, _("make room: move old backups elsewhere"))
