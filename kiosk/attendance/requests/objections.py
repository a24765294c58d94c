"""What an objection to a line must be (申诉)."""

from collections.abc import Iterable

from keyroom.language import N_
from kiosk.attendance.judging.results import Line
from kiosk.attendance.judging.statuses import LineState
from kiosk.attendance.requests.records import Objection
from kiosk.attendance.sheets.line_name import no_such_line
from kiosk.errors import RequestRefusedError


def check_objection(objection: Objection, lines: Iterable[Line]) -> None:
    """Raises NoSuchLineError, RequestRefusedError. `lines` are those of the person's own month."""
    line = next((line for line in lines if line.id == objection.line), None)
    if line is None:
        raise no_such_line(objection.line)
    if not objection.asked.reason:
        raise RequestRefusedError(
            "reason", N_("an objection needs a reason"), N_("say what is wrong with the line")
        )
    if line.state is LineState.OBJECTED:
        raise RequestRefusedError(
            "line", N_("there is an objection to this line already"), N_("wait for the decision")
        )
    if line.state is LineState.UNDECIDED:
        raise RequestRefusedError(
            "line",
            N_("this missing punch is not decided yet"),
            N_("ask for a correction of the punch"),
        )
    if not line.state.costs and line.state is not LineState.PENDING:
        raise RequestRefusedError(
            "line", N_("this line costs nothing"), N_("there is nothing to object to")
        )
