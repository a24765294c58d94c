"""The register of destructions (BM-6): what was signed for, every step since, the certificates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tinydb import where

from keyroom.language import N_
from kiosk.privacy.destruction import (
    Certificate,
    Destruction,
    DestructionRefusedError,
    Obstacle,
    Progress,
    number,
)
from kiosk.privacy.remains import Marks, Scan
from kiosk.schema import DESTRUCTION_STEPS, DESTRUCTIONS
from kiosk.times import moment, stored
from store import Document, Store


class Step(StrEnum):
    """What was done, or could not be."""

    KEYS_FOUND = "keys_found"
    """The keys are about to be destroyed: by what they would be found."""
    KEYS_DESTROYED = "keys_destroyed"
    BLOCKED = "blocked"
    CERTIFIED = "certified"


class Destructions:
    """The destructions of one office. Records are only added."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def next_no(self, at: datetime) -> str:
        """The number of the next one; joins the open transaction."""
        first, beyond = number(at.year, 0), number(at.year + 1, 0)
        of_the_year = (where("no") >= first) & (where("no") < beyond)
        return number(at.year, self._store.table(DESTRUCTIONS).count(of_the_year))

    def add(self, destruction: Destruction, fields: Sequence[bytes]) -> str:
        """Record what was signed for, and by what its sealed fields would be found."""
        document = {**destruction.to_document(), "marks": [mark.hex() for mark in fields]}
        return str(self._store.table(DESTRUCTIONS).insert(document))

    def all(self) -> list[Progress]:
        """Every destruction, oldest first."""
        with self._store.connection():
            return [self._progress(each) for each in self._store.table(DESTRUCTIONS).all()]

    def pending(self) -> list[Progress]:
        """Those without a certificate."""
        return [each for each in self.all() if each.certificate is None]

    def get(self, record: str) -> Progress:
        """The one with this id. Raises DestructionRefusedError."""
        document = self._store.table(DESTRUCTIONS).get(doc_id=record)
        if document is None:
            raise DestructionRefusedError(
                N_("there is no destruction {record}"),
                N_("see them with: keyroom destructions list"),
                record=record,
            )
        return self._progress(document)

    def marks(self, record: str) -> Marks:
        """What its data are found by, wherever they lie."""
        document = self._store.table(DESTRUCTIONS).get(doc_id=record)
        keys = {mark for step in self._steps(record) for mark in step.get("marks", ())}
        return Marks(
            tuple(map(bytes.fromhex, document["marks"])), tuple(map(bytes.fromhex, sorted(keys)))
        )

    def keys_are_gone(self, record: str) -> bool:
        """Whether that step is done."""
        return any(step["step"] == Step.KEYS_DESTROYED for step in self._steps(record))

    def note(self, record: str, step: Step, at: datetime, **more: object) -> str:
        """Record a step."""
        with self._store.transaction(action=f"destruction.{step}"):
            document = {"of": record, "at": stored(at), "step": step.value, **more}
            return str(self._store.table(DESTRUCTION_STEPS).insert(document))

    def certify(self, progress: Progress, scan: Scan, at: datetime) -> str:
        """Record that nothing readable is left: all of it in one record, which proves it alone."""
        destruction = progress.destruction
        signed = {**destruction.to_document(), "begun": stored(destruction.at)}
        signed.pop("at")
        with self._store.transaction(actor=destruction.signers[0]):
            return self.note(
                progress.id,
                Step.CERTIFIED,
                at,
                **signed,
                files=scan.files,
                size=scan.size,
                unreadable=len(scan.unreadable),
            )

    def _progress(self, document: Document) -> Progress:
        progress = Progress(str(document.doc_id), Destruction.from_document(document))
        for step in self._steps(progress.id):
            progress = _after(progress, step)
        return progress

    def _steps(self, record: str) -> list[Document]:
        return self._store.table(DESTRUCTION_STEPS).search(where("of") == record)


def _after(progress: Progress, step: Document) -> Progress:
    match step["step"]:
        case Step.BLOCKED:
            return replace(progress, obstacle=Obstacle(step["obstacle"]), detail=step["detail"])
        case Step.CERTIFIED:
            certificate = Certificate(
                str(step.doc_id),
                moment(step["at"]),
                step["files"],
                step["size"],
                step["unreadable"],
            )
            return replace(progress, certificate=certificate, obstacle=None, detail="")
        case _:
            return progress


def row(progress: Progress) -> dict[str, Any]:
    """One destruction, as `destructions list --json` has it; docs/cli.md keeps it stable."""
    destruction, certificate = progress.destruction, progress.certificate
    return {
        "id": progress.id,
        **destruction.to_document(),
        "state": "pending" if certificate is None else "destroyed",
        "obstacle": progress.obstacle,
        "detail": progress.detail or None,
        "certificate": None
        if certificate is None
        else {
            "id": certificate.id,
            "at": stored(certificate.at),
            "files": certificate.files,
            "size": certificate.size,
            "unreadable_backups": certificate.unreadable,
        },
    }
