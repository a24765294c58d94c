"""The Merkle tree of RFC 6962, section 2.1: hashes, roots, and proofs. Pure functions."""

from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of a leaf's bytes: MTH({d(0)}) = SHA-256(0x00 || d(0))."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The perfect subtrees that stand side by side in a tree of `size` leaves, largest first.

    There is one for each set bit of `size`: enough to append and to tell the root in O(log n).
    """

    __slots__ = ("_nodes", "size")

    def __init__(self, size: int = 0, nodes: list[bytes] | None = None) -> None:
        self.size = size
        self._nodes = [] if nodes is None else nodes

    def append(self, leaf: bytes) -> bytes:
        """Add a leaf. Returns the hashes of all subtrees it completes, its own first, joined."""
        nodes = self._nodes
        node = leaf_hash(leaf)
        completed = node
        below = self.size
        while below & 1:
            node = node_hash(nodes.pop(), node)
            completed += node
            below >>= 1
        nodes.append(node)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The tree's root hash; `EMPTY_ROOT` when it has no leaf."""
        if not self._nodes:
            return EMPTY_ROOT
        root = self._nodes[-1]
        for node in self._nodes[-2::-1]:
            root = node_hash(node, root)
        return root


def subtree_ends(size: int) -> list[tuple[int, int]]:
    """Where the subtrees of the frontier of `size` leaves end, largest first: (leaf, level).

    The entry of leaf index `leaf` completes a subtree of 2 ** level leaves, and holds its hash.
    """
    ends = []
    end = 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            end += 1 << level
            ends.append((end - 1, level))
    return ends
