"""A tap becomes one record and one answer, whatever the credential is."""

from base64 import b32decode, b32encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from devices.events import Assurance, Credential, CredentialKind
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.listing import listing
from kiosk.attendance.punch import Punch
from kiosk.attendance.punches import Punches
from kiosk.attendance.recorder import Recorder
from kiosk.attendance.taken import TakenNote, TakenTap
from kiosk.attendance.timetable import OFFICE_ZONE, Direction, Planned, Slot
from kiosk.badges import Badges
from kiosk.refusal import Refusal
from kiosk.schema import PUNCHES, READER_EVENTS
from kiosk.tokens import TokenSigner
from store import Store
from store.entry import parse

Cards = Mapping[str, Credential]
Local = Callable[[date, str], datetime]
Take = Callable[..., TakenTap]

DAY = date(2026, 7, 6)


@pytest.fixture
def recorder(store: Store, badges: Badges, punches: Punches, concealment: Concealment) -> Recorder:
    return Recorder(store, badges, punches, concealment)


def test_accepted_tap_is_recorded_and_answered(
    recorder: Recorder, store: Store, cards: Cards, take: Take, local: Local
) -> None:
    taken = take(cards["A07"], local(DAY, "09:10"))
    answer = recorder.record(taken)
    assert answer.person is not None
    assert answer == Answer(
        at=taken.presented.at,
        reader="door",
        credential=cards["A07"],
        person=answer.person,
        result=Result.RECORDED,
        direction=Direction.IN,
        slot=Slot.AM_IN,
        punch=taken.id,
        next_planned=Planned(Slot.AM_OUT, local(DAY, "12:30")),
    )
    assert answer.person.no == "A07"
    punch = Punch.from_document(store.table(PUNCHES).get(doc_id=taken.id))
    assert (punch.person, punch.direction, punch.boot_id) == ("A07", None, "boot")


def test_d08_1_second_tap_within_a_minute_is_a_duplicate_mark(
    recorder: Recorder, cards: Cards, take: Take, local: Local, punches: Punches
) -> None:
    first = recorder.record(take(cards["A07"], local(DAY, "09:10:00")))
    second = recorder.record(take(cards["A07"], local(DAY, "09:11:00")))
    assert (second.result, second.since, second.slot) == (Result.DUPLICATE, first.at, None)
    assert second.direction is Direction.IN
    assert second.next_planned == Planned(Slot.AM_OUT, local(DAY, "12:30"))
    assert [row.punch.result for row in listing(punches)] == ["recorded", "duplicate"]


@pytest.mark.parametrize(
    "card, day, refusal",
    [
        ("lost", DAY, Refusal.LOST),
        ("revoked", DAY, Refusal.REVOKED),
        ("replaced", DAY, Refusal.REPLACED),
        ("expired", DAY, Refusal.EXPIRED),
        ("later", DAY, Refusal.NOT_YET),
        ("A08", date(2026, 7, 10), None),
        ("A08", date(2026, 7, 11), Refusal.LEFT),
        ("A07", date(2025, 12, 31), Refusal.NOT_YET),
    ],
)
def test_known_credential_that_does_not_open_is_refused_by_name_and_recorded(
    card: str,
    day: date,
    refusal: Refusal | None,
    recorder: Recorder,
    punches: Punches,
    cards: Cards,
    take: Take,
    local: Local,
) -> None:
    answer = recorder.record(take(cards[card], local(day, "09:10")))
    assert answer.refusal is refusal
    assert answer.result is (Result.RECORDED if refusal is None else Result.REFUSED)
    assert answer.person is not None
    (row,) = listing(punches)
    assert (row.id, row.punch.reason) == (answer.punch, refusal)
    assert row.counted.slot is (Slot.AM_IN if refusal is None else None)


def test_unknown_card_is_recorded_without_its_number(
    recorder: Recorder, store: Store, punches: Punches, cards: Cards, take: Take, local: Local
) -> None:
    card = cards["unknown"]
    answers = [recorder.record(take(card, local(DAY, clock))) for clock in ("09:10", "09:20")]
    assert [answer.result for answer in answers] == [Result.UNKNOWN, Result.UNKNOWN]
    first, second = (row.punch for row in listing(punches))
    assert first.badge == second.badge is not None
    assert card.number not in str(store.table(PUNCHES).all())


def _tampered(code: str) -> str:
    """The same code with one bit of its signature turned."""
    body = code.removeprefix("KR1")
    raw = bytearray(b32decode(body + "=" * (-len(body) % 8)))
    raw[-1] ^= 1
    return "KR1" + b32encode(raw).decode("ascii").rstrip("=")


@pytest.mark.parametrize(
    "secret, age, alter, refusal",
    [
        (bytes(32), timedelta(hours=1), str, None),
        (bytes(32), timedelta(hours=12), str, Refusal.EXPIRED),
        (bytes(31) + b"x", timedelta(hours=1), str, Refusal.FOREIGN),
        (bytes(32), timedelta(hours=1), _tampered, Refusal.FORGED),
    ],
)
def test_qr_badge_opens_until_its_end_and_only_ours(
    secret: bytes,
    age: timedelta,
    alter: Callable[[str], str],
    refusal: Refusal | None,
    recorder: Recorder,
    store: Store,
    punches: Punches,
    take: Take,
    local: Local,
) -> None:
    at = local(DAY, "09:10")
    issuer = Badges(store, OFFICE_ZONE, TokenSigner(secret))
    issued = at - age
    _, code = issuer.issue_code("A07", issued, issued + timedelta(hours=12), by="M01")
    answer = recorder.record(take(Credential(CredentialKind.CODE, alter(code)), at))
    assert answer.refusal is refusal
    (row,) = listing(punches)
    assert row.punch.reason is refusal
    assert code not in str(store.table(PUNCHES).all())
    if refusal is None:
        assert row.punch.assurance is Assurance.SIGNED_CODE


