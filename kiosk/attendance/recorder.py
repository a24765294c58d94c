"""Turns what the door took into records, each in one transaction, and says what it counts as."""

from collections.abc import Sequence
from dataclasses import replace

from devices.events import Assurance, CardPresented
from kiosk.attendance.answer import Answer, Result
from kiosk.attendance.concealment import Concealment
from kiosk.attendance.punches import Punches, tap_of
from kiosk.attendance.taken import Taken, TakenNote, TakenTap
from kiosk.badges import Badges
from kiosk.holder import Holder
from kiosk.person import Person
from kiosk.refusal import Refusal
from store import DocId, Document, Store


class Recorder:
    """Writes the records of taps. Rights are read in the transaction that uses them."""

    def __init__(
        self,
        store: Store,
        badges: Badges,
        punches: Punches,
        concealment: Concealment,
        floor: Assurance = Assurance.UID_ONLY,
    ) -> None:
        """`floor` is how hard to copy a badge must be to punch."""
        self._store = store
        self._badges = badges
        self._punches = punches
        self._concealment = concealment
        self._floor = floor

    def record(self, taken: TakenTap) -> Answer:
        """Write the record of a tap; it is on the disk when this returns.

        Raises StoreError when it could not be written.
        """
        with self._store.transaction(action="punch"):
            holder = self._holder(taken.presented)
            if holder.person is not None and holder.refusal is None:
                return self._accept(taken, holder, holder.person)
            return self._turn_away(taken, holder)

    def fold(self, batch: Sequence[Taken]) -> None:
        """Write what was spooled, all or nothing; what is there already is passed over."""
        with self._store.transaction(action="punch.fold"):
            for taken in batch:
                if isinstance(taken, TakenNote):
                    self.note(taken)
                elif not self._punches.has(taken.id):
                    self.record(taken)

    def note(self, taken: TakenNote) -> bool:
        """Write a document about a reader, unless it is there already; it is when this returns."""
        table = self._store.table(taken.table)
        doc_id: DocId = taken.id
        with self._store.transaction(action="reader"):
            if not table.contains(doc_id=doc_id):
                table.insert(Document(taken.document, doc_id))
        return True

    def _holder(self, presented: CardPresented) -> Holder:
        holder = self._badges.holder_of(presented.credential, presented.at, presented.assurance)
        if holder.accepted and holder.assurance < self._floor:
            return replace(holder, refusal=Refusal.ASSURANCE)
        return holder

    def _accept(self, taken: TakenTap, holder: Holder, person: Person) -> Answer:
        tap = tap_of(taken.id, taken.punch(Result.RECORDED))
        standing = self._punches.standing(person, tap)
        kept = standing.counted.repeats
        result = Result.RECORDED if kept is None else Result.DUPLICATE
        punch = replace(
            taken.punch(result),
            person=person.no,
            badge=None if holder.badge is None else holder.badge.id,
            assurance=holder.assurance,
        )
        with self._store.transaction(actor=person.no):
            self._punches.add(taken.id, punch)
        says = standing.repeated or standing.counted
        return replace(
            taken.answer(result, person),
            direction=says.direction,
            slot=standing.counted.slot,
            since=None if kept is None else kept.at,
            next_planned=standing.due,
        )

    def _turn_away(self, taken: TakenTap, holder: Holder) -> Answer:
        result = Result.UNKNOWN if holder.refusal is None else Result.REFUSED
        unknown = self._concealment.digest(taken.presented.credential)
        punch = replace(
            taken.punch(result),
            person=None if holder.person is None else holder.person.no,
            badge=unknown if holder.badge is None else holder.badge.id,
            reason=holder.refusal,
        )
        self._punches.add(taken.id, punch)
        return replace(taken.answer(result, holder.person), direction=None, refusal=holder.refusal)
