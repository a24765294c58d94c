"""Following stored hashes past their faults: one altered value is one fault, where it lies."""

import pytest

from store.merkle import HASH_BYTES, Frontier, leaf_hash
from store.stored_tree import StoredTree

SIZE = 40


def rows() -> list[tuple[bytes, bytes]]:
    """Leaf hash and stored hashes of each entry of a healthy tree."""
    frontier = Frontier()
    leaves = [b"leaf %d" % number for number in range(SIZE)]
    return [(leaf_hash(leaf), frontier.append(leaf)) for leaf in leaves]


def faults(rows: list[tuple[bytes | None, bytes | None]]) -> list[int]:
    tree = StoredTree.unknown(0)
    return [number for number, row in enumerate(rows) if not tree.follow(*row)]


def test_a_healthy_tree_has_no_faults() -> None:
    assert faults([*rows()]) == []


@pytest.mark.parametrize("number", range(SIZE))
def test_an_altered_leaf_is_a_fault_of_its_own_row(number: int) -> None:
    altered: list[tuple[bytes | None, bytes | None]] = [*rows()]
    altered[number] = (leaf_hash(b"another"), altered[number][1])
    assert faults(altered) == [number]


@pytest.mark.parametrize("number", range(SIZE))
def test_an_altered_hash_is_a_fault_of_its_own_row(number: int) -> None:
    leaf, hashes = rows()[number]
    for level in range(len(hashes) // HASH_BYTES):
        at = level * HASH_BYTES
        altered: list[tuple[bytes | None, bytes | None]] = [*rows()]
        altered[number] = (leaf, hashes[:at] + bytes(HASH_BYTES) + hashes[at + HASH_BYTES :])
        assert faults(altered) == [number]


@pytest.mark.parametrize("number", range(SIZE))
@pytest.mark.parametrize("change", ["shorter", "longer", "none"])
def test_hashes_of_another_length_are_a_fault_of_their_row(number: int, change: str) -> None:
    leaf, hashes = rows()[number]
    altered: list[tuple[bytes | None, bytes | None]] = [*rows()]
    altered[number] = (
        leaf,
        {"shorter": hashes[:-1], "longer": hashes + b"x", "none": b""}[change],
    )
    assert faults(altered) == [number]


@pytest.mark.parametrize("number", range(SIZE))
def test_a_row_that_belongs_elsewhere_casts_no_doubt_on_others(number: int) -> None:
    altered: list[tuple[bytes | None, bytes | None]] = [*rows()]
    altered[number] = (None, None)
    assert faults(altered) == []
    later = (number + 4) % SIZE
    altered[later] = (leaf_hash(b"another"), altered[later][1])
    assert faults(altered) == [later]


@pytest.mark.parametrize("size", range(SIZE))
def test_a_tree_is_followed_from_any_size_on(size: int) -> None:
    tree = StoredTree.unknown(size)
    assert all(tree.follow(*row) for row in rows()[size:])
