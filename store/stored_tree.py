"""Follows the tree that the ledger stores, past its faults.

Recomputing the tree from the leaves tells that something differs. It cannot tell what: one altered
leaf changes every hash above it. This follows the stored hashes instead, each against its own
children only, so that one altered byte is one fault in one row.
"""

from store.merkle import HASH_BYTES, node_hash, subtrees

Node = tuple[bytes, ...]
"""What a subtree's hash may be: its stored value first, and the one its children give, where they
differ; nothing where neither is known."""

UNKNOWN: Node = ()


class StoredTree:
    """The stored hashes of the first `size` entries, as far as later ones are held against them."""

    def __init__(self, nodes: list[Node]) -> None:
        self.size = 0
        self._nodes = nodes

    @classmethod
    def known(cls, size: int, nodes: list[bytes]) -> "StoredTree":
        """A tree without faults so far, from its frontier."""
        tree = cls([(node,) for node in nodes])
        tree.size = size
        return tree

    @classmethod
    def unknown(cls, size: int) -> "StoredTree":
        """A tree of which nothing can be said so far: entries are missing."""
        tree = cls([UNKNOWN for _ in subtrees(0, size)])
        tree.size = size
        return tree

    def follow(self, leaf: bytes | None, hashes: bytes | None) -> bool:
        """Take in the next entry: the hash of its leaf, and the hashes stored in its row.

        None: the row's leaf, or its hashes, belong elsewhere. Returns whether they fit together.
        """
        levels = _trailing_ones(self.size) + 1
        stored = _cut(hashes, levels)
        node: Node = UNKNOWN if leaf is None else (leaf,)
        node, fits = _settle(stored[0], node, doubtful=False)
        for level in range(1, levels):
            left = self._nodes.pop()
            computed = tuple(node_hash(one, other) for one in left for other in node)
            doubtful = len(left) > 1 or len(node) > 1
            node, right = _settle(stored[level], computed, doubtful=doubtful)
            fits = fits and right
        self._nodes.append(node)
        self.size += 1
        return fits and (hashes is None or len(hashes) == levels * HASH_BYTES)


def _settle(stored: bytes | None, computed: Node, *, doubtful: bool) -> tuple[Node, bool]:
    """What the node may be, and whether its stored hash is free of a fault of its own."""
    if stored is None:
        return computed[:1] + computed[1:][-1:], True
    if not computed or stored in computed:
        return (stored,), True
    # Of the two, the parent's stored hash will tell which is right. Where a child was already in
    # doubt, this is that same fault, seen from above.
    return (stored, computed[-1]), doubtful


def _cut(hashes: bytes | None, levels: int) -> list[bytes | None]:
    if hashes is None:
        return [None] * levels
    parts = [hashes[level * HASH_BYTES : (level + 1) * HASH_BYTES] for level in range(levels)]
    return [part if len(part) == HASH_BYTES else None for part in parts]


def _trailing_ones(number: int) -> int:
    return (~number & (number + 1)).bit_length() - 1
