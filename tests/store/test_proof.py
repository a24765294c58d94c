"""Proofs of an entry with its document, and of one checkpoint after another, checked offline."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from store import Store
from store.checkpoints import write
from store.key_ring import origin_of
from store.ledger import Ledger
from store.ledger_errors import (
    ForgedNote,
    MalformedNote,
    NoteError,
    ProofRefused,
    UnknownSigner,
)
from store.note import VerifierKey
from store.proof import places_of, prove, prove_consistency
from store.proof_check import check, check_consistency

Members = dict[str, Any]
Change = Callable[[Members], None]


@pytest.fixture
def key(busy_office: Store) -> VerifierKey:
    """The office's key, as printed on paper."""
    assert busy_office.signer is not None
    return VerifierKey.parse(str(busy_office.signer.verifier))


def any_document(store: Store, table: str) -> str:
    return str(store.table(table).all()[1].doc_id)


@pytest.mark.parametrize("table", ["people", "punches", "notes", "meta"])
def test_an_entry_and_its_document_are_proved_offline(
    busy_office: Store, key: VerifierKey, table: str
) -> None:
    doc = any_document(busy_office, table)
    proved = check(prove(busy_office, table, doc), [key])
    assert (proved.entry.table, proved.entry.doc) == (table, doc)
    assert proved.document is not None
    assert json.loads(proved.document) == busy_office.table(table).get(
        doc_id=int(doc) if table == "notes" else doc
    )
    assert proved.checkpoint.origin == key.name
    assert proved.signers == (key,)


def test_every_document_can_be_proved_under_one_checkpoint(
    busy_office: Store, key: VerifierKey
) -> None:
    written = write(busy_office, "test")
    for table in ("people", "punches", "notes", "meta"):
        for document in busy_office.table(table).all():
            proved = check(prove(busy_office, table, str(document.doc_id)), [key])
            assert proved.checkpoint == written.checkpoint
    assert len(busy_office.table("checkpoints")) == 1


def test_a_new_checkpoint_is_written_where_none_reaches_so_far(
    busy_office: Store, key: VerifierKey
) -> None:
    write(busy_office, "test")
    doc = busy_office.table("people").insert({"no": "A09"})
    assert check(prove(busy_office, "people", doc), [key]).entry.doc == doc
    assert [document["why"] for document in busy_office.table("checkpoints")] == ["test", "proof"]


def test_a_removal_is_proved_without_a_document(busy_office: Store, key: VerifierKey) -> None:
    proved = check(prove(busy_office, "notes", "12"), [key])
    assert proved.entry.digest is None
    assert proved.document is None


def test_a_proof_shows_no_other_entry(busy_office: Store) -> None:
    doc = any_document(busy_office, "people")
    proof = prove(busy_office, "people", doc)
    with busy_office.connection() as connection:
        others = connection.execute(
            Ledger.table.select().with_only_columns(Ledger.table.c.doc, Ledger.table.c.leaf)
        ).all()
    assert not [other for other, _ in others if other != doc and len(other) > 2 and other in proof]
    assert sum(leaf.decode() in json.loads(proof)["entry"] for _, leaf in others) == 1


def test_a_document_is_found_by_its_id_alone(busy_office: Store) -> None:
    assert places_of(busy_office, any_document(busy_office, "punches")) == ["punches"]
    assert places_of(busy_office, "12") == ["notes"]
    assert places_of(busy_office, "nobody") == []


def test_a_document_that_never_was_cannot_be_proved(busy_office: Store) -> None:
    with pytest.raises(ProofRefused, match="nobody"):
        prove(busy_office, "people", "nobody")


def test_a_damaged_ledger_gives_no_proof(busy_office: Store) -> None:
    doc = any_document(busy_office, "people")
    write(busy_office, "test")
    hashes = Ledger.table.c.hashes
    zeros = sa.func.zeroblob(sa.func.length(hashes))
    with busy_office.transaction() as transaction:
        transaction.connection.execute(Ledger.table.update().values(hashes=zeros))
    with pytest.raises(ProofRefused, match="not in the ledger"):
        prove(busy_office, "people", doc)


def set_to(name: str, value: object) -> Change:
    return lambda members: members.update({name: value})


def edit(name: str, old: str, new: str) -> Change:
    def change(members: Members) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new, 1)

    return change


def edit_document(name: str, value: object) -> Change:
    return lambda members: members["document"].update({name: value})


def shorten_path(members: Members) -> None:
    members["audit_path"].pop()


def swap_path(members: Members) -> None:
    members["audit_path"].reverse()


