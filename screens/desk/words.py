"""What the desk says: message ids for refusals, and for why it is locked."""

import math

from keyroom.language import N_, _
from kiosk.privacy.access_words import CAUSE_NAMES
from kiosk.privacy.desk import Cause
from kiosk.privacy.desk_view import DeskView, Said

SAID: dict[Said, str] = {
    Said.UNKNOWN_BADGE: N_("Unknown badge"),
    Said.BADGE_REFUSED: N_("This badge is not valid here; see the room manager"),
    Said.NO_RIGHT: N_("Your post has no access to customers"),
    Said.NO_PRESENCE: N_("This reader cannot see a badge lie; use the card reader"),
    Said.NO_END: N_("Only a supervisor's badge ends the program"),
    Said.PIN_WRONG: N_("Wrong PIN"),
    Said.PIN_WAIT: N_("Too soon after a wrong PIN"),
    Said.PIN_LOCKED: N_("Too many wrong PINs: a supervisor must set a new one"),
    Said.PIN_NONE: N_("You have no PIN yet: the room manager sets one"),
}
WAIT = N_("{said}; next try in {seconds} s")
SILENT = frozenset({Cause.START, Cause.PIN_REFUSED})
"""Causes that need no word: nothing happened yet, or `SAID` tells it."""


def said(view: DeskView) -> str:
    """Why it was refused, or what is waited for; empty where there is nothing to say."""
    if view.said is None:
        return ""
    words = _(SAID[view.said])
    seconds = math.ceil(view.wait_s)
    return _(WAIT).format(said=words, seconds=seconds) if seconds else words


def locked_by(cause: Cause) -> str:
    """Why the desk was locked last."""
    if cause in SILENT:
        return ""
    return _("Locked: {cause}").format(cause=_(CAUSE_NAMES[cause]))
