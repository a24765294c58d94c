"""Words that are asked for anew whenever they are painted: a change of language needs no more."""

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Span, Text
from textual.widget import Widget

from screens.widgets.tone import Tone, tone_classes, tone_css

Words = Callable[[], Text | str]


class Said(Widget, inherit_bindings=False):
    """Shows what `words` says. As high as it is, unless its style says otherwise."""

    COMPONENT_CLASSES: ClassVar[set[str]] = tone_classes("said")
    DEFAULT_CSS = """
    Said { width: 1fr; height: auto; }
    """ + tone_css("Said", "said")

    def __init__(
        self,
        words: Words,
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._words = words

    def render(self) -> Text:
        """The words of now. What could steer a terminal is taken out of the painted lines."""
        words = self._words()
        if isinstance(words, str):
            return Text(words)
        words.style = self._style(words.style)
        words.spans = [Span(start, end, self._style(style)) for start, end, style in words.spans]
        return words

    def _style(self, style: str | Style) -> str | Style:
        is_tone = isinstance(style, Tone)
        return self.get_component_rich_style(f"said--{style}") if is_tone else style

    def say(self) -> None:
        """The words are others now."""
        self.refresh(layout=True)
