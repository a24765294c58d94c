"""The font of everything that is drawn or printed: Chinese and Latin letters in one file."""

from functools import lru_cache
from pathlib import Path

FONTS = (
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/wenquanyi/wqy-zenhei/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc"),
)
"""Where distributions put the font (Debian: fonts-wqy-zenhei). Only it has bitmaps at 12 and 16."""


@lru_cache(maxsize=1)
def font_file() -> Path | None:
    """The font's file; None where it is not installed."""
    return next((path for path in FONTS if path.exists()), None)
