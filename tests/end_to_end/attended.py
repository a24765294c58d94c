"""A month of the small office: asked for, found out, objected to, decided and closed."""

import json
from pathlib import Path

from kiosk.attendance.requests.state import RequestState
from kiosk.home import Home
from kiosk.integrity import Integrity, Verification
from kiosk.office import Office
from kiosk.person import StaffNo
from kiosk.privacy.accesses import Accesses, Wanted
from kiosk.privacy.cases.case import Judgement
from kiosk.privacy.cases.cases import Cases
from kiosk.privacy.destroyer import Destroyer
from kiosk.privacy.destruction import Method, Order
from kiosk.privacy.enquiries.judge import Ground
from kiosk.privacy.enquiries.register import Enquiries, Mark
from kiosk.privacy.log.log_filter import LogFilter
from kiosk.privacy.log.saved import SavedFilters
from kiosk.privacy.vault import Vault
from tests.end_to_end.program import keyroom, keyroom_here
from tests.kiosk.privacy.enquiries.forms import form

_NOTICE = {
    "year": 2027,
    "papers": [],
    "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}],
}


def attend(home: Path) -> None:
    """Use every table of attendance; October 2026 is closed afterwards."""
    _take_in(home, "punches", "no,at,direction,terminal\nA02,2026-10-12 09:40,,\n")
    _take_in(home, "wages", "no,month,yuan\nA02,2026-10,4200\n")
    notice = home.parent / "2027.json"
    notice.write_text(json.dumps(_NOTICE, ensure_ascii=False), encoding="utf-8")
    _run(home, "calendar", "import", str(notice))
    _run(home, "calendar", "override", "2027-03-01", "rest")
    _ask(home, "approve", "leave", "A03", "事假", "2026-10-13", "2026-10-13")
    _ask(home, "reject", "visits", "A03", "2026-10-14 10:00", "2026-10-14 11:00", "移动")
    _ask(home, "reject", "findings", "A03", "uniform", "2026-10-15 10:00", "--by", "A01")
    correction = "A02,am_out,2026-10-12,13:02,rejected\n"  # it is too late to ask for one
    _take_in(home, "corrections", f"no,slot,date,time,decision\n{correction}")
    _object(home, "A03", "A03:2026-10-15:am")
    missing = "A02:2026-10-12:am_out"
    _run(home, "attendance", "decide", missing, "waive", "--by", "A01", "--reason", "first day")
    _run(home, "attendance", "close", "2026-10", "--by", "A01")


def keep_customers(home: Path) -> None:
    """Use every table of the customers, and of who looked at them."""
    row = "G0001,日喀则市第一小学,A03,contact,张小三,13812341234,540202199001010017,某街1号\n"
    _take_in(home, "customers", f"customer,group,owner,role,name,phone,id_number,address\n{row}")
    keyroom(home, "people", "pin", "A03", stdin="271828\n271828\n")
    _run(home, "access", "export", str(home.parent / "accesses.csv"))
    with Office.open(Home(home)) as office:
        SavedFilters(office.store).save("补卡", LogFilter(kind="punch"), by="A01")
    _work_on_a_case(home)
    _run(home, "originals", "add", "Y1", "集团协议", "--place", "柜1", "--by", "A01")
    _destroy(home, Order(Method.SHRED, (), ("Y1",)), ("A01", "A03"))


def _work_on_a_case(home: Path) -> None:
    """Cases are worked on at the supervisor's screen."""
    with Office.open(Home(home)) as office:
        now, cases = office.premises.clock.read().utc, Cases(office)
        (entry, _access), *_ = Accesses(office.store).find(Wanted())
        case = cases.take_up_entry(entry, by=StaffNo("A01"), now=now)
        cases.judge(case, Judgement.JUSTIFIED, "seen", by=StaffNo("A01"), now=now)


def keep_secrets(home: Path) -> None:
    """Use every table of confidentiality besides: another post, and a tariff that is not public."""
    until = ("--publish-at", "2099-01-01 09:00", "--clock-is-right")
    _run(home, "embargo", "add", "新资费", *until, "--by", "A01")
    _run(home, "people", "role", "A02", "info_admin", "--by", "A01")
    with Office.open(Home(home)) as office:  # from the command line a verification leaves no record
        now = office.premises.clock.read().utc
        Integrity(office).record(Verification(now, "A01", 1, 0))


def enquire(home: Path) -> None:
    """Officers came, were refused, and went again: that is for the desk, and has no command."""
    with Office.open(Home(home)) as office:
        now = office.premises.clock.read().utc
        register = Enquiries(office.store, Vault.open(office.premises.home))
        mark = Mark(now, StaffNo("A03"), "desk")
        refused = register.begin(mark)
        register.judge(refused, form(seal=False), (Ground.NO_SEAL,), mark)
        register.printed(refused, mark)
        register.abandon(register.begin(mark), mark, "closed")


def keep_books(home: Path) -> None:
    """Use every table of the books and of the meetings."""
    visit = "no,from,to,customer,status,result,next\n"
    visit += "A03,2026-11-02 10:00,2026-11-02 11:00,G0001,approved,seen,call\n"
    _take_in(home, "visits", visit + "A03,2026-11-03,,no_visit,,,\n")
    _take_in(home, "plans", "no,date,time,customer,purpose\nA03,2026-11-02,10:00,G0001,regular\n")
    (item,) = json.loads(_run(home, "items", "list", "--json"))
    _run(home, "items", "step", item["id"], "done", "--by", "A03")
    _take_in(home, "meeting", "date,host,prepared,started,ended\n2026-11-02,A03,,09:35,09:47\n")


def _run(home: Path, *words: str) -> str:
    code, output = keyroom_here(home, *words)
    assert code == 0, (words, output)
    return output


def _take_in(home: Path, group: str, text: str) -> None:
    path = home.parent / f"{group}.csv"
    path.write_text(text, encoding="utf-8")
    _run(home, group, "import", str(path))


def _ask(home: Path, decision: str, group: str, *words: str) -> None:
    asked = json.loads(_run(home, group, "add", *words, "--json"))["id"]
    _run(home, group, "decide", asked, decision, "--by", "A01", "--reason", "seen")


def _destroy(home: Path, order: Order, signers: tuple[str, ...]) -> None:
    """Nobody signs for a destruction from the command line: that is for a desk."""
    with Office.open(Home(home)) as office:
        destroyer = Destroyer(office, Vault.open(office.premises.home))
        people = [office.people.get(no) for no in signers]
        destroyer.carry_on(destroyer.begin(order, people))


def _object(home: Path, person: str, line: str) -> None:
    """Nobody objects from the command line: that is for the own page."""
    with Office.open(Home(home)) as office:
        now = office.premises.clock.read().utc
        objection = office.requests.object_to(
            StaffNo(person), line, "I was there", by=person, now=now
        )
        office.requests.decide(objection, RequestState.REJECTED, "nobody saw", by="A01", now=now)
