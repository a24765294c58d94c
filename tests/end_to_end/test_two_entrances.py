"""Two entrances, each a process with its own reader, on one store at once."""

from collections import Counter
from pathlib import Path

from tests.end_to_end.office import A02, PlugIn, StartHeadless
from tests.end_to_end.program import keyroom_json

TAPS = 60


def test_both_record_at_once_and_neither_loses_or_doubles_a_tap(
    home: Path, plug_in: PlugIn, headless: StartHeadless
) -> None:
    with (home / "keyroom.toml").open("a", encoding="utf-8") as config:
        config.write('\n[terminals.back]\nkind = "entrance"\n')
    front_line, back_line = plug_in("door"), plug_in("yard", "back")
    front, back = headless("--terminal", "entrance"), headless("--terminal", "back")
    for line in (front_line, back_line):
        line.await_opened()
    front_tags = [f"AA{number:08X}" for number in range(TAPS)]
    back_tags = [f"BB{number:08X}" for number in range(TAPS)]
    front_line.write(b"".join(map(front_line.frame, front_tags)))
    back_line.write(b"".join(map(back_line.frame, back_tags)))
    answers = [entrance.answer() for entrance in (front, back) for _ in range(TAPS)]
    front_line.tap(A02)
    first = front.answer()
    back_line.tap(A02)
    second = back.answer()

    assert [answer["credential"] for answer in answers] == [
        f"em4100:{tag}" for tag in front_tags + back_tags
    ]
    assert (first["result"], second["result"]) == ("recorded", "duplicate")
    for entrance in (front, back):
        assert entrance.stop() == 0
    listed = Counter(punch["id"] for punch in keyroom_json(home, "punches", "list"))
    assert listed == Counter(answer["punch"] for answer in (*answers, first, second))
    assert keyroom_json(home, "log", "verify")["ok"]
