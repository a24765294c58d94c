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

    def show(self, notice: Notice, *, is_fading: bool = False) -> None:
        """Show `notice` in place of whatever was shown; faint when its time is almost over."""
        tones = {tone: tone == notice.look.tone for tone in TONES}
        # All at once: each change of classes has the styles of all parts computed anew.
        self.update_classes(
            {
                **tones,
                "-nameless": not notice.name,
                "-flagged": bool(notice.flag),
                "-shortened": bool(notice.whole),
                "-fading": is_fading,
            },
            animate=False,
        )
        self.query_one(BigSymbol).symbol = notice.look.symbol
        self.query_one(".flag", BigText).say(f"{Symbol.HOURGLASS} {notice.flag}")
        self.query_one(".words", BigText).say(*notice.headline)
        self.query_one(".name", BigText).say(*notice.name)
        self.query_one(".whole", BigText).say(notice.whole)
        self.query_one(Lines).show(notice.details)
