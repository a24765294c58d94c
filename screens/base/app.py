"""The app that every terminal derives from: Textual with its hatches closed, each by one part."""

import gc
from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from keyroom.language import N_
from screens.base import heartbeat
from screens.base.clipboard import NoClipboard
from screens.base.deliveries import NoDeliveries
from screens.base.driver import KioskDriver
from screens.base.faults import QuietFaults
from screens.base.languages import SwitchesLanguage
from screens.base.links import NoActionsInData
from screens.base.painted import let_go_with_widgets
from screens.base.palette import NoPalette
from screens.base.screen import KioskScreen
from screens.base.sealing import Sealable
from screens.base.theme import THEME

LANGUAGE_KEY = Binding(
    "f2",
    "app.switch_language",
    # The other language's own name: the Chinese for it is "English".
    N_("中文"),
    tooltip=N_("说中文"),
    priority=True,
)


class KioskApp(
    NoClipboard,
    Sealable,
    NoPalette,
    NoDeliveries,
    NoActionsInData,
    QuietFaults,
    SwitchesLanguage,
    inherit_bindings=False,  # Textual's ctrl+q and ctrl+c; `BINDINGS = []` would not drop them
):
    """Run it by `screens.base.launcher.launch`; `return_code` says how it ended."""

    BINDINGS: ClassVar[list[BindingType]] = [LANGUAGE_KEY]

    def __init__(self) -> None:
        super().__init__(driver_class=KioskDriver)
        self.register_theme(THEME)
        let_go_with_widgets()
        self.theme = THEME.name
        self.animation_level = "none"

    when_shown: Callable[[], None] | None = None
    """Called once, when the first picture has been painted."""

    def on_mount(self) -> None:
        """Wait for the first picture; let the guard know that the loop turns."""
        if heartbeat.is_watched():
            heartbeat.beat()
            self.set_interval(heartbeat.EVERY_S, heartbeat.beat)
        if self.when_shown is not None:
            self.call_after_refresh(self._when_shown, self.when_shown)

    @staticmethod
    def _when_shown(when_shown: Callable[[], None]) -> None:
        # What the imports left behind is for ever: sparing Python from searching it for garbage
        # spares one answer in fifty a pause of 70 to 300 ms.
        gc.freeze()
        when_shown()

    def get_default_screen(self) -> Screen[None]:
        """A screen without Textual's keys."""
        return KioskScreen(id="_default")
