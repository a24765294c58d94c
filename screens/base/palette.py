"""No command palette, no theme search, no help panel, and no key that quits.

The palette runs any command of Textual; its key, its icon in a header and its actions are closed
one by one, since each of them opens it alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.command import CommandListItem, Provider
from textual.screen import Screen
from textual.widget import AwaitMount


class NoPalette(App[None]):
    """Without the commands that Textual brings along."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = set()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """None."""
        return ()

    def action_command_palette(self) -> None:
        """Open nothing."""

    def search_commands(
        self,
        commands: Sequence[CommandListItem],  # noqa: ARG002
        placeholder: str = "",  # noqa: ARG002
    ) -> AwaitMount:
        """Open nothing."""
        return AwaitMount(self.screen, [])

    def search_themes(self) -> None:
        """Open nothing."""

    def action_change_theme(self) -> None:
        """Change nothing."""

    def action_show_help_panel(self) -> None:
        """Open nothing."""

    def action_help_quit(self) -> None:
        """Show no hint at how to quit."""

    async def action_quit(self) -> None:
        """Stay: a terminal ends by its own `exit()`, after whatever it asks for."""
