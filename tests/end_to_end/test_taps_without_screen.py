"""`entrance --no-screen`: frames on a serial line become records, and each answer names its own."""

from pathlib import Path

from tests.end_to_end.office import A02, A03, LOST, UNKNOWN, PlugIn, StartHeadless
from tests.end_to_end.program import keyroom, keyroom_json
from tests.end_to_end.serial_line import SerialLine


def test_each_badge_is_answered_as_the_office_knows_it(
    home: Path, line: SerialLine, headless: StartHeadless
) -> None:
    entrance = headless()
    line.await_opened()
    answers = []
    for number in (A02, A03, LOST, UNKNOWN):
        line.tap(number)
        answers.append(entrance.answer())
    assert [(answer["credential"], answer["person"], answer["result"]) for answer in answers] == [
        (f"em4100:{A02}", "A02", "recorded"),
        (f"em4100:{A03}", "A03", "recorded"),
        (f"em4100:{LOST}", "A05", "refused"),
        (f"em4100:{UNKNOWN}", None, "unknown"),
    ]
    assert {answer["reader"] for answer in answers} == {"door"}
    assert entrance.stop() == 0
    listed = keyroom_json(home, "punches", "list")
    assert [(punch["id"], punch["person"], punch["result"]) for punch in listed] == [
        (answer["punch"], answer["person"], answer["result"]) for answer in answers
    ]
    assert keyroom_json(home, "log", "verify")["ok"]


def test_d08_a_tap_elsewhere_within_a_minute_is_a_duplicate(
    plug_in: PlugIn, headless: StartHeadless
) -> None:
    door, stairs = plug_in("door"), plug_in("stairs")
    entrance = headless()
    for line in (door, stairs):
        line.await_opened()
    door.tap(A02)
    first = entrance.answer()
    stairs.tap(A02)
    second = entrance.answer()
    assert (first["result"], second["result"]) == ("recorded", "duplicate")
    assert (first["reader"], second["reader"]) == ("door", "stairs")
    assert second["direction"] == first["direction"]


def test_a_burst_of_a_hundred_frames_is_answered_in_order(
    line: SerialLine, headless: StartHeadless
) -> None:
    entrance = headless()
    line.await_opened()
    numbers = [f"{number:010X}" for number in range(100)]
    line.write(b"".join(map(line.frame, numbers)))
    answers = [entrance.answer() for _ in numbers]
    assert [answer["credential"] for answer in answers] == [f"em4100:{no}" for no in numbers]
    ids = [answer["punch"] for answer in answers]
    assert ids == sorted(set(ids))


def test_noise_and_torn_frames_do_not_hide_the_next_tap(
    line: SerialLine, headless: StartHeadless
) -> None:
    entrance = headless()
    line.await_opened()
    whole = line.frame(A02)
    wrong = whole[:-3] + b"00" + whole[-1:]
    line.write(b"\xff\x00noise" + wrong + whole[:7] + line.frame(A03))
    assert entrance.answer()["person"] == "A03"


def test_the_entrance_never_loads_the_master_key(
    home: Path, line: SerialLine, headless: StartHeadless
) -> None:
    """Poisoned keys to the customers' data stop the desk, and no tap."""
    for name in ("master.key", "next-master.key", "customers.keys"):
        poisoned = home / "keys" / name
        poisoned.write_text("no key at all")
        poisoned.chmod(0o000)
    keyroom(home, "customers", "list", code=2)
    entrance = headless()
    line.await_opened()
    line.tap(A02)
    assert entrance.answer()["result"] == "recorded"
    assert entrance.stop() == 0
