"""Announcements for customers: what is public, one after the other, page after page."""

from rich.text import Text
from textual.message import Message
from textual.widget import Widget

from keyroom.language import _
from kiosk.privacy.embargo import EMBARGO_NAMES, Embargo
from screens.base.text import clean
from screens.public_board import PublicBoard

PAGE_S = 8.0
"""How long one page stands."""


class PublicNotices(Widget, inherit_bindings=False):
    """Shows what the board holds, from the second on at which it does; no room when it is nothing.

    Its words are text as it stands, never markup.
    """

    DEFAULT_CSS = """
    PublicNotices { width: 1fr; height: 6; }
    """

    class Changed(Message):
        """The board holds something else."""

    def __init__(self, board: PublicBoard) -> None:
        super().__init__()
        self._board = board
        self._page = 0
        self.display = bool(board.shown)

    def on_mount(self) -> None:
        """Listen, and turn the pages."""
        self._board.listen(self._tell)
        self.set_interval(PAGE_S, self._turn)
        self.on_public_notices_changed()

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._board.leave(self._tell)

    def on_public_notices_changed(self) -> None:
        """Begin anew with the newest."""
        self._page = 0
        self.display = bool(self._board.shown)
        self.refresh()

    def render(self) -> Text:
        """The page of now."""
        pages = [page for each in self._board.shown for page in self._pages(each)]
        return pages[self._page % len(pages)] if pages else Text()

    def _pages(self, embargo: Embargo) -> list[Text]:
        width, rows = self.content_size.width, max(self.content_size.height - 1, 1)
        text = Text("\n".join(clean(line) for line in embargo.text.split("\n")))
        lines = list(text.wrap(self.app.console, max(width, 1))) if embargo.text else []
        parts = [lines[first : first + rows] for first in range(0, len(lines), rows)] or [[]]
        return [
            Text("\n").join([self._title(embargo, number, len(parts)), *part])
            for number, part in enumerate(parts, start=1)
        ]

    def _title(self, embargo: Embargo, number: int, count: int) -> Text:
        page = f"  {number}/{count}" if count > 1 else ""
        words = f"{_(EMBARGO_NAMES[embargo.kind])} · {clean(embargo.title)}{page}"
        title = Text(words, "bold", no_wrap=True, overflow="ellipsis")
        title.truncate(max(self.content_size.width, 1), overflow="ellipsis")
        return title

    def _tell(self) -> None:
        self.post_message(self.Changed())

    def _turn(self) -> None:
        self._page += 1
        self.refresh()
