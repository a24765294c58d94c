"""Shared parts of the office's tests: a real office in a folder of its own, people and taps."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from devices.events import Assurance, CardPresented, Credential, CredentialKind
from keyroom.language import Language, use
from kiosk.home import Home
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.roles import Role

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
"""12:00 in the office's zone."""


def tag(number: int) -> Credential:
    """The EM4100 tag of this number."""
    return Credential(CredentialKind.EM4100, f"{number:010X}")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are judged in the language of the code."""
    use(Language.ENGLISH)
    yield
    use(Language.CHINESE)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office as it was just made: to be copied, never to be opened."""
    home = Home(tmp_path_factory.mktemp("new") / "home")
    Office.create(home, "重要室").close()
    return home


@pytest.fixture
def office(home: Home, new_home: Home) -> Iterator[Office]:
    """A new office of this test's own, opened by the terminal `review`."""
    shutil.copytree(new_home.path, home.path)
    with Office.open(home, "review") as office:
        yield office


@pytest.fixture
def staff(office: Office) -> Mapping[str, Person]:
    """Four people of the register, by what they are; none has a badge yet."""
    joined = date(2024, 3, 1)
    people = {
        "manager": Person(staff_no("M01"), "旺堆", Role.ROOM_MANAGER, "重要室", joined),
        "acting": Person(staff_no("M02"), "李文秀", Role.ACTING_MANAGER, "重要室", joined),
        "clerk": Person(staff_no("A07"), "达娃卓玛", Role.ACCOUNT_MANAGER, "二组", joined),
        "other": Person(staff_no("A08"), "王海燕", Role.ACCOUNT_MANAGER, "二组", joined),
    }
    for person in people.values():
        office.people.add(person, actor="-")
    return people


@pytest.fixture
def present() -> Callable[..., CardPresented]:
    """`present(credential, at)`: a tap, as a reader reports it."""

    def presented(
        credential: Credential,
        at: datetime = NOON,
        assurance: Assurance = Assurance.UID_ONLY,
    ) -> CardPresented:
        return CardPresented("door", at, credential, assurance)

    return presented


@pytest.fixture
def tags() -> Callable[[int], Credential]:
    return tag
