"""Open the office that a command works on, in its language and with its log."""

from typing import TYPE_CHECKING

from commands.configuration import refuse_bad_addresses
from commands.invocation import Invocation
from commands.log_file import keep_log_if_possible

if TYPE_CHECKING:
    from kiosk.office import Office, Premises


def enter(asked: Invocation) -> "Premises":
    """The office's configuration and keys, without its records.

    From here on the program speaks the office's language, unless the person chose another, and
    logs into its home. Raises what `Premises.enter` does, and FaultyFileError for bad addresses.
    """
    from kiosk.office import Premises

    premises = Premises.enter(asked.home())
    asked.speak(premises.config.language)
    refuse_bad_addresses(premises.file)
    keep_log_if_possible(asked)
    return premises


def open_office(asked: Invocation, terminal: str | None = None) -> "Office":
    """The office with its records: use it in a `with`. `terminal` stands in the ledger's entries.

    Raises what `enter` does, and StoreUnavailable.
    """
    premises = enter(asked)
    return premises.open() if terminal is None else premises.open(terminal)
