"""Cards on a real pcscd, through real pyscard, answered by the real entrance."""

from pathlib import Path

import pytest

from devices.virtual.pcscd import PcscDaemon
from tests.end_to_end.office import CARD_OF_A04, StartHeadless, add_reader

OTHER_CARD = "04FFFFFFFFFF80"


@pytest.fixture
def pcsc_home(home: Path) -> Path:
    """The office with one entrance reader: whatever PC/SC offers."""
    add_reader(home, "desk", "pcsc:*")
    return home


def test_a_card_is_answered_as_configured(
    pcsc_home: Path, pcscd: PcscDaemon, headless: StartHeadless
) -> None:
    pcscd.readers[0].insert(CARD_OF_A04)  # a card that is there at the start is a presentation too
    entrance = headless()
    answer = entrance.answer()
    assert answer["credential"] == f"uid:{CARD_OF_A04}"
    assert (answer["person"], answer["result"], answer["reader"]) == ("A04", "recorded", "desk")
    pcscd.readers[1].insert(OTHER_CARD)
    answer = entrance.answer()
    assert (answer["person"], answer["result"]) == (None, "unknown")


def test_cards_are_read_again_after_pcscd_was_killed(
    pcsc_home: Path, pcscd: PcscDaemon, headless: StartHeadless
) -> None:
    entrance = headless()
    pcscd.readers[0].insert(CARD_OF_A04)
    assert entrance.answer()["person"] == "A04"
    pcscd.kill()
    pcscd.start()
    pcscd.readers[0].insert(OTHER_CARD)
    assert entrance.answer()["credential"] == f"uid:{OTHER_CARD}"
