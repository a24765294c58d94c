"""Invented originals, of which one is overdue and one expired, and a destruction that is done."""

from datetime import date, timedelta
from typing import Final

from kiosk.example.staff import MANAGER
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.customer import ContactRole, Customer, Personal
from kiosk.privacy.customers import Customers, initials_of
from kiosk.privacy.destroyer import Destroyer
from kiosk.privacy.destruction import Method, Order
from kiosk.privacy.original import Original, OriginalKind
from kiosk.privacy.originals import Hands, Originals
from kiosk.privacy.vault import Vault

_PAPERS: Final = (
    ("Y0001", OriginalKind.AGREEMENT, "集团协议 2024", "柜1 第2格", "G0001"),
    ("Y0002", OriginalKind.AGREEMENT, "集团协议 2025", "柜1 第2格", "G0002"),
    ("Y0003", OriginalKind.ID_COPY, "经办人身份证复印件", "柜2 第1格", "G0004"),
    ("Y0004", OriginalKind.APPLICATION, "资费申请单", "柜1 第4格", "G0005"),
    ("Y0005", OriginalKind.LETTER, "单位公函", "柜2 第3格", "G0007"),
    ("Y0006", OriginalKind.MEDIUM, "旧资料光盘", "保险柜", None),
)
_EXPIRED: Final = "Y0006"
_GONE: Final = "G0013"
_GONE_PAPER: Final = "Y0007"
_LAST_OWNER: Final = StaffNo("A09")
_SECOND_SIGNER: Final = StaffNo("A02")


def invent_originals(office: Office) -> None:
    """Fill the register of a new office; joins the open transaction."""
    register, today, at = Originals(office.store), _today(office), office.premises.clock.read().utc
    for no, kind, title, place, customer in _PAPERS:
        until = today - timedelta(days=30) if no == _EXPIRED else None
        original = Original(no, kind, title, place, customer, until)
        register.add(original, by=MANAGER.no)
    for no, taker, days_ago in (("Y0001", "A04", 12), ("Y0004", "A05", 2)):
        hands = Hands(MANAGER.no, StaffNo(taker), at - timedelta(days=days_ago), office.terminal)
        register.hand_out(no, hands, 7, today - timedelta(days=days_ago))
    customers = Customers(office.store, Vault.open(office.premises.home))
    group = "年河旧货行"
    customers.put(Customer(_GONE, group, _LAST_OWNER, initials_of(group)))
    customers.add_contact(_GONE, ContactRole.CONTACT, Personal("边多", "10000992999"))
    paper = Original(_GONE_PAPER, OriginalKind.AGREEMENT, "集团协议 2019", "柜3 第1格", _GONE)
    register.add(paper, by=MANAGER.no)


def destroy_one(office: Office) -> None:
    """Destroy the customer who left long ago; in transactions of its own."""
    people = [office.people.get(no) for no in (MANAGER.no, _SECOND_SIGNER)]
    destroyer = Destroyer(office, Vault.open(office.premises.home))
    destroyer.carry_on(destroyer.begin(Order(Method.SHRED, (_GONE,)), people))


def _today(office: Office) -> date:
    now = office.premises.clock.read().utc
    return now.astimezone(office.premises.config.zone).date()
