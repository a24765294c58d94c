"""How each kind of answer looks and sounds, so that nobody needs to read to tell them apart."""

from dataclasses import dataclass
from enum import Enum

from screens.widgets.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Manner:
    """A look: its colour by CSS class (entrance.tcss), its sign, and how often the bell rings."""

    tone: str
    symbol: Symbol
    bells: int = 1


class Look(Enum):
    """The kinds of answers. No two share both colour and sign."""

    IN = Manner("-in", Symbol.ARRIVE)
    OUT = Manner("-out", Symbol.LEAVE)
    KEPT = Manner("-in", Symbol.KEPT)
    DUPLICATE = Manner("-again", Symbol.REPEATED)
    UNKNOWN = Manner("-unknown", Symbol.UNKNOWN, bells=3)
    REFUSED = Manner("-refused", Symbol.REFUSED, bells=3)
    OUT_OF_TIME = Manner("-refused", Symbol.HOURGLASS, bells=3)
    NOT_GENUINE = Manner("-refused", Symbol.WARNING, bells=3)
    SPOOLED = Manner("-spooled", Symbol.TRAY)
    FAILED = Manner("-failed", Symbol.WARNING, bells=3)
    DENIED = Manner("-unknown", Symbol.REFUSED, bells=2)
    MISREAD = Manner("-again", Symbol.UNKNOWN, bells=2)
    WAITING = Manner("-waiting", Symbol.HOURGLASS, bells=0)

    @property
    def tone(self) -> str:
        """The CSS class of its colours."""
        return self.value.tone

    @property
    def symbol(self) -> Symbol:
        """Its sign."""
        return self.value.symbol

    @property
    def bells(self) -> int:
        """So many rings: one is good, three are not."""
        return self.value.bells


TONES = frozenset(look.tone for look in Look)