def test_badge_below_the_floor_is_refused(
    store: Store,
    badges: Badges,
    punches: Punches,
    concealment: Concealment,
    cards: Cards,
    take: Take,
    local: Local,
) -> None:
    strict = Recorder(store, badges, punches, concealment, floor=Assurance.MUTUAL_AUTH)
    answer = strict.record(take(cards["A07"], local(DAY, "09:10")))
    assert (answer.result, answer.refusal) == (Result.REFUSED, Refusal.ASSURANCE)
    proved = take(cards["A07"], local(DAY, "09:10"), assurance=Assurance.MUTUAL_AUTH)
    assert strict.record(proved).result is Result.RECORDED


def test_explicit_direction_of_the_reader_is_kept(
    recorder: Recorder, cards: Cards, take: Take, local: Local
) -> None:
    taken = take(cards["A07"], local(DAY, "09:10"), direction=Direction.OUT)
    answer = recorder.record(taken)
    assert (answer.direction, answer.slot) == (Direction.OUT, Slot.AM_OUT)


def test_clock_jump_is_on_the_record_and_in_the_answer(
    recorder: Recorder, store: Store, cards: Cards, take: Take, local: Local
) -> None:
    jump = timedelta(hours=-1)
    taken = replace(take(cards["A07"], local(DAY, "09:10")), jump=jump)
    assert recorder.record(taken).clock_jump == jump
    assert store.table(PUNCHES).get(doc_id=taken.id)["jump_s"] == -3600.0


def test_ledger_names_the_staff_number_and_the_action(
    recorder: Recorder, store: Store, cards: Cards, take: Take, local: Local
) -> None:
    recorder.record(take(cards["A07"], local(DAY, "09:10")))
    recorder.record(take(cards["unknown"], local(DAY, "09:10")))
    with store.connection() as connection:
        leaves = connection.exec_driver_sql("SELECT leaf FROM ledger ORDER BY seq").scalars()
        entries = [parse(leaf) for leaf in leaves]
    assert [(entry.actor, entry.action, entry.table) for entry in entries[-2:]] == [
        ("A07", "punch", PUNCHES),
        ("-", "punch", PUNCHES),
    ]


def test_fold_passes_over_what_is_there(
    recorder: Recorder, store: Store, punches: Punches, cards: Cards, take: Take, local: Local
) -> None:
    taps = [take(cards["A07"], local(DAY, clock)) for clock in ("09:10:00", "09:10:30", "12:31")]
    note = TakenNote(store.new_id(), READER_EVENTS, {"reader": "door", "event": "down"})
    recorder.record(taps[0])
    for _ in range(2):
        recorder.fold([*taps, note])
    assert [(row.id, row.punch.result) for row in listing(punches)] == [
        (taps[0].id, "recorded"),
        (taps[1].id, "duplicate"),
        (taps[2].id, "recorded"),
    ]
    assert len(store.table(READER_EVENTS)) == 1


def test_fold_is_all_or_nothing(
    recorder: Recorder, store: Store, cards: Cards, take: Take, local: Local
) -> None:
    good = take(cards["A07"], local(DAY, "09:10"))
    bad = TakenNote("x", PUNCHES, {"at": 1})
    with pytest.raises(ValueError, match="at"):
        recorder.fold([good, bad])
    assert len(store.table(PUNCHES)) == 0


def test_a_tap_searches_by_indexes_only(
    recorder: Recorder, store: Store, cards: Cards, take: Take, local: Local
) -> None:
    recorder.record(take(cards["A07"], local(DAY, "09:10")))
    statements: list[str] = []
    with store.connection() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
    raw.set_trace_callback(statements.append)
    recorder.record(take(cards["A07"], local(DAY, "12:31")))
    raw.set_trace_callback(None)
    plans = [
        str(row[3])
        for statement in statements
        if statement.startswith("SELECT")
        for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert any("doc_punches_by_person_at" in plan for plan in plans)
    assert [plan for plan in plans if plan.startswith("SCAN doc_")] == []


def test_at_of_the_record_is_when_the_card_was_read(
    recorder: Recorder, punches: Punches, cards: Cards, take: Take
) -> None:
    at = datetime(2026, 7, 6, 1, 10, 0, 123456, tzinfo=UTC)
    recorder.record(take(cards["A07"], at))
    (row,) = listing(punches)
    assert row.punch.at == at


def test_worked_day_of_the_documentation(
    recorder: Recorder, punches: Punches, cards: Cards, take: Take, local: Local
) -> None:
    tomorrow = date(2026, 7, 7)
    worked = [
        ("09:10:20", "recorded", "in", "am_in", local(DAY, "12:30")),
        ("09:10:50", "duplicate", "in", None, local(DAY, "12:30")),
        ("09:19:00", "recorded", None, None, local(DAY, "12:30")),
        ("12:31:10", "recorded", "out", "am_out", local(DAY, "15:20")),
        ("17:05:00", "recorded", "out", "pm_out", local(tomorrow, "09:20")),
        ("18:40:00", "recorded", "out", "pm_out", local(tomorrow, "09:20")),
    ]
    for clock, result, direction, slot, due in worked:
        answer = recorder.record(take(cards["A07"], local(DAY, clock)))
        assert (answer.result, answer.direction, answer.slot) == (result, direction, slot), clock
        assert answer.next_planned is not None
        assert answer.next_planned.at == due, clock
    slots = [row.counted.slot for row in listing(punches)]
    assert slots == ["am_in", None, None, "am_out", "pm_in", "pm_out"]
