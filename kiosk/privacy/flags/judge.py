"""All that is worth asking about in a stretch of days. Pure: facts and thresholds in, flags out."""

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.privacy.flags.attendance import attendance_flags
from kiosk.privacy.flags.customers import business_flags, others_flags, viewers_flags
from kiosk.privacy.flags.facts import Facts
from kiosk.privacy.flags.flag import Flag, ranked
from kiosk.privacy.flags.machines import jump_flags, outage_flags
from kiosk.privacy.flags.seconds import second_flags
from kiosk.privacy.flags.tries import refused_flags, search_flags
from kiosk.privacy.flags.volume import volume_flags
from kiosk.settings.flags import FlagKnobs

DETECTORS: Final[tuple[Callable[[Facts, FlagKnobs], Iterator[Flag]], ...]] = (
    attendance_flags,
    others_flags,
    viewers_flags,
    business_flags,
    volume_flags,
    search_flags,
    refused_flags,
    second_flags,
    outage_flags,
    jump_flags,
)


def judge(facts: Facts, knobs: FlagKnobs) -> list[Flag]:
    """Every flag, the weightiest first."""
    return ranked(flag for detector in DETECTORS for flag in detector(facts, knobs))
