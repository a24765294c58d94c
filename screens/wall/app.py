"""The wall's app: its one screen, and keys on their way past a reader that types."""

from pathlib import Path
from typing import ClassVar

from textual.types import CSSPathType

from devices.drivers.wedge import WedgeReader
from screens.base.screen import KioskScreen
from screens.mailbox import Post
from screens.public_board import PublicBoard
from screens.wall.news import News
from screens.wall.place import Place
from screens.wall.screen import Serves, WallScreen
from screens.wedge_app import WedgeApp


class WallApp(WedgeApp):
    """Ends when a supervisor closes it."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("wall.tcss")

    def __init__(
        self,
        place: Place,
        mailbox: Post[News],
        usher: Serves,
        board: PublicBoard,
        wedge: WedgeReader | None = None,
    ) -> None:
        """`board` holds what is public; `wedge` reads the keyboard."""
        super().__init__(wedge)
        self._place = place
        self._mailbox = mailbox
        self._usher = usher
        self._board = board

    def get_default_screen(self) -> KioskScreen:
        """The only screen."""
        return WallScreen(self._place, self._mailbox, self._usher, self._board)
