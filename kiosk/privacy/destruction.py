"""What a destruction is (BM-6, D-49): a list, a method, signers, and how far it has come. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self

from keyroom.language import N_
from kiosk.errors import OfficeError
from kiosk.person import Person, StaffNo
from kiosk.times import moment, stored


class Method(StrEnum):
    """How. Selling as waste paper (变卖废品) is none of them."""

    SHRED = "shred"
    BURN = "burn"
    DEGAUSS = "degauss"


METHOD_NAMES: dict[Method, str] = {
    Method.SHRED: N_("shredded"),
    Method.BURN: N_("burnt"),
    Method.DEGAUSS: N_("degaussed"),
}
"""How each is called on screens: message ids."""


class Obstacle(StrEnum):
    """Why a destruction that was signed for is not finished yet."""

    BUSY = "busy"
    """Another process holds the records."""
    DISK = "disk"
    KEYS = "keys"
    """The file of keys, or the master key, cannot be used."""
    CREDENTIAL = "credential"
    """The administrator must replace the master key."""
    REMAINS = "remains"
    """Something was found where nothing may be left."""


OBSTACLE_NAMES: dict[Obstacle, str] = {
    Obstacle.BUSY: N_("another terminal holds the records"),
    Obstacle.DISK: N_("the disk is full or fails"),
    Obstacle.KEYS: N_("the keys cannot be used"),
    Obstacle.CREDENTIAL: N_("the administrator must replace the master key"),
    Obstacle.REMAINS: N_("there are remains"),
}
"""How each is called on screens: message ids."""


class DestructionRefusedError(OfficeError):
    """A destruction that may not be begun so."""


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be destroyed, and how."""

    method: Method | None = None
    customers: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    """Numbers."""


@dataclass(frozen=True, slots=True)
class Destruction:
    """What was signed for. There is no way back from here."""

    no: str
    at: datetime
    terminal: str
    order: Order
    signers: tuple[StaffNo, ...]

    def to_document(self) -> dict[str, Any]:
        """As kept in the table `destructions`, and in the certificate."""
        return {
            "no": self.no,
            "at": stored(self.at),
            "terminal": self.terminal,
            "method": None if self.order.method is None else self.order.method.value,
            "customers": list(self.order.customers),
            "originals": list(self.order.originals),
            "signers": list(self.signers),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The destruction that `to_document` wrote."""
        order = Order(
            Method(document["method"]),
            tuple(document["customers"]),
            tuple(document["originals"]),
        )
        signers = tuple(map(StaffNo, document["signers"]))
        at, terminal = moment(document["at"]), document["terminal"]
        return cls(document["no"], at, terminal, order, signers)


@dataclass(frozen=True, slots=True)
class Certificate:
    """That nothing readable is left."""

    id: str
    """The record, to be proved by the ledger."""
    at: datetime
    files: int
    """So many were searched for remains, whole."""
    size: int
    """Bytes."""
    unreadable: int
    """Backups that hold sealed fields of it, which no key opens any more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A destruction, and how far it has come."""

    id: str
    destruction: Destruction
    certificate: Certificate | None = None
    """None while it is pending."""
    obstacle: Obstacle | None = None
    """What stopped it last."""
    detail: str = ""
    """Where, such as a file; never anything personal."""


FIRST_LETTER: Final = "D"


def number(year: int, so_many: int) -> str:
    """The number of the destruction after `so_many` of this year: D2026-001."""
    return f"{FIRST_LETTER}{year}-{so_many + 1:03}"


def check_order(order: Order) -> Method:
    """The method of an order that can be signed. Raises DestructionRefusedError."""
    if not order.customers and not order.originals:
        raise DestructionRefusedError(
            N_("there is nothing on the list"), N_("add customers or originals by their numbers")
        )
    if order.method is None:
        raise DestructionRefusedError(
            N_("no method is chosen"), N_("shred, burn or degauss; nothing is sold as waste")
        )
    return order.method


def check_signers(signers: Sequence[Person], needed: int) -> None:
    """D-49: so many different people, the first of them a supervisor."""
    if len({signer.no for signer in signers}) < max(needed, 1):
        raise DestructionRefusedError(
            N_("a destruction needs {needed} different signers"),
            N_("let another person lay his badge on the reader"),
            needed=max(needed, 1),
        )
    if not signers[0].role.supervises:
        raise DestructionRefusedError(
            N_("{no} may not order a destruction"),
            N_("the room manager or the acting manager does"),
            no=signers[0].no,
        )
