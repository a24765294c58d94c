"""Who looked at one's customers, on the desk's screen."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from keyroom.language import N_, _
from kiosk.privacy.works.customers import CustomerWork
from kiosk.privacy.works.who_looked import WhoLookedPage, WhoLookedWork
from screens.desk.pane import FINISH, Pane
from screens.desk.who_looked import WhoLookedList
from screens.widgets.big_text import BigText

KEYS = (Binding("escape", "screen.back", N_("Back to the customers")), FINISH)


class WhoLookedPane(Pane[WhoLookedPage, WhoLookedWork]):
    """A list to read."""

    WORK = WhoLookedWork

    def content(self) -> ComposeResult:
        """What it is, and the list."""
        page = self._page
        yield BigText(self._title(), classes="title")
        with Vertical(classes="body"):
            yield WhoLookedList(page.looks, self._place.zone, page.reader)

    @property
    def keys(self) -> Sequence[Binding]:
        """Esc goes to the customers."""
        return KEYS

    async def back(self) -> None:
        """To the customers."""
        self.turn_to(CustomerWork)

    def _title(self) -> str:
        if self._page.since is None:
            return _("Nobody has looked at your customers")
        since = self._page.since.astimezone(self._place.zone)
        return _("Who looked at customers: {count} looks since {time}").format(
            count=len(self._page.looks), time=f"{since:%Y-%m-%d %H:%M}"
        )
