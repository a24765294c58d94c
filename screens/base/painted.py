"""Painted lines go with their widgets.

Textual remembers two colours for each of the last 1,024 widgets by the widget's cache of painted
lines: that keeps the lines of a locked record, and all that hangs on them, long after it is gone.
"""

from inspect import unwrap

from textual._styles_cache import StylesCache


def let_go_with_widgets() -> None:
    """Have the two colours computed each time, which takes less than remembering them."""
    StylesCache.get_inner_outer = unwrap(StylesCache.get_inner_outer)  # type: ignore[method-assign]
