"""People and badges as the store has them, typed; read in the transaction that relies on them."""

from tinydb import where

from devices.events import Credential
from keyroom.language import N_
from kiosk.badge import Badge
from kiosk.errors import NoSuchBadgeError, NoSuchPersonError
from kiosk.person import Person
from kiosk.schema import BADGES, PEOPLE
from store import Document, Store


def find_person(store: Store, no: str) -> Person | None:
    """The person with this staff number, if there is one."""
    for document in store.table(PEOPLE).search(where("no") == no):
        return Person.from_document(document)
    return None


def require_person(store: Store, no: str) -> Person:
    """The person with this staff number. Raises NoSuchPersonError."""
    person = find_person(store, no)
    if person is None:
        raise NoSuchPersonError(
            N_("nobody has the staff number {no}"),
            N_("see the staff with: keyroom people list"),
            no=no,
        )
    return person


def badges_worn(store: Store, no: str) -> list[Badge]:
    """Every badge this person ever had, oldest first."""
    return _badges(store.table(BADGES).search(where("person") == no))


def badges_with(store: Store, credential: Credential) -> list[Badge]:
    """Every badge that this credential ever was, in whosever hands, oldest first."""
    return _badges(
        store.table(BADGES).search(
            (where("kind") == credential.kind.value) & (where("number") == credential.number)
        )
    )


def all_badges(store: Store) -> list[Badge]:
    """Every badge of the office, oldest first."""
    return _badges(store.table(BADGES).all())


def require_badge(store: Store, badge_id: str) -> Badge:
    """The badge with this document id. Raises NoSuchBadgeError."""
    for badge in _badges(store.table(BADGES).get(doc_ids=[badge_id])):
        return badge
    raise NoSuchBadgeError(
        N_("there is no badge {badge}"),
        N_("see the badges with: keyroom badge list"),
        badge=badge_id,
    )


def _badges(documents: list[Document]) -> list[Badge]:
    # Ids rise in the order of creation, even where the wall clock did not.
    in_order = sorted(documents, key=lambda document: str(document.doc_id))
    return [Badge.from_document(str(document.doc_id), document) for document in in_order]
