"""Phone numbers as people write them, and as they are compared."""

import re
from typing import Final

_BETWEEN: Final = re.compile(r"[\s\-()]")
_NUMBER: Final = re.compile(r"1\d{10}|0\d{9,11}|[2-9]\d{6,7}|[48]00\d{7}", re.ASCII)
_COUNTRY: Final = re.compile(r"^(\+?86)(?=1\d{10}$)")


def plain_phone(text: str) -> str:
    """A number without what people write between its digits, nor the country's code."""
    return _COUNTRY.sub("", _BETWEEN.sub("", text))


def is_phone(plain: str) -> bool:
    """Whether a plain number can be one of a mobile, a landline, or a hotline."""
    return _NUMBER.fullmatch(plain) is not None
