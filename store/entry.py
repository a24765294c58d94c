"""One entry of the ledger: the exact bytes of its leaf, and the digest of the document it names.

An entry says who changed which document, when, where and how. It commits to the document by a
salted digest and holds nothing personal itself, so that personal data can be destroyed while the
ledger stays whole. docs/ledger.md gives the formats byte by byte.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

MAGIC: Final = "keyroom-entry-1"
DOCUMENT_MAGIC: Final = b"keyroom-document-1\0"
LINES: Final = 11
"""Lines of a leaf."""
SALT_BYTES: Final = 16
"""128 bits: a short entry or document cannot be guessed from its hash."""

_CONTROL: Final = "\x00-\x1f\x7f-\x9f\u2028\u2029"
_REFUSED: Final = re.compile(f"[{_CONTROL}\ud800-\udfff]")
_FIELD: Final = f"([^{_CONTROL}]*)\n"
_NUMBER: Final = "0|[1-9][0-9]{0,17}"
LEAF: Final = re.compile(
    f"{MAGIC}\n"
    f"({_NUMBER})\n"  # seq
    "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z)\n"  # at
    f"{_FIELD * 5}"  # terminal, actor, action, table, doc
    "(-|[0-9a-f]{64})\n"  # digest
    f"(-|{_NUMBER})\n"  # prev
    "([0-9a-f]{32})\n"  # salt
)
"""A leaf's text, whole (`fullmatch`): the one form that `encode` writes."""


class EntryFormatError(ValueError):
    """The bytes are not a leaf, or a field cannot stand in one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one document, as the ledger keeps it for ever."""

    seq: int
    """Index of the leaf in the tree, from 0, without gaps."""
    at: datetime
    """When the transaction made the change; aware, kept in UTC to the microsecond."""
    terminal: str
    actor: str
    """Staff number of who did it, or `-`: never a name."""
    action: str
    table: str
    doc: str
    digest: bytes | None
    """`document_digest` of the new state; None when the document was removed."""
    prev: int | None
    """`seq` of this document's entry before; None at its first."""
    salt: bytes

    def leaf(self) -> bytes:
        """The bytes hashed into the tree. Raises EntryFormatError on a control character."""
        shared = head(self.at, self.terminal, self.actor, self.action)
        return encode(self.seq, shared, self.table, self.doc, self.digest, self.prev, self.salt)


def head(at: datetime, terminal: str, actor: str, action: str) -> str:
    """The lines that all entries of one transaction share: when, where, who, what."""
    _refuse_control_characters(terminal, actor, action)
    return f"{utc_text(at)}\n{terminal}\n{actor}\n{action}"


def encode(
    seq: int, head: str, table: str, doc: str, digest: bytes | None, prev: int | None, salt: bytes
) -> bytes:
    """A leaf's bytes, from the lines its transaction shares (`head`) and its own fields."""
    _refuse_control_characters(table, doc)
    return (
        f"{MAGIC}\n{seq}\n{head}\n{table}\n{doc}\n"
        f"{'-' if digest is None else digest.hex()}\n"
        f"{'-' if prev is None else prev}\n"
        f"{salt.hex()}\n"
    ).encode()


def parse(leaf: bytes) -> Entry:
    """The entry that `leaf` encodes. Raises EntryFormatError on anything `encode` cannot write."""
    try:
        match = LEAF.fullmatch(leaf.decode())
    except UnicodeDecodeError as error:
        raise EntryFormatError("the bytes are not UTF-8 text") from error
    if match is None:
        raise EntryFormatError("the bytes are not a keyroom-entry-1 leaf")
    seq, at, terminal, actor, action, table, doc, digest, prev, salt = match.groups()
    return Entry(
        seq=int(seq),
        at=_instant(at),
        terminal=terminal,
        actor=actor,
        action=action,
        table=table,
        doc=doc,
        digest=None if digest == "-" else bytes.fromhex(digest),
        prev=None if prev == "-" else int(prev),
        salt=bytes.fromhex(salt),
    )


def utc_text(at: datetime) -> str:
    """`at` in UTC as `YYYY-MM-DDTHH:MM:SS.ffffffZ`: fixed width, so that it sorts.

    Raises ValueError for a naive time: its zone would be a guess.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be recorded")
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def document_digest(table: str, doc: str, salt: bytes, body: str) -> bytes:
    """What an entry commits to: the document's place and exact stored text, under its salt."""
    return sha256(b"".join((DOCUMENT_MAGIC, salt, f"{table}\0{doc}\0{body}".encode()))).digest()


def _refuse_control_characters(*fields: str) -> None:
    for field in fields:
        if _REFUSED.search(field):
            raise EntryFormatError(f"a field of an entry holds a control character: {field!r}")


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise EntryFormatError(f"not a time: {text}") from error
