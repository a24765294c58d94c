"""Words that are asked for anew whenever they are painted: a change of language needs no more."""

from collections.abc import Callable

from rich.text import Text
from textual.widget import Widget

from screens.base.text import clean

Words = Callable[[], Text | str]


class Said(Widget, inherit_bindings=False):
    """Shows what `words` says. As high as it is, unless its style says otherwise."""

    DEFAULT_CSS = """
    Said { width: 1fr; height: auto; }
    """

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
        """The words of now, rid of what could steer a terminal."""
        words = self._words()
        if isinstance(words, str):
            return Text(clean(words))
        words.plain = "\n".join(clean(line) for line in words.plain.split("\n"))
        return words

    def say(self) -> None:
        """The words are others now."""
        self.refresh(layout=True)
