"""Starts and stops of terminals (SB-3): whether the last run ended in order, and what clock it saw.

Records are only added. The newest one of a terminal is the one with the greatest id: ids rise
even where the wall clock was set back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from tinydb import where

from kiosk.clock import Reading
from kiosk.schema import BOOTS
from kiosk.times import moment, stored
from store import Store


class BootEvent(StrEnum):
    """What a record of the table `boots` says."""

    START = "start"
    STOP = "stop"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Start:
    """What a terminal finds when it starts."""

    unclean: bool
    """The last run of this terminal did not end in order: power, crash or kill."""
    last: Reading | None
    """The clocks of its last record; None at the very first start."""


class Boots:
    """The starts, stops and clock jumps of one terminal."""

    def __init__(self, store: Store, terminal: str) -> None:
        self._store = store
        self._terminal = terminal

    def start(self, reading: Reading) -> Start:
        """Record a start; says how the run before it ended."""
        with self._store.transaction(action="start"):
            last = self._newest()
            unclean = last is not None and last["event"] != BootEvent.STOP
            self._add(BootEvent.START, reading, unclean_stop=unclean)
        return Start(unclean, None if last is None else reading_of(last))

    def stop(self, reading: Reading) -> None:
        """Record that this run ends in order."""
        with self._store.transaction(action="stop"):
            self._add(BootEvent.STOP, reading)

    def jumped(self, reading: Reading, by: timedelta) -> None:
        """Record that the wall clock moved by `by`, first seen at `reading`."""
        with self._store.transaction(action="jump"):
            self._add(BootEvent.JUMP, reading, jump_s=by.total_seconds())

    def _newest(self) -> Mapping[str, Any] | None:
        newest = self._store.table(BOOTS).newest(cond=where("terminal") == self._terminal)
        return newest[0] if newest else None

    def _add(self, event: BootEvent, reading: Reading, **more: bool | float) -> None:
        self._store.table(BOOTS).insert(
            {
                "terminal": self._terminal,
                "at": stored(reading.utc),
                "event": event.value,
                **clocks_of(reading),
                **more,
            }
        )


def clocks_of(reading: Reading) -> dict[str, Any]:
    """What a record keeps of the clocks besides the time."""
    return {
        "boot_id": reading.boot_id,
        "boot_s": reading.boot_time_s,
        "synchronised": reading.synchronised,
    }


def reading_of(record: Mapping[str, Any]) -> Reading:
    """The clocks that a record was made by."""
    return Reading(
        utc=moment(record["at"]),
        boot_id=record["boot_id"],
        boot_time_s=record["boot_s"],
        synchronised=record["synchronised"],
    )
