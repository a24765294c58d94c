"""Twelve invented people, and the badges that they wear, lost, or gave up."""

from dataclasses import dataclass
from datetime import timedelta

from devices.events import Credential, CredentialKind
from kiosk.badge import BadgeState
from kiosk.money import Fen, yuan
from kiosk.person import StaffNo
from kiosk.roles import Role


def _tag(number: str) -> Credential:
    return Credential(CredentialKind.EM4100, number)


def _card(number: str) -> Credential:
    return Credential(CredentialKind.CARD_UID, number)


def _ago(days: int) -> timedelta:
    return timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Worn:
    """A badge and its time, counted back from the day on which the office is made."""

    credential: Credential
    since: timedelta | None = None
    """By default from the person's first day on."""
    ended: timedelta | None = None
    state: BadgeState = BadgeState.ACTIVE


@dataclass(frozen=True, slots=True)
class Employee:
    """One invented person, and what his taps are like."""

    no: StaffNo
    name: str
    role: Role
    team: str
    badges: tuple[Worn, ...]
    early: int
    """How many minutes before work begins this person usually comes."""
    joined: timedelta | None = None
    """Counted back; by default the day on which the office began to keep its attendance."""
    left: timedelta | None = None
    wage: Fen | None = None
    """Of a month, where payroll has told it."""


MANAGER = Employee(
    StaffNo("A01"), "旺堆", Role.ROOM_MANAGER, "重要室", (Worn(_tag("0A0048C101")),), early=25
)
"""Whose badge enrols others, corrects taps and closes a terminal."""

FOUND = _tag("0A0048C1F9")
"""The tag that was lost: whoever found it is refused."""
GIVEN_UP = _card("04A1B2C3D4E5F5")
"""The card that was replaced."""
UNKNOWN = _tag("0A0048C1FF")
"""A tag that the office has never seen."""

STAFF: tuple[Employee, ...] = (
    MANAGER,
    Employee(
        StaffNo("A02"), "李文秀", Role.ACTING_MANAGER, "重要室", (Worn(_tag("0A0048C102")),), 20
    ),
    Employee(
        StaffNo("A03"),
        "扎西顿珠",
        Role.TEAM_LEAD,
        "一组",
        (Worn(_tag("0A0048C103")),),
        early=18,
        wage=yuan(6200),
    ),
    Employee(
        StaffNo("A04"),
        "周敏",
        Role.ACCOUNT_MANAGER,
        "一组",
        (Worn(_card("04A1B2C3D4E504")),),
        early=19,
        wage=yuan(5400),
    ),
    Employee(
        StaffNo("A05"),
        "次仁央宗",
        Role.ACCOUNT_MANAGER,
        "一组",
        (
            Worn(GIVEN_UP, ended=_ago(40), state=BadgeState.REPLACED),
            Worn(_card("04A1B2C3D4E505"), since=_ago(40)),
        ),
        early=17,
        wage=yuan(5100),
    ),
    Employee(
        StaffNo("A06"),
        "陈国平",
        Role.TEAM_LEAD,
        "二组",
        (Worn(_tag("0A0048C106")),),
        early=21,
        wage=yuan(6000),
    ),
    Employee(
        StaffNo("A07"),
        "达娃卓玛",
        Role.ACCOUNT_MANAGER,
        "二组",
        (Worn(_tag("0A0048C107")),),
        early=20,
        wage=yuan(5300),
    ),
    Employee(
        StaffNo("A08"),
        "王海燕",
        Role.ACCOUNT_MANAGER,
        "一组",
        (Worn(_tag("0A0048C108")),),
        early=6,
        wage=yuan(2100),
    ),
    Employee(
        StaffNo("A09"),
        "格桑平措",
        Role.ACCOUNT_MANAGER,
        "二组",
        (
            Worn(FOUND, ended=_ago(33), state=BadgeState.LOST),
            Worn(_tag("0A0048C109"), since=_ago(32)),
        ),
        early=18,
        wage=yuan(4900),
    ),
    Employee(
        StaffNo("A10"),
        "赵晓东",
        Role.AGREEMENT_CUSTODIAN,
        "重要室",
        (Worn(_tag("0A0048C110")),),
        early=22,
    ),
    Employee(
        StaffNo("A11"),
        "德吉白珍",
        Role.INFO_ADMIN,
        "重要室",
        (Worn(_tag("0A0048C111"), since=_ago(55)),),
        early=16,
        joined=_ago(55),
    ),
    Employee(
        StaffNo("A12"),
        "孙立",
        Role.ACCOUNT_MANAGER,
        "二组",
        (Worn(_tag("0A0048C112")),),
        early=16,
        left=_ago(20),
    ),
)
"""Managers, two teams, and the keepers of papers; one is new, and one has left."""
