"""The demo's app: the entrance's, with the tray."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.types import CSSPathType

from devices.events import Credential
from screens.base.screen import KioskScreen
from screens.demo.screen import DemoScreen
from screens.demo.tray import TrayBadge
from screens.entrance.app import EntranceApp
from screens.entrance.place import Place
from screens.mailbox import Mailbox
from screens.wishes import Wishes


class DemoApp(EntranceApp):
    """Ends as the entrance does: by a supervisor's badge, which lies in the tray."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        Path(__file__).parent.parent / "entrance" / "entrance.tcss",
        Path(__file__).with_name("demo.tcss"),
    ]

    def __init__(
        self,
        place: Place,
        mailbox: Mailbox,
        wishes: Wishes,
        badges: Sequence[TrayBadge],
        present: Callable[[Credential], None],
    ) -> None:
        """`present` holds a badge to the virtual reader of its kind; it must return at once."""
        super().__init__(place, mailbox, wishes)
        self._badges = badges
        self._present = present

    def get_default_screen(self) -> KioskScreen:
        """The only screen."""
        return DemoScreen(self._place, self._mailbox, self._wishes, self._badges, self._present)
