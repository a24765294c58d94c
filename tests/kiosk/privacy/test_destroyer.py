"""Destruction, D-49 and BM-6: signed by two, carried out whatever happens, and nothing is left."""

import base64
import os
import re
import resource
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk.errors import OfficeError
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.accesses import Accesses, AccessKind, Wanted
from kiosk.privacy.customer import ContactRole, Customer, Personal
from kiosk.privacy.customer_keys import CustomerKeyError
from kiosk.privacy.customers import CustomerDestroyedError, Customers
from kiosk.privacy.destroyer import Destroyer
from kiosk.privacy.destruction import DestructionRefusedError, Method, Obstacle, Order, Progress
from kiosk.privacy.destructions import Destructions
from kiosk.privacy.master_key import CREDENTIALS
from kiosk.privacy.original import Original, OriginalKind, OriginalState
from kiosk.privacy.originals import Hands, Originals
from kiosk.privacy.vault import Vault
from kiosk.schema import CONTACTS
from kiosk.secret_file import create_secret, read_secret
from store import Store
from store.backup import back_up
from store.verify import verify
from tests.kill_points import killed_at, points_of
from tests.kiosk.conftest import NOON

GONE, KEPT = "G0001", "G0002"
ZHANG = Personal("张小三", "13812341234", "540202199001010017", "桑珠孜区某街1号")
LI = Personal("李四", "13912345678")
BOTH = Order(Method.SHRED, (GONE,), ())


@pytest.fixture
def signers(office: Office, staff: Mapping[str, Person]) -> list[Person]:
    """Two people; two customers are there, one with a paper of his."""
    customers = customers_of(office)
    with office.store.transaction():
        for no, personal in ((GONE, ZHANG), (KEPT, LI)):
            customers.put(Customer(no, "某小学", StaffNo("A07"), "mxx"))
            customers.add_contact(no, ContactRole.CONTACT, personal)
    Originals(office.store).add(paper("Y1", GONE), by="A07")
    return [staff["manager"], staff["clerk"]]


def paper(no: str, customer: str | None = None) -> Original:
    return Original(no, OriginalKind.AGREEMENT, "集团协议", "柜1", customer)


def vault_of(office: Office) -> Vault:
    return Vault.open(office.premises.home, {})


def customers_of(office: Office) -> Customers:
    return Customers(office.store, vault_of(office))


def destroyer_of(office: Office) -> Destroyer:
    return Destroyer(office, vault_of(office))


def destroy(office: Office, signers: list[Person], order: Order = BOTH) -> Progress:
    destroyer = destroyer_of(office)
    return destroyer.carry_on(destroyer.begin(order, signers))


def readable(home: Home, *more: Path) -> set[str]:
    """What of Zhang can be read with all keys there are in all files there are, tag or no tag."""
    vault = Vault.open(home, {})
    keys = [vault.keys.key(no) for no in vault.keys.customers()]
    keys += [vault._digest_key, read_secret(home.master_key)]
    texts = set(ZHANG.by_field().values())
    found: set[str] = set()
    for path in (*home.path.rglob("*"), *more):
        held = path.read_bytes() if path.is_file() else b""
        found |= {text for text in texts if text.encode() in held}
        for sealed in set(_SEALED.findall(held)):
            raw = base64.b64decode(sealed + b"=" * (-len(sealed) % 4))
            for key in keys:
                plain = stripped(raw, key)
                found |= {text for text in texts if plain.startswith(text.encode())}
    return found


_SEALED = re.compile(rb"[A-Za-z0-9+/]{38,}")


def stripped(sealed: bytes, key: bytes) -> bytes:
    """What AES-GCM sealed, without regard to where it belongs and whether it was altered."""
    counter = modes.CTR(sealed[:12] + b"\0\0\0\2")
    return Cipher(algorithms.AES(key), counter).decryptor().update(sealed[12:])


def test_bm6_a_destroyed_customer_leaves_number_and_group(
    office: Office, signers: list[Person]
) -> None:
    assert readable(office.premises.home) == set(ZHANG.by_field().values())
    done = destroy(office, signers)
    assert done.certificate is not None
    assert done.certificate.files > 5
    customers = customers_of(office)
    assert customers.get(GONE).destruction == done.destruction.no == "D2026-001"
    assert customers.contacts(GONE) == []
    assert customers.search(ZHANG.phone) == []
    assert customers.contacts(KEPT)[0].personal == LI.masked()
    assert Originals(office.store).get("Y1").state is OriginalState.DESTROYED
    assert readable(office.premises.home) == set()
    assert not verify(office.store).problems


