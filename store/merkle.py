"""The Merkle tree of RFC 6962, section 2.1: hashes, roots, proofs and their verification. Pure.

Proofs are computed from the hashes of perfect subtrees: a `Subtree` is named by the last leaf it
covers and its level, because the ledger keeps its hash beside that leaf. Checking follows the
algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which accept exactly one proof of each kind.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


class Subtree(NamedTuple):
    """A perfect subtree: 2 ** `level` leaves, of which `last` is the last."""

    last: int
    level: int


Fetch = Callable[[Subtree], bytes]
"""Tells the hash of a perfect subtree of the tree at hand."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 || leaf)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The perfect subtrees that stand side by side in a tree of `size` leaves, largest first.

    There is one for each set bit of `size`: all that appending and the root need.
    """

    __slots__ = ("_nodes", "size")

    def __init__(self, size: int = 0, nodes: Sequence[bytes] = ()) -> None:
        self.size = size
        self._nodes = list(nodes)

    @classmethod
    def load(cls, size: int, fetch: Fetch) -> "Frontier":
        """The frontier of the tree's first `size` leaves."""
        return cls(size, [fetch(subtree) for subtree in subtrees(0, size)])

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
        return _fold(self._nodes) if self._nodes else EMPTY_ROOT


def subtrees(start: int, end: int) -> Iterator[Subtree]:
    """The perfect subtrees that leaves `start` to `end` (excluded) fall into, largest first."""
    for level in range((end - start).bit_length() - 1, -1, -1):
        if (end - start) >> level & 1:
            start += 1 << level
            yield Subtree(start - 1, level)


def root(size: int, fetch: Fetch) -> bytes:
    """Root hash of the tree's first `size` leaves."""
    return Frontier.load(size, fetch).root()


def inclusion_proof(index: int, size: int, fetch: Fetch) -> list[bytes]:
    """The audit path PATH(index, D[size]): the siblings from the leaf up to the root.

    Raises ValueError when the tree of that size has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_span(middle, end, fetch))
            end = middle
        else:
            path.append(_span(start, middle, fetch))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, fetch: Fetch) -> list[bytes]:
    """PROOF(old, D[new]): that the tree of `old` leaves is the beginning of that of `new`.

    Raises ValueError unless 0 < old <= new: the empty tree begins every tree and proves nothing.
    """
    if not 0 < old <= new:
        raise ValueError(f"no consistency proof leads from size {old} to {new}")
    path = []
    start, end = 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_span(middle, end, fetch))
            end = middle
        else:
            path.append(_span(start, middle, fetch))
            start = middle
    if start:  # else the old root itself starts the path, and the verifier has it
        path.append(_span(start, end, fetch))
    return path[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Whether `path` proves that the leaf with hash `leaf` is number `index` under `root`."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    node, last = index, size - 1
    result = leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and result == root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether `path` proves that `old_root` is the root of a beginning of `new_root`'s tree.

    False from size 0: the empty tree begins every tree and proves nothing.
    """
    if not 0 < old <= new or not _are_hashes(old_root, new_root, *path):
        return False
    if old == new:
        return not path and old_root == new_root
    hashes = list(path)
    if old & (old - 1) == 0:  # a perfect tree is itself the first node of the path
        hashes.insert(0, old_root)
    if not hashes:
        return False
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old_result = new_result = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old_result = node_hash(sibling, old_result)
            new_result = node_hash(sibling, new_result)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new_result = node_hash(new_result, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old_result == old_root and new_result == new_root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _span(start: int, end: int, fetch: Fetch) -> bytes:
    """Hash over leaves `start` to `end` (excluded), the smaller subtrees at the right."""
    return _fold([fetch(subtree) for subtree in subtrees(start, end)])


def _fold(nodes: Sequence[bytes]) -> bytes:
    result = nodes[-1]
    for node in nodes[-2::-1]:
        result = node_hash(node, result)
    return result


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
