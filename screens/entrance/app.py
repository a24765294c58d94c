"""The entrance's app: its one screen, and keys on their way past a reader that types."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.types import CSSPathType

from devices.drivers.wedge import WedgeReader
from screens.base.screen import KioskScreen
from screens.entrance.place import Place
from screens.entrance.screen import EntranceScreen
from screens.mailbox import Mailbox
from screens.news import Purpose
from screens.wedge_app import WedgeApp


class EntranceApp(WedgeApp):
    """Ends when a supervisor closes it."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("entrance.tcss")

    def __init__(
        self,
        place: Place,
        mailbox: Mailbox,
        expect: Callable[[Purpose], None],
        wedge: WedgeReader | None = None,
    ) -> None:
        """`expect` tells the tap thread what the next badge is for; `wedge` reads the keyboard."""
        super().__init__(wedge)
        self._place = place
        self._mailbox = mailbox
        self._expect = expect

    def get_default_screen(self) -> KioskScreen:
        """The only screen."""
        return EntranceScreen(self._place, self._mailbox, self._expect)
