"""Signed notes and checkpoints: c2sp.org/signed-note and c2sp.org/tlog-checkpoint, Ed25519 only.

A note is text, a blank line and signature lines. A checkpoint is a note whose text is three
lines: the origin of the log, the size of its tree, the base64 root hash.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from keyroom.language import N_
from store.ledger_errors import ForgedNote, MalformedNote, UnknownSigner
from store.merkle import HASH_BYTES

MAX_SIGNATURES: Final = 100
"""As the Go implementation; the specification asks for 16 at least."""

_KEY_ID_BYTES: Final = 4
_PUBLIC_KEY_BYTES: Final = 32
_SIGNATURE_BYTES: Final = 64
_DASH: Final = "\u2014 "
_NAME: Final = re.compile("[^\\s+\x00-\x1f\ud800-\udfff]+")
_VKEY: Final = re.compile("([^+]+)[+]([0-9a-f]{8})[+]([A-Za-z0-9+/=]+)")
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_SIZE: Final = re.compile("0|[1-9][0-9]{0,18}", re.ASCII)


class SignatureType(IntEnum):
    """Signature type identifier bytes of c2sp.org/signed-note; the one that is used here."""

    ED25519 = 0x01


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name it signs under. `str()` is its vkey, as people hand it on."""

    name: str
    public: bytes
    """32 bytes, as RFC 8032 encodes it."""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise MalformedNote(N_("no key may be named {name}"), name=repr(self.name))
        if len(self.public) != _PUBLIC_KEY_BYTES:
            raise MalformedNote(N_("not an Ed25519 public key: it must have 32 bytes"))

    @classmethod
    def parse(cls, vkey: str) -> "VerifierKey":
        """The key written as `name+hex id+base64 key`. Raises MalformedNote."""
        match = _VKEY.fullmatch(vkey)
        if match is None:
            raise MalformedNote(N_("not a verifier key: it must be name+id+key"))
        name, key_id, encoded = match.groups()
        key = _from_base64(encoded)
        if key[:1] != bytes([SignatureType.ED25519]):
            raise MalformedNote(N_("the verifier key is not for Ed25519"))
        verifier = cls(name, key[1:])
        if verifier.id.hex() != key_id:
            raise MalformedNote(N_("not a verifier key: its id does not fit its key"))
        return verifier

    @property
    def id(self) -> bytes:
        """The key id: SHA-256(name || 0x0A || 0x01 || public key)[:4]."""
        return sha256(self.name.encode() + b"\n" + self._typed()).digest()[:_KEY_ID_BYTES]

    def signed(self, text: str, signature: bytes) -> bool:
        """Whether `signature` is this key's over `text`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_to_base64(self._typed())}"

    def _typed(self) -> bytes:
        return bytes([SignatureType.ED25519]) + self.public


class Signer:
    """A private key with the name it signs under."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.verifier = VerifierKey(name, private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The note: `text` (one line or more, ended by a newline) with this key's signature."""
        return f"{_checked_text(text)}\n{self.signature_line(text)}"

    def signature_line(self, text: str) -> str:
        """The line that, added to a note of `text`, signs it."""
        signature = self.verifier.id + self._private.sign(text.encode())
        return f"{_DASH}{self.verifier.name} {_to_base64(signature)}\n"


@dataclass(frozen=True, slots=True)
class Opened:
    """A note that was opened: its text, and which of the known keys signed it."""

    text: str
    signers: tuple[VerifierKey, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment: c2sp.org/tlog-checkpoint, no extension lines."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note's text: what is signed."""
        return f"{self.origin}\n{self.size}\n{_to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a note's text. Raises MalformedNote, also for extension lines."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3] or not lines[0]:
            raise MalformedNote(N_("not a checkpoint: it must be origin, size and root, no more"))
        origin, size, root = lines[:3]
        if not _SIZE.fullmatch(size):
            raise MalformedNote(N_("not a checkpoint: its size is not a number"))
        checkpoint = cls(origin, int(size), _from_base64(root))
        if len(checkpoint.root) != HASH_BYTES:
            raise MalformedNote(N_("not a checkpoint: its root must have 32 bytes"))
        return checkpoint


def text_of(note: str) -> str:
    """A note's text, believed or not: to tell what it claims. Raises MalformedNote."""
    return _split(note)[0]


def open_note(note: str, keys: Iterable[VerifierKey]) -> Opened:
    """Open a note that at least one of `keys` signed; signatures by other keys are ignored.

    Raises MalformedNote, ForgedNote when a signature of one of `keys` is false, and UnknownSigner.
    """
    text, lines = _split(note)
    known = {(key.name, key.id): key for key in keys}
    signers: dict[VerifierKey, None] = {}
    for name, signature in map(_signature, lines):
        key = known.get((name, signature[:_KEY_ID_BYTES]))
        if key is None or key in signers:
            continue
        if not key.signed(text, signature[_KEY_ID_BYTES:]):
            raise ForgedNote(N_("a signature in the name of {name} is false"), name=name)
        signers[key] = None
    if not signers:
        raise UnknownSigner(N_("the note is not signed by any known key"))
    return Opened(text, tuple(signers))


def _split(note: str) -> tuple[str, list[str]]:
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise MalformedNote(N_("not a signed note: it must be text, an empty line and signatures"))
    lines = signatures.removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise MalformedNote(N_("the note has more than {most} signatures"), most=MAX_SIGNATURES)
    return _checked_text(text + "\n"), lines


def _signature(line: str) -> tuple[str, bytes]:
    """The key name and the decoded signature (key id first) of a signature line."""
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not _NAME.fullmatch(name):
        raise MalformedNote(N_("not a signed note: a signature line is damaged"))
    signature = _from_base64(encoded)
    if len(signature) <= _KEY_ID_BYTES:
        raise MalformedNote(N_("not a signed note: a signature is too short"))
    return name, signature


def _checked_text(text: str) -> str:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise MalformedNote(N_("not a signed note: its text must be whole lines of plain text"))
    return text


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _from_base64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedNote(N_("a part of the note is not base64")) from error
    if _to_base64(data) != text:  # unused bits set: two texts for one value
        raise MalformedNote(N_("a part of the note is not base64"))
    return data
