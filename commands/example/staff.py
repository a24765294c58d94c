"""Twelve invented people and their badges, as a CSV list of staff would bring them."""

from dataclasses import dataclass
from typing import Final

from devices.events import Credential, CredentialKind
from kiosk.roles import Role


@dataclass(frozen=True, slots=True)
class Employee:
    """One invented person. Who has left did so days before the office opens."""

    no: str
    name: str
    role: Role
    team: str
    badge: Credential
    left_days_ago: int | None = None


def _tag(number: str) -> Credential:
    return Credential(CredentialKind.EM4100, number)


def _card(number: str) -> Credential:
    return Credential(CredentialKind.CARD_UID, number)


STAFF: Final = (
    Employee("A01", "旺堆", Role.ROOM_MANAGER, "重要室", _tag("0A0048C101")),
    Employee("A02", "李文秀", Role.TEAM_LEAD, "一组", _tag("0A0048C102")),
    Employee("A03", "扎西顿珠", Role.ACCOUNT_MANAGER, "一组", _tag("0A0048C103")),
    Employee("A04", "周敏", Role.ACCOUNT_MANAGER, "一组", _card("04A1B2C3D4E504")),
    Employee("A05", "次仁央宗", Role.ACCOUNT_MANAGER, "一组", _card("04A1B2C3D4E505")),
    Employee("A06", "陈国平", Role.TEAM_LEAD, "二组", _tag("0A0048C106")),
    Employee("A07", "达娃卓玛", Role.ACCOUNT_MANAGER, "二组", _tag("0A0048C107")),
    Employee("A08", "王海燕", Role.ACCOUNT_MANAGER, "二组", _tag("0A0048C108")),
    Employee("A09", "格桑平措", Role.ACCOUNT_MANAGER, "二组", _tag("0A0048C109")),
    Employee("A10", "赵晓东", Role.AGREEMENT_CUSTODIAN, "重要室", _tag("0A0048C110")),
    Employee("A11", "德吉白珍", Role.INFO_ADMIN, "重要室", _tag("0A0048C111")),
    Employee("A12", "孙立", Role.ACCOUNT_MANAGER, "二组", _tag("0A0048C112"), left_days_ago=20),
)
"""One of each role that taps at this door; the last one has left, so that his badge is refused."""

LOST: Final = ("A09", _tag("0A0048C1F9"))
"""A badge that was reported lost, and who lost it."""
UNKNOWN: Final = _tag("0A0048C1FF")
"""A tag that the office has never seen."""
