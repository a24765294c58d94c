"""RFC 6962 trees: the reference vectors, and proofs against the RFC's own recursive definitions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import merkle
from store.merkle import Frontier, Subtree

# The leaves, roots and proofs of Certificate Transparency's reference tests (merkle_tree_test.cc).
REFERENCE_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
LEAVES_2_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
LEAVES_4_5 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
LEAVES_6_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LEAVES_4_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
REFERENCE_INCLUSION = [
    (0, 1, []),
    (0, 8, [LEAF_1, LEAVES_2_3, LEAVES_4_7]),
    (5, 8, [LEAF_4, LEAVES_6_7, REFERENCE_ROOTS[4]]),
    (2, 3, [REFERENCE_ROOTS[2]]),
    (1, 5, [REFERENCE_ROOTS[1], LEAVES_2_3, LEAF_4]),
]
REFERENCE_CONSISTENCY = [
    (1, 1, []),
    (1, 8, [LEAF_1, LEAVES_2_3, LEAVES_4_7]),
    (6, 8, [LEAVES_4_5, LEAVES_6_7, REFERENCE_ROOTS[4]]),
    (2, 5, [LEAVES_2_3, LEAF_4]),
]

SIZES = range(1, 71)


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return merkle.EMPTY_ROOT
    if len(leaves) == 1:
        return merkle.leaf_hash(leaves[0])
    k = split(len(leaves))
    return merkle.node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_proof(m: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 6962, section 2.1.2, word for word."""
    if m == len(leaves):
        return [] if whole else [naive_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*naive_proof(m, leaves[:k], whole=whole), naive_root(leaves[k:])]
    return [*naive_proof(m - k, leaves[k:], whole=False), naive_root(leaves[:k])]


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def stored(leaves: list[bytes]) -> merkle.Fetch:
    """Subtree hashes as the ledger stores them: what each append returned."""
    frontier = Frontier()
    rows = [frontier.append(leaf) for leaf in leaves]

    def fetch(subtree: Subtree) -> bytes:
        start = subtree.level * merkle.HASH_BYTES
        node = rows[subtree.last][start : start + merkle.HASH_BYTES]
        assert len(node) == merkle.HASH_BYTES, f"{subtree} is not stored"
        return node

    return fetch


def some_leaves(size: int) -> list[bytes]:
    return [b"leaf %d" % number for number in range(size)]


REFERENCE = stored(REFERENCE_LEAVES)


@pytest.mark.parametrize("size, root", enumerate(REFERENCE_ROOTS))
def test_reference_root(size: int, root: str) -> None:
    assert merkle.root(size, REFERENCE).hex() == root


@pytest.mark.parametrize("index, size, path", REFERENCE_INCLUSION)
def test_reference_inclusion_proof(index: int, size: int, path: list[str]) -> None:
    proof = merkle.inclusion_proof(index, size, REFERENCE)
    assert [node.hex() for node in proof] == path
    leaf = merkle.leaf_hash(REFERENCE_LEAVES[index])
    assert merkle.verify_inclusion(leaf, index, size, proof, bytes.fromhex(REFERENCE_ROOTS[size]))


@pytest.mark.parametrize("old, new, path", REFERENCE_CONSISTENCY)
def test_reference_consistency_proof(old: int, new: int, path: list[str]) -> None:
    proof = merkle.consistency_proof(old, new, REFERENCE)
    assert [node.hex() for node in proof] == path
    roots = bytes.fromhex(REFERENCE_ROOTS[old]), bytes.fromhex(REFERENCE_ROOTS[new])
    assert merkle.verify_consistency(old, new, *roots, proof)


