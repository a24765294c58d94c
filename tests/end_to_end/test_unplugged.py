"""A serial reader that comes and goes while the entrance runs."""

from pathlib import Path

from tests.end_to_end.office import A02, A03, PlugIn, StartHeadless
from tests.end_to_end.program import keyroom_json
from tests.end_to_end.serial_line import SerialLine


def test_a_reader_pulled_out_in_the_middle_of_a_frame_works_again_when_back(
    home: Path, line: SerialLine, headless: StartHeadless
) -> None:
    entrance = headless()
    line.await_opened()
    line.tap(A02)
    assert entrance.answer()["person"] == "A02"
    line.write(line.frame(A03)[:9])
    line.unplug()
    line.plug()
    line.await_opened()
    line.tap(A03)
    assert entrance.answer()["person"] == "A03"
    entrance.stop()
    assert [punch["person"] for punch in keyroom_json(home, "punches", "list")] == ["A02", "A03"]


def test_a_reader_that_is_missing_at_the_start_is_waited_for(
    plug_in: PlugIn, headless: StartHeadless
) -> None:
    door, stairs = plug_in("door"), plug_in("stairs")
    door.unplug()
    entrance = headless()
    stairs.await_opened()
    stairs.tap(A03)
    assert entrance.answer()["person"] == "A03"
    door.plug()
    door.await_opened()
    door.tap(A02)
    assert entrance.answer()["person"] == "A02"
