"""What lies on the demo's tray: badges that open, and one for each way not to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from commands.values import TODAY, end_named
from devices.events import Credential, CredentialKind
from keyroom.language import N_
from kiosk.example.staff import FOUND, GIVEN_UP, MANAGER, STAFF, UNKNOWN, Employee
from kiosk.office import Office
from kiosk.person import StaffNo
from screens.demo.tray import TrayBadge

_PEOPLE: Final = {employee.no: employee for employee in STAFF}
_WORKING: Final = ("A07", "A08", "A04", "A05")
_LEFT: Final = _PEOPLE[StaffNo("A12")]
_FORGETFUL: Final = _PEOPLE[StaffNo("A11")]
_STALE: Final = timedelta(hours=1)
"""How long ago the expired QR badge ended, and how long it was good."""

_KINDS: Final = {CredentialKind.EM4100: N_("tag"), CredentialKind.CARD_UID: N_("card")}
NO_CARD_READER: Final = N_("card: no reader here")


def tray(office: Office, *, card_reader: bool) -> list[TrayBadge]:
    """The badges in the order of their keys; makes two QR badges for this run."""
    now = office.premises.clock.read().utc
    return [
        TrayBadge(badge.credential, badge.label, NO_CARD_READER)
        if badge.credential.kind is CredentialKind.CARD_UID and not card_reader
        else badge
        for badge in _badges(office, now)
    ]


def _badges(office: Office, now: datetime) -> Iterator[TrayBadge]:
    for no in _WORKING:
        worn = _worn(_PEOPLE[StaffNo(no)])
        yield TrayBadge(worn, _PEOPLE[StaffNo(no)].name, _KINDS[worn.kind])
    yield TrayBadge(_code(office, now, end_named(TODAY, office)), _FORGETFUL.name, N_("QR badge"))
    yield TrayBadge(_worn(MANAGER), MANAGER.name, N_("supervisor"))
    yield TrayBadge(UNKNOWN, N_("nobody"), N_("unknown tag"))
    yield TrayBadge(FOUND, N_("finder"), N_("lost tag"))
    yield TrayBadge(GIVEN_UP, _PEOPLE[StaffNo("A05")].name, N_("old card"))
    yield TrayBadge(_worn(_LEFT), _LEFT.name, N_("has left"))
    yield TrayBadge(
        _code(office, now - 2 * _STALE, now - _STALE), _FORGETFUL.name, N_("expired QR")
    )


def _worn(employee: Employee) -> Credential:
    """The newest badge of a person."""
    return employee.badges[-1].credential


def _code(office: Office, since: datetime, until: datetime) -> Credential:
    _badge, text = office.badges.issue_code(_FORGETFUL.no, since, until, by=MANAGER.no)
    return Credential(CredentialKind.CODE, text)
