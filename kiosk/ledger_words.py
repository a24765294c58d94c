"""How the problems of a verification, and the outcomes of a comparison, are called: message ids."""

from typing import Final

from keyroom.language import N_, _
from store.checkpoints import Outcome
from store.findings import Kind, Problem

KINDS: Final = {
    Kind.ALTERED: N_("altered"),
    Kind.REMOVED: N_("removed"),
    Kind.INSERTED: N_("inserted"),
    Kind.REORDERED: N_("reordered"),
    Kind.ROLLED_BACK: N_("rolled back"),
    Kind.FORKED: N_("another past"),
    Kind.BAD_SIGNATURE: N_("wrong signature"),
    Kind.OTHER_OFFICE: N_("another office's"),
    Kind.RETIRED_KEY: N_("signed with a retired key"),
    Kind.SCHEMA_ALTERED: N_("tables changed"),
}

OUTCOMES: Final = {
    Outcome.OK: N_("the ledger agrees with this checkpoint of {size} entries; it has {now} now"),
    Outcome.ROLLED_BACK: N_(
        "rolled back: the ledger has {now} entries, and had {size} at this checkpoint"
    ),
    Outcome.FORKED: N_(
        "another past: the first {size} entries are not those that this checkpoint signed"
    ),
    Outcome.OTHER_OFFICE: N_("this checkpoint is of another office's ledger"),
    Outcome.BAD_SIGNATURE: N_("this checkpoint is not signed by a key of this ledger"),
    Outcome.RETIRED_KEY: N_("this checkpoint is signed with a key that was retired before"),
}


def problem_words(problem: Problem) -> str:
    """What differs, and where: in the language in use, with the details for experts."""
    parts = [
        "" if problem.seq is None else _("entry {seq}").format(seq=problem.seq),
        " ".join(part for part in (problem.table, problem.id) if part),
    ]
    place = ", ".join(part for part in parts if part)
    return ": ".join(part for part in (_(KINDS[problem.kind]), place, problem.detail) if part)