def test_bm6_a_destroyed_number_is_never_given_again(office: Office, signers: list[Person]) -> None:
    destroy(office, signers)
    customers = customers_of(office)
    with pytest.raises(CustomerDestroyedError):
        customers.put(Customer(GONE, "别的", StaffNo("A07"), "bd"))
    with pytest.raises(CustomerDestroyedError):
        customers.add_contact(GONE, ContactRole.CONTACT, ZHANG)
    with pytest.raises(CustomerDestroyedError):
        Originals(office.store).add(paper("Y2", GONE), by="A07")
    with pytest.raises(CustomerDestroyedError):
        destroy(office, signers)
    with pytest.raises(OfficeError, match="already"):
        Originals(office.store).add(paper("Y1"), by="A07")


def test_bm6_a_backup_made_before_opens_nothing_with_the_keys_of_now(
    office: Office, signers: list[Person], tmp_path: Path
) -> None:
    home = office.premises.home
    old_keys = Path(shutil.copytree(home.keys, tmp_path / "old-keys"))
    back_up(office.store, home.backups / "before.db")
    done = destroy(office, signers)
    assert done.certificate is not None
    assert done.certificate.unreadable == 1
    assert readable(home) == set()
    with Store(home.backups / "before.db", office.store.schema) as backup:
        contacts = Customers(backup, vault_of(office))
        with pytest.raises(CustomerKeyError):
            contacts.contacts(GONE)
        assert contacts.contacts(KEPT)[0].personal == LI.masked()
    # Nor with the old file of keys, under the master key of now.
    shutil.copy(old_keys / "customers.keys", home.customer_keys)
    with pytest.raises(CustomerKeyError, match="do not open"):
        vault_of(office)


def test_bm6_a_copy_of_the_wrapped_key_is_found_and_named(
    office: Office, signers: list[Person]
) -> None:
    copy = office.premises.home.backups / "keys-of-tuesday"
    shutil.copy(office.premises.home.customer_keys, copy)
    stopped = destroy(office, signers)
    assert (stopped.obstacle, stopped.detail) == (Obstacle.REMAINS, str(copy))
    assert stopped.certificate is None
    copy.unlink()
    destroyer_of(office).resume()
    assert Destructions(office.store).pending() == []


@pytest.mark.parametrize("name", ["logs/a.log", "spool/a.json", "keys/a", "data/keyroom.db-wal2"])
def test_bm6_sealed_bytes_outside_of_backups_are_found(
    office: Office, signers: list[Person], name: str
) -> None:
    contact = office.store.table(CONTACTS).all()[0]
    left = office.premises.home.path / name
    left.write_text("x" * 5_000_000 + contact["sealed"]["phone"])
    done = destroy(office, signers)
    is_copy_of_records = name.startswith("data")
    assert (done.certificate is not None) == is_copy_of_records
    if not is_copy_of_records:
        assert (done.obstacle, done.detail) == (Obstacle.REMAINS, str(left))


def test_bm6_an_open_reader_makes_it_pending_and_it_is_carried_on(
    office: Office, signers: list[Person]
) -> None:
    home = office.premises.home
    with Store(home.database, office.store.schema) as other, other.connection() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM doc_contacts").fetchall()
        with office.store.connection() as own:
            own.exec_driver_sql("PRAGMA busy_timeout = 100")
        stopped = destroy(office, signers)
    assert stopped.obstacle is Obstacle.BUSY
    # Blocked it may be; the key is gone.
    with pytest.raises(CustomerKeyError):
        vault_of(office).keys.key(GONE)
    assert customers_of(office).get(GONE).is_destroyed
    destroyer_of(office).resume()
    (done,) = Destructions(office.store).all()
    assert (done.obstacle, done.certificate is not None) == (None, True)


def test_bm6_a_full_disk_makes_it_pending_and_it_is_carried_on(
    office: Office, signers: list[Person]
) -> None:
    home = office.premises.home
    record = destroyer_of(office).begin(BOTH, signers)
    office.close()
    room = home.database.stat().st_size // 2

    def carry_on() -> None:
        """As on a disk without room: nothing grows beyond half of the records."""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        with Office.open(home, "desk") as again:
            assert destroyer_of(again).carry_on(record).certificate is None
            os.write(told, b"pending")

    answer, told = os.pipe()
    assert not killed_at(-1, carry_on)
    os.close(told)
    with os.fdopen(answer) as said:
        assert said.read() == "pending"
    with Office.open(home, "desk") as again:
        destroyer_of(again).resume()
        assert Destructions(again.store).pending() == []
        assert not verify(again.store).problems
    assert readable(home) == set()