@pytest.mark.parametrize("size", SIZES)
def test_proofs_from_stored_hashes_are_those_of_the_rfc(size: int) -> None:
    leaves = some_leaves(size)
    fetch = stored(leaves)
    assert merkle.root(size, fetch) == naive_root(leaves)
    for index in range(size):
        assert merkle.inclusion_proof(index, size, fetch) == naive_path(index, leaves)
        assert merkle.consistency_proof(index + 1, size, fetch) == naive_proof(index + 1, leaves)


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proof_fits_its_own_place_only(size: int) -> None:
    leaves = some_leaves(size)
    fetch, root = stored(leaves), naive_root(leaves)
    for index in range(size):
        leaf, path = merkle.leaf_hash(leaves[index]), merkle.inclusion_proof(index, size, fetch)
        fits = [
            other
            for other in range(-1, size + 1)
            if merkle.verify_inclusion(leaf, other, size, path, root)
        ]
        assert fits == [index]


@pytest.mark.parametrize("size", SIZES)
def test_consistency_proof_fits_its_own_sizes_only(size: int) -> None:
    leaves = some_leaves(size)
    fetch, root = stored(leaves), naive_root(leaves)
    for old in range(1, size):
        proof = merkle.consistency_proof(old, size, fetch)
        old_root = naive_root(leaves[:old])
        assert merkle.verify_consistency(old, size, old_root, root, proof)
        assert not merkle.verify_consistency(old, size, root, old_root, proof)
        assert not merkle.verify_consistency(old, size, root, root, proof)
        assert not merkle.verify_consistency(size, old, old_root, root, proof)


@given(st.data())
def test_a_changed_inclusion_proof_is_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    leaves = some_leaves(size)
    fetch = stored(leaves)
    leaf, root = merkle.leaf_hash(leaves[index]), merkle.root(size, fetch)
    path = merkle.inclusion_proof(index, size, fetch)
    assert merkle.verify_inclusion(leaf, index, size, path, root)
    for changed in changes(data, path):
        assert not merkle.verify_inclusion(leaf, index, size, changed, root)


@given(st.data())
def test_a_changed_consistency_proof_is_refused(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, 300))
    old = data.draw(st.integers(1, new - 1))
    fetch = stored(some_leaves(new))
    roots = merkle.root(old, fetch), merkle.root(new, fetch)
    path = merkle.consistency_proof(old, new, fetch)
    assert merkle.verify_consistency(old, new, *roots, path)
    for changed in changes(data, path):
        assert not merkle.verify_consistency(old, new, *roots, changed)


def changes(data: st.DataObject, path: list[bytes]) -> list[list[bytes]]:
    """Every kind of wrong path near a right one."""
    stranger = bytes(32)
    wrong = [[*path, stranger], [stranger, *path], [*path, b""]]
    if path:
        at = data.draw(st.integers(0, len(path) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = (int.from_bytes(path[at]) ^ (1 << bit)).to_bytes(32)
        wrong += [path[:-1], path[1:], [*path[:at], flipped, *path[at + 1 :]]]
        wrong += [[*path[:at], path[at][:-1], *path[at + 1 :]]]
    return wrong


def test_consistency_from_size_0_proves_nothing_and_is_refused() -> None:
    with pytest.raises(ValueError, match="from size 0"):
        merkle.consistency_proof(0, 8, REFERENCE)
    roots = merkle.EMPTY_ROOT, bytes.fromhex(REFERENCE_ROOTS[8])
    assert not merkle.verify_consistency(0, 8, *roots, [])


@pytest.mark.parametrize("index, size", [(8, 8), (-1, 8), (0, 0)])
def test_inclusion_of_a_leaf_beyond_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        merkle.inclusion_proof(index, size, REFERENCE)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_loaded_frontier_goes_on_as_the_one_that_grew(first: int, more: int) -> None:
    size, end = first % 200, first % 200 + more % 40
    leaves = some_leaves(end)
    loaded = Frontier.load(size, stored(leaves[:size]))
    grown = Frontier()
    for leaf in leaves[:size]:
        grown.append(leaf)
    assert loaded.root() == grown.root()
    assert [loaded.append(leaf) for leaf in leaves[size:]] == [
        grown.append(leaf) for leaf in leaves[size:]
    ]
    assert loaded.root() == naive_root(leaves)
