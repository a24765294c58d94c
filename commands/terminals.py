"""Which of the configured terminals a command means."""

from typing import TYPE_CHECKING

from commands.exits import WrongUsageError
from keyroom.language import N_

if TYPE_CHECKING:
    from kiosk.config import Config


def terminal_named(config: "Config", kind: str, name: str, unknown: str, which: str) -> str:
    """The terminal of a kind that is meant; without a name the only one, or the one called so.

    `unknown` and `which` are what is said of a name that no such terminal has, and of none. Raises
    WrongUsageError.
    """
    known = [each for each, knobs in config.terminals.items() if knobs.kind == kind]
    if name in known:
        return name
    if not name and (len(known) == 1 or kind in known):
        return known[0] if len(known) == 1 else kind
    raise WrongUsageError(
        unknown if name else which,
        N_("name one with --terminal: {known}"),
        name=name,
        known=", ".join(known) or "-",
    )
