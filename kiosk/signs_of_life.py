"""Signs of life of screens that nobody stands at: a frozen wall looks like one that works.

A sign is a small file, written anew every few seconds and never synchronised: it is worth nothing
after a power cut, and the ledger is spared an entry each time.
"""

import json
import logging
from dataclasses import dataclass
from typing import Final

from kiosk.clock import UNKNOWN_BOOT, Reading
from kiosk.home import Home
from kiosk.times import moment, stored

SILENT_S: Final = 60.0
"""A screen that has given no sign for so long does not work; seconds."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of a terminal, by the clocks of its machine."""

    terminal: str
    given: Reading

    def silent_s(self, now: Reading) -> float:
        """For how long it has given no other; a wall clock that steps changes nothing."""
        if self.given.boot_id == now.boot_id != UNKNOWN_BOOT:
            return now.boot_time_s - self.given.boot_time_s
        return (now.utc - self.given.utc).total_seconds()


class SignsOfLife:
    """The signs of one office's terminals."""

    def __init__(self, home: Home) -> None:
        self._folder = home.signs

    def give(self, terminal: str, reading: Reading) -> None:
        """This terminal works. A disk that takes no sign is not worth a fault."""
        sign = {
            "at": stored(reading.utc),
            "boot_id": reading.boot_id,
            "boot_s": reading.boot_time_s,
        }
        draft = self._folder / f".{terminal}"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            draft.write_text(json.dumps(sign), encoding="ascii")
            draft.replace(self._folder / terminal)
        except OSError as fault:
            log.warning("no sign of life could be given: %s", fault)

    def end(self, terminal: str) -> None:
        """It ends in order: its silence means nothing from now on."""
        try:
            (self._folder / terminal).unlink(missing_ok=True)
        except OSError as fault:
            log.warning("the sign of life could not be taken away: %s", fault)

    def silent(self, now: Reading) -> list[Sign]:
        """The terminals that began, did not end, and give no sign any more; by name."""
        return [sign for sign in self._all() if sign.silent_s(now) > SILENT_S]

    def _all(self) -> list[Sign]:
        signs = []
        for file in sorted(self._folder.glob("[!.]*")):
            try:
                read = json.loads(file.read_text(encoding="ascii"))
                given = Reading(
                    moment(read["at"]), read["boot_id"], float(read["boot_s"]), synchronised=None
                )
            except (OSError, ValueError, KeyError, TypeError) as fault:
                log.warning("the sign of life %s cannot be read: %s", file.name, fault)
                continue
            signs.append(Sign(file.name, given))
        return signs
