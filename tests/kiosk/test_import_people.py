"""Lists of staff: all of it or nothing, and every fault told."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from devices.events import Credential, CredentialKind
from kiosk.badge import BadgeState
from kiosk.faults import FaultyFileError
from kiosk.import_people import PeopleImport, import_people
from kiosk.office import Office
from kiosk.person import Person, staff_no
from kiosk.roles import Role

HEADER = "no,name,role,team,joined,left,badge\n"
Tags = Callable[[int], Credential]
StaffByName = Mapping[str, Person]


@pytest.fixture
def take(office: Office, tmp_path: Path) -> Callable[[str], PeopleImport]:
    """Imports lines under the right header."""

    def taken(lines: str) -> PeopleImport:
        path = tmp_path / "people.csv"
        path.write_text(HEADER + lines, encoding="utf-8")
        return import_people(office, path, actor="M01")

    return taken


@pytest.fixture
def refused(take: Callable[[str], PeopleImport], office: Office) -> Callable[[str], list[str]]:
    """Imports lines that must be refused; gives what is told, and checks that nothing was taken."""

    def faults(lines: str) -> list[str]:
        people, badges = office.people.all(), office.badges.all()
        with pytest.raises(FaultyFileError) as caught:
            take(lines)
        assert (office.people.all(), office.badges.all()) == (people, badges)
        return str(caught.value).splitlines()

    return faults


def test_list_is_taken_with_its_badges(take: Callable[[str], PeopleImport], office: Office) -> None:
    done = take(
        "A01,旺堆,重要室经理,重要室,2020/3/1,,62E3086CED\n"
        "A02,བསོད་ནམས་,account_manager,,2021-01-15,2026-06-30,\n"
    )
    assert (done.added, done.changed, done.badges, done.encoding) == (
        ["A01", "A02"],
        [],
        1,
        "UTF-8",
    )
    assert office.people.all() == [
        Person(staff_no("A01"), "旺堆", Role.ROOM_MANAGER, "重要室", date(2020, 3, 1)),
        Person(
            staff_no("A02"),
            "བསོད་ནམས་",
            Role.ACCOUNT_MANAGER,
            "",
            date(2021, 1, 15),
            date(2026, 6, 30),
        ),
    ]
    (badge,) = office.badges.all()
    assert (badge.person, badge.credential.kind, badge.by) == ("A01", CredentialKind.EM4100, "M01")


def test_list_taken_again_changes_nothing(
    take: Callable[[str], PeopleImport], office: Office
) -> None:
    lines = (
        "A01,旺堆,重要室经理,重要室,2020-03-01,,62E3086CED\nA02,李文秀,班组长,一组,2020-03-01,,\n"
    )
    take(lines)
    with office.store.connection() as connection:
        size = office.store.ledger.size(connection)
    done = take(lines)
    assert (done.added, done.changed, done.unchanged, done.badges) == ([], [], ["A01", "A02"], 0)
    with office.store.connection() as connection:
        assert office.store.ledger.size(connection) == size


def test_known_people_are_brought_up_to_date(
    take: Callable[[str], PeopleImport], office: Office, staff: StaffByName
) -> None:
    done = take("A07,达娃卓玛,班组长,一组,2024-03-01,,\nA08,王海燕,客户经理,二组,2024-03-01,,\n")
    assert (done.changed, done.unchanged) == (["A07"], ["A08"])
    assert office.people.get("A07").role is Role.TEAM_LEAD


def test_every_fault_of_every_line_is_told(refused: Callable[[str], list[str]]) -> None:
    assert refused(
        "A 1,旺堆,重要室经理,重要室,2020-03-01,,\n"
        "A02,,boss,一组,2020-02-30,,xyz\n"
        "A03,扎西,客户经理,一组,2020-03-01,2020-02-01,\n"
    ) == [
        (
            "people.csv:2: no: “A 1” cannot be a staff number;"
            " use 1 to 16 letters, digits, dots or hyphens, such as A07"
        ),
        "people.csv:3: name: “” is no name; write 1 to 64 visible characters",
        "people.csv:3: role: “boss” is no role; write one of " + ", ".join(Role),
        "people.csv:3: joined: “2020-02-30” is no day; write YYYY-MM-DD",
        (
            "people.csv:3: badge: “xyz” cannot be a badge number;"
            " write 10 hex digits for an EM4100 tag, uid:04A1B2C3 for a card, wiegand26:90-324"
        ),
        (
            "people.csv:4: left: the last day 2020-02-01 is before the first, 2020-03-01;"
            " check both dates"
        ),
    ]


def test_person_and_badge_stand_in_a_list_once(refused: Callable[[str], list[str]]) -> None:
    assert refused(
        "A01,旺堆,重要室经理,,2020-03-01,,62E3086CED\n"
        "A01,旺堆,重要室经理,,2020-03-01,,\n"
        "A02,李文秀,班组长,,2020-03-01,,em4100:62e3086ced\n"
    ) == [
        "people.csv:3: no: A01 is in line 2 already; keep one line for each person",
        "people.csv:4: badge: badge 62E3086CED is in line 2 already; a badge belongs to one person",
    ]


def test_badge_of_somebody_else_refuses_the_whole_list(
    refused: Callable[[str], list[str]], office: Office, staff: StaffByName
) -> None:
    tag = Credential(CredentialKind.EM4100, "62E3086CED")
    office.badges.give("A07", tag, datetime(2026, 1, 1, tzinfo=UTC), by="-")
    assert refused(
        "A10,赵晓东,协议管理员,,2020-03-01,,\nA11,德吉,信息管理员,,2020-03-01,,62E3086CED\n"
    ) == [
        (
            "people.csv:3: badge: badge 62E3086CED is already worn by A07;"
            " end that badge first with: keyroom badge revoke"
        )
    ]


def test_badge_that_was_given_back_can_be_given_on(
    take: Callable[[str], PeopleImport], office: Office, staff: StaffByName, tags: Tags
) -> None:
    since = datetime(2026, 1, 1, tzinfo=UTC)
    badge = office.badges.give("A07", tags(7), since, by="-")
    office.badges.end(badge.id, BadgeState.REVOKED, since.replace(month=2), by="-")
    done = take(f"A10,赵晓东,协议管理员,,2020-03-01,,{tags(7).number}\n")
    assert done.badges == 1


def test_nobody_who_has_left_gets_a_badge(refused: Callable[[str], list[str]]) -> None:
    assert refused("A12,孙立,客户经理,,2020-03-01,2021-03-01,62E3086CED\n") == [
        "people.csv:2: badge: A12 has left and can wear no badge; leave the cell empty"
    ]


def test_gbk_list_with_windows_line_ends_is_taken(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    text = HEADER + "A01,旺堆,重要室经理,重要室,2020-03-01,,\n"
    path.write_bytes(text.replace("\n", "\r\n").encode("gbk"))
    assert import_people(office, path).encoding == "GBK"
    assert office.people.get("A01").name == "旺堆"
