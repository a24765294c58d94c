"""The answer to a tap, over the whole room it gets: sign, headline, name, details."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical

from screens.entrance.look import TONES
from screens.entrance.notice import Notice
from screens.entrance.so_far_words import JOINT
from screens.widgets.lines import Lines
from screens.widgets.poster import Poster
from screens.widgets.poster_layout import PosterLine

REMARKS = 2
HEADLINE, NAME, DETAIL, SO_FAR = 4, 6, 2, 1
"""How large each wants to be beside the others."""


class AnswerPanel(Vertical, inherit_bindings=False):
    """Shows one notice at a time."""

    notice: Notice | None = None
    """What is shown."""

    def compose(self) -> ComposeResult:
        """Its parts, empty."""
        yield Lines(REMARKS, classes="remarks")
        yield Poster()

    def show(self, notice: Notice, *, is_fading: bool = False) -> None:
        """Show `notice` in place of whatever was shown; faint when its time is almost over."""
        self.notice = notice
        tones = {tone: tone == notice.look.tone for tone in TONES}
        # All at once: each change of classes has the styles of all parts computed anew.
        self.update_classes({**tones, "-fading": is_fading}, animate=False)
        self.query_one(Lines).show(notice.remarks)
        self.query_one(Poster).lines = tuple(_lines(notice))

    def forget(self) -> None:
        """Keep nothing of what was shown: names and amounts are gone with the answer."""
        self.notice = None
        self.query_one(Lines).show(())
        self.query_one(Poster).lines = ()


def _lines(notice: Notice) -> Iterator[PosterLine]:
    """In or out stays large the longest, then the name; details become plain all together."""
    yield PosterLine(notice.headline, HEADLINE, breaks=True, symbol=notice.look.symbol)
    if notice.name:
        yield PosterLine(notice.name, NAME, rank=1, breaks=True)
    for nth, detail in enumerate(notice.details):
        below = "" if nth else notice.close_by
        yield PosterLine(detail, DETAIL, rank=2, plain=_plain(notice, nth), below=below)
    if notice.so_far:
        yield PosterLine((notice.so_far,), SO_FAR, rank=3)


def _plain(notice: Notice, nth: int) -> tuple[str, ...] | None:
    """A detail where it is plain: beside the month, all details have one row together."""
    if not notice.so_far:
        return None
    if nth:
        return ()
    (first, *_), *others = notice.details
    longest = max(map(len, notice.details))
    return tuple(
        JOINT.join((notice.close_by or first, *(each[min(form, len(each) - 1)] for each in others)))
        for form in range(longest)
    )
