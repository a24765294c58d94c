"""The conversation with a resident ID-card reader: find a card, select it, read it, begin again.

Pure: it says which command comes next and takes the answers; the driver has the port and the clock.
Some readers go on finding a card that lies on them, others fail to until it was lifted: either way
one card that was laid down is one document.
"""

from dataclasses import dataclass
from enum import Enum

from devices.id_document import IdDocument
from devices.protocols.frame import Fault, FaultKind
from devices.protocols.id_text import Unreadable, parse, text_of
from devices.protocols.sdt import Answer, Command, Status


class Seconds(float, Enum):
    """Waits of the conversation."""

    POLL = 0.3
    """Between two attempts to find a card."""
    REPEAT = 2.0
    """A document seen again so soon is the same presentation."""


SUCCESS = {
    Command.FIND: (Status.FOUND, Command.SELECT),
    Command.SELECT: (Status.OK, Command.READ),
    Command.READ: (Status.OK, Command.FIND),
}
"""What each command hopes for, and which one comes then; anything else begins again."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to send, and after how long a pause, in seconds."""

    command: Command
    pause: float


class IdReading:
    """The conversation with one reader. All times are monotonic seconds."""

    def __init__(self) -> None:
        self._command = Command.FIND
        self._last: IdDocument | None = None
        self._last_at = 0.0

    def next(self) -> Step:
        """The command that comes next."""
        return Step(self._command, Seconds.POLL if self._command is Command.FIND else 0.0)

    def take(self, answer: Answer, at: float) -> IdDocument | Fault | None:
        """Take the answer to the last command; a document once for each presentation."""
        asked, (wanted, then) = self._command, SUCCESS[self._command]
        self._command = then if answer.status == wanted else Command.FIND
        if answer.status != wanted:
            # A card that is lifted while it is read fails; so does one that lies there too long.
            return Fault(FaultKind.TORN) if asked is Command.READ else None
        return self._read(answer.data, at) if asked is Command.READ else None

    def give_up(self) -> None:
        """No answer came, or none that could be understood: begin again."""
        self._command = Command.FIND

    def _read(self, data: bytes, at: float) -> IdDocument | Fault | None:
        try:
            document = parse(text_of(data))
        except Unreadable as fault:
            return Fault(fault.kind)
        is_new = document != self._last or at - self._last_at > Seconds.REPEAT
        self._last, self._last_at = document, at
        return document if is_new else None
