"""The way of an enquiry: no step can be skipped (BM-2b, D-42, D-43)."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.person import StaffNo
from kiosk.privacy.enquiries.judge import EnquiryRules, Ground, judge
from kiosk.privacy.enquiries.wizard import (
    UNDER_WAY,
    ApprovedBy,
    Approving,
    Event,
    Given,
    GivenUp,
    HandedOver,
    MatterStated,
    OfficersDone,
    OfficerSeen,
    PaperStated,
    Printed,
    ReceiptPrinted,
    ReceiptSigned,
    Refused,
    Showing,
    Signed,
    State,
    StatingPaper,
    Stopped,
    step,
)
from tests.kiosk.privacy.enquiries.forms import ALLOWED, MATTER, OFFICERS, PAPER, TODAY, form

RULES = EnquiryRules()
HANDLER, MANAGER = StaffNo("A07"), StaffNo("M01")
START = StatingPaper(HANDLER)
WAY: tuple[Event, ...] = (
    PaperStated(PAPER),
    OfficerSeen(OFFICERS[0]),
    OfficerSeen(OFFICERS[1]),
    OfficersDone(),
    MatterStated(MATTER),
    ApprovedBy(MANAGER),
    HandedOver(),
    ReceiptPrinted(),
    ReceiptSigned(),
)


def walk(events: tuple[Event, ...], state: State = START) -> State:
    for event in events:
        state = step(state, event, RULES, TODAY)
    return state


def test_bm_2b_the_whole_way_leads_to_a_signed_receipt() -> None:
    assert walk(WAY[:5]) == Approving(HANDLER, ALLOWED)
    assert walk(WAY[:6]) == Showing(ALLOWED, MANAGER)
    assert walk(WAY[:7]) == Given()
    assert walk(WAY[:8]) == Printed()
    assert walk(WAY) == Signed()


def test_d_43_one_officer_is_refused_and_nothing_leads_on() -> None:
    refused = walk((*WAY[:2], *WAY[3:5]))
    assert isinstance(refused, Refused)
    assert refused.grounds == (Ground.TOO_FEW_OFFICERS,)
    assert walk(WAY, refused) == refused


def test_d_42_the_handler_cannot_approve_himself() -> None:
    approving = walk(WAY[:5])
    assert step(approving, ApprovedBy(HANDLER), RULES, TODAY) == approving


def test_what_was_given_stays_given_and_the_rest_is_given_up() -> None:
    for nth in range(7):
        assert walk((*WAY[:nth], Stopped())) == GivenUp()
    for nth in range(7, len(WAY) + 1):
        assert walk((*WAY[:nth], Stopped())) == walk(WAY[:nth])


def test_bm_2b_at_each_step_only_its_own_events_lead_on() -> None:
    """Every event at every step, so that no skip depends on luck."""
    officers = (OfficerSeen, OfficersDone)
    own: tuple[tuple[type[Event], ...], ...] = (
        *((PaperStated,), officers, officers, officers, (MatterStated,)),
        *((ApprovedBy,), (HandedOver,), (ReceiptPrinted,), (ReceiptPrinted, ReceiptSigned), ()),
    )
    for nth, allowed in enumerate(own):
        state = walk(WAY[:nth])
        for event in WAY:
            if not isinstance(event, allowed):
                assert step(state, event, RULES, TODAY) == state, (state, event)


events = st.sampled_from(
    (
        *WAY,
        PaperStated(form(seal=False).paper),
        MatterStated(form(scope=()).matter),
        ApprovedBy(HANDLER),
        Stopped(),
    )
)


tries = st.builds(
    lambda so_far, more: [*WAY[:so_far], *more],
    st.integers(0, len(WAY)),
    st.lists(events, max_size=30),
)


@given(tries)
def test_bm_2b_no_sequence_of_events_reaches_given_past_a_step(tried: list[Event]) -> None:
    """Whatever was tried: it took part in its order, or it changed nothing."""
    state: State = START
    took: list[Event] = []
    for event in tried:
        after = step(state, event, RULES, TODAY)
        if after != state:
            took.append(event)
        if isinstance(after, Approving | Showing):
            assert judge(after.form, RULES, TODAY) == ()
        if isinstance(after, Refused | GivenUp | Signed):
            assert all(step(after, each, RULES, TODAY) == after for each in WAY)
        state = after
    if not isinstance(state, Given | Printed | Signed):
        return
    kinds = [type(each) for each in took]
    seen = kinds.count(OfficerSeen)
    assert seen >= RULES.min_officers
    way = [PaperStated, *[OfficerSeen] * seen, OfficersDone, MatterStated, ApprovedBy, HandedOver]
    assert kinds[: len(way)] == way
    assert set(kinds[len(way) :]) <= {ReceiptPrinted, ReceiptSigned}
    approved = took[len(way) - 2]
    assert isinstance(approved, ApprovedBy)
    assert approved.person != HANDLER


@given(tries)
def test_bm_2b_a_given_up_or_refused_enquiry_is_over(tried: list[Event]) -> None:
    ended = walk((*tried, Stopped()))
    assert not isinstance(ended, UNDER_WAY)
