"""What a screen can tell the tap thread: plain wishes, which never block it."""

from typing import Protocol

from kiosk.attendance.own_asks import OwnAsk
from screens.news import Purpose


class Wishes(Protocol):
    """Heard by the tap thread; what comes of a wish is news."""

    def expect(self, purpose: Purpose) -> None:
        """What the next badge is for."""

    def ask(self, asked: OwnAsk) -> None:
        """What the person who has just tapped asks about himself."""
