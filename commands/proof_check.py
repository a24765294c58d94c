"""Check what somebody brings: a proof or a checkpoint, with keys alone or against the office."""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from commands.exits import RefusedError
from commands.invocation import Invocation
from commands.office import enter
from keyroom.language import N_, _
from kiosk.ledger_words import OUTCOMES
from kiosk.times import stored
from store import checkpoints
from store.checkpoints import Outcome
from store.key_ring import load_ring
from store.note import Checkpoint, VerifierKey, open_note
from store.proof_check import CONSISTENCY, Continued, Proved, check, check_consistency


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has shown, for people and for programs."""

    ok: bool
    lines: tuple[str, ...]
    as_json: dict[str, Any]


def check_with_keys(text: str, vkeys: Sequence[str]) -> Checked:
    """Check with verifier keys and nothing else: an auditor needs no office.

    Raises MalformedNote, ForgedNote, UnknownSigner, ProofRefused.
    """
    keys = [VerifierKey.parse(vkey) for vkey in vkeys]
    return _proof(text, keys) if _is_proof(text) else _signed(text, keys)


def check_against_office(text: str, asked: Invocation) -> Checked:
    """Check with the keys of the office at hand; a checkpoint is held against its ledger.

    Raises what `check_with_keys` does, and CheckpointRefused, CheckpointNotCopied.
    """
    premises = enter(asked)
    with premises.open() as office:
        if not _is_proof(text):
            folder = premises.folder(premises.config.store.checkpoint_folder)
            return _compared(checkpoints.check(office.store, text, folder))
        with office.store.connection() as connection:
            keys = load_ring(connection).keys
    return _proof(text, keys)


def _is_proof(text: str) -> bool:
    return text.lstrip().startswith("{")


def _proof(text: str, keys: Iterable[VerifierKey]) -> Checked:
    if _form_of(text) == CONSISTENCY:
        return _continued(check_consistency(text, keys))
    return _proved(check(text, keys))


def _form_of(text: str) -> object:
    """What the proof says it is; None where it is nothing that could be read."""
    try:
        return json.loads(text).get("format")
    except (ValueError, RecursionError, AttributeError):
        return None


def _proved(proved: Proved) -> Checked:
    entry = proved.entry
    lines = [
        _("proved: entry {seq} of the ledger of {origin}").format(
            seq=entry.seq, origin=proved.checkpoint.origin
        ),
        f"{stored(entry.at)} {entry.terminal} {entry.actor} {entry.action}",
        f"{entry.table} {entry.doc}",
        proved.document or _("the document is not in the proof"),
    ]
    fields = {
        "seq": entry.seq,
        "at": stored(entry.at),
        "terminal": entry.terminal,
        "actor": entry.actor,
        "action": entry.action,
        "table": entry.table,
        "id": entry.doc,
    }
    return Checked(
        ok=True,
        lines=tuple(lines),
        as_json={
            "ok": True,
            "kind": "inclusion",
            "entry": fields,
            "document": None if proved.document is None else json.loads(proved.document),
            "checkpoint": _checkpoint(proved.checkpoint),
        },
    )


def _continued(continued: Continued) -> Checked:
    line = _("proved: the checkpoint of {new} entries continues the one of {old}")
    return Checked(
        ok=True,
        lines=(line.format(new=continued.new.size, old=continued.old.size),),
        as_json={
            "ok": True,
            "kind": "consistency",
            "old": _checkpoint(continued.old),
            "new": _checkpoint(continued.new),
        },
    )


def _signed(text: str, keys: Iterable[VerifierKey]) -> Checked:
    """A checkpoint alone: who signed it can be told, not whether a ledger agrees."""
    opened = open_note(text, keys)
    checkpoint = Checkpoint.parse(opened.text)
    if any(signer.name != checkpoint.origin for signer in opened.signers):
        raise RefusedError(N_("the checkpoint is of another office than the key"))
    line = _("signed: {origin} had {size} entries, root {root}")
    return Checked(
        ok=True,
        lines=(line.format(**_checkpoint(checkpoint)),),
        as_json={"ok": True, "kind": "checkpoint", "checkpoint": _checkpoint(checkpoint)},
    )


def _compared(comparison: checkpoints.Comparison) -> Checked:
    ok = comparison.outcome is Outcome.OK
    size = comparison.checkpoint.size
    return Checked(
        ok=ok,
        lines=(_(OUTCOMES[comparison.outcome]).format(size=size, now=comparison.size),),
        as_json={
            "ok": ok,
            "kind": "checkpoint",
            "outcome": comparison.outcome.value,
            "checkpoint": _checkpoint(comparison.checkpoint),
            "entries": comparison.size,
        },
    )


def _checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    return {
        "origin": checkpoint.origin,
        "size": checkpoint.size,
        "root": base64.b64encode(checkpoint.root).decode("ascii"),
    }
