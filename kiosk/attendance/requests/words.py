"""What people write for kinds, states and slots: the glossary's codes, or the Chinese words."""

from collections.abc import Mapping
from typing import Final, TypeVar

from keyroom.language import N_
from kiosk.attendance.judging.statuses import FindingKind, Verdict
from kiosk.attendance.leave_kind import CHINESE_KINDS, LeaveKind
from kiosk.attendance.requests.state import RequestState
from kiosk.attendance.timetable import Slot
from kiosk.errors import BadCellError

T = TypeVar("T")

_OUTCOMES: Final[Mapping[str, RequestState]] = {
    "approve": RequestState.APPROVED,
    "reject": RequestState.REJECTED,
    "withdraw": RequestState.WITHDRAWN,
    "approved": RequestState.APPROVED,
    "rejected": RequestState.REJECTED,
    "withdrawn": RequestState.WITHDRAWN,
    "批准": RequestState.APPROVED,
    "已批准": RequestState.APPROVED,
    "同意": RequestState.APPROVED,
    "驳回": RequestState.REJECTED,
    "已驳回": RequestState.REJECTED,
    "不同意": RequestState.REJECTED,
    "撤回": RequestState.WITHDRAWN,
    "已撤回": RequestState.WITHDRAWN,
}
_STATES: Final[Mapping[str, RequestState]] = {
    "": RequestState.REQUESTED,
    "requested": RequestState.REQUESTED,
    "待审批": RequestState.REQUESTED,
    **_OUTCOMES,
}
_VERDICTS: Final[Mapping[str, Verdict]] = {
    "absent": Verdict.ABSENT,
    "旷工": Verdict.ABSENT,
    "waived": Verdict.WAIVE,
    "免责": Verdict.WAIVE,
}
_GIVEN: Final[Mapping[str, Verdict]] = {
    "charge": Verdict.CHARGE,
    "扣款": Verdict.CHARGE,
    "waive": Verdict.WAIVE,
    **_VERDICTS,
}
_LEAVE_KINDS: Final[Mapping[str, LeaveKind]] = {
    **{kind.value: kind for kind in LeaveKind},
    **CHINESE_KINDS,
}
_FINDING_KINDS: Final[Mapping[str, FindingKind]] = {
    **{kind.value: kind for kind in FindingKind},
    "私自外出": FindingKind.PRIVATE_ERRAND,
    "工作服": FindingKind.UNIFORM,
    "不穿工作服": FindingKind.UNIFORM,
}
_SLOTS: Final[Mapping[str, Slot]] = {
    **{slot.value: slot for slot in Slot},
    "上午上班": Slot.AM_IN,
    "上午下班": Slot.AM_OUT,
    "下午上班": Slot.PM_IN,
    "下午下班": Slot.PM_OUT,
}


def parse_leave_kind(text: str) -> LeaveKind:
    """Raises BadCellError, as all of these do."""
    return _meant(text, _LEAVE_KINDS, N_("“{text}” is no kind of leave"))


def parse_finding_kind(text: str) -> FindingKind:
    """What was found out."""
    return _meant(text, _FINDING_KINDS, N_("“{text}” is no kind of finding"))


def parse_slot(text: str) -> Slot:
    """A planned punch of a day."""
    return _meant(text, _SLOTS, N_("“{text}” is no slot"))


def parse_state(text: str) -> RequestState:
    """Where a request stands; nothing means asked for."""
    return _meant(text, _STATES, N_("“{text}” is no status"))


def parse_outcome(text: str) -> RequestState:
    """What is decided about a request: `approve` or `approved`, and so on."""
    return _meant(text, _OUTCOMES, N_("“{text}” is no decision"))


def parse_decision(text: str) -> RequestState | Verdict:
    """Where a correction stands, or what a missing punch was decided to be without one (D-11)."""
    words: Mapping[str, RequestState | Verdict] = {**_STATES, **_VERDICTS}
    return _meant(text, words, N_("“{text}” is no decision"))


def parse_verdict(text: str) -> Verdict:
    """What is decided about a line."""
    return _meant(text, _GIVEN, N_("“{text}” is no decision"))


def _meant(text: str, words: Mapping[str, T], message: str) -> T:
    found = words.get(text.lower())
    if found is None:
        raise BadCellError(
            message,
            N_("write one of {words}"),
            text=text,
            words=", ".join(word for word in words if word),
        )
    return found
