"""The big clock, which turns on the second."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from textual.message import Message

from screens.widgets.big_text import BigText

MICROSECOND = 1_000_000


class Clock(BigText):
    """The time in the office's zone. Says when a minute begins, for whatever else shows the day."""

    class MinuteBegan(Message):
        """Once a minute, at its first second, and once at the start."""

    def __init__(self, now: Callable[[], datetime], zone: ZoneInfo) -> None:
        super().__init__()
        self._now = now
        self._zone = zone
        self._minute: datetime | None = None

    def on_mount(self) -> None:
        """Start to run."""
        self._turn()

    def _turn(self) -> None:
        local = self._now().astimezone(self._zone)
        self.say(f"{local:%H:%M:%S}")
        minute = local.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.post_message(self.MinuteBegan())
        # To the next second: a fixed interval would drift, and skip a second at times.
        self.set_timer(1 - local.microsecond / MICROSECOND, self._turn)
