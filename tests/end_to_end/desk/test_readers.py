"""Card readers and cards as they should not be: real pcscd, virtual cards (BM-1, D-44)."""

import time
from pathlib import Path

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.desk.conftest import StartDesk
from tests.end_to_end.desk.people import (
    ASKED,
    CARD_OF_A01,
    CARD_OF_A03,
    CARD_OF_A04,
    LOCKED,
    PIN,
    TAG_OF_A05,
    TAG_OF_A06,
    assert_empty,
)
from tests.end_to_end.program import keyroom, keyroom_json
from tests.end_to_end.terminal import Terminal

PERSONS_PACE_S = 0.12
"""Between two keys of a person; a reader that types is faster."""


def test_a_card_that_lies_there_at_the_start_is_asked_for_its_pin(
    start_desk: StartDesk, pcscd: PcscDaemon
) -> None:
    pcscd.readers[0].insert(CARD_OF_A04)
    screen = start_desk()
    screen.await_text(ASKED)
    assert_empty(screen)


def test_a_dead_pcscd_locks(desk_home: Path, opened: Terminal, pcscd: PcscDaemon) -> None:
    pcscd.kill()
    opened.await_text("Locked: reader lost")
    assert_empty(opened)
    (session,) = keyroom_json(desk_home, "access", "list", "--kind", "session")
    assert session["cause"] == "reader_lost"
    pcscd.start()
    opened.await_text(LOCKED)


def test_another_s_badge_locks_and_is_asked_for_its_own_pin(
    desk_home: Path, opened: Terminal, pcscd: PcscDaemon
) -> None:
    pcscd.readers[1].insert(CARD_OF_A03)
    opened.await_text("扎西顿珠: PIN")
    assert_empty(opened)
    opened.press(f"{PIN}\r")
    opened.await_text("G0002")
    assert_empty(opened)


def test_a_badge_laid_while_another_s_pin_is_typed_takes_over_nothing(
    screen: Terminal, pcscd: PcscDaemon
) -> None:
    pcscd.readers[0].insert(CARD_OF_A04)
    screen.await_text("周敏: PIN")
    screen.press(PIN)  # and no Enter
    screen.await_text("● ● ● ● ● ●")
    pcscd.readers[1].insert(CARD_OF_A01)
    screen.await_text("旺堆: PIN")
    assert "●" not in screen.shows().partition("PIN")[2]
    screen.press("\r")
    screen.press("27")
    screen.await_text("● ●")
    assert_empty(screen)


def test_d44_a_badge_that_is_revoked_ends_the_session_that_it_opened(
    desk_home: Path, opened: Terminal
) -> None:
    keyroom(desk_home, "badge", "revoke", f"uid:{CARD_OF_A04}", "--lost")
    opened.await_text("Locked: right revoked")
    assert_empty(opened)


def test_a_reader_that_types_opens_no_desk_where_presence_is_asked_for(
    desk_home: Path, start_desk: StartDesk
) -> None:
    name_keyboard(desk_home)
    screen = start_desk()
    screen.await_text(LOCKED)
    screen.press(f"{TAG_OF_A05}\r")
    screen.await_text("This reader cannot see a badge lie")
    assert_empty(screen)


def test_a_reader_that_types_is_told_from_a_person_who_types_his_pin(
    desk_home: Path, start_desk: StartDesk
) -> None:
    name_keyboard(desk_home)
    with (desk_home / "keyroom.toml").open("a") as config:
        config.write("\n[privacy]\nrequire_presence = false\n")
    screen = start_desk()
    screen.await_text(LOCKED)
    screen.press(f"{TAG_OF_A05}\r")
    screen.await_text("次仁央宗: PIN")
    assert "●" not in screen.shows().partition("PIN")[2]
    for key in f"{PIN}\r":
        screen.press(key)
        time.sleep(PERSONS_PACE_S)
    screen.await_text("My customers: 0")
    screen.press(f"{TAG_OF_A06}\r")
    screen.await_text("格桑: PIN")
    assert_empty(screen)


def name_keyboard(home: Path) -> None:
    """Give the desk a reader that types."""
    with (home / "keyroom.toml").open("a") as config:
        config.write('\n[[readers]]\nname = "keys"\nterminal = "desk"\nurl = "wedge:"\n')
