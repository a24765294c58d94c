"""Asks for a secret: never shown, and never an argument, which other users could read."""

import sys

from commands.exits import WrongUsageError
from keyroom.language import N_, _


def ask_pin() -> str:
    """A PIN, typed twice at a terminal, or the first line of an input that is none.

    Raises WrongUsageError where both are not the same, or nothing came.
    """
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        # Inside: only a terminal needs it.
        from getpass import getpass

        given = getpass(_("PIN: "))
        if getpass(_("the same PIN again: ")) != given:
            raise WrongUsageError(
                N_("the two PINs are not the same"), N_("nothing was changed; try again")
            )
    if not given:
        raise WrongUsageError(
            N_("no PIN was given"), N_("type it at the prompt, or pipe it in as one line")
        )
    return given
