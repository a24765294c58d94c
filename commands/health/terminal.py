"""The terminal that the screens would run in: letters, widths, size and colours."""

import os
import sys
from collections.abc import Iterator, Mapping

from commands.health.cell_widths import controlling_terminal, drawn_width
from commands.health.finding import Finding, Level
from keyroom.language import _

SMALLEST = (80, 24)
"""Columns and lines that every screen is laid out for at least."""


def check(environment: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """What can be told of the terminal from its name, and from asking it."""
    yield _encoding()
    yield _font()
    terminal = controlling_terminal()
    if terminal is None:
        yield Finding(
            Level.WARNING,
            _("this is no terminal; its letters and colours cannot be checked"),
            _("run keyroom doctor in the terminal that will show the screens"),
        )
        return
    try:
        yield _kind(environment.get("TERM", ""))
        yield _size(os.get_terminal_size(terminal))
        yield _colours(environment)
        yield from _widths(terminal)
    finally:
        os.close(terminal)


def _encoding() -> Finding:
    encoding = sys.stdout.encoding or "?"
    if encoding.lower().replace("-", "") == "utf8":
        return Finding(Level.OK, _("the output is UTF-8"))
    return Finding(
        Level.FAULT,
        _("the output is {encoding}, which has not all letters").format(encoding=encoding),
        _("set the locale to UTF-8, such as LANG=zh_CN.UTF-8"),
    )


def _font() -> Finding:
    from kiosk.font import font_file

    if font_file() is not None:
        return Finding(Level.OK, _("the font of the big letters is installed"))
    return Finding(
        Level.WARNING,
        _("the font of the big letters is missing: the entrance writes small ones"),
        _("sudo apt-get install fonts-wqy-zenhei"),
    )


def _kind(name: str) -> Finding:
    if name in ("", "dumb", "unknown"):
        return Finding(
            Level.FAULT,
            _("the terminal does not say what it is"),
            _("set TERM to the terminal's name, such as xterm-256color"),
        )
    if name == "linux":
        return Finding(
            Level.FAULT,
            _("Linux's own console cannot draw Chinese"),
            _("use a terminal that can: foot under cage, or kmscon"),
        )
    return Finding(Level.OK, _("the terminal is {name}").format(name=name))


def _size(size: os.terminal_size) -> Finding:
    shown = f"{size.columns}×{size.lines}"
    if size.columns >= SMALLEST[0] and size.lines >= SMALLEST[1]:
        return Finding(Level.OK, _("it has {size} cells").format(size=shown))
    return Finding(
        Level.FAULT,
        _("it has {size} cells, fewer than {smallest}").format(
            size=shown, smallest="{}×{}".format(*SMALLEST)
        ),
        _("enlarge the window, or use a smaller font"),
    )


def _colours(environment: Mapping[str, str]) -> Finding:
    if environment.get("NO_COLOR"):
        return Finding(
            Level.WARNING, _("colours are switched off by NO_COLOR"), _("unset NO_COLOR")
        )
    if environment.get("COLORTERM") in ("truecolor", "24bit"):
        return Finding(Level.OK, _("it shows all colours"))
    if "256color" in environment.get("TERM", ""):
        return Finding(Level.OK, _("it shows 256 colours"))
    return Finding(
        Level.WARNING,
        _("it shows few colours"),
        _("set COLORTERM=truecolor if the terminal can do more"),
    )


def _widths(terminal: int) -> Iterator[Finding]:
    chinese = drawn_width("钥", terminal)
    if chinese is None:
        yield Finding(
            Level.WARNING,
            _("the terminal does not tell how wide it draws letters"),
            _("look whether Chinese stands in line on the screens"),
        )
        return
    if chinese != 2:
        yield Finding(
            Level.FAULT,
            _("the terminal draws Chinese {cells} cells wide, not 2").format(cells=chinese),
            _("choose a font with Chinese letters, and a UTF-8 locale"),
        )
        return
    ambiguous = drawn_width("…", terminal)
    if ambiguous == 1:
        yield Finding(Level.OK, _("it draws Chinese as wide as the screens expect"))
        return
    yield Finding(
        Level.WARNING,
        _("the terminal draws “…” and “①” two cells wide"),
        _("set characters of ambiguous width to narrow in the terminal's settings"),
    )
