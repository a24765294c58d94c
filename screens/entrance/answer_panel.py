"""The answer to a tap, over the whole room it gets: sign, headline, name, details."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from screens.entrance.look import TONES
from screens.entrance.notice import Notice
from screens.widgets.big_text import BigSymbol, BigText
from screens.widgets.lines import Lines
from screens.widgets.symbols import Symbol

DETAILS = 3


class AnswerPanel(Vertical, inherit_bindings=False):
    """Shows one notice at a time."""

    def compose(self) -> ComposeResult:
        """Its parts, empty."""
        yield BigText(classes="flag")
        with Horizontal(classes="headline"):
            yield BigSymbol()
            yield BigText(classes="words")
        yield BigText(classes="name")
        yield BigText(classes="whole")
        yield Lines(DETAILS, classes="details")

    def show(self, notice: Notice) -> None:
        """Show `notice` in place of whatever was shown."""
        self.remove_class(*TONES).add_class(notice.look.tone)
        self.set_class(not notice.name, "-nameless")
        self.set_class(bool(notice.flag), "-flagged")
        self.set_class(bool(notice.whole), "-shortened")
        self.query_one(BigSymbol).symbol = notice.look.symbol
        self.query_one(".flag", BigText).say(f"{Symbol.HOURGLASS} {notice.flag}")
        self.query_one(".words", BigText).say(*notice.headline)
        self.query_one(".name", BigText).say(*notice.name)
        self.query_one(".whole", BigText).say(notice.whole)
        self.query_one(Lines).show(notice.details)