@pytest.mark.parametrize(
    "change, refusal",
    [
        (edit("entry", "update", "remove"), ProofRefused),
        (edit("entry", "keyroom-entry-1", "keyroom-entry-2"), ProofRefused),
        (set_to("entry", ""), ProofRefused),
        (set_to("entry", None), ProofRefused),
        (set_to("leaf_index", 0), ProofRefused),
        (set_to("leaf_index", True), ProofRefused),
        (set_to("leaf_index", "5"), ProofRefused),
        (set_to("tree_size", 10**40), ProofRefused),
        (set_to("tree_size", None), ProofRefused),
        (shorten_path, ProofRefused),
        (swap_path, ProofRefused),
        (set_to("audit_path", "AAAA"), ProofRefused),
        (set_to("audit_path", [7]), ProofRefused),
        (set_to("audit_path", ["*"]), ProofRefused),
        (edit_document("body", "{}"), ProofRefused),
        (edit_document("body", "\ud800"), ProofRefused),
        (edit_document("id", "another"), ProofRefused),
        (edit_document("table", "punches"), ProofRefused),
        (edit_document("salt", base64.b64encode(bytes(16)).decode()), ProofRefused),
        (edit_document("salt", "*"), ProofRefused),
        (set_to("document", []), ProofRefused),
        (set_to("format", "keyroom-inclusion-2"), ProofRefused),
        (edit("checkpoint", "\n\n", "\n"), MalformedNote),
        (edit("checkpoint", "keyroom/", "keyroom/x"), ForgedNote),
        (edit("checkpoint", "— ", "— x"), UnknownSigner),
        (set_to("checkpoint", 7), ProofRefused),
    ],
)
def test_a_changed_proof_is_refused(
    busy_office: Store, key: VerifierKey, change: Change, refusal: type[Exception]
) -> None:
    members = json.loads(prove(busy_office, "people", any_document(busy_office, "people")))
    check(json.dumps(members), [key])
    change(members)
    with pytest.raises(refusal):
        check(json.dumps(members), [key])


@pytest.mark.parametrize("garbage", ["", "[]", "{", "null", "7", "[" * 10_000])
def test_garbage_is_refused(key: VerifierKey, garbage: str) -> None:
    with pytest.raises(ProofRefused):
        check(garbage, [key])
    with pytest.raises(ProofRefused):
        check_consistency(garbage, [key])


def test_a_proof_may_withhold_the_document(busy_office: Store, key: VerifierKey) -> None:
    members = json.loads(prove(busy_office, "people", any_document(busy_office, "people")))
    members["document"] = None
    assert check(json.dumps(members), [key]).document is None


def test_the_key_of_another_office_proves_nothing(busy_office: Store, key: VerifierKey) -> None:
    proof = prove(busy_office, "people", any_document(busy_office, "people"))
    with pytest.raises(UnknownSigner):
        check(proof, [VerifierKey(origin_of("another"), key.public)])
    with pytest.raises(UnknownSigner):
        check(proof, [])


def test_one_checkpoint_is_proved_to_continue_another(busy_office: Store, key: VerifierKey) -> None:
    old = write(busy_office, "test")
    busy_office.table("people").insert_multiple([{"no": f"B{number}"} for number in range(9)])
    new = write(busy_office, "test")
    continued = check_consistency(prove_consistency(busy_office, old.note), [key])
    assert (continued.old, continued.new) == (old.checkpoint, new.checkpoint)
    same = check_consistency(prove_consistency(busy_office, new.note), [key])
    assert same.old == same.new


def test_a_changed_consistency_proof_is_refused(busy_office: Store, key: VerifierKey) -> None:
    old = write(busy_office, "test")
    busy_office.table("people").insert({"no": "B1"})
    write(busy_office, "test")
    proof = prove_consistency(busy_office, old.note)
    changes: list[Change] = [
        lambda members: members["path"].pop(),
        lambda members: members["path"].reverse(),
        lambda members: members.update(old=members["new"], new=members["old"]),
        lambda members: members.update(old=members["old"].replace("keyroom/", "keyroom/x", 1)),
        lambda members: members.update(path=[]),
        lambda members: members.pop("new"),
    ]
    for change in changes:
        members = json.loads(proof)
        change(members)
        with pytest.raises((ProofRefused, NoteError)):
            check_consistency(json.dumps(members), [key])


def test_consistency_with_a_checkpoint_of_nothing_is_refused(busy_office: Store) -> None:
    assert busy_office.signer is not None
    write(busy_office, "test")
    empty = busy_office.signer.sign(f"{busy_office.signer.verifier.name}\n0\n{'A' * 43}=\n")
    with pytest.raises(ProofRefused):
        prove_consistency(busy_office, empty)
