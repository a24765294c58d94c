"""A proof of inclusion as a short text, for a QR code on paper: `KEYROOM-PROOF-1:` and capitals.

The document is left out: whoever holds the paper learns that the entry stands in the ledger, when
it was written and about which record. Deflated, then base 32, whose letters QR codes keep in 5.5
bits each. `proof_of` gives back the JSON text that `store.proof_check` takes.
"""

import base64
import json
import re
import zlib
from typing import Final

from keyroom.language import N_
from store.ledger_errors import ProofRefused

PREFIX: Final = "KEYROOM-PROOF-1:"
LONGEST: Final = 64 * 1024
"""Bytes of a proof: a tree of 2^63 leaves needs 8 kB."""

_CODE: Final = re.compile(re.escape(PREFIX) + r"[A-Z2-7]+", re.ASCII)
_GROUP: Final = 8


def code_of(proof: str) -> str:
    """The code of a proof that `store.proof.prove` gave."""
    members = {**json.loads(proof), "document": None}
    deflated = zlib.compress(json.dumps(members, separators=(",", ":")).encode(), level=9)
    return PREFIX + base64.b32encode(deflated).decode("ascii").rstrip("=")


def is_code(text: str) -> bool:
    """Whether somebody has brought a code rather than a proof."""
    return text.strip().startswith(PREFIX)


def proof_of(code: str) -> str:
    """The proof in a code, to be checked. Raises ProofRefused."""
    written = "".join(code.split())
    if not _CODE.fullmatch(written):
        raise _damaged()
    letters = written.removeprefix(PREFIX)
    try:
        deflated = base64.b32decode(letters + "=" * (-len(letters) % _GROUP))
        inflate = zlib.decompressobj()
        proof = inflate.decompress(deflated, LONGEST)
        if not inflate.eof or inflate.unused_data:
            raise _damaged()
        return proof.decode()
    except (ValueError, zlib.error) as fault:
        raise _damaged() from fault


def _damaged() -> ProofRefused:
    return ProofRefused(
        N_("this is not the code of a proof, or a part of it is damaged"),
        N_("scan it again, in good light"),
    )
