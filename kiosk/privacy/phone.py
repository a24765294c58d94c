"""Phone numbers as people write them, and as they are compared."""

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[\s\-()]")
_COUNTRY: Final = re.compile(r"^(\+?86)(?=1\d{10}$)")


def plain_phone(text: str) -> str:
    """A number without what people write between its digits, nor the country's code."""
    return _COUNTRY.sub("", _BETWEEN.sub("", text))
