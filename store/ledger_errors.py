"""What can go wrong with notes, keys, checkpoints and proofs: each fault with its remedy."""
# ruff: noqa: N818 - the names say what happened, as they read after `except`

from store.errors import StoreError


class NoteError(StoreError):
    """A note that cannot be believed."""


class MalformedNote(NoteError):
    """The text is not a signed note, not a checkpoint, or not a verifier key."""


class UnknownSigner(NoteError):
    """None of the note's signatures is by a known key."""


class ForgedNote(NoteError):
    """A signature that names a known key is not by that key."""


class KeyFault(StoreError):
    """The key file cannot be used as it is."""


class LedgerKeyMissing(KeyFault):
    """There is no key file, or it holds no Ed25519 private key."""


class LedgerKeyExposed(KeyFault):
    """Others than its owner may read the key file: what it signs proves nothing."""


class LedgerKeyRetired(KeyFault):
    """The key is not the one in force in this ledger."""


class LedgerKeyExists(KeyFault):
    """A key is never overwritten: what it signed could not be continued."""


class CheckpointRefused(StoreError):
    """A checkpoint that must not be signed, or proves nothing."""


class CheckpointNotCopied(StoreError):
    """The checkpoint is in the ledger, and could not be written to the other disk."""


class ProofRefused(StoreError):
    """A proof that cannot be given, or does not prove what it says."""
