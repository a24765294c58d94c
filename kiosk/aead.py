"""Authenticated encryption, AES-256-GCM: a random nonce, and the sealed bytes behind it."""

import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(plain: bytes, key: bytes, bound: bytes) -> bytes:
    """`plain`, sealed and bound to `bound`: with anything else beside it, it does not open."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def decrypt(sealed: bytes, key: bytes, bound: bytes) -> bytes:
    """What `encrypt` sealed. Raises InvalidTag, ValueError."""
    return AESGCM(key).decrypt(nonce(sealed), sealed[_NONCE_BYTES:], bound)


def nonce(sealed: bytes) -> bytes:
    """What stands before the sealed bytes: random, and of no other."""
    return sealed[:_NONCE_BYTES]
