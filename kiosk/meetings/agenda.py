"""The kinds of meetings and the blocks of their agendas (HY-4-1 to HY-4-3, HY-5-1). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keyroom.language import N_
from kiosk.errors import MeetingRefusedError

NOTHING: Final = "无"
"""What a host writes into a block that has nothing today: the block is filled then (HY-5-7)."""
LONGEST_TEXT: Final = 10_000


class MeetingKind(StrEnum):
    """What a meeting is, by the codes of the glossary."""

    MORNING = "morning_meeting"
    WEEKLY = "weekly_meeting"
    ADHOC = "adhoc_meeting"


MEETING_KIND_NAMES: dict[MeetingKind, str] = {
    MeetingKind.MORNING: N_("morning meeting"),
    MeetingKind.WEEKLY: N_("weekly meeting"),
    MeetingKind.ADHOC: N_("ad-hoc meeting"),
}
"""How each is called on screens: message ids."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of an agenda; `id` is the clause it comes from, `title` a message id."""

    id: str
    title: str


AGENDAS: Final[Mapping[MeetingKind, tuple[Block, ...]]] = {
    MeetingKind.MORNING: (
        Block("HY-5-1a", N_("service standards")),
        Block("HY-5-1b", N_("praise")),
        Block("HY-5-1c", N_("one wording for key business")),
        Block("HY-5-1d", N_("plans of today")),
        Block("HY-5-1e", N_("no bad mood at work")),
    ),
    MeetingKind.WEEKLY: (
        Block("HY-4-2a", N_("complaints")),
        Block("HY-4-2b", N_("feedback from the field")),
        Block("HY-4-2c", N_("experience worth sharing")),
    ),
    MeetingKind.ADHOC: (Block("HY-4-3", N_("urgent work")),),
}
"""The agenda of each kind, in the order in which it is gone through."""


def block_ids(kind: MeetingKind) -> tuple[str, ...]:
    """The ids of an agenda's blocks, in order."""
    return tuple(block.id for block in AGENDAS[kind])


def named_block(kind: MeetingKind, name: str) -> str:
    """A block by its id, or by the letter at the end of it. Raises MeetingRefusedError."""
    for block in block_ids(kind):
        if name.upper() == block.upper() or (block[-1].isalpha() and name.lower() == block[-1]):
            return block
    raise MeetingRefusedError(
        N_("this meeting has no block “{name}”"),
        N_("its blocks are {blocks}"),
        name=name,
        blocks=", ".join(block_ids(kind)),
    )


def check_texts(kind: MeetingKind, texts: Mapping[str, str]) -> None:
    """Raises MeetingRefusedError for a block that the agenda does not have, or a text too long.

    Whatever else a text holds is kept as it is: it is shown as plain text everywhere.
    """
    for name, text in texts.items():
        block = named_block(kind, name)
        if len(text) > LONGEST_TEXT:
            raise MeetingRefusedError(
                N_("the text of {block} has {length} characters"),
                N_("write at most {most}"),
                block=block,
                length=len(text),
                most=LONGEST_TEXT,
            )


def unfilled(kind: MeetingKind, texts: Mapping[str, str]) -> list[str]:
    """The blocks that still need a text, or 无: with one of them the host is not prepared."""
    return [block for block in block_ids(kind) if not texts.get(block, "").strip()]
