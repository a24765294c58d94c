"""Money: integer fen, never a float."""

from decimal import Decimal
from typing import Final, NewType

Fen = NewType("Fen", int)
"""Hundredths of a yuan."""

FEN_PER_YUAN: Final = 100


def yuan(amount: int) -> Fen:
    """Whole yuan, as the regulation states them."""
    return Fen(amount * FEN_PER_YUAN)


def written_yuan(amount: int) -> str:
    """An amount as people read it: `50`, `12.50`, `-50`; in yuan."""
    whole, rest = divmod(abs(amount), FEN_PER_YUAN)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}.{rest:02}" if rest else f"{sign}{whole}"


def in_yuan(amount: int) -> Decimal:
    """An amount as a number of yuan, exactly: for forms that reckon in yuan."""
    return Decimal(amount).scaleb(-2)