def test_bm6_a_credential_that_the_administrator_must_change_makes_it_pending(
    office: Office, signers: list[Person], tmp_path: Path
) -> None:
    home = office.premises.home
    folder = tmp_path / "credentials"
    folder.mkdir()
    home.master_key.rename(folder / "keyroom-master")
    given = Vault.open(home, {CREDENTIALS: str(folder)})
    destroyer = Destroyer(office, given)
    record = destroyer.begin(BOTH, signers)
    assert destroyer.carry_on(record).obstacle is Obstacle.CREDENTIAL
    create_secret(folder / "keyroom-master-next")
    assert destroyer.carry_on(record).obstacle is Obstacle.CREDENTIAL
    (folder / "keyroom-master-next").replace(folder / "keyroom-master")
    assert destroyer.carry_on(record).certificate is not None


def test_bm6_killed_between_any_two_steps_it_is_carried_on_at_the_next_start(
    office: Office, signers: list[Person], tmp_path: Path
) -> None:
    home = office.premises.home
    office.close()
    before = Path(shutil.copytree(home.path, tmp_path / "before"))

    def destroy_all() -> None:
        with Office.open(home, "desk") as again:
            destroy(again, signers)

    def sign() -> None:
        with Office.open(home, "desk") as again:
            destroyer_of(again).begin(BOTH, signers)

    def as_before() -> None:
        shutil.rmtree(home.path)
        shutil.copytree(before, home.path)

    signing = points_of(sign)
    as_before()
    points = points_of(destroy_all)
    signed = 0
    for point in [*range(0, signing, signing // 5), *range(signing, points, 4)]:
        as_before()
        assert killed_at(point, destroy_all), point
        with Office.open(home, "desk") as again:
            destroyer_of(again).resume()
            register = Destructions(again.store)
            assert register.pending() == [], point
            if register.all():
                signed += 1
                assert customers_of(again).get(GONE).is_destroyed
                assert readable(home) == set()
            else:
                # Not signed yet: everything is as it was.
                assert customers_of(again).contacts(GONE)[0].personal == ZHANG.masked()
            assert customers_of(again).contacts(KEPT)[0].personal == LI.masked()
            assert not verify(again.store).problems, point
    assert signed > 10


def test_d49_two_different_people_sign_and_the_first_is_a_supervisor(
    office: Office, signers: list[Person]
) -> None:
    manager, clerk = signers
    for wrong in ([manager], [manager, manager], [clerk, manager], []):
        with pytest.raises(DestructionRefusedError):
            destroy(office, wrong)
    assert Destructions(office.store).all() == []
    done = destroy(office, signers)
    assert done.destruction.signers == ("M01", "A07")
    (access,) = [each for _, each in Accesses(office.store).find(Wanted(customer=GONE))]
    assert (access.kind, access.person, access.second_person, access.reason) == (
        AccessKind.DESTRUCTION,
        "M01",
        "A07",
        "D2026-001",
    )


@pytest.mark.parametrize(
    "order",
    [
        Order(None, (GONE,)),
        Order(Method.BURN),
        Order(Method.BURN, ("G9",)),
        Order(Method.BURN, (), ("Y9",)),
    ],
    ids=["no method", "empty", "no such customer", "no such original"],
)
def test_d49_what_is_not_whole_is_not_begun(
    office: Office, signers: list[Person], order: Order
) -> None:
    with pytest.raises(OfficeError):
        destroy(office, signers, order)
    assert Destructions(office.store).all() == []


def test_d49_nothing_is_sold_as_waste() -> None:
    assert set(Method) == {"shred", "burn", "degauss"}


def test_bm6_what_is_away_cannot_be_destroyed(office: Office, signers: list[Person]) -> None:
    originals = Originals(office.store)
    hands = Hands(StaffNo("M01"), StaffNo("A08"), NOON, "desk")
    originals.hand_out("Y1", hands, 7, NOON.date())
    with pytest.raises(DestructionRefusedError, match="Y1"):
        destroy(office, signers)
    originals.take_back("Y1", Hands(StaffNo("A08"), StaffNo("M01"), NOON, "desk"))
    assert destroy(office, signers).destruction.order.originals == ("Y1",)


def test_bm6_papers_alone_need_no_key_to_be_destroyed(
    office: Office, signers: list[Person]
) -> None:
    Originals(office.store).add(paper("Y2"), by="A07")
    master = office.premises.home.master_key.read_bytes()
    done = destroy(office, signers, Order(Method.BURN, (), ("Y2",)))
    assert done.certificate is not None
    assert office.premises.home.master_key.read_bytes() == master
