"""What was painted is not kept when its widget is gone."""

import gc

from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from screens.base.app import KioskApp

SECRET = "13812341234"


def painted() -> list[str]:
    gc.collect()
    return [each.text for each in gc.get_objects() if type(each) is Strip and SECRET in each.text]


async def shown_for_a_moment(pilot: Pilot[None], text: str) -> None:
    widget = Static(text)
    await pilot.app.screen.mount(widget)
    await pilot.pause()
    if text == SECRET:
        assert painted()
    await widget.remove()
    await pilot.pause()


async def test_the_lines_of_a_widget_that_was_removed_are_let_go() -> None:
    async with KioskApp().run_test() as pilot:
        await shown_for_a_moment(pilot, SECRET)
        await shown_for_a_moment(pilot, "what is shown next")
        assert painted() == []
