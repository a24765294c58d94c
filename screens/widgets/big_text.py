"""Text as large as its room allows: letters that can be read at 3 m, or a plain line where not."""

from abc import abstractmethod

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from screens.base.text import clean
from screens.widgets import letters
from screens.widgets.letters import Rows


class HalfBlocks(Widget, inherit_bindings=False):
    """Shows rows of half blocks, placed by `text-align` and `content-align` of its style."""

    DEFAULT_CSS = """
    HalfBlocks { width: 1fr; height: 1fr; text-align: center; content-align: center middle; }
    """

    _drawn: tuple[Size, Rows] | None = None

    @abstractmethod
    def draw(self, room: Size) -> Rows:
        """The rows for this room; at most its height, each at most its width."""

    def redraw(self) -> None:
        """What `draw` returns has changed."""
        self._drawn = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the widget's content."""
        room = self.content_size
        if self._drawn is None or self._drawn[0] != room:
            self._drawn = room, self.draw(room)
        rows = self._drawn[1]
        line = y - self._top(room.height - len(rows))
        text = rows[line] if 0 <= line < len(rows) else ""
        return _strip(text, room.width, self.styles.text_align, self.rich_style)

    def _top(self, spare: int) -> int:
        match self.styles.content_align_vertical:
            case "top":
                return 0
            case "bottom":
                return spare
            case _:
                return spare // 2


class BigText(HalfBlocks):
    """A line of text. Breaks at spaces where that makes it larger.

    It may have shorter forms: shown is the first that can be large. Plain is the first one.
    """

    forms: reactive[tuple[str, ...]] = reactive(("",), init=False)

    def __init__(self, *forms: str, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.set_reactive(BigText.forms, self.validate_forms(forms))

    def validate_forms(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        """Data comes in here."""
        return tuple(clean(form) for form in forms) or ("",)

    def watch_forms(self) -> None:
        """Another text, perhaps of another size."""
        self.redraw()

    def say(self, *forms: str) -> None:
        """Show this text, or where that cannot be large, the next form of it."""
        self.forms = forms

    def draw(self, room: Size) -> Rows:
        """The largest letters that fit, or the plain text."""
        for form in self.forms:
            fitting = letters.fit(form, room.width, room.height)
            if fitting is not None:
                size, lines = fitting
                return tuple(row for line in lines for row in letters.rows(line, size))
        return (self.forms[0],)


def _strip(text: str, room: int, align: str, style: Style) -> Strip:
    spare = room - cell_len(text)
    if spare < 0:
        return Strip([Segment(set_cell_size(text, room), style)], room)
    left = {"left": 0, "right": spare}.get(align, spare // 2)
    return Strip([Segment(" " * left + text + " " * (spare - left), style)], room)
