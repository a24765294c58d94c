"""The entrance's app: its one screen, and keys on their way past a reader that types."""

from pathlib import Path
from typing import ClassVar

from textual.types import CSSPathType

from devices.drivers.wedge import WedgeReader
from screens.base.screen import KioskScreen
from screens.entrance.place import Place
from screens.entrance.screen import EntranceScreen
from screens.mailbox import Mailbox
from screens.wedge_app import WedgeApp
from screens.wishes import Wishes


class EntranceApp(WedgeApp):
    """Ends when a supervisor closes it."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("entrance.tcss")

    def __init__(
        self,
        place: Place,
        mailbox: Mailbox,
        wishes: Wishes,
        wedge: WedgeReader | None = None,
    ) -> None:
        """`wedge` reads the keyboard."""
        super().__init__(wedge)
        self._place = place
        self._mailbox = mailbox
        self._wishes = wishes

    def get_default_screen(self) -> KioskScreen:
        """The only screen."""
        return EntranceScreen(self._place, self._mailbox, self._wishes)
