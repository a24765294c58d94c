"""Faults of a file that a person wrote: every one of them, each with its line and its remedy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from keyroom.language import N_
from kiosk.errors import OfficeError

_WITH_REMEDY = N_("{fault}; {remedy}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one line of a file."""

    file: str
    line: int
    """Counted from 1."""
    place: str
    """The key or column at fault; empty where it is the line as a whole."""
    message: str
    hint: str
    """Message ids, with places that `details` fill in."""
    details: dict[str, object] = field(default_factory=dict)

    def shown(self, translate: Callable[[str], str]) -> str:
        """`people.csv:7: badge: what is wrong; the remedy`, in the reader's language."""
        said = translate(self.message).format(**self.details)
        if self.hint:
            remedy = translate(self.hint).format(**self.details)
            said = translate(_WITH_REMEDY).format(fault=said, remedy=remedy)
        place = f" {self.place}:" if self.place else ""
        return f"{self.file}:{self.line}:{place} {said}"


class FaultyFileError(OfficeError):
    """A file that is refused as a whole; nothing of it was taken."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """`faults` are all there are, in the order of the file; at least one."""
        super().__init__("")
        self.faults = tuple(faults)

    def shown(self, translate: Callable[[str], str]) -> str:
        """One line for each fault."""
        return "\n".join(fault.shown(translate) for fault in self.faults)
