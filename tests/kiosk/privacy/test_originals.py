"""The register of originals: numbers, places, borrowers, what is overdue (BM-3)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from kiosk.errors import BadCellError, NoSuchPersonError, OfficeError
from kiosk.office import Office
from kiosk.person import Person, StaffNo
from kiosk.privacy.customers import NoSuchCustomerError
from kiosk.privacy.original import HandOver, Kept, Original, OriginalKind, OriginalState
from kiosk.privacy.originals import (
    Hands,
    NoSuchOriginalError,
    OriginalRefusedError,
    Originals,
)
from kiosk.schema import HANDOVERS, ORIGINALS
from store.errors import AppendOnly
from tests.kiosk.conftest import NOON

TODAY = NOON.date()
GIVER, TAKER = StaffNo("A07"), StaffNo("A08")
HANDS = Hands(GIVER, TAKER, NOON, "desk")
BACK = Hands(TAKER, GIVER, NOON, "desk")


@pytest.fixture
def originals(office: Office, staff: Mapping[str, Person]) -> Originals:
    register = Originals(office.store)
    register.add(original("Y1"), by="A07")
    return register


def original(no: str, title: str = "集团协议", **more: str) -> Original:
    return Original(no, OriginalKind.AGREEMENT, title, more.pop("place", "柜1"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong, error",
    [
        (original(""), BadCellError),
        (original("张三"), BadCellError),
        (original("x" * 25), BadCellError),
        (original("Y2", title=""), BadCellError),
        (original("Y2", title="a\x1b[2J"), BadCellError),
        (original("Y2", title="身份证 540202199001010017"), BadCellError),
        (original("Y2", place="电话13812341234旁"), BadCellError),
        (original("Y2", customer="G9"), NoSuchCustomerError),
        (original("Y1"), OriginalRefusedError),
    ],
)
def test_bm3_what_cannot_be_taken_in_is_refused(
    originals: Originals, wrong: Original, error: type[OfficeError]
) -> None:
    with pytest.raises(error):
        originals.add(wrong, by="A07")
    assert len(originals.all()) == 1


def test_bm3_nothing_goes_out_twice_or_comes_back_unlent(originals: Originals) -> None:
    with pytest.raises(OriginalRefusedError, match="not handed out"):
        originals.take_back("Y1", BACK)
    originals.hand_out("Y1", HANDS, 7, TODAY)
    with pytest.raises(OriginalRefusedError, match="not in its place"):
        originals.hand_out("Y1", HANDS, 7, TODAY)
    originals.take_back("Y1", BACK)
    originals.destroy(["Y1"], GIVER, NOON, "desk")
    with pytest.raises(OriginalRefusedError):
        originals.hand_out("Y1", HANDS, 7, TODAY)
    with pytest.raises(OriginalRefusedError):
        originals.take_back("Y1", BACK)
    with pytest.raises(OriginalRefusedError):
        originals.destroy(["Y1"], GIVER, NOON, "desk")


def test_bm3_both_hands_are_somebody_s(originals: Originals) -> None:
    for wrong in (
        Hands(GIVER, GIVER, NOON, "desk"),
        Hands(GIVER, StaffNo("Z99"), NOON, "desk"),
        Hands(StaffNo("Z99"), TAKER, NOON, "desk"),
    ):
        with pytest.raises((OriginalRefusedError, NoSuchPersonError)):
            originals.hand_out("Y1", wrong, 7, TODAY)
    assert originals.get("Y1").state is OriginalState.IN
    with pytest.raises(NoSuchOriginalError):
        originals.hand_out("Y9", HANDS, 7, TODAY)


def test_bm3_a_hand_over_is_never_rewritten(originals: Originals, office: Office) -> None:
    originals.hand_out("Y1", HANDS, 7, TODAY)
    for table in (ORIGINALS, HANDOVERS):
        with pytest.raises(AppendOnly):
            office.store.table(table).update({"place": "?"})
        with pytest.raises(AppendOnly):
            office.store.table(table).truncate()


@pytest.mark.parametrize("days_late, overdue", [(-1, False), (0, False), (1, True)])
def test_bm3_an_original_is_overdue_from_the_day_after(days_late: int, overdue: bool) -> None:
    out = HandOver(OriginalState.OUT, NOON, GIVER, TAKER, due=TODAY)
    kept = Kept("1", original("Y1"), out)
    assert kept.is_overdue(TODAY + timedelta(days=days_late)) is overdue
    assert not Kept("1", original("Y1")).is_overdue(TODAY)


@pytest.mark.parametrize("days_late, expired", [(-1, False), (0, False), (1, True)])
def test_bm6_an_original_is_kept_too_long_from_the_day_after(days_late: int, expired: bool) -> None:
    until = Original("Y1", OriginalKind.LETTER, "公函", "柜1", None, TODAY)
    assert Kept("1", until).is_expired(TODAY + timedelta(days=days_late)) is expired


def test_bm3_everything_is_found_by_what_is_written_on_it(originals: Originals) -> None:
    originals.add(original("Y2", title="Fibre contract", place="柜2 第3格"), by="A07")
    originals.hand_out("Y2", HANDS, 1, TODAY - timedelta(days=9))
    assert [each.original.no for each in originals.search("", TODAY)] == ["Y2", "Y1"]
    for text, found in (("fibre", ["Y2"]), ("柜1", ["Y1"]), ("y", ["Y2", "Y1"]), ("?", [])):
        assert [each.original.no for each in originals.search(text, TODAY)] == found
    assert [each.original.no for each in originals.overdue(TODAY)] == ["Y2"]
